namespace NanoSpice.Cli;

/// <summary>The threads that a batch may use, for what it does besides its runs: results come in the order of the items, however many there are.</summary>
internal sealed class BatchCrew(int jobs)
{
    /// <summary>One result an item.</summary>
    public TResult[] Map<T, TResult>(IReadOnlyList<T> items, Func<T, TResult> make)
    {
        var results = new TResult[items.Count];
        For(items.Count, k => results[k] = make(items[k]));
        return results;
    }

    public void Both(Action one, Action other) => For(2, k => (k == 0 ? one : other)());

    private void For(int count, Action<int> step)
    {
        if (jobs == 1 || count < 2)
        {
            for (int k = 0; k < count; k++) step(k);
            return;
        }
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = jobs }, step);
        }
        catch (AggregateException e)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
