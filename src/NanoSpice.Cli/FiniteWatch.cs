using System.Globalization;
using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>Counts results that are infinite or undefined, such as a printed v(a)/v(b) where v(b) is 0: they are said, not only written.</summary>
internal sealed class FiniteWatch : IWaveformSink
{
    private WaveformTable? _table;
    private long _rows;
    private double _at;
    private int _column = -1;

    /// <summary>What to say; null when all was finite.</summary>
    public string? Warning => _column < 0 ? null : string.Create(CultureInfo.InvariantCulture,
        $"{_rows} {(_rows == 1 ? "row holds" : "rows hold")} a value that is infinite or undefined, the first is {Name} at {_table!.Columns[0].Name} = {_at:g6}");

    private string Name => _table!.Columns[_table.IsComplex ? (_column + 1) / 2 : _column].Name;

    public void Begin(WaveformTable table) => (_table, _rows, _column) = (table, 0, -1);

    public void Row(ReadOnlySpan<double> values)
    {
        for (int k = 0; k < values.Length; k++)
        {
            if (double.IsFinite(values[k])) continue;
            if (_column < 0) (_column, _at) = (k, values[0]);
            _rows++;
            return;
        }
    }

    public void End(bool complete)
    {
    }
}
