namespace NanoSpice.Discovery;

/// <summary>Changes of a chromosome by parts of another; each says whether anything was changed.</summary>
internal sealed class Crossover(Gene genes)
{
    private readonly Symbol[] _piece = new Symbol[genes.Length];

    /// <summary>The same places of a gene of each from one point on, or between two.</summary>
    public bool Points(RandomSource random, Chromosome c, Chromosome other)
    {
        var gene = c[random.Below(c.Genes)];
        var source = other[random.Below(other.Genes)];
        int a = random.Below(genes.Length), b = random.Chance(0.5) ? genes.Length : random.Below(genes.Length) + 1;
        (a, b) = (Math.Min(a, b), Math.Max(a, b));
        source[a..b].CopyTo(gene[a..]);
        return b > a;
    }

    /// <summary>A whole gene of the other in place of one, or as one more.</summary>
    public bool ExchangeGene(RandomSource random, Chromosome c, Chromosome other)
    {
        int at = c.Genes < c.MostGenes && random.Chance(0.5) ? c.Genes++ : random.Below(c.Genes);
        other[random.Below(other.Genes)].CopyTo(c[at]);
        return true;
    }

    /// <summary>A subtree of the other in place of one.</summary>
    public bool Subtree(RandomSource random, Chromosome c, Chromosome other)
    {
        var gene = c[random.Below(c.Genes)];
        var source = other[random.Below(other.Genes)];
        int from = random.Below(genes.Extent(source)), length = genes.Extent(source, from);
        source.Slice(from, length).CopyTo(_piece);
        return genes.Replace(gene, random.Below(genes.Extent(gene)), _piece.AsSpan(0, length));
    }
}
