using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>Streams one result table into a CSV file: RFC 4180, units in the header, numbers that read back exactly.</summary>
/// <remarks>A complex column becomes four: .re and .im in its unit, .db = 20 log10 |z|, .deg in (-180, 180].</remarks>
public sealed class CsvWriter : ITableFile
{
    private readonly AtomicFile _file;
    private readonly Utf8Output _out;
    private readonly IReadOnlyList<WaveformColumn> _steps;
    private IReadOnlyList<double> _point = [];
    private WaveformTable? _table;

    /// <summary>Opens the file; it takes its name at <see cref="End"/>.</summary>
    /// <param name="path">Final path.</param>
    /// <param name="steps">Stepped quantities: columns before all others.</param>
    public CsvWriter(string path, IReadOnlyList<WaveformColumn>? steps = null)
    {
        _file = new AtomicFile(path);
        _out = new Utf8Output(_file.Stream);
        _steps = steps ?? [];
    }

    /// <summary>Values of the stepped quantities in the rows that follow.</summary>
    public void At(IReadOnlyList<double> point) => _point = point;

    /// <inheritdoc/>
    public void Begin(WaveformTable table)
    {
        _table = table;
        foreach (var step in _steps)
        {
            _out.Write(Field($"{step.Name}[{step.Unit}]") + ",");
        }

        for (int i = 0; i < table.Columns.Count; i++)
        {
            var column = table.Columns[i];
            if (i > 0)
            {
                _out.Write((byte)',');
            }

            _out.Write(table.IsComplex && i > 0
                ? $"{Field($"{column.Name}.re[{column.Unit}]")},{Field($"{column.Name}.im[{column.Unit}]")},{Field($"{column.Name}.db")},{Field($"{column.Name}.deg")}"
                : Field($"{column.Name}[{column.Unit}]"));
        }

        _out.Write((byte)'\n');
        _out.EndRow(0);
    }

    /// <inheritdoc/>
    public void Row(ReadOnlySpan<double> values)
    {
        bool isComplex = _table!.IsComplex;
        for (int i = 0; i < _steps.Count; i++)
        {
            _out.Write(_point[i]);
            if (values.Length > 0)
            {
                _out.Write((byte)',');
            }
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (i > 0)
            {
                _out.Write((byte)',');
            }

            // What a row does not have, such as the change since the cycle before in the first one, is left empty.
            if (!double.IsNaN(values[i]))
            {
                _out.Write(values[i]);
            }

            if (isComplex && i > 0 && i % 2 == 0)
            {
                WritePolar(values[i - 1], values[i]);
            }
        }

        _out.Write((byte)'\n');
        _out.EndRow();
    }

    /// <inheritdoc/>
    public void End(bool complete)
    {
        _out.Flush();
        _file.Commit();
    }

    long ITableFile.Cut()
    {
        var (end, rows) = _out.Stored;
        if (rows == 0 || !_file.IsOpen) return rows;
        _file.Stream.SetLength(end);
        _file.Commit();
        return rows;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _out.Dispose();
        _file.Dispose();
    }

    /// <summary>A field as it stands, or in quotes where it holds a comma, a quote or a line end.</summary>
    public static string Field(string text)
    {
        // A column without unit is written without brackets.
        string field = text.EndsWith("[]", StringComparison.Ordinal) ? text[..^2] : text;
        return field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"")}\"";
    }

    private void WritePolar(double re, double im)
    {
        _out.Write((byte)',');
        _out.Write(Decibels(re, im));
        _out.Write((byte)',');
        _out.Write(Degrees(re, im));
    }

    /// <summary>20 log10 |z| [dB]; minus infinity at zero.</summary>
    internal static double Decibels(double re, double im) => 20 * Math.Log10(double.Hypot(re, im));

    /// <summary>Angle of z [deg], in (-180, 180].</summary>
    internal static double Degrees(double re, double im) => Math.Atan2(im, re) * (180 / Math.PI);
}
