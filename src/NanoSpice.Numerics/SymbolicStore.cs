namespace NanoSpice.Numerics;

/// <summary>Analyses of sparsity patterns, each made once: systems of equal patterns share block form, elimination order and fronts.</summary>
/// <remarks>An analysis depends on the pattern alone, so sharing it changes no result. Safe for several threads.</remarks>
public sealed class SymbolicStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, List<Entry>> _byHash = [];

    /// <summary>Patterns analyzed so far.</summary>
    public int Count { get; private set; }

    /// <summary>The pattern equal to this one that came first: this one if it is new.</summary>
    public SparsePattern Share(SparsePattern pattern)
    {
        lock (_lock) return EntryOf(pattern).Pattern;
    }

    /// <summary>A solver for a pattern, by the analysis already made of it where there is one. Matrices have to be of the shared pattern.</summary>
    public SparseLu<T> Analyze<T>(SparsePattern pattern, SparseLuOptions options) where T : struct, System.Numerics.INumberBase<T>
    {
        if (!options.BlockTriangular) return SparseLu<T>.Analyze(pattern, options);
        lock (_lock)
        {
            var entry = EntryOf(pattern);
            if (entry.Structure is null)
            {
                entry.Structure = new LuStructure(entry.Pattern, options);
                Count++;
            }
            return SparseLu<T>.Of(entry.Structure, options);
        }
    }

    private Entry EntryOf(SparsePattern pattern)
    {
        var hash = new HashCode();
        hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes<int>(pattern.Starts));
        hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes<int>(pattern.Rows));
        int key = hash.ToHashCode();
        if (!_byHash.TryGetValue(key, out var list)) _byHash[key] = list = [];
        foreach (var e in list)
        {
            if (ReferenceEquals(e.Pattern, pattern) || (e.Pattern.Starts.AsSpan().SequenceEqual(pattern.Starts) && e.Pattern.Rows.AsSpan().SequenceEqual(pattern.Rows))) return e;
        }
        list.Add(new(pattern));
        return list[^1];
    }

    private sealed class Entry(SparsePattern pattern)
    {
        public SparsePattern Pattern { get; } = pattern;

        public LuStructure? Structure { get; set; }
    }
}
