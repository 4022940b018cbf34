using NanoSpice.Elaboration;
using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>Runs the analyses of a simulation one after the other; a failure of one does not stop the next.</summary>
/// <param name="at">" at rc=5": the point of a sweep, for messages</param>
/// <param name="judges">whether the *expect lines are looked at</param>
internal sealed class DeckRun(Simulation simulation, IRunFiles files, ConsoleReport console, CancellationToken cancellation, string at = "", bool judges = true) : IRunOutcome
{
    private readonly ExpectationCheck _expectations = new([.. simulation.Expectations.Where(e => judges && e.HoldsAt(simulation.Point))]);
    private readonly List<AnalysisSummary> _analyses = [];
    private readonly List<DerivedTable> _derived = [];
    private readonly List<MeasureTable> _measured = [];
    private readonly List<(string Result, OperatingPointTable Table)> _operatingPoints = [];

    /// <summary>0, 2 or 130: the worst that happened.</summary>
    public int ExitCode { get; private set; }

    /// <summary>Why the exit code is not 0.</summary>
    public string Reason { get; private set; } = "";

    public IReadOnlyList<AnalysisSummary> Analyses => _analyses;

    public IReadOnlyList<ExpectationOutcome> Expectations => _expectations.Outcomes();

    /// <summary>Values of the operating points, by result name.</summary>
    public IReadOnlyList<(string Result, OperatingPointTable Table)> OperatingPoints => _operatingPoints;

    /// <summary>Numbers that the techniques derived, one table an analysis that has some.</summary>
    public IReadOnlyList<DerivedTable> Derived => _derived;

    /// <summary>Results of .meas, one table an analysis that has some.</summary>
    public IReadOnlyList<MeasureTable> Measured => _measured;

    public void RunAll() => RunAll(simulation.Analyses);

    /// <summary>The analyses of the simulation in another order.</summary>
    public void RunAll(IEnumerable<PlannedAnalysis> ordered)
    {
        foreach (var planned in ordered)
        {
            if (ExitCode != Cli.ExitCode.Interrupted && files.Fault is null) Run(planned);
        }
    }

    private void Run(PlannedAnalysis planned)
    {
        var warnings = new List<string>();
        var operatingPoint = new OperatingPointTable();
        var progress = new ProgressLine(console, planned.ResultName + at);
        var finite = new FiniteWatch();
        List<IWaveformSink> sinks = [files, operatingPoint, finite];
        if (_expectations.SinkFor(planned.ResultName) is { } watch) sinks.Add(watch);
        var context = simulation.Context(planned, new SinkFan(sinks), cancellation, progress, Warn);
        int before = files.Written.Count;
        try
        {
            planned.Analysis.Run(context);
        }
        catch (SimulationException e)
        {
            progress.Clear();
            console.Fail($"{planned.ResultName}{at}: {e.Message}", e.Advice);
            (ExitCode, Reason) = (Cli.ExitCode.NumericalFailure, $"{planned.ResultName}: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            // The analysis has closed its table; what it computed is kept.
        }
        progress.Clear();
        if (finite.Warning is { } odd) Warn(odd);
        if (cancellation.IsCancellationRequested) (ExitCode, Reason) = (Cli.ExitCode.Interrupted, $"interrupted during {planned.ResultName}{at}");
        if (operatingPoint.Values.Any()) _operatingPoints.Add((planned.ResultName, operatingPoint));
        Keep(planned.ResultName, context, warnings, files.Written.Count > before);

        void Warn(string text)
        {
            progress.Clear();
            warnings.Add(text);
            console.Error.WriteLine($"{planned.ResultName}{at}: warning: {text}");
        }
    }

    /// <summary>What the run left, for the summary and the report.</summary>
    private void Keep(string result, AnalysisContext context, List<string> warnings, bool written)
    {
        var derived = new DerivedTable(result, context.Derived);
        if (!derived.IsEmpty) _derived.Add(derived);
        var measured = new MeasureTable(result, context.Derived);
        if (!measured.IsEmpty) _measured.Add(measured);
        if (written && derived.HasCycles && files.Written[^1].Table.Kind is not (WaveformKind.Ragone or WaveformKind.Fourier)) files.WriteCycles(derived);
        if (written) files.WriteNumbers(context.Derived);
        if (written)
            _analyses.Add(new(files.Written[^1])
            {
                Work = [.. context.Work], Warnings = warnings, Derived = [.. context.Derived.Where(d => !d.IsMeasurement).Select(d => new NamedValue(d.Name, d.Value, d.Unit))],
                Measurements = [.. context.Derived.Where(d => d.IsMeasurement)],
            });
        _expectations.Derived(result, context.Derived);
    }
}
