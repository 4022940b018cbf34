using System.Globalization;
using System.Text.Json;
using NanoSpice.Elaboration;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>report.html of a batch: what was run, curves, maps, distributions, failures, all runs; opens offline, the same bytes for the same folder.</summary>
internal sealed class BatchPage
{
    /// <summary>Rows of the tables, and numbers of a row; all are in runs.csv.</summary>
    private const int MostRuns = 2000, MostFailures = 1000, MostNumbers = 8, MostWarnings = 20;

    private readonly string _folder;
    private readonly BatchCrew _crew;
    private readonly BatchPageTable _table;
    private readonly IReadOnlyList<BatchColumn> _swept, _drawn;
    private readonly List<string> _summary = [];

    private BatchPage(string folder, BatchCrew crew)
    {
        (_folder, _crew) = (folder, crew);
        var (swept, draws) = ReadPlan();
        _table = BatchPageTable.Read(Path.Combine(folder, "runs.csv"), draws);
        _swept = [.. _table.Quantities.Take(swept)];
        _drawn = [.. _table.Quantities.Skip(swept)];
    }

    private int[] Done => [.. Enumerable.Range(0, _table.Count).Where(_table.IsDone)];

    /// <summary>Writes report.html into the folder of a batch, from its runs.csv, batch.json and runs.</summary>
    /// <param name="jobs">threads; the page does not depend on them</param>
    public static void Write(string folder, int jobs) => AtomicFile.WriteText(Path.Combine(folder, "report.html"), new BatchPage(folder, new(jobs)).Html());

    private string Html()
    {
        string[] decks = [.. _table.Decks.Distinct()];
        var page = new HtmlReport($"Batch: {string.Join(", ", decks.Take(3))}{(decks.Length > 3 ? $" and {decks.Length - 3} more" : "")}");
        Summary(page);
        foreach (string deck in decks)
        {
            int[] rows = [.. Done.Where(r => _table.Decks[r] == deck)];
            if (rows.Length == 0) continue;
            page.Section(decks.Length > 1 ? $"{deck}: results" : "Results");
            var own = Own(_swept, rows);
            new BatchCurves(_table, own, _folder, _crew).Write(page, rows);
            new BatchNumbers(_table, own).Write(page, rows);
            if (_drawn.Count > 0 || Repeats(rows)) new BatchDistributions(_table, own, Own(_drawn, rows)).Write(page, rows);
        }
        Failures(page);
        Warnings(page);
        Runs(page);
        return page.ToString();
    }

    /// <summary>The swept quantities that these runs have.</summary>
    private static BatchColumn[] Own(IReadOnlyList<BatchColumn> quantities, int[] rows) => [.. quantities.Where(q => rows.Any(r => double.IsFinite(q.Values[r])))];

    /// <summary>Whether runs share all swept values: draws of what is no top-level parameter.</summary>
    private bool Repeats(int[] rows) => rows.GroupBy(r => string.Join('|', _swept.Select(q => q.Values[r]))).Any(g => g.Count() > 1);

