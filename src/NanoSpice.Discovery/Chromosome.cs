namespace NanoSpice.Discovery;

/// <summary>A law as evolution sees it: some genes, each a term, and what the fit made of them. Copied in place, never shared.</summary>
internal sealed class Chromosome(int mostGenes, int geneLength, int cases)
{
    private readonly Symbol[] _symbols = new Symbol[mostGenes * geneLength];

    /// <summary>Terms in use.</summary>
    public int Genes { get; set; }

    public int MostGenes => mostGenes;

    /// <summary>Weights of the genes, then of the intercept.</summary>
    public double[] Weights { get; } = new double[mostGenes + 1];

    public bool Intercept { get; set; }

    /// <summary>Mean square of the residual; infinite when the law has no value somewhere.</summary>
    public double MeanSquare { get; set; } = double.PositiveInfinity;

    /// <summary>Nodes read, the intercept counted as one.</summary>
    public int Complexity { get; set; }

    /// <summary>Mean square of each case.</summary>
    public double[] Cases { get; } = new double[cases];

    /// <summary>Meaning of the genes in any order.</summary>
    public ulong Hash { get; set; }

    /// <summary>Generations since the oldest part of it was made.</summary>
    public int Age { get; set; }

    public Span<Symbol> this[int gene] => _symbols.AsSpan(gene * geneLength, geneLength);

    /// <summary>Everything of another one.</summary>
    public void Copy(Chromosome other)
    {
        CopyGenes(other);
        other.Weights.CopyTo(Weights, 0);
        other.Cases.CopyTo(Cases, 0);
        (Intercept, MeanSquare, Complexity, Hash) = (other.Intercept, other.MeanSquare, other.Complexity, other.Hash);
    }

    /// <summary>The genes and the age of another one.</summary>
    public void CopyGenes(Chromosome other)
    {
        other._symbols.CopyTo(_symbols, 0);
        (Genes, Age) = (other.Genes, other.Age);
    }

    public void Remove(int gene)
    {
        Genes--;
        if (gene < Genes) this[Genes].CopyTo(this[gene]);
    }

    public void Save(BinaryWriter to)
    {
        to.Write(Genes);
        to.Write(Age);
        foreach (var symbol in _symbols)
        {
            to.Write(symbol.Code);
            to.Write(symbol.Value);
        }
    }

    public void Load(BinaryReader from)
    {
        Genes = from.ReadInt32();
        Age = from.ReadInt32();
        for (int k = 0; k < _symbols.Length; k++) _symbols[k] = new(from.ReadByte(), from.ReadDouble());
    }
}
