using System.Buffers.Binary;
using System.Text;
using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>A result file read row by row, however long it is: one real table, as a long transient leaves it.</summary>
internal static class LargeTable
{
    /// <summary>Smaller files are read whole [bytes].</summary>
    public const long Least = 64L << 20;

    /// <summary>A header ends within this [bytes].</summary>
    private const int LongestHeader = 4 << 20;

    /// <summary>The table of a binary raw file that holds one real plot; null for any other file.</summary>
    public static StoredTable? OfRaw(string path)
    {
        using var stream = File.OpenRead(path);
        byte[] start = new byte[(int)Math.Min(LongestHeader, stream.Length)];
        stream.ReadExactly(start);
        var cursor = new RawCursor(path, start);
        if (cursor.LooksLikeUtf16) return null;
        var header = RawHeader.Read(cursor);
        if (!header.IsBinary || header.IsComplex || cursor.Position == start.Length) return null;
        int row = sizeof(double) * header.Columns.Count;
        // The number is blank in a file whose run was killed.
        long from = cursor.Position, points = header.Points > 0 ? header.Points : (stream.Length - from) / row;
        if (from + points * row + row <= stream.Length || from + points * row > stream.Length) return null;
        var kind = RawVocabulary.KindOf(header.PlotName, header.Columns[0].Name, (int)Math.Min(points, int.MaxValue));
        var heading = new WaveformTable(Path.GetFileNameWithoutExtension(path), kind, header.Title, header.Columns, false);
        return new StoredTable(heading, []) { Streamed = Rows(path, from, points, header.Columns.Count) };
    }

    private static IEnumerable<double[]> Rows(string path, long from, long points, int columns)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        stream.Position = from;
        byte[] bytes = new byte[sizeof(double) * columns];
        var row = new double[columns];
        for (long i = 0; i < points; i++)
        {
            stream.ReadExactly(bytes);
            for (int k = 0; k < columns; k++) row[k] = BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(sizeof(double) * k));
            yield return row;
        }
    }

    /// <summary>The table of a CSV file whose first column is the scale; null for stepped and complex ones.</summary>
    public static StoredTable? OfCsv(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        var columns = CsvFile.Split(reader.ReadLine() ?? "").Select(CsvFile.ColumnOf).ToArray();
        bool isPlain = columns.Length > 1 && columns[0].Name is "time" && !columns.Any(c => c.Name.EndsWith(".re", StringComparison.Ordinal) || c.Name == CsvFile.StatusColumn);
        if (!isPlain) return null;
        string name = Path.GetFileNameWithoutExtension(path);
        var heading = new WaveformTable(name, CsvFile.KindOf(name, columns, int.MaxValue), name, columns, false);
        return new StoredTable(heading, []) { Streamed = Lines(path, columns.Length) };
    }

    private static IEnumerable<double[]> Lines(string path, int columns)
    {
        using var reader = new StreamReader(path, Encoding.UTF8, false, 1 << 20);
        var row = new double[columns];
        reader.ReadLine();
        for (int line = 2; reader.ReadLine() is { } text; line++)
        {
            if (text.Length == 0) continue;
            CsvFile.ReadRow(path, line, text, row);
            yield return row;
        }
    }
}
