using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>Takes the table of a stepped deck apart: stepped quantities stand in front of the scale, the rows of a point below each other.</summary>
internal static class SteppedCsv
{
    private static readonly string[] Scales = ["time", "frequency", "set", "cycle"];

    /// <summary>One table a point; the whole as one where nothing is stepped.</summary>
    /// <param name="assemble">makes a table of some of the columns</param>
    public static IReadOnlyList<StoredTable> Split(WaveformColumn[] columns, List<double>[] values, Func<WaveformColumn[], List<double>[], StoredTable> assemble)
    {
        int status = Array.FindIndex(columns, c => c.Name == CsvFile.StatusColumn);
        int[] kept = [.. Enumerable.Range(0, columns.Length).Where(c => columns[c].Name != CsvFile.StatusColumn)];
        (columns, values) = ([.. kept.Select(c => columns[c])], [.. kept.Select(c => values[c])]);
        int[] steps = Steps(columns, values, status);
        if (steps.Length == 0) return [assemble(columns, values)];
        int[] own = [.. Enumerable.Range(0, columns.Length).Except(steps)];
        string[] names = [.. steps.Select(c => columns[c].Name)];
        return [.. Enumerable.Range(0, values[0].Count).GroupBy(r => string.Join('|', steps.Select(c => values[c][r].ToString("R")))).Select(g =>
        {
            var rows = g.ToList();
            return assemble([.. own.Select(c => columns[c])], [.. own.Select(c => rows.Select(r => values[c][r]).ToList())])
                with { Point = new(names, [.. steps.Select(c => values[c][rows[0]])]) };
        })];
    }

    /// <summary>
    ///   Columns in front of time, frequency or cycle; else of the first columns, whose names have no parentheses, those that change more
    ///   slowly than the fastest, which is the scale. In steps.csv the first columns are those in front of the status.
    /// </summary>
    private static int[] Steps(WaveformColumn[] columns, List<double>[] values, int status)
    {
        int scale = Array.FindIndex(columns, c => Scales.Contains(c.Name, StringComparer.OrdinalIgnoreCase));
        if (scale >= 0 && !columns.Take(scale).Any(c => c.Name.Contains('('))) return [.. Enumerable.Range(0, scale)];
        int leading = status >= 0 ? status : columns.TakeWhile(c => !c.Name.Contains('(')).Count();
        if (leading < 2 || leading == columns.Length || values[0].Count < 2) return [];
        int fastest = Enumerable.Range(0, leading).FirstOrDefault(c => values[c][0] != values[c][1], -1);
        return fastest < 0 ? [] : [.. Enumerable.Range(0, leading).Where(c => c != fastest)];
    }
}
