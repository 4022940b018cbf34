namespace NanoSpice.Discovery;

/// <summary>Makes symbols, subtrees, genes and chromosomes at random.</summary>
internal sealed class Creator(Gene genes, GenePool pool)
{
    private static readonly double[] Numbers = [1, 2, 1, 2, 3, 0.5, 4, 5, 10];

    private readonly Symbol[] _subtree = new Symbol[genes.Length];

    public Symbol Leaf(RandomSource random) => random.Chance(0.15)
        ? new(genes.Words.Constant, Number(random))
        : new((byte)random.Below(genes.Words.Inputs.Count), 0);

    public Symbol Function(RandomSource random) => new((byte)(genes.Words.FirstFunction + random.Below(genes.Words.Functions)), 0);

    /// <summary>A word for a place: operators twice as often as functions of one argument, which are more.</summary>
    public Symbol Head(RandomSource random)
    {
        if (genes.Words.Functions == 0 || random.Chance(0.4)) return Leaf(random);
        var symbol = Function(random);
        return genes.Words.Arity(symbol.Code) == 2 || random.Chance(0.5) ? symbol : Function(random);
    }

    public double Number(RandomSource random) => random.Chance(0.7) ? Numbers[random.Below(Numbers.Length)] : Math.Round(2 * random.Normal(), 3);

    /// <summary>A gene from the pool, or a string of random words.</summary>
    public void Gene(RandomSource random, Span<Symbol> gene)
    {
        for (int k = 0; k < gene.Length; k++) gene[k] = k < genes.Head ? Head(random) : Leaf(random);
        if (pool.Members.Length > 0 && random.Chance(0.7)) Put(pool.Members[Small(random)], gene);
    }

    /// <summary>Writes a formula over the start of a gene, the rest stays for later use; false when it does not fit.</summary>
    public bool Put(ReadOnlySpan<Symbol> prefix, Span<Symbol> gene) => genes.Replace(gene, 0, prefix);

    /// <summary>A short formula.</summary>
    public ReadOnlySpan<Symbol> Subtree(RandomSource random)
    {
        if (pool.Members.Length > 0 && random.Chance(0.5)) return pool.Members[Small(random)];
        if (random.Chance(0.3) || genes.Words.Functions == 0)
        {
            _subtree[0] = Leaf(random);
            return _subtree.AsSpan(0, 1);
        }
        _subtree[0] = Function(random);
        int arity = genes.Words.Arity(_subtree[0].Code);
        for (int k = 1; k <= arity; k++) _subtree[k] = Leaf(random);
        return _subtree.AsSpan(0, arity + 1);
    }

    /// <summary>A member of the pool, small ones more often.</summary>
    private int Small(RandomSource random)
    {
        double u = random.Uniform();
        return (int)(u * u * u * pool.Members.Length);
    }
}
