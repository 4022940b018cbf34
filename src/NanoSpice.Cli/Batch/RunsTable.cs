using System.Text;
using NanoSpice.Elaboration;

namespace NanoSpice.Cli;

/// <summary>Writes runs.csv and timing.csv from the journal, in the order of the runs, whatever the order in which they ended.</summary>
internal sealed class RunsTable
{
    private readonly BatchJournal _journal;
    private readonly List<string> _drawn = [], _work = [];
    private readonly List<string> _numbers = [];
    private readonly Dictionary<string, string> _units = [];
    private bool _draws;

    public RunsTable(BatchJournal journal)
    {
        _journal = journal;
        foreach (var record in journal.Records()) Count(record);
    }

    public int Done { get; private set; }

    /// <summary>Runs that failed or took too long.</summary>
    public int Failed { get; private set; }

    /// <summary>The first of them, a few.</summary>
    public List<RunRecord> Failures { get; } = [];

    /// <param name="jobs">threads for the report</param>
    public void Write(string folder, int jobs)
    {
        WriteFile(Path.Combine(folder, "runs.csv"), RunLines());
        WriteFile(Path.Combine(folder, "timing.csv"), _journal.Records().Select(r => FormattableString.Invariant($"{r.Run + 1},{r.Seconds:F6}")).Prepend("run,seconds[s]"));
        BatchPage.Write(folder, jobs);
    }

    private void Count(RunRecord record)
    {
        if (record.Status == RunStatus.Done) Done++;
        else Failed++;
        if (record.Status != RunStatus.Done && Failures.Count < 20) Failures.Add(record);
        _draws |= record.Draw is not null;
        foreach (var (name, _) in record.Drawn) Know(_drawn, name);
        foreach (var n in record.Numbers)
        {
            Know(_numbers, n.Name);
            // A measurement that failed does not know its unit.
            if (_units.GetValueOrDefault(n.Name, "").Length == 0) _units[n.Name] = n.Unit;
        }
        foreach (var (name, _) in record.Work) Know(_work, name);

        static void Know(List<string> all, string one)
        {
            if (!all.Contains(one)) all.Add(one);
        }
    }

    private IEnumerable<string> RunLines()
    {
        yield return string.Join(',', (string[])["run", "deck", .. _draws ? [BatchPageTable.DrawColumn] : Array.Empty<string>(), .. _journal.Head.Swept.Select(q => Heading(q.Name, q.Unit)), .. _drawn.Select(d => Heading(d, "")), "status", "reason",
            .. _numbers.Select(n => Heading(n, _units[n])), .. _work.Select(w => Heading(w, "")), "warnings"]);
        var line = new StringBuilder();
        foreach (var record in _journal.Records())
        {
            line.Clear().Append(record.Run + 1);
            Add(line, record.Deck);
            if (_draws) Add(line, record.Draw);
            foreach (double? value in record.Point) Add(line, value);
            foreach (string name in _drawn) Add(line, record.Drawn.Where(d => d.Key == name).Select(d => (double?)d.Value).FirstOrDefault());
            Add(line, record.StatusWord);
            Add(line, record.Reason);
            foreach (string name in _numbers) Add(line, record.Numbers.Where(n => n.Name == name).Select(n => (double?)n.Value).FirstOrDefault());
            foreach (string name in _work) Add(line, record.Work.FirstOrDefault(w => w.Key == name) is { Key: not null } w ? RunRecord.Text(w.Value) : "");
            Add(line, string.Join("; ", record.Warnings));
            yield return line.ToString();
        }
    }

    /// <summary>What a run does not have, and what is not finite, is an empty field.</summary>
    private static void Add(StringBuilder line, double? value) => Add(line, value is { } v && double.IsFinite(v) ? RunRecord.Text(v) : "");

    private static void Add(StringBuilder line, string text) => line.Append(',').Append(CsvWriter.Field(text.ReplaceLineEndings(" ")));

    private static string Heading(string name, string unit) => CsvWriter.Field($"{name}[{unit}]");

    /// <summary>What came out, on the screen.</summary>
    /// <param name="total">runs that were asked for</param>
    public void Print(ConsoleReport console, string folder, int total)
    {
        foreach (var failure in Failures)
        {
            string at = string.Join(", ", _journal.Head.Swept.Zip(failure.Point).Where(p => p.Second is not null).Select(p => $"{p.First.Name}={SweepPoint.Text(p.Second!.Value)}"));
            console.Error.WriteLine(FormattableString.Invariant($"run {failure.Run + 1}{(at.Length > 0 ? $" at {at}" : "")}: {failure.StatusWord}: {failure.Reason}"));
        }
        if (Failed > Failures.Count) console.Error.WriteLine($"... and {Failed - Failures.Count} more");
        int left = total - Done - Failed;
        console.Output.WriteLine($"batch: {total} {(total == 1 ? "run" : "runs")}, {Done} done, {Failed} failed{(left > 0 ? $", {left} left" : "")} -> {Path.Combine(console.ShownPath(folder), "runs.csv")}");
    }

    private static void WriteFile(string path, IEnumerable<string> lines)
    {
        using var file = new AtomicFile(path);
        using (var text = new StreamWriter(file.Stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" })
            foreach (string line in lines) text.WriteLine(line);
        file.Commit();
    }
}
