using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>Remembers the row of an operating point, to print it.</summary>
internal sealed class OperatingPointTable : IWaveformSink
{
    private WaveformTable? _table;
    private double[] _row = [];

    /// <summary>Name, value and unit of every vector; empty for other analyses.</summary>
    public IEnumerable<(WaveformColumn Column, double Value)> Values =>
        _table is null ? [] : _table.Columns.Zip(_row).Select(p => (p.First, p.Second));

    public void Begin(WaveformTable table) => _table = table.Kind == WaveformKind.OperatingPoint ? table : null;

    public void Row(ReadOnlySpan<double> values)
    {
        if (_table is not null) _row = values.ToArray();
    }

    public void End(bool complete)
    {
    }
}