    private void Summary(HtmlReport page)
    {
        var states = _table.Status.GroupBy(s => s).OrderBy(g => g.Key == "done" ? 0 : 1).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Count().ToString(CultureInfo.InvariantCulture)} {g.Key}");
        page.Verdict(_table.Status.All(s => s == "done"), $"{_table.Count.ToString(CultureInfo.InvariantCulture)} runs: {string.Join(", ", states)}.");
        if (_summary.Count > 0) page.Items(_summary);
        var quantities = _table.Quantities.Select(q => (string[])[q.Heading, _swept.Contains(q) ? "swept" : "drawn", q.Levels.Length.ToString(CultureInfo.InvariantCulture),
            q.Levels.Length == 0 ? "" : SweepPoint.Text(q.Levels[0]), q.Levels.Length == 0 ? "" : SweepPoint.Text(q.Levels[^1])]);
        if (_table.Quantities.Count > 0) page.Table("What was varied", [["quantity", "how", "values", "least", "greatest"], .. quantities]);
        page.Files("In full in", ["runs.csv"]);
    }

    private void Failures(HtmlReport page)
    {
        int[] rows = [.. Enumerable.Range(0, _table.Count).Where(r => !_table.IsDone(r))];
        if (rows.Length == 0) return;
        string more = rows.Length > MostFailures ? $", the first {MostFailures} of {rows.Length}" : "";
        page.Section("Failures").SortableTable($"Runs that did not end{more}; a click on a heading sorts",
            [["run", "deck", .. DrawHeading, .. _table.Quantities.Select(q => q.Heading), "status", "reason"],
                .. rows.Take(MostFailures).Select(r => (string[])[_table.Runs[r], _table.Decks[r], .. Draw(r), .. Quantities(r), _table.Status[r], _table.Reasons[r]])], Links(rows.Take(MostFailures)));
    }

    private void Warnings(HtmlReport page)
    {
        var warnings = _table.Warnings.Where(w => w.Length > 0).GroupBy(w => w).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        if (warnings.Count == 0) return;
        page.Section("Warnings").Table(warnings.Count > MostWarnings ? $"The {MostWarnings} most frequent of {warnings.Count}" : "By frequency",
            [["warning", "runs"], .. warnings.Take(MostWarnings).Select(g => (string[])[g.Key, g.Count().ToString(CultureInfo.InvariantCulture)])]);
    }

    private void Runs(HtmlReport page)
    {
        int[] rows = [.. Enumerable.Range(0, Math.Min(_table.Count, MostRuns))];
        var numbers = _table.Numbers.OrderBy(n => StepFigure.RankOf(n.Name[(n.Name.LastIndexOf('.') + 1)..])).Take(MostNumbers).ToList();
        string more = _table.Count > MostRuns ? $"The first {MostRuns} of {_table.Count} runs" : "All runs", fewer = numbers.Count < _table.Numbers.Count ? $"; {numbers.Count} of {_table.Numbers.Count} numbers" : "";
        page.Section("Runs").SortableTable($"{more}{fewer}; a click on a heading sorts",
            [["run", "deck", .. DrawHeading, .. _table.Quantities.Select(q => q.Heading), "status", .. numbers.Select(n => n.Heading)],
                .. rows.Select(r => (string[])[_table.Runs[r], _table.Decks[r], .. Draw(r), .. Quantities(r), _table.Status[r], .. numbers.Select(n => Text(n.Values[r]))])], Links(rows));
    }

    private string[] DrawHeading => _table.Draws is null ? [] : [BatchPageTable.DrawColumn];

    private string[] Draw(int row) => _table.Draws is { } draws ? [draws[row]] : [];

    private IEnumerable<string> Quantities(int row) => _table.Quantities.Select(q => Text(q.Values[row]));

    private static string Text(double value) => double.IsFinite(value) ? StepTable.Figure(value) : "";

    private string[] Links(IEnumerable<int> rows) => [.. rows.Select(r => Directory.Exists(Path.Combine(_folder, _table.FolderOf(r))) ? $"{_table.FolderOf(r)}/" : "")];

    /// <summary>Lines about the plan, from batch.json; returns how many of the quantities were swept, and whether values were drawn.</summary>
    private (int Swept, bool Draws) ReadPlan()
    {
        string path = Path.Combine(_folder, "batch.json");
        if (!File.Exists(path)) return (int.MaxValue, false);
        using var plan = JsonDocument.Parse(File.ReadAllBytes(path));
        if (plan.RootElement.TryGetProperty("version", out var version)) _summary.Add($"nanospice {version}");
        bool draws = plan.RootElement.TryGetProperty("options", out var options) && options.TryGetProperty("mc", out var mc) && mc.TryGetInt32(out int count) && count > 0;
        if (options.ValueKind == JsonValueKind.Object) _summary.AddRange(options.EnumerateObject().Where(o => draws || o.Name is not ("mc" or "seed")).Select(o => $"{o.Name}: {o.Value}"));
        return (plan.RootElement.TryGetProperty("swept", out var swept) && swept.ValueKind == JsonValueKind.Array ? swept.GetArrayLength() : int.MaxValue, draws);
    }
}
