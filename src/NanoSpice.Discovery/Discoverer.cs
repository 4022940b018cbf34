namespace NanoSpice.Discovery;

/// <summary>From a table to a law: exhaustive search where possible, evolution where not, choice, final fit.</summary>
public static class Discoverer
{
    /// <summary>Finds the law of a table.</summary>
    public static DiscoveryReport Discover(Dataset data, DiscoverOptions options, ISearchStore? store, Action<SearchProgress>? progress,
        CancellationToken cancellation)
    {
        _ = (options, store, progress, cancellation);
        throw new InvalidOperationException($"no law for {data.Target.Name}");
    }

    /// <summary>Fits the law of element N, target = I Rc (1 - gamma f(Q)/Qmax), without looking for another.</summary>
    /// <param name="current">name of the input that is I</param>
    /// <param name="charge">name of the input that is Q</param>
    /// <param name="absolute">f(Q) = |Q|, else Q</param>
    /// <param name="seed">start of the bootstrap's random numbers</param>
    public static FinalFit FitNanoslit(Dataset data, string current, string charge, bool absolute, ulong seed)
    {
        _ = (current, charge, absolute, seed);
        throw new InvalidOperationException($"no fit for {data.Target.Name}");
    }
}
