using System.Globalization;
using System.Text;
using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>Reads the CSV tables that <see cref="CsvWriter"/> writes, and others with one header line and numbers.</summary>
public static class CsvFile
{
    /// <summary>Reads a whole file as one table.</summary>
    /// <exception cref="ResultFileException">The file is not such a table; says which line and column.</exception>
    public static StoredTable Read(string path)
    {
        var (names, columns) = ReadColumns(path);
        return Assemble(Path.GetFileNameWithoutExtension(path), [.. names.Select(ColumnOf)], columns);
    }

    /// <summary>The same, but of a stepped deck's table one table a point; columns named status are left out.</summary>
    public static IReadOnlyList<StoredTable> ReadAll(string path)
    {
        var (names, columns) = ReadColumns(path);
        return SteppedCsv.Split([.. names.Select(ColumnOf)], columns, (own, values) => Assemble(Path.GetFileNameWithoutExtension(path), own, values));
    }

    private static (List<string> Names, List<double>[] Columns) ReadColumns(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        int line = 1;
        var names = Split(reader.ReadLine() ?? "");
        if (names.Count == 0 || names.All(string.IsNullOrWhiteSpace))
        {
            throw new ResultFileException($"{path}(1): expected a header line such as time[s],v(out)[V]");
        }

        if (names.All(n => n.Trim().Length > 0 && TryNumber(n, out _)))
        {
            throw new ResultFileException($"{path}(1): the first line must be a header such as time[s],v(out)[V], not numbers");
        }

        var columns = names.Select(_ => new List<double>()).ToArray();
        int status = names.IndexOf(StatusColumn);
        var row = new double[names.Count];
        while (reader.ReadLine() is { } text)
        {
            line++;
            if (text.Length == 0)
            {
                continue;
            }

            ReadRow(path, line, text, row, status);
            for (int k = 0; k < row.Length; k++)
            {
                columns[k].Add(row[k]);
            }
        }

        return (names, columns);
    }

    /// <summary>Column of words in steps.csv.</summary>
    internal const string StatusColumn = "status";

    /// <summary>The numbers of a line; that of the column of words is undefined.</summary>
    internal static void ReadRow(string path, int line, string text, double[] row, int status = -1)
    {
        var rest = text.AsSpan();
        for (int k = 0; k < row.Length; k++)
        {
            int comma = rest.IndexOf(',');
            if ((comma < 0) != (k == row.Length - 1))
            {
                throw new ResultFileException($"{path}({line}): expected {row.Length} values as in the header, found {text.Count(c => c == ',') + 1}");
            }

            var field = comma < 0 ? rest : rest[..comma];
            row[k] = TryNumber(field, out double value) ? value
                : k == status ? double.NaN
                : throw new ResultFileException($"{path}({line}): '{field.Trim()}' in column {k + 1} is not a number");
            rest = rest[(comma + 1)..];
        }
    }

    internal static bool TryNumber(ReadOnlySpan<char> field, out double value)
    {
        field = field.Trim().Trim('"');
        if (field.IsEmpty)
        {
            value = double.NaN;
            return true;
        }

        if (double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        {
            return true;
        }

        // As C and Python write them.
        bool isNegative = field.StartsWith("-");
        bool isInfinite = field.TrimStart("+-").Equals("inf", StringComparison.OrdinalIgnoreCase);
        value = isNegative ? double.NegativeInfinity : double.PositiveInfinity;
        return isInfinite;
    }

    /// <summary>Fields of a line after RFC 4180; a quoted field may hold commas and doubled quotes, but no line end.</summary>
    internal static List<string> Split(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        bool isQuoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (c == '"' && isQuoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (c == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (c == ',' && !isQuoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }

    /// <summary>Splits v(out)[V] into name and unit.</summary>
    internal static WaveformColumn ColumnOf(string header)
    {
        header = header.Trim();
        int bracket = header.LastIndexOf('[');
        return bracket > 0 && header.EndsWith(']')
            ? new WaveformColumn(header[..bracket].TrimEnd(), header[(bracket + 1)..^1])
            : new WaveformColumn(header, "");
    }

    /// <summary>Joins .re and .im columns to complex ones and leaves out .db and .deg, which follow from them.</summary>
    private static StoredTable Assemble(string name, WaveformColumn[] columns, List<double>[] values)
    {
        bool isComplex = columns.Any(c => c.Name.EndsWith(".re", StringComparison.Ordinal));
        if (!isComplex)
        {
            var heading = new WaveformTable(name, KindOf(name, columns, values[0].Count), name, columns, false);
            return new StoredTable(heading, [.. values.Select(v => v.ToArray())]);
        }

        var joined = new List<WaveformColumn> { columns[0] };
        var kept = new List<double[]> { values[0].ToArray() };
        for (int i = 1; i < columns.Length; i++)
        {
            string stem = columns[i].Name.EndsWith(".re", StringComparison.Ordinal) ? columns[i].Name[..^3] : "";
            int partner = Array.FindIndex(columns, c => stem.Length > 0 && c.Name == stem + ".im");
            if (partner >= 0)
            {
                joined.Add(new WaveformColumn(stem, columns[i].Unit));
                kept.Add(values[i].ToArray());
                kept.Add(values[partner].ToArray());
            }
        }

        var kind = joined is [_, { Name: "z", Unit: "Ohm" }, ..] ? WaveformKind.Impedance : WaveformKind.Ac;
        return new StoredTable(new WaveformTable(name, kind, name, joined, true), kept);
    }

    /// <summary>Techniques are known by their leading columns, and .gcd from .cv, which has the same, by the name of the file.</summary>
    internal static WaveformKind KindOf(string name, WaveformColumn[] columns, int rows) => columns switch
    {
        [{ Name: "time" }, { Name: "cycle" }, { Name: "v" }, { Name: "i" }, ..] => name.StartsWith("gcd", StringComparison.OrdinalIgnoreCase) ? WaveformKind.Galvanostatic : WaveformKind.Voltammetry,
        [{ Name: "time" }, { Name: "v" }, { Name: "i" }, ..] => WaveformKind.Amperometry,
        [{ Name: "set" }, { Name: "current" }, { Name: "power" }, { Name: "energy" }, ..] => WaveformKind.Ragone,
        [var first, ..] when first.Name.Equals("time", StringComparison.OrdinalIgnoreCase) => WaveformKind.Transient,
        [var first, .. var rest] when first.Name.Equals("frequency", StringComparison.OrdinalIgnoreCase) =>
            rest.Any(c => c.Unit.EndsWith("/sqrt(Hz)", StringComparison.Ordinal)) ? WaveformKind.Noise : WaveformKind.Ac,
        _ => rows == 1 ? WaveformKind.OperatingPoint : WaveformKind.DcSweep,
    };
}
