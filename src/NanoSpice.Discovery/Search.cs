using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>Evolution of laws: gene-expression chromosomes on islands.</summary>
public static class Search
{
    /// <summary>Generations of an epoch: islands meet, and the search may stop, after as many.</summary>
    private const int Generations = 10;

    /// <summary>Epochs between checkpoints: some tenths of a second.</summary>
    private const int SaveEvery = 20;

    /// <summary>Runs until the budget or the patience ends.</summary>
    /// <param name="data">columns of moderate size (see Scaling)</param>
    /// <param name="seeds">laws known beforehand, as lists of terms; they join the first population</param>
    /// <param name="options">knobs</param>
    /// <param name="store">where to keep checkpoints, or null</param>
    /// <param name="progress">called at the end of an epoch, or null</param>
    /// <param name="cancellation">ends the search early</param>
    public static SearchResult Run(Dataset data, IReadOnlyList<IReadOnlyList<Formula>> seeds, SearchOptions options, ISearchStore? store,
        Action<SearchProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(seeds);
        ArgumentNullException.ThrowIfNull(options);
        var state = new SearchState(data, options);
        var threads = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Threads) };
        using (var saved = store?.Load())
        {
            if (saved is null || !state.Load(saved))
            {
                var known = state.Seeds(seeds);
                Parallel.ForEach(state.Islands, threads, island => island.Start(known));
            }
        }
        while (true)
        {
            Parallel.ForEach(state.Islands, threads, island => island.Evolve(Generations));
            state.Gather();
            var stop = state.Stop() ?? (cancellation.IsCancellationRequested ? SearchStop.Cancelled : null);
            if (store is not null && (stop == SearchStop.Cancelled || state.Epoch % SaveEvery == 0)) store.Save(state.Save);
            if (progress is not null && state.Best() is { } best) progress(new(state.Evaluations, options.MaxEvaluations, best));
            if (stop is { } reason) return new(state.Front(), state.Evaluations, state.Repeats, reason);
        }
    }
}
