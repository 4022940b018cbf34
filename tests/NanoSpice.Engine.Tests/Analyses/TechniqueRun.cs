using NanoSpice.Engine;
using NanoSpice.Engine.Devices;
using NanoSpice.Testing;

namespace NanoSpice.Engine.Tests.Analyses;

/// <summary>Runs a technique on a test circuit and keeps rows and derived numbers.</summary>
internal sealed class TechniqueRun : IWaveformSink
{
    private string[] _columns = [];

    private CancellationTokenSource Cancellation { get; } = new();

    public List<double[]> Rows { get; } = [];

    public List<string> Warnings { get; } = [];

    public IReadOnlyList<DerivedNumber> Derived { get; private set; } = [];

    public bool Complete { get; private set; }

    public SimulationException? Failure { get; private set; }

    /// <summary>Interrupts the run when a row makes this true.</summary>
    private Predicate<double[]> InterruptAt { get; init; } = _ => false;

    public double[] this[string column] => [.. Rows.Select(r => r[Array.IndexOf(_columns, column)])];

    public double this[string quantity, int cycle] => Derived.Single(d => d.Quantity == quantity && d.Cycle == cycle).Value;

    public static TechniqueRun Cv(TestCircuit lines, VoltammetryOptions options, string source = "v1", Predicate<double[]>? interruptAt = null, params string[] nodes) =>
        Of(lines, _ => new Voltammetry((IDrivenSource)lines.Device(source), options), interruptAt, nodes);

    public static TechniqueRun Gcd(TestCircuit lines, GalvanostaticOptions options, Predicate<double[]>? interruptAt = null, params string[] nodes) =>
        Of(lines.Regulate("i1"), _ => new Galvanostatic((CurrentSource)lines.Device("i1"), options), interruptAt, nodes);

    public static TechniqueRun Ca(TestCircuit lines, AmperometryOptions options) => Of(lines, _ => new Amperometry((IDrivenSource)lines.Device("v1"), options));

    public static TechniqueRun Ragone(TestCircuit lines, RagoneOptions options) => Of(lines.Regulate("i1"), _ => new Ragone((CurrentSource)lines.Device("i1"), options));

    private static TechniqueRun Of(TestCircuit lines, Func<Circuit, Analysis> make, Predicate<double[]>? interruptAt = null, params string[] nodes)
    {
        var run = new TechniqueRun { InterruptAt = interruptAt ?? (_ => false) };
        var circuit = lines.Build();
        var analysis = make(circuit);
        var context = new AnalysisContext
        {
            Circuit = circuit, ResultName = analysis.Keyword + "1", Title = "test", Sink = run, Options = circuit.Options, Warn = run.Warnings.Add,
            Saved = [.. nodes.Select(n => new SavedVector($"v({n})", Probe.Of("V", lines[n], Unknown.Ground)))], Cancellation = run.Cancellation.Token,
        };
        run.Derived = context.Derived;
        try
        {
            analysis.Run(context);
        }
        catch (SimulationException e)
        {
            run.Failure = e;
        }
        return run;
    }

    public void Begin(WaveformTable table) => _columns = [.. table.Columns.Select(c => c.Name)];

    public void Row(ReadOnlySpan<double> values)
    {
        Rows.Add(values.ToArray());
        if (InterruptAt(Rows[^1])) Cancellation.Cancel();
    }

    public void End(bool complete) => Complete = complete;
}
