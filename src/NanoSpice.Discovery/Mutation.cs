namespace NanoSpice.Discovery;

/// <summary>Changes of one chromosome that keep every gene readable [GEP]; each says whether anything was changed.</summary>
internal sealed class Mutation(Gene genes, Creator creator)
{
    private readonly Symbol[] _piece = new Symbol[genes.Length];

    /// <summary>Another word at one or two places that are read.</summary>
    public bool Point(RandomSource random, Chromosome c)
    {
        var gene = c[random.Below(c.Genes)];
        int count = random.Chance(0.7) ? 1 : 2;
        for (int k = 0; k < count; k++)
        {
            int at = random.Below(genes.Extent(gene));
            if (at >= genes.Head) gene[at] = creator.Leaf(random);
            else if (genes.Words.Arity(gene[at].Code) > 0 && random.Chance(0.7)) gene[at] = Alike(random, gene[at]);
            else gene[at] = creator.Head(random);
        }
        return true;
    }

    /// <summary>A function of as many arguments.</summary>
    private Symbol Alike(RandomSource random, Symbol symbol)
    {
        for (int tries = 0; tries < 6; tries++)
        {
            var other = creator.Function(random);
            if (other.Code != symbol.Code && genes.Words.Arity(other.Code) == genes.Words.Arity(symbol.Code)) return other;
        }
        return symbol;
    }

    /// <summary>Moves a constant a little, to a neighbour, or anywhere.</summary>
    public bool Constant(RandomSource random, Chromosome c)
    {
        var gene = c[random.Below(c.Genes)];
        int read = genes.Extent(gene), start = random.Below(read);
        for (int k = 0; k < read; k++)
        {
            ref var symbol = ref gene[(start + k) % read];
            if (symbol.Code != genes.Words.Constant) continue;
            double u = random.Uniform();
            symbol = symbol with { Value = u < 0.4 ? symbol.Value * (1 + (0.2 * random.Normal())) : u < 0.6 ? Math.Round(symbol.Value) : creator.Number(random) };
            return true;
        }
        return false;
    }

    /// <summary>Turns a piece of the head round.</summary>
    public bool Invert(RandomSource random, Chromosome c)
    {
        int a = random.Below(genes.Head), b = random.Below(genes.Head);
        c[random.Below(c.Genes)][Math.Min(a, b)..(Math.Max(a, b) + 1)].Reverse();
        return a != b;
    }

    /// <summary>Copies a piece of a gene into a head, behind the root (IS) or, beginning with a function, to the root (RIS).</summary>
    public bool Transpose(RandomSource random, Chromosome c, bool toRoot)
    {
        var from = c[random.Below(c.Genes)];
        var to = c[random.Below(c.Genes)];
        int start = random.Below(genes.Length - 1), at = toRoot ? 0 : 1 + random.Below(Math.Max(1, genes.Head - 1));
        while (toRoot && start < genes.Head && genes.Words.Arity(from[start].Code) == 0) start++;
        int count = Math.Min(1 + random.Below(4), Math.Min(genes.Length - start, genes.Head - at));
        if (count <= 0 || (toRoot && start >= genes.Head)) return false;
        from.Slice(start, count).CopyTo(_piece);
        to[at..(genes.Head - count)].CopyTo(to[(at + count)..]);
        _piece.AsSpan(0, count).CopyTo(to[at..]);
        return true;
    }

    /// <summary>Puts a short formula in place of a subtree.</summary>
    public bool Subtree(RandomSource random, Chromosome c)
    {
        var gene = c[random.Below(c.Genes)];
        return genes.Replace(gene, random.Below(genes.Extent(gene)), creator.Subtree(random));
    }

    /// <summary>Puts an operator between a subtree and its place: s becomes f(s) or f(s, leaf).</summary>
    public bool Wrap(RandomSource random, Chromosome c)
    {
        if (genes.Words.Functions == 0) return false;
        var gene = c[random.Below(c.Genes)];
        int at = random.Below(genes.Extent(gene)), size = genes.Extent(gene, at);
        var function = creator.Function(random);
        int arity = genes.Words.Arity(function.Code);
        if (size + arity > genes.Length) return false;
        bool first = arity == 2 && random.Chance(0.3);
        int start = first ? 2 : 1;
        _piece[0] = function;
        gene.Slice(at, size).CopyTo(_piece.AsSpan(start));
        if (arity == 2) _piece[first ? 1 : 1 + size] = creator.Leaf(random);
        return genes.Replace(gene, at, _piece.AsSpan(0, size + arity));
    }

    /// <summary>Lets a part of a gene stand for a larger part.</summary>
    public bool Hoist(RandomSource random, Chromosome c)
    {
        var gene = c[random.Below(c.Genes)];
        int at = random.Below(genes.Extent(gene)), size = genes.Extent(gene, at);
        if (size < 2) return false;
        int inner = at + 1 + random.Below(size - 1), length = genes.Extent(gene, inner);
        gene.Slice(inner, length).CopyTo(_piece);
        return genes.Replace(gene, at, _piece.AsSpan(0, length));
    }

    /// <summary>One more gene.</summary>
    public bool AddGene(RandomSource random, Chromosome c)
    {
        if (c.Genes == c.MostGenes) return false;
        creator.Gene(random, c[c.Genes++]);
        return true;
    }

    public bool DropGene(RandomSource random, Chromosome c)
    {
        if (c.Genes < 2) return false;
        c.Remove(random.Below(c.Genes));
        return true;
    }
}
