using NanoSpice.Engine;
using NanoSpice.Testing;

namespace NanoSpice.Engine.Tests.Analyses;

/// <summary>Runs an analysis on a test circuit and keeps the rows.</summary>
internal sealed class AnalysisRun : IWaveformSink
{
    private readonly Dictionary<string, int> _columns = [];

    private AnalysisRun()
    {
    }

    public List<double[]> Rows { get; } = [];

    public Dictionary<string, long> Work { get; private set; } = [];

    public bool Complete { get; private set; }

    public List<string> Warnings { get; } = [];

    /// <summary>Vectors are v(a), i(v1) or quantities of devices such as q(n1).</summary>
    public static AnalysisRun Of(TestCircuit lines, Analysis analysis, params string[] vectors) => Of(lines, analysis, [], vectors);

    public static AnalysisRun Of(TestCircuit lines, Analysis analysis, (string Node, double Value)[] initial, params string[] vectors)
    {
        var run = new AnalysisRun();
        var circuit = lines.Build();
        var context = new AnalysisContext
        {
            Circuit = circuit, ResultName = analysis.Keyword + "1", Title = "test", Sink = run, Options = circuit.Options, Warn = run.Warnings.Add,
            Saved = [.. vectors.Select(v => new SavedVector(v, Find(lines, v)))],
            InitialConditions = [.. initial.Select(i => (lines[i.Node], i.Value))],
        };
        for (int k = 0; k < vectors.Length; k++) run._columns.Add(vectors[k], k);
        run.Work = context.Work;
        analysis.Run(context);
        return run;
    }

    public double[] Scale => [.. Rows.Select(r => r[0])];

    public double[] this[string vector] => [.. Rows.Select(r => r[r.Length - _columns.Count + _columns[vector]])];

    public double Last(string vector) => this[vector][^1];

    public void Begin(WaveformTable table)
    {
    }

    public void Row(ReadOnlySpan<double> values) => Rows.Add(values.ToArray());

    public void End(bool complete) => Complete = complete;

    private static Probe Find(TestCircuit lines, string vector)
    {
        string name = vector[2..^1];
        if (vector[0] == 'v' && lines.Knows(name)) return Probe.Of("V", lines[name], Unknown.Ground);
        if (vector[0] == 'i' && lines.Knows(vector)) return Probe.Of("A", lines[vector], Unknown.Ground);
        return lines.Device(name).Probe(vector[..1])!;
    }
}
