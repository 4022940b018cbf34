using System.Globalization;
using NanoSpice.Elaboration;
using NanoSpice.Engine;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>report.html of a run: deck, options, and for every analysis its figures, numbers, expectations, warnings and work.</summary>
internal sealed class RunPage(Simulation simulation, IRunOutcome run, IReadOnlyList<WrittenAnalysis> written, RunSummary summary)
{
    /// <summary>Lines of the deck that are shown; generated decks have thousands.</summary>
    private const int ShownLines = 300;

    /// <summary>Values of an operating point that are shown.</summary>
    private const int ShownValues = 200;

    /// <summary>Points of a sweep and numbers that are shown.</summary>
    private const int ShownPoints = 500, ShownNumbers = 8;

    /// <summary>What the sweep of a stepped deck left.</summary>
    public SweepResults? Sweep { get; init; }

    /// <summary>The whole page.</summary>
    public string Html()
    {
        var page = new HtmlReport(simulation.Title.Length > 0 ? simulation.Title : Path.GetFileName(summary.Deck));
        page.Text($"nanospice {summary.Version}: {summary.Deck}, {Count(simulation.Circuit.Devices.Count, "device")}, {Count(simulation.Circuit.Size, "unknown")}, {Count(written.Count, "analysis", "analyses")}.");
        if (summary.ExitCode != ExitCode.Done) page.Verdict(false, $"{SummaryFile.StateOf(summary.ExitCode)}: {summary.Reason}");
        Verdict(page);
        Deck(page);
        if (Sweep is not null) Points(page, Sweep);
        foreach (var analysis in written) Analysis(page, analysis);
        if (ImpedancePlots.Together([.. written.Where(w => w.Table.Kind == WaveformKind.Impedance)]) is { Count: > 0 } together)
        {
            page.Section("All spectra");
            foreach (var plot in together) Figure(page, plot, string.Join(", ", written.Where(w => w.Table.Kind == WaveformKind.Impedance).Select(w => w.Table.Name)));
        }
        Work(page);
        return page.ToString();
    }

    private void Verdict(HtmlReport page)
    {
        var outcomes = run.Expectations;
        if (outcomes.Count == 0) return;
        int met = outcomes.Count(o => o.Met);
        page.Verdict(met == outcomes.Count, met == outcomes.Count ? $"All {Count(met, "expectation")} met." : $"{met} of {Count(outcomes.Count, "expectation")} met.");
    }

    private void Deck(HtmlReport page)
    {
        var lines = simulation.File.Lines;
        string rest = lines.Count > ShownLines ? $"\n... and {lines.Count - ShownLines} lines more" : "";
        page.Section("Deck").Listing(string.Join('\n', lines.Take(ShownLines)) + rest);
        page.Table("Options in force", [["option", "value"], .. summary.Options.Select(o => (string[])[o.Key, o.Value])]);
        if (summary.Warnings.Count > 0) page.Part("Warnings of the deck").Items(summary.Warnings);
    }

    private static void Points(HtmlReport page, SweepResults sweep)
    {
        page.Section("Sweep");
        if (sweep.Files.Count > 0) page.Files($"{Count(sweep.Table.Count, "point")}, in full in", sweep.Files);
        if (sweep.Figure is { } figure) page.Figure(SvgWriter.Write(figure with { Title = "" }), $"derived numbers against {figure.X.Label}");
        string more = sweep.Table.Count > ShownPoints ? $", the first {ShownPoints} of {sweep.Table.Count}" : "";
        page.Table($"Points{more}", sweep.Table.Cells(ShownPoints, ShownNumbers));
    }

