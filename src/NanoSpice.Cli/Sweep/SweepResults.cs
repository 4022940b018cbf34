using NanoSpice.Elaboration;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>What a sweep leaves over its points: steps.csv, steps.svg, its part of the summary.</summary>
internal sealed class SweepResults(SweepRun run, SweepPlan plan, string title)
{
    private readonly List<string> _files = [];

    /// <summary>Names of the files written.</summary>
    public IReadOnlyList<string> Files => _files;

    public StepTable Table => run.Table;

    /// <summary>Derived numbers over the innermost quantity; null when there are none, or no figure is wanted.</summary>
    public Plot? Figure { get; private set; }

    public SweepSummary Summary => new(StepTable.Columns(plan), plan.Count,
        [.. run.Points.Select(p => new PointSummary(p.Point.Values, StepTable.WordOf(p.Status), p.Reason, p.Analyses))], _files);

    public void Write(string folder, ResultFormats formats)
    {
        if (formats.HasFlag(ResultFormats.Csv))
        {
            run.Table.WriteCsv(Path.Combine(folder, "steps.csv"));
            _files.Add("steps.csv");
        }
        if ((formats & (ResultFormats.Plot | ResultFormats.Figures)) != 0) Figure = StepFigure.Of(run.Table, plan, title);
        if (Figure is null || !formats.HasFlag(ResultFormats.Plot)) return;
        AtomicFile.WriteText(Path.Combine(folder, "steps.svg"), SvgWriter.Write(Figure));
        _files.Add("steps.svg");
    }
}
