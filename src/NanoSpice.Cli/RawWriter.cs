using System.Globalization;
using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>Streams result tables into a raw file that ngspice loads, one plot a table; the number of points is filled in at its end.</summary>
public sealed class RawWriter : ITableFile
{
    /// <summary>Digits of the largest count, so that the final number fits in the place kept for it.</summary>
    private const int CountWidth = 19;

    private readonly AtomicFile _file;
    private readonly Utf8Output _out;
    private readonly bool _isAscii;
    private WaveformTable? _table;
    private long _countAt, _rows, _before;

    /// <summary>Opens the file; it takes its name at <see cref="End"/>.</summary>
    /// <param name="path">Final path.</param>
    /// <param name="isAscii">Numbers as text ("Values:") instead of bytes ("Binary:").</param>
    public RawWriter(string path, bool isAscii)
    {
        _file = new AtomicFile(path);
        _out = new Utf8Output(_file.Stream);
        _isAscii = isAscii;
    }

    /// <inheritdoc/>
    public void Begin(WaveformTable table) => Begin(table, "");

    /// <summary>Begins a plot, the first or a further one.</summary>
    /// <param name="table">Heading of the table.</param>
    /// <param name="point">Point of a sweep, such as rc=5; goes to the plot's name.</param>
    public void Begin(WaveformTable table, string point)
    {
        if (_table is not null)
        {
            FillCount();
            _before += _rows;
        }

        (_table, _rows) = (table, 0);
        string plot = RawVocabulary.PlotName(table.Kind) + (point.Length > 0 ? $" ({OneLine(point)})" : "");
        _out.Write($"Title: {OneLine(table.Title)}\nPlotname: {plot}\nFlags: {(table.IsComplex ? "complex" : "real")}\n");
        _out.Write($"No. Variables: {table.Columns.Count.ToString(CultureInfo.InvariantCulture)}\nNo. Points: ");
        _countAt = _out.Position;
        _out.Write(new string(' ', CountWidth) + "\nVariables:\n");
        for (int i = 0; i < table.Columns.Count; i++)
        {
            var column = table.Columns[i];
            string name = string.Concat(column.Name.Where(c => !char.IsWhiteSpace(c)));
            _out.Write($"\t{i.ToString(CultureInfo.InvariantCulture)}\t{name}\t{RawVocabulary.TypeOf(column.Unit)}\n");
        }

        _out.Write(_isAscii ? "Values:\n" : "Binary:\n");
        _out.EndRow(0);
    }

    /// <inheritdoc/>
    public void Row(ReadOnlySpan<double> values)
    {
        if (_isAscii)
        {
            WriteAscii(values);
        }
        else
        {
            WriteBinary(values);
        }

        _rows++;
        _out.EndRow();
    }

    /// <inheritdoc/>
    public void End(bool complete)
    {
        FillCount();
        _file.Commit();
    }

    long ITableFile.Cut()
    {
        var (end, rows) = _out.Stored;
        if (rows == 0 || !_file.IsOpen) return rows;
        _file.Stream.SetLength(end);
        if (end > _countAt) WriteCount(rows - _before);
        _file.Commit();
        return rows;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _out.Dispose();
        _file.Dispose();
    }

    private void FillCount()
    {
        _out.Flush();
        WriteCount(_rows);
        _file.Stream.Seek(0, SeekOrigin.End);
    }

    /// <summary>Into the place kept for it, which takes no more room.</summary>
    private void WriteCount(long rows)
    {
        _file.Stream.Position = _countAt;
        _file.Stream.Write(System.Text.Encoding.ASCII.GetBytes(rows.ToString(CultureInfo.InvariantCulture)));
    }

    private void WriteBinary(ReadOnlySpan<double> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            _out.WriteBinary(values[i]);
            if (i == 0 && _table!.IsComplex)
            {
                _out.WriteBinary(0);
            }
        }
    }

    /// <summary>The point's number and the first value on one line, each further vector on its own.</summary>
    private void WriteAscii(ReadOnlySpan<double> values)
    {
        bool isComplex = _table!.IsComplex;
        _out.Write((byte)' ');
        _out.Write(_rows);
        for (int i = 0; i < values.Length; i++)
        {
            _out.Write((byte)'\t');
            _out.Write(values[i]);
            if (isComplex)
            {
                _out.Write((byte)',');
                _out.Write(i == 0 ? 0 : values[++i]);
            }

            _out.Write((byte)'\n');
        }

        _out.Write((byte)'\n');
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