    private void Analysis(HtmlReport page, WrittenAnalysis analysis)
    {
        string name = analysis.Table.Name, state = analysis.Complete ? "" : ", incomplete";
        page.Section($"{name}: {WordsOf(analysis.Table.Kind)}");
        if (simulation.Analyses.FirstOrDefault(a => a.ResultName == name) is { Statement.Length: > 0 } planned) page.Key(planned.Statement);
        if (analysis.Files.Count > 0) page.Files($"{Count(analysis.Rows, "row")}{state}, in full in", analysis.Files);
        else page.Text($"{Count(analysis.Rows, "row")}{state}.");
        foreach (var (result, table) in run.OperatingPoints) if (result == name) Values(page, table);
        foreach (var plot in analysis.Figures) Figure(page, plot, name);
        string keyword = name.TrimEnd("0123456789".ToCharArray());
        foreach (var derived in run.Derived.Where(d => d.Result == name))
            foreach (var (caption, rows) in derived.Cells(q => TechniqueDefinitions.Of(keyword, DerivedNumber.Term(q)))) page.Table(caption, rows);
        foreach (var measured in run.Measured.Where(m => m.Result == name)) page.Table("Measurements", measured.Cells());
        Expectations(page, name);
        IReadOnlyList<string> warnings = [.. run.Analyses.FirstOrDefault(a => a.Written.Table.Name == name)?.Warnings ?? [], .. analysis.Warnings];
        if (warnings.Count > 0) page.Part("Warnings").Items(warnings);
    }

    private static void Figure(HtmlReport page, Plot plot, string name)
    {
        string shown = string.Join(" and ", plot.Panels.Select(p => p.Y.Label));
        page.Figure(SvgWriter.Write(plot with { Title = "" }), $"{name}: {shown} against {plot.X.Label}");
    }

    private static void Values(HtmlReport page, OperatingPointTable table)
    {
        var values = table.Values.ToList();
        string more = values.Count > ShownValues ? $", the first {ShownValues} of {values.Count}" : "";
        page.Table($"Operating point{more}", [["vector", "value", "unit"], .. values.Take(ShownValues).Select(v => (string[])[v.Column.Name, Number(v.Value), v.Column.Unit])]);
    }

    private void Expectations(HtmlReport page, string name)
    {
        var mine = run.Expectations.Where(o => o.Expectation.Result.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (mine.Count == 0) return;
        page.Table("Expectations", [["expected", "found", "off by", "allowed", "verdict", "oracle"], .. mine.Select(o => (string[])
            [o.Expectation.Text, o.Reason is null ? Number(o.Found) : "-", o.Reason is null ? Number(Math.Abs(o.Found - o.Expectation.Value)) : "-",
             Number(o.Expectation.Tolerance), o.Met ? "met" : o.Reason is null ? "MISSED" : $"MISSED: {o.Reason}", o.Expectation.Origin])]);
    }

    /// <summary>One row a count, one column an analysis.</summary>
    private void Work(HtmlReport page)
    {
        string[] names = [.. run.Analyses.SelectMany(a => a.Work.Select(w => w.Key)).Distinct()];
        if (names.Length == 0) return;
        page.Section("Work done").Table("Counts", [["count", .. run.Analyses.Select(a => a.Written.Table.Name)],
            .. names.Select(n => (string[])[n.Replace('_', ' '), .. run.Analyses.Select(a => Find(a, n))])]);

        static string Find(AnalysisSummary analysis, string name)
        {
            foreach (var (key, count) in analysis.Work) if (key == name) return count.ToString(CultureInfo.InvariantCulture);
            return "-";
        }
    }

    private static string WordsOf(WaveformKind kind) => kind switch
    {
        WaveformKind.OperatingPoint => "operating point",
        WaveformKind.DcSweep => "DC sweep",
        WaveformKind.Ac => "small-signal frequency response",
        WaveformKind.Noise => "noise",
        WaveformKind.TransferFunction => "transfer function",
        WaveformKind.Fourier => "Fourier analysis",
        WaveformKind.Transient => "transient",
        WaveformKind.Voltammetry => "cyclic voltammetry",
        WaveformKind.Galvanostatic => "galvanostatic cycling",
        WaveformKind.Amperometry => "chronoamperometry",
        WaveformKind.Impedance => "impedance spectroscopy",
        _ => "Ragone series",
    };

    private static string Count(long n, string one, string? many = null) => string.Create(CultureInfo.InvariantCulture, $"{n} {(n == 1 ? one : many ?? one + "s")}");

    private static string Number(double value) => value.ToString("G7", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
}
