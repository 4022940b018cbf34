using System.Numerics;
using NanoSpice.Engine;
using NanoSpice.Testing;

namespace NanoSpice.Engine.Tests.Analyses;

/// <summary>Spectrum of a test circuit.</summary>
internal sealed class ImpedanceRun : IWaveformSink
{
    private readonly List<double[]> _rows = [];

    private ImpedanceRun(AnalysisContext? context) => Context = context;

    public AnalysisContext? Context { get; private set; }

    public double[] Frequencies => [.. _rows.Select(r => r[0])];

    public Complex[] Z => Phasors(0);

    /// <summary>Runs .eis at a source with these frequencies; NaN keeps the source's own DC value.</summary>
    public static ImpedanceRun Of(TestCircuit lines, string source, AcOptions frequencies, double bias = double.NaN, params string[] nodes)
    {
        var circuit = lines.Build();
        return Of(lines, circuit, source, frequencies, bias, nodes);
    }

    /// <summary>The same of a circuit that is built already.</summary>
    public static ImpedanceRun Of(TestCircuit lines, Circuit circuit, string source, AcOptions frequencies, double bias = double.NaN, params string[] nodes)
    {
        var run = new ImpedanceRun(null);
        run.Context = new AnalysisContext
        {
            Circuit = circuit, ResultName = "eis1", Title = "test", Sink = run, Options = circuit.Options,
            Saved = [.. nodes.Select(n => new SavedVector($"v({n})", Probe.Of("V", lines[n], Unknown.Ground)))],
        };
        new Impedance(new(lines.Device(source), frequencies, bias)).Run(run.Context);
        return run;
    }

    /// <summary>Phasors of vector k of the table, 0 being Z.</summary>
    public Complex[] Phasors(int k) => [.. _rows.Select(r => new Complex(r[1 + 2 * k], r[2 + 2 * k]))];

    public double Derived(string name) => Context!.Derived.Single(d => d.Name == name).Value;

    public bool Derives(string name) => Context!.Derived.Any(d => d.Name == name);

    public void Begin(WaveformTable table)
    {
    }

    public void Row(ReadOnlySpan<double> values) => _rows.Add(values.ToArray());

    public void End(bool complete)
    {
    }
}
