using NanoSpice.Elaboration;
using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>The tables of .print as ngspice writes them where no raw file is asked for, without page breaks (its nobreak).</summary>
/// <remarks>A table is 80 columns wide; further vectors, and complex ones beside real ones, go to a table of their own.</remarks>
internal sealed class NgspiceTables(Simulation simulation, string date)
{
    private const int IndexWidth = 8, NumberWidth = 16, PageWidth = 80;

    private readonly List<(WaveformTable Table, List<Column[]> Groups, List<double[]> Rows)> _tables = [];

    /// <param name="Offset">of the number in a row, of the real part of a complex one</param>
    /// <param name="Part">m, db, p, r, i of a complex number; empty: itself</param>
    private sealed record Column(string Heading, int Offset, bool IsComplex, string Part)
    {
        public int Width => IsComplex ? 2 * NumberWidth : NumberWidth;
    }

    public void Begin(WaveformTable table)
    {
        var groups = new List<Column[]>();
        foreach (var line in simulation.Cards.OfType<OutputCard>().Where(o => o.Keyword.Text.Equals("print", StringComparison.OrdinalIgnoreCase) && o.Analysis is { } a && a.Text.Equals(table.Name.TrimEnd("0123456789".ToCharArray()), StringComparison.OrdinalIgnoreCase)))
            groups.AddRange(Split(line.Vectors.Select(v => Find(table, string.Concat(v.Vector.Text.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant())).OfType<Column>()));
        _tables.Add((table, groups, []));
    }

    public void Row(ReadOnlySpan<double> values)
    {
        if (_tables[^1].Groups.Count > 0) _tables[^1].Rows.Add(values.ToArray());
    }

    public void Write(TextWriter log)
    {
        foreach (var (table, groups, rows) in _tables)
        {
            foreach (var group in groups) Write(log, table, group, rows);
        }
    }

    private void Write(TextWriter log, WaveformTable table, Column[] group, List<double[]> rows)
    {
        string rule = new('-', PageWidth), margin = new(' ', Math.Max(0, (PageWidth - table.Title.Length) / 2));
        string scale = table.Kind == WaveformKind.DcSweep ? table.Columns[0].Unit switch { "V" => "v-sweep", "A" => "i-sweep", "degC" => "temp-sweep", "Ohm" => "res-sweep", _ => table.Columns[0].Name } : table.Columns[0].Name;
        log.WriteLine($"{margin}{table.Title.ToLowerInvariant()}\n{margin}{RawVocabulary.PlotName(table.Kind)}  {date}\n{rule}");
        log.WriteLine($"{"Index",-IndexWidth}{scale.PadRight(NumberWidth)}{string.Concat(group.Select(c => c.Heading.PadRight(c.Width)))}\n{rule}");
        for (int k = 0; k < rows.Count; k++)
            log.WriteLine($"{k.ToString(System.Globalization.CultureInfo.InvariantCulture)}\t{Figure(rows[k][0])}\t{string.Concat(group.Select(c => Text(c, rows[k])))}");
        log.WriteLine();
    }

    private static IEnumerable<Column[]> Split(IEnumerable<Column> columns)
    {
        var group = new List<Column>();
        foreach (var column in columns)
        {
            if (group.Count > 0 && (group[^1].IsComplex != column.IsComplex || IndexWidth + NumberWidth + group.Sum(c => c.Width) + column.Width > PageWidth))
            {
                yield return [.. group];
                group.Clear();
            }
            group.Add(column);
        }
        if (group.Count > 0) yield return [.. group];
    }

    /// <summary>A word of a .print line; null where the table has no such vector.</summary>
    private static Column? Find(WaveformTable table, string word)
    {
        int open = word.IndexOf('(', StringComparison.Ordinal);
        string part = table.IsComplex && open > 1 ? word[1..open] : "", name = part.Length > 0 ? word[0] + word[open..] : word;
        int k = table.Columns.ToList().FindIndex(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (k <= 0 || part is not ("" or "m" or "db" or "p" or "r" or "i")) return null;
        string inner = open > 0 && word.EndsWith(')') ? word[(open + 1)..^1] : "", heading = part.Length == 0 && word[0] == 'i' && open == 1 ? inner + "#branch" : part.Length == 0 && inner.Contains(',', StringComparison.Ordinal) ? $"v({inner.Replace(",", ")-v(", StringComparison.Ordinal)})" : word;
        return new(heading, table.IsComplex ? 2 * k - 1 : k, table.IsComplex && part.Length == 0, part);
    }

    private static string Text(Column c, double[] row)
    {
        double re = row[c.Offset], im = c.IsComplex || c.Part.Length > 0 ? row[c.Offset + 1] : 0;
        return c.IsComplex ? $"{Figure(re)},\t{Figure(im)}\t" : Figure(c.Part switch
        {
            "m" => double.Hypot(re, im),
            "db" => 20 * Math.Log10(double.Hypot(re, im)),
            "p" => Math.Atan2(im, re),
            "i" => im,
            _ => re,
        }) + "\t";
    }

    /// <summary>Twelve characters: a digit less behind a minus.</summary>
    private static string Figure(double value) => CFormat.Exponent(value, double.IsNegative(value) ? 5 : 6);
}
