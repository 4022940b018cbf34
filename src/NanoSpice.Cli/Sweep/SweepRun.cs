using NanoSpice.Elaboration;
using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>How one point of a sweep came out.</summary>
/// <param name="Reason">why it is not done</param>
internal sealed record PointOutcome(SweepPoint Point, PointStatus Status, string Reason, IReadOnlyList<AnalysisSummary> Analyses);

/// <summary>Runs a deck at every point of its sweep, one after the other; a point that fails does not stop the next.</summary>
internal sealed class SweepRun(Simulation first, SteppedFiles files, ConsoleReport console, CancellationToken cancellation) : IRunOutcome
{
    /// <summary>Points whose messages are printed, whose work is kept for the summary, and whose operating points are printed.</summary>
    private const int MostFailures = 20, MostKept = 10_000, MostPrinted = 40;

    /// <summary>Vectors of an operating point printed side by side.</summary>
    private const int MostVectors = 6;

    private readonly SweepPlan _plan = first.Sweep!;
    private readonly SweepExpectations _expectations = new(first.Expectations);
    private readonly List<PointOutcome> _points = [];
    private readonly Dictionary<string, Dictionary<string, long>> _work = [];
    private readonly Dictionary<string, List<string>> _warnings = [];
    private readonly List<(SweepPoint Point, string Result, OperatingPointTable Table)> _operatingPoints = [];
    private int _failed;

    public int ExitCode { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>Work of all points together.</summary>
    public IReadOnlyList<AnalysisSummary> Analyses { get; private set; } = [];

    public IReadOnlyList<ExpectationOutcome> Expectations => _expectations.Outcomes();

    public IReadOnlyList<(string Result, OperatingPointTable Table)> OperatingPoints => [];

    public IReadOnlyList<DerivedTable> Derived => [];

    public IReadOnlyList<MeasureTable> Measured => [];

    /// <summary>The first ten thousand points.</summary>
    public IReadOnlyList<PointOutcome> Points => _points;

    public StepTable Table { get; } = new(first.Sweep!);

    public void RunAll()
    {
        for (int k = 0; k < _plan.Count && ExitCode != Cli.ExitCode.Interrupted && files.Fault is null; k++) Run(_plan[k]);
        if (_failed > MostFailures) console.Error.WriteLine($"... and {_failed - MostFailures} more points failed");
        bool isStopped = files.Fault is not null;
        files.Close(all: ExitCode != Cli.ExitCode.Interrupted);
        if (!isStopped && files.Fault is { } late) Fail(late);
        Analyses = [.. files.Written.Select(w => new AnalysisSummary(w)
        {
            Work = [.. _work.GetValueOrDefault(w.Table.Name) ?? []], Warnings = _warnings.GetValueOrDefault(w.Table.Name) ?? [],
        })];
    }

    /// <summary>Prints operating points as a table, and the numbers of the points.</summary>
    public void Print(TextWriter output)
    {
        foreach (var group in _operatingPoints.GroupBy(o => o.Result))
        {
            var columns = group.First().Table.Values.Take(MostVectors).Select(v => v.Column).ToList();
            output.WriteLine($"{group.Key}: operating points");
            StepTable.WriteAligned(output, [[.. _plan.Quantities.Select(q => q.Label), .. columns.Select(c => $"{c.Name}[{c.Unit}]")],
                .. group.Select(o => (IReadOnlyList<string>)[.. o.Point.Values.Select(SweepPoint.Text), .. columns.Select(c => StepTable.Figure(o.Table.Values.FirstOrDefault(v => v.Column == c).Value))])]);
        }
        if (Table.HasNumbers || ExitCode != Cli.ExitCode.Done) Table.Print(output);
    }

    private void Run(SweepPoint point)
    {
        var bag = new DiagnosticBag();
        var simulation = point.Index == 0 ? first : first.AtPoint(point, bag);
        if (simulation is null)
        {
            var error = bag.All.First(d => d.Severity == Severity.Error);
            Fail(point, $"{error.Code}: {error.Message}", [], said: false);
            Table.Add(point, PointStatus.Failed, [], []);
            return;
        }
        var quiet = _failed >= MostFailures ? new ConsoleReport(TextWriter.Null, TextWriter.Null, false, "") : console;
        var run = new DeckRun(simulation, files.At(point), quiet, cancellation, $" at {point.Label}");
        run.RunAll();
        _expectations.Add(run.Expectations);
        foreach (var analysis in run.Analyses) Collect(analysis, point);
        var status = run.ExitCode switch { Cli.ExitCode.Done => PointStatus.Done, Cli.ExitCode.Interrupted => PointStatus.Interrupted, _ => PointStatus.Failed };
        Table.Add(point, status, run.Derived, run.Analyses.SelectMany(a => a.Measurements.Select(m => (a.Written.Table.Name, m))));
        if (point.Index < MostPrinted) _operatingPoints.AddRange(run.OperatingPoints.Select(o => (point, o.Result, o.Table)));
        if (status == PointStatus.Interrupted) (ExitCode, Reason) = (Cli.ExitCode.Interrupted, run.Reason);
        if (status == PointStatus.Failed) Fail(point, run.Reason, run.Analyses, said: true);
        else if (_points.Count < MostKept) _points.Add(new(point, status, run.Reason, run.Analyses));
    }

    /// <summary>The files of all points together took no more at their end.</summary>
    private void Fail(Exception fault)
    {
        var failure = TableFault.Failure(files.Folder, files.Written.Max(w => w.Rows), fault);
        console.Fail(failure.Message, failure.Advice);
        (ExitCode, Reason) = (Cli.ExitCode.NumericalFailure, failure.Message);
    }

    private void Fail(SweepPoint point, string reason, IReadOnlyList<AnalysisSummary> analyses, bool said)
    {
        if (!said && _failed < MostFailures) console.Fail($"{reason}, at {point.Label}");
        _failed++;
        string count = _failed == 1 ? "1 point" : $"{_failed} points";
        (ExitCode, Reason) = (Cli.ExitCode.NumericalFailure, $"{count} of {_plan.Count} failed, the last at {point.Label}: {reason}");
        if (_points.Count < MostKept) _points.Add(new(point, PointStatus.Failed, reason, analyses));
    }

    private void Collect(AnalysisSummary analysis, SweepPoint point)
    {
        string name = analysis.Written.Table.Name;
        if (!_work.TryGetValue(name, out var work)) _work[name] = work = [];
        foreach (var (key, count) in analysis.Work)
        {
            // Sizes are not added up.
            bool size = key is "unknowns" or "matrix_entries" or "factor_entries";
            work[key] = size ? Math.Max(work.GetValueOrDefault(key), count) : work.GetValueOrDefault(key) + count;
        }
        if (!_warnings.TryGetValue(name, out var warnings)) _warnings[name] = warnings = [];
        if (warnings.Count < 100) warnings.AddRange(analysis.Warnings.Select(w => $"at {point.Label}: {w}"));
    }
}
