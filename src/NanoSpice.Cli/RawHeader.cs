using System.Globalization;
using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>The lines before the numbers of one plot.</summary>
internal sealed record RawHeader(string Title, string PlotName, bool IsComplex, bool IsBinary, int Points, IReadOnlyList<WaveformColumn> Columns)
{
    public static RawHeader Read(RawCursor cursor)
    {
        string title = "", plotName = "";
        bool isComplex = false;
        int variables = 0, points = 0;
        List<WaveformColumn> columns = [];
        while (true)
        {
            string line = cursor.Line() ?? throw cursor.Fault("the header ends before 'Binary:' or 'Values:'");
            int colon = line.IndexOf(':');
            string key = colon < 0 ? "" : line[..colon].Trim().ToLowerInvariant(), value = line[(colon + 1)..].Trim();
            switch (key)
            {
                case "title": title = value; break;
                case "plotname": plotName = value; break;
                case "flags": isComplex = value.Contains("complex", StringComparison.OrdinalIgnoreCase); break;
                case "no. variables": variables = Count(cursor, value); break;
                case "no. points": points = value.Length == 0 ? 0 : Count(cursor, value); break;      // blank where the run was killed
                case "variables": columns = Variables(cursor, value, variables); break;
                case "binary" or "values" when columns.Count == 0: throw cursor.Fault("no vectors are declared before the numbers");
                case "binary": return new RawHeader(title, plotName, isComplex, true, points, columns);
                case "values": return new RawHeader(title, plotName, isComplex, false, points, columns);
                case "" when line.Trim().Length > 0: throw cursor.Fault($"'{Shortened(line)}' is no line of a raw file header");
            }
        }
    }

    private static List<WaveformColumn> Variables(RawCursor cursor, string sameLine, int count)
    {
        var columns = new List<WaveformColumn>();
        string? line = sameLine.Length > 0 ? sameLine : cursor.Line();
        while (true)
        {
            // number, name, type, then options such as dims=4
            var words = (line ?? "").Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 3)
            {
                throw cursor.Fault($"expected {count} vectors as number, name and type, found {columns.Count}");
            }

            columns.Add(new WaveformColumn(words[1], RawVocabulary.UnitOf(words[2].ToLowerInvariant())));
            if (columns.Count >= count)
            {
                return columns;
            }

            line = cursor.Line();
        }
    }

    private static int Count(RawCursor cursor, string value)
        => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : throw cursor.Fault($"'{Shortened(value)}' is no count");

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
