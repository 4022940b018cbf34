using NanoSpice.Engine;
using NanoSpice.Testing;

namespace NanoSpice.Engine.Tests.Analyses;

/// <summary>Noise of a test circuit: columns by name, and the totals.</summary>
internal sealed class NoiseRun : IWaveformSink
{
    private readonly List<double[]> _rows = [];
    private readonly List<string> _columns = [];
    private readonly AnalysisContext _context;

    private NoiseRun(Circuit circuit, OwnVectors names) => _context = new AnalysisContext
    {
        Circuit = circuit, ResultName = "noise1", Title = "test", Sink = this, Options = circuit.Options, Saved = [], Names = names, Warn = Warnings.Add,
    };

    public List<string> Warnings { get; } = [];

    public double[] Frequencies => this["frequency"];

    public double[] this[string column] => [.. _rows.Select(r => r[_columns.IndexOf(column)])];

    /// <summary>Noise of the voltage of a node, or of the current of a voltage source ("i(v1)"), with all contributions.</summary>
    public static NoiseRun Of(TestCircuit lines, string output, string source, AcOptions frequencies, OwnVectors names = default)
    {
        var circuit = lines.Build();
        var run = new NoiseRun(circuit, names.All is null ? OwnVectors.None : names);
        new Noise(new(lines[output], Unknown.Ground, output.StartsWith("i(", StringComparison.Ordinal) ? "A" : "V", lines.Device(source), frequencies, WithParts: true)).Run(run._context);
        return run;
    }

    public double Total(string name) => _context.Derived.Single(d => d.Name == name).Value;

    public void Begin(WaveformTable table) => _columns.AddRange(table.Columns.Select(c => c.Name));

    public void Row(ReadOnlySpan<double> values) => _rows.Add(values.ToArray());

    public void End(bool complete)
    {
    }
}
