using System.Globalization;

namespace NanoSpice.Discovery;

/// <summary>Wide tables, one column a slit, to long ones, one row a slit and time.</summary>
internal static class LongForm
{
    /// <summary>The table itself when it is long already, that is when no two columns differ by a number at their end alone.</summary>
    public static DataTable Of(DataTable table)
    {
        if (table.Columns.Any(c => c.Name is "slit" or "step")) return table;
        var stems = table.Columns.Select(c => (Column: c, Stem: Stem(c.Name, out int number), Number: number)).Where(s => s.Stem is not null)
            .GroupBy(s => s.Stem!).Where(g => g.Count() > 1).ToArray();
        if (stems.Length == 0) return table;
        int[] slits = [.. stems.SelectMany(g => g.Select(s => s.Number)).Distinct().Order()];
        // A quantity that lacks a slit, as a step that has no next slit, leaves that slit out.
        slits = [.. slits.Where(s => stems.All(g => g.Any(c => c.Number == s)))];
        var wide = stems.SelectMany(g => g.Select(s => s.Column)).ToHashSet();
        var shared = table.Columns.Where(c => !wide.Contains(c)).ToArray();
        int rows = table.Rows;
        var columns = new List<TableColumn> { new("slit", "", null, table.Header, [.. slits.SelectMany(s => Enumerable.Repeat((double)s, rows))]) };
        foreach (var column in shared) columns.Add(column with { Values = [.. slits.SelectMany(_ => column.Values)] });
        foreach (var stem in stems)
        {
            var first = stem.First().Column;
            columns.Add(first with { Name = stem.Key, Values = [.. slits.SelectMany(s => stem.First(c => c.Number == s).Column.Values)] });
        }
        table.Columns.Clear();
        table.Columns.AddRange(columns);
        return table;
    }

    /// <summary>dphi of dphi_1 and dphi1; null for names without a number.</summary>
    private static string? Stem(string name, out int number)
    {
        int end = name.Length;
        while (end > 0 && char.IsAsciiDigit(name[end - 1])) end--;
        number = 0;
        if (end == name.Length || end == 0 || !int.TryParse(name[end..], NumberStyles.None, CultureInfo.InvariantCulture, out number)) return null;
        string stem = name[..end].TrimEnd('_', '.');
        return stem.Length > 0 ? stem : null;
    }
}
