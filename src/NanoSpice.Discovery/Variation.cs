namespace NanoSpice.Discovery;

/// <summary>Makes a child of one or two parents by one operator drawn at random.</summary>
internal sealed class Variation
{
    private readonly Gene _genes;
    private readonly Creator _creator;
    private readonly Mutation _mutation;
    private readonly Crossover _crossover;
    private readonly Pursuit? _pursuit;
    private readonly GenePool _pool;
    private readonly Appraiser _appraiser;
    private readonly GeneUnits? _units;
    private readonly Symbol[] _piece;

    /// <summary>Share of guided steps [-], so that they take no more time than the others: one goes through the whole pool.</summary>
    private readonly double _guided;

    public Variation(SearchTable table, GenePool pool, Appraiser appraiser, SearchOptions options)
    {
        (_genes, _pool, _appraiser) = (appraiser.Genes, pool, appraiser);
        _creator = new(_genes, pool);
        _mutation = new(_genes, _creator);
        _crossover = new(_genes);
        _pursuit = pool.Members.Length > 0 ? new(table, pool, options.Genes, appraiser.Symbols) : null;
        _units = options.Units ? new GeneUnits(_genes.Words) : null;
        _piece = new Symbol[_genes.Length];
        _guided = Math.Clamp(1500.0 / ((table.Scouts.Length + 30.0) * (Math.Min(pool.Members.Length, Pursuit.Most) + 1)), 0.01, 0.1);
    }

    /// <summary>A new chromosome of one to three genes.</summary>
    public void Create(RandomSource random, Chromosome child)
    {
        child.Age = 0;
        child.Genes = 1 + random.Below(Math.Min(3, child.MostGenes));
        for (int k = 0; k < child.Genes; k++)
        {
            int tries = 0;
            do _creator.Gene(random, child[k]);
            while (_units is not null && !_units.Agree(child[k]) && ++tries < 20);
            if (tries == 20) child[k][0] = new(0, 0);
        }
    }

    /// <summary>Writes a pool gene as the only gene of a chromosome; false when it does not fit.</summary>
    public bool Single(int member, Chromosome child) => Whole(child, _pool.Members[member]);

    /// <summary>Writes formulas as the genes of a chromosome; false when they do not fit.</summary>
    public bool Whole(Chromosome child, params ReadOnlySpan<Symbol[]> genes)
    {
        (child.Genes, child.Age) = (genes.Length, 0);
        if (genes.Length > child.MostGenes) return false;
        for (int k = 0; k < genes.Length; k++)
        {
            child[k].Fill(new(0, 0));
            if (!_creator.Put(genes[k], child[k])) return false;
        }
        return UnitsAgree(child);
    }

    /// <summary>A child of parents; false when the operator could not be applied or units do not go together.</summary>
    public bool Make(RandomSource random, Chromosome parent, Chromosome other, Chromosome child)
    {
        child.CopyGenes(parent);
        if (_pursuit is not null && random.Chance(_guided)) return Guided(random, parent, child);
        bool done = Apply(random, child, other);
        if (random.Chance(0.15)) done |= Apply(random, child, other);
        return done && UnitsAgree(child);
    }

    /// <summary>True when units are not asked for, or go together in every gene.</summary>
    public bool UnitsAgree(Chromosome c)
    {
        for (int k = 0; k < c.Genes && _units is not null; k++)
            if (!_units.Agree(c[k])) return false;
        return true;
    }

    private bool Apply(RandomSource random, Chromosome c, Chromosome other) => random.Below(32) switch
    {
        < 6 => _mutation.Point(random, c),
        < 8 => _mutation.Constant(random, c),
        < 9 => _mutation.Invert(random, c),
        < 10 => _mutation.Transpose(random, c, toRoot: false),
        < 11 => _mutation.Transpose(random, c, toRoot: true),
        < 15 => _mutation.Subtree(random, c),
        < 18 => _mutation.Wrap(random, c),
        < 20 => _mutation.Hoist(random, c),
        < 21 => _mutation.AddGene(random, c),
        < 23 => _mutation.DropGene(random, c),
        < 25 => _crossover.Points(random, c, other),
        < 28 => _crossover.ExchangeGene(random, c, other),
        _ => _crossover.Subtree(random, c, other),
    };

    /// <summary>A further term, another one for the weakest, or a factor of one, chosen from the pool by what the parent leaves.</summary>
    public bool Guided(RandomSource random, Chromosome parent, Chromosome child)
    {
        child.CopyGenes(parent);
        _appraiser.Measure(parent);
        _appraiser.Appraise(parent);
        if (!double.IsFinite(parent.MeanSquare)) return false;
        if (random.Chance(0.35)) return Product(random, parent, child);
        int without = child.Genes == child.MostGenes || random.Chance(0.5) ? random.Chance(0.5) ? Weakest(parent) : random.Below(parent.Genes) : -1;
        int member = _pursuit!.FurtherTerm(random, _appraiser, parent, without);
        if (member < 0) return false;
        return _creator.Put(_pool.Members[member], child[without < 0 ? child.Genes++ : without]);
    }

    private bool Product(RandomSource random, Chromosome parent, Chromosome child)
    {
        int gene = random.Below(parent.Genes), member = _pursuit!.Factor(random, _appraiser, parent, gene);
        if (member < 0 || Times() is not { } times) return false;
        var factor = _pool.Members[member];
        var term = parent[gene];
        int size = _genes.Extent(term), sum = 1 + size + factor.Length;
        if (sum > _piece.Length) return false;
        _piece[0] = new(times, 0);
        bool first = size >= factor.Length;
        term[..size].CopyTo(_piece.AsSpan(first ? 1 : 1 + factor.Length));
        factor.CopyTo(_piece.AsSpan(first ? 1 + size : 1));
        return _genes.Replace(child[gene], 0, _piece.AsSpan(0, sum)) && UnitsAgree(child);
    }

    private byte? Times()
    {
        for (int k = _genes.Words.FirstFunction; k < _genes.Words.Count; k++)
            if (_genes.Words.Node((byte)k).Op == Expressions.FormulaOp.Multiply) return (byte)k;
        return null;
    }

    /// <summary>The gene whose part of the sum is smallest.</summary>
    private int Weakest(Chromosome c)
    {
        int weakest = 0;
        double least = double.PositiveInfinity;
        for (int k = 0; k < c.Genes; k++)
        {
            double square = 0;
            foreach (double v in _appraiser.Column(k)) square += v * v;
            square *= c.Weights[k] * c.Weights[k];
            if (square < least) (least, weakest) = (square, k);
        }
        return weakest;
    }
}
