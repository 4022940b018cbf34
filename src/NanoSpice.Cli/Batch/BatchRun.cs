namespace NanoSpice.Cli;

/// <summary>The runs of a batch on several threads, each taking the next in order; what each leaves goes to the journal as it ends.</summary>
internal sealed class BatchRun(BatchPlan plan, string folder, BatchJournal journal, BatchProgress progress, CancellationToken cancellation)
{
    /// <summary>As the main thread has: formulas nest.</summary>
    private const int StackSize = 16 << 20;

    /// <summary>Between writes of the journal through to the disk, for the loss of power; a killed process loses nothing without them.</summary>
    private static readonly TimeSpan DiskPace = TimeSpan.FromSeconds(2), Pace = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    private readonly BatchMember _member = new(plan, folder);
    private int[] _pending = [];
    private int _next = -1;
    private Exception? _fault;

    /// <summary>Runs what the journal does not have.</summary>
    /// <returns>false when it was interrupted</returns>
    /// <exception cref="IOException">The folder takes no more files; the journal has what was done.</exception>
    public bool RunAll()
    {
        _pending = [.. plan.Mine.Where(k => !journal.Has(k))];
        Thread[] threads = [.. Enumerable.Range(0, Math.Min(plan.Settings.Jobs, _pending.Length)).Select(k => new Thread(Work, StackSize) { Name = $"batch {k}", IsBackground = true })];
        foreach (var thread in threads) thread.Start();
        var flushed = DateTime.UtcNow;
        foreach (var thread in threads)
        {
            while (!thread.Join(Pace))
            {
                progress.Draw();
                if (DateTime.UtcNow - flushed < DiskPace || _fault is not null) continue;
                Guard(journal.Flush);
                flushed = DateTime.UtcNow;
            }
        }
        progress.Clear();
        _stop.Dispose();
        if (_fault is not null) throw new IOException(_fault.Message, _fault);
        journal.Flush();
        return !cancellation.IsCancellationRequested;
    }

    private void Work()
    {
        while (!_stop.IsCancellationRequested && Interlocked.Increment(ref _next) is var at && at < _pending.Length)
        {
            int run = _pending[at];
            Guard(() =>
            {
                progress.Begin(run);
                var record = _member.Run(run, _stop.Token);
                if (record is not null) journal.Add(record);
                progress.End(run, record);
            });
        }
    }

    /// <summary>Stops the batch when the disk takes no more: every further run would fail the same way.</summary>
    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _fault ??= e;
            _stop.Cancel();
        }
    }
}
