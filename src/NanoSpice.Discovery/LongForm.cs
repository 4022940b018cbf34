using System.Globalization;

namespace NanoSpice.Discovery;

/// <summary>Wide tables, one column a slit, to long ones, one row a slit and time.</summary>
internal static class LongForm
{
    /// <summary>The table itself when it is long already: it has a column of slits, or the target itself, or no two columns that differ by a number at their end alone.</summary>
    /// <param name="target">null: dpsi or dphi</param>
    public static DataTable Of(DataTable table, string? target)
    {
        if (table.Columns.Any(c => c.Name is "slit" or "step")) return table;
        if (table.Columns.Any(c => target is null ? c.Name is "dpsi" or "dphi" : c.Name == target.Trim().ToLowerInvariant())) return table;
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

    /// <summary>dphi of dphi_1 and dphi1, v(x) of v(x.1), v of v(1); null for names without a number.</summary>
    private static string? Stem(string name, out int number)
    {
        string tail = name.EndsWith(')') ? ")" : "";
        int last = name.Length - tail.Length, first = last;
        while (first > 0 && char.IsAsciiDigit(name[first - 1])) first--;
        number = 0;
        if (first == last || first == 0 || !int.TryParse(name[first..last], NumberStyles.None, CultureInfo.InvariantCulture, out number)) return null;
        string stem = name[..first].TrimEnd('_', '.');
        if (tail.Length > 0 && stem.EndsWith('(')) (stem, tail) = (stem[..^1], "");
        return stem.Length > 0 ? stem + tail : null;
    }
}
