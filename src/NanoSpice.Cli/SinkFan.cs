using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>Passes each row to several sinks.</summary>
internal sealed class SinkFan(IEnumerable<IWaveformSink> sinks) : IWaveformSink
{
    // An array is walked through without allocating.
    private readonly IWaveformSink[] _sinks = [.. sinks];

    /// <summary>Rows passed on.</summary>
    public long Rows { get; private set; }

    /// <summary>False until the analysis has ended as asked.</summary>
    public bool IsComplete { get; private set; }

    public void Begin(WaveformTable table)
    {
        foreach (var sink in _sinks) sink.Begin(table);
    }

    public void Row(ReadOnlySpan<double> values)
    {
        Rows++;
        foreach (var sink in _sinks) sink.Row(values);
    }

    public void End(bool complete)
    {
        IsComplete = complete;
        foreach (var sink in _sinks) sink.End(complete);
    }
}
