using NanoSpice.Engine;

namespace NanoSpice.Elaboration.Tests;

/// <summary>Keeps the rows of one analysis.</summary>
internal sealed class RecordingSink : IWaveformSink
{
    public WaveformTable? Table { get; private set; }

    public List<double[]> Rows { get; } = [];

    public void Begin(WaveformTable table) => Table = table;

    public void Row(ReadOnlySpan<double> values) => Rows.Add(values.ToArray());

    public void End(bool complete)
    {
    }

    /// <summary>Value of a vector in the last row.</summary>
    public double Final(string vector) => Rows[^1][Table!.Columns.ToList().FindIndex(c => c.Name == vector)];

    /// <summary>Runs the analysis of that name.</summary>
    public static RecordingSink Run(Simulation simulation, string result)
    {
        var sink = new RecordingSink();
        var planned = simulation.Analyses.Single(a => a.ResultName == result);
        planned.Analysis.Run(simulation.Context(planned, sink));
        return sink;
    }
}
