using System.Globalization;
using System.Text;

namespace NanoSpice.Cli;

/// <summary>A column of numbers of runs.csv, NaN where a run has none.</summary>
internal sealed record BatchColumn(string Name, string Unit, double[] Values)
{
    /// <summary>Distinct values, ascending.</summary>
    public double[] Levels { get; } = [.. Values.Where(double.IsFinite).Distinct().Order()];

    /// <summary>cv1.capacitance[F]</summary>
    public string Heading => Unit.Length > 0 ? $"{Name}[{Unit}]" : Name;
}

/// <summary>runs.csv as read back: one row a run.</summary>
/// <remarks>run, deck, draw where there are draws, quantities (swept ones first), status, reason, numbers of analyses, counts of work, warnings.</remarks>
internal sealed class BatchPageTable
{
    /// <summary>Heading of the number of the draw.</summary>
    public const string DrawColumn = "draw";

    private readonly List<string[]> _rows = [];

    private BatchPageTable(List<string> names, IEnumerable<string> lines, bool draws)
    {
        foreach (string line in lines)
        {
            var fields = CsvFile.Split(line);
            if (fields.Count == names.Count) _rows.Add([.. fields]);
        }
        int status = names.IndexOf("status"), reason = names.IndexOf("reason"), warnings = names.IndexOf("warnings");
        int first = draws && names[2] == DrawColumn ? 3 : 2;
        Draws = first == 3 ? Words(2) : null;
        Quantities = [.. Enumerable.Range(first, Math.Max(0, status - first)).Select(c => Column(names[c], c))];
        var after = Enumerable.Range(reason + 1, Math.Max(0, warnings - reason - 1)).Select(c => Column(names[c], c)).ToList();
        Numbers = [.. after.Where(c => !IsCount(c.Name))];
        Counts = [.. after.Where(c => IsCount(c.Name))];
        (Runs, Decks, Status, Reasons, Warnings) = (Words(0), Words(1), Words(status), Words(reason), Words(warnings));
    }

    public int Count => _rows.Count;

    /// <summary>Numbers of the runs, from 1.</summary>
    public IReadOnlyList<string> Runs { get; }

    /// <summary>Folder of a run that kept its tables, seen from that of the batch.</summary>
    public string FolderOf(int row) => $"runs/{Runs[row].PadLeft(6, '0')}";

    public IReadOnlyList<string> Decks { get; }

    /// <summary>Numbers of the draws; null where nothing is drawn.</summary>
    public IReadOnlyList<string>? Draws { get; }

    /// <summary>Swept and drawn quantities.</summary>
    public IReadOnlyList<BatchColumn> Quantities { get; }

    public IReadOnlyList<string> Status { get; }

    public IReadOnlyList<string> Reasons { get; }

    public IReadOnlyList<BatchColumn> Numbers { get; }

    public IReadOnlyList<BatchColumn> Counts { get; }

    public IReadOnlyList<string> Warnings { get; }

    public bool IsDone(int row) => Status[row] == "done";

    /// <param name="draws">whether values were drawn: the column draw is then none of the swept quantities</param>
    public static BatchPageTable Read(string path, bool draws)
    {
        var lines = File.ReadLines(path, Encoding.UTF8);
        var names = CsvFile.Split(lines.FirstOrDefault() ?? "");
        if (names.Count < 5 || !names.Contains("status") || !names.Contains("reason") || !names.Contains("warnings"))
            throw new ResultFileException($"{path}(1): the columns run, deck, status, reason and warnings are missing: not a table of a batch");
        return new(names, lines.Skip(1), draws);
    }

    /// <summary>Work counts have no analysis in front, or end in a word of their own behind it: tran1.steps.</summary>
    private static bool IsCount(string name) => !name.Contains('.', StringComparison.Ordinal) || WorkNames.Contains(name[(name.LastIndexOf('.') + 1)..]);

    private static readonly HashSet<string> WorkNames = [.. new Numerics.WorkCount().All.Select(c => c.Name), "unknowns", "matrix_entries", "factor_entries"];

    private BatchColumn Column(string heading, int c)
    {
        int bracket = heading.LastIndexOf('[');
        bool unit = bracket > 0 && heading.EndsWith(']');
        double[] values = [.. _rows.Select(r => double.TryParse(r[c], NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v : double.NaN)];
        return new(unit ? heading[..bracket] : heading, unit ? heading[(bracket + 1)..^1] : "", values);
    }

    private string[] Words(int c) => [.. _rows.Select(r => c < 0 ? "" : r[c])];
}
