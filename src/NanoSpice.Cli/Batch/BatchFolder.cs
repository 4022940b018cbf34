using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>The folder of a batch: plan, journal, tables, and who may write there.</summary>
internal sealed class BatchFolder(string folder, BatchPlan plan, ConsoleReport console)
{
    private string JournalPath => Path.Combine(folder, BatchJournal.FileName);

    private string Shown => console.ShownPath(folder);

    public int Run(CancellationToken cancellation)
    {
        if (File.Exists(folder)) return Fail($"{Shown} is a file; results need a folder", "name another with -o DIR");
        try
        {
            Directory.CreateDirectory(folder);
            using var hold = FolderLock.Take(folder);
            if (hold is null) return Fail($"another batch is running in {Shown}", "wait for it, or name another folder with -o DIR");
            using var journal = OpenJournal();
            return journal is null ? ExitCode.BadInput : Run(journal, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string kept = File.Exists(JournalPath) ? "what is done is kept; once the cause is gone, go on with the same command and --resume" : "nothing was begun; check the folder, its rights and the room on the disk";
            return Fail($"{Shown} takes no more results: {e.Message}", kept);
        }
    }

    private int Run(BatchJournal journal, CancellationToken cancellation)
    {
        int total = plan.Mine.Count(), before = journal.Count;
        if (journal.Damaged > 0) console.Error.WriteLine($"batch: {journal.Damaged} damaged {(journal.Damaged == 1 ? "line" : "lines")} of the journal left out; the runs are done again");
        if (before > 0) console.Error.WriteLine($"batch: {before} of {total} runs are done already");
        BatchPlanFile.Write(folder, plan);
        bool whole = new BatchRun(plan, folder, journal, new BatchProgress(console, plan, before, total), cancellation).RunAll();
        var table = new RunsTable(journal);
        table.Write(folder, plan.Settings.Jobs);
        table.Print(console, folder, total);
        if (whole) return table.Failed > 0 ? ExitCode.NumericalFailure : ExitCode.Done;
        console.Error.WriteLine("interrupted; what is done is kept, and the same command with --resume goes on");
        return ExitCode.Interrupted;
    }

    /// <summary>The journal to add to; null with the reason shown.</summary>
    private BatchJournal? OpenJournal()
    {
        var head = new JournalHead(plan.Hash, plan.Count, plan.Settings.Shard, [.. plan.Swept.Select(q => new WaveformColumn(q.Label, q.Unit))]);
        if (!File.Exists(JournalPath)) return BatchJournal.Create(JournalPath, head);
        if (!plan.Settings.Resume)
        {
            Fail($"{Shown} holds a batch already", "--resume goes on with it; for another name another folder with -o DIR");
            return null;
        }
        var journal = BatchJournal.Open(JournalPath, write: true);
        if (journal is null)
        {
            File.Delete(JournalPath);
            return BatchJournal.Create(JournalPath, head);
        }
        if (journal.Head.IsOfTheSame(head))
        {
            RemoveUnfinished(journal);
            return journal;
        }
        string what = journal.Head.Shard != head.Shard ? $"shard {journal.Head.Shard}, not {head.Shard}" : "another deck, other options or another version of the program";
        journal.Dispose();
        Fail($"{Shown} holds a batch of {what}", "give what it was begun with, or name another folder with -o DIR");
        return null;
    }

    /// <summary>Files of runs that were in flight when the process ended.</summary>
    private void RemoveUnfinished(BatchJournal journal)
    {
        foreach (int run in plan.Mine)
        {
            string own = BatchMember.FolderOf(folder, run);
            if (!journal.Has(run) && Directory.Exists(own)) Directory.Delete(own, recursive: true);
        }
        foreach (string part in Directory.EnumerateFiles(folder, ".*.part")) File.Delete(part);
    }

    private int Fail(string message, string advice)
    {
        console.Fail(message, advice);
        return ExitCode.BadInput;
    }
}
