namespace NanoSpice.Cli;

/// <summary>nanospice batch merge: the shards of a batch made into the folder that one process would have left.</summary>
internal sealed class BatchMerge(IReadOnlyList<string> folders, string output, ConsoleReport console) : IDisposable
{
    /// <summary>Missing runs named in a message.</summary>
    private const int MostNamed = 5;

    private readonly List<BatchJournal> _journals = [];

    public static int Run(IReadOnlyList<string> folders, string output, ConsoleReport console)
    {
        using var merge = new BatchMerge(folders, output, console);
        return merge.Open() && merge.CheckComplete() ? merge.Write() : ExitCode.BadInput;
    }

    public void Dispose()
    {
        foreach (var journal in _journals) journal.Dispose();
    }

    /// <summary>Opens the journals; false with all faults shown.</summary>
    private bool Open()
    {
        bool isGood = true;
        foreach (string folder in folders)
        {
            string path = Path.Combine(folder, BatchJournal.FileName), shown = console.ShownPath(folder);
            var journal = File.Exists(path) ? BatchJournal.Open(path, write: false) : null;
            if (journal is not null) _journals.Add(journal);
            if (journal is null) isGood = Fail($"{shown} holds no batch", "name the folders that nanospice batch --shard K/N -o DIR made");
            else if (journal.Head.Hash != _journals[0].Head.Hash) isGood = Fail($"{shown} is of another batch than {console.ShownPath(folders[0])}", "shards of one batch have the same decks, sweeps, options and version of the program");
        }
        string own = Path.Combine(output, BatchJournal.FileName);
        if (File.Exists(output)) isGood = Fail($"{console.ShownPath(output)} is a file; results need a folder", "name another with -o DIR");
        if (File.Exists(own)) isGood = Fail($"{console.ShownPath(output)} holds a batch already", "name another folder with -o DIR");
        return isGood;
    }

    private bool CheckComplete()
    {
        var head = _journals[0].Head;
        int[] missing = [.. Enumerable.Range(0, head.Runs).Where(run => !_journals.Any(j => j.Has(run)))];
        if (missing.Length == 0) return true;
        string named = string.Join(", ", missing.Take(MostNamed).Select(r => RunRecord.Text(r + 1)));
        string more = missing.Length > MostNamed ? $" and {missing.Length - MostNamed} more" : "";
        int of = head.Shard.Of;
        string[] shards = [.. missing.Select(r => r % of + 1).Distinct().Order().Take(MostNamed).Select(k => $"{k}/{of}")];
        return Fail($"{(missing.Length == 1 ? "run" : "runs")} {named}{more} of {head.Runs} {(missing.Length == 1 ? "is" : "are")} missing", $"finish {(shards.Length == 1 ? "shard" : "shards")} {string.Join(", ", shards)} with --resume, or name the folder");
    }

    /// <summary>The journal comes last: with it the folder counts as a batch.</summary>
    private int Write()
    {
        Directory.CreateDirectory(output);
        using var hold = FolderLock.Take(output);
        if (hold is null)
        {
            Fail($"another batch is running in {console.ShownPath(output)}", "wait for it, or name another folder with -o DIR");
            return ExitCode.BadInput;
        }
        var head = _journals[0].Head with { Shard = BatchShard.Whole };
        int[] owner = [.. Enumerable.Range(0, head.Runs).Select(run => _journals.FindIndex(j => j.Has(run)))];
        for (int run = 0; run < head.Runs; run++) CopyFiles(run, folders[owner[run]]);
        var lines = File.ReadLines(Path.Combine(folders[0], BatchPlanFile.FileName)).Where(l => !l.StartsWith("  \"shard\":", StringComparison.Ordinal));
        AtomicFile.WriteText(Path.Combine(output, BatchPlanFile.FileName), string.Join('\n', lines) + "\n");
        string part = Path.Combine(output, "." + BatchJournal.FileName + ".part");
        File.Delete(part);
        int failed;
        using (var journal = BatchJournal.Create(part, head))
        {
            var readers = _journals.Select(j => j.Records().GetEnumerator()).ToList();
            for (int run = 0; run < head.Runs; run++)
            {
                var reader = readers[owner[run]];
                while (reader.MoveNext() && reader.Current.Run < run)
                {
                    // A run that an earlier folder has as well.
                }
                journal.Add(reader.Current);
            }
            var table = new RunsTable(journal);
            table.Write(output, Environment.ProcessorCount);
            table.Print(console, output, head.Runs);
            failed = table.Failed;
        }
        File.Move(part, Path.Combine(output, BatchJournal.FileName));
        return failed > 0 ? ExitCode.NumericalFailure : ExitCode.Done;
    }

    private void CopyFiles(int run, string from)
    {
        string source = BatchMember.FolderOf(from, run);
        if (!Directory.Exists(source)) return;
        string target = Directory.CreateDirectory(BatchMember.FolderOf(output, run)).FullName;
        foreach (string file in Directory.EnumerateFiles(source)) File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
    }

    private bool Fail(string message, string advice)
    {
        console.Fail(message, advice);
        return false;
    }
}
