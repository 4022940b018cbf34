namespace NanoSpice.Discovery;

/// <summary>The best chromosome of each complexity.</summary>
internal sealed class ParetoFront(int mostComplexity, Func<Chromosome> make)
{
    private readonly Chromosome?[] _best = new Chromosome?[mostComplexity + 2];

    /// <summary>True when nothing as small is as good.</summary>
    public bool Admits(Chromosome c)
    {
        if (!double.IsFinite(c.MeanSquare) || c.Complexity >= _best.Length) return false;
        for (int k = 0; k <= c.Complexity; k++)
            if (_best[k] is { } other && !(c.MeanSquare < other.MeanSquare * (1 - 1e-9))) return false;
        return true;
    }

    /// <summary>Copies a chromosome in; those that are larger and no better go.</summary>
    public bool Offer(Chromosome c)
    {
        if (!Admits(c)) return false;
        (_best[c.Complexity] ??= make()).Copy(c);
        for (int k = c.Complexity + 1; k < _best.Length; k++)
            if (_best[k] is { } other && !(other.MeanSquare < c.MeanSquare * (1 - 1e-9))) _best[k] = null;
        return true;
    }

    /// <summary>Simplest first, each more exact than those before.</summary>
    public IEnumerable<Chromosome> Members => _best.Where(c => c is not null)!;

    public void Clear() => Array.Clear(_best);

    public int Count => _best.Count(c => c is not null);

    /// <summary>A member at random, or null.</summary>
    public Chromosome? Choose(RandomSource random)
    {
        int at = random.Below(_best.Length);
        for (int k = 0; k < _best.Length; k++)
            if (_best[(at + k) % _best.Length] is { } found) return found;
        return null;
    }
}
