using NanoSpice.Engine;

namespace NanoSpice;

/// <summary>Keeps the rows of an analysis by columns.</summary>
internal sealed class ColumnSink : IWaveformSink
{
    private const int FirstCapacity = 256;

    private double[][] _columns = [];

    /// <summary>Heading; null when the analysis failed before it had one.</summary>
    public WaveformTable? Table { get; private set; }

    public int Count { get; private set; }

    /// <summary>False when the analysis failed or was cancelled.</summary>
    public bool IsComplete { get; private set; }

    public void Begin(WaveformTable table)
    {
        Table = table;
        _columns = new double[table.RowLength][];
        for (int k = 0; k < _columns.Length; k++) _columns[k] = new double[table.Kind == WaveformKind.OperatingPoint ? 1 : FirstCapacity];
    }

    public void Row(ReadOnlySpan<double> values)
    {
        if (_columns.Length > 0 && Count == _columns[0].Length)
        {
            for (int k = 0; k < _columns.Length; k++) Array.Resize(ref _columns[k], 2 * Count);
        }
        for (int k = 0; k < _columns.Length; k++) _columns[k][Count] = values[k];
        Count++;
    }

    public void End(bool complete)
    {
        IsComplete = complete;
        for (int k = 0; k < _columns.Length; k++) Array.Resize(ref _columns[k], Count);
    }

    /// <summary>Column k of the row, as written.</summary>
    public double[] Column(int k)
    {
        if (_columns[k].Length != Count) Array.Resize(ref _columns[k], Count);
        return _columns[k];
    }
}
