using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>All that a search knows at the end of an epoch.</summary>
internal sealed class SearchState
{
    /// <summary>First word of a checkpoint; changes with its layout.</summary>
    private const int Layout = 0x4E534532;

    /// <summary>Part of the target's mean square below which a law is exact [-].</summary>
    private const double Exact = 1e-20;

    /// <summary>Patience above the noise floor over that at the floor [-]: there is something left to find, though perhaps no short law of it.</summary>
    private const int AboveFloor = 5;

    /// <summary>The same for exact data, which a law must meet to round-off.</summary>
    private const int AboveNothing = 20;

    private readonly SearchTable _table;
    private readonly SearchOptions _options;
    private readonly Appraiser _appraiser;
    private readonly ParetoFront _front;
    private readonly FormulaNode[] _nodes;
    private double _best = double.PositiveInfinity;
    private long _improvedAt;

    public SearchState(Dataset data, SearchOptions options)
    {
        (_table, _options) = (new(data), options);
        var words = new Vocabulary(_table.Names, _table.Units, options.Functions);
        var pool = new GenePool(_table, words, options.Units);
        // Where a law is known that leaves nothing there is nothing for pairs to find.
        var pairs = options.Known <= Exact * _table.Square ? null : new PairSearch(_table, words, pool, Math.Log(words.Count));
        Islands = [.. Enumerable.Range(0, Math.Max(1, options.Islands)).Select(k => new Island(k, _table, words, pool, pairs, options))];
        _appraiser = Islands[0].Appraiser;
        _front = new(options.MaxComplexity, _appraiser.NewChromosome);
        _nodes = new FormulaNode[_appraiser.Genes.Length];
    }

    public Island[] Islands { get; }

    public int Epoch { get; private set; }

    public long Evaluations => Islands.Sum(i => i.Evaluations);

    public long Repeats => Islands.Sum(i => i.Repeats);

    /// <summary>Laws known beforehand as chromosomes; those that do not fit into genes are left out.</summary>
    public IReadOnlyList<Chromosome> Seeds(IReadOnlyList<IReadOnlyList<Formula>> seeds)
    {
        var found = new List<Chromosome>();
        foreach (var terms in seeds)
        {
            var seed = _appraiser.NewChromosome();
            foreach (var term in terms.Where(t => !t.IsConstant && t.Variables.All(_table.Names.Contains)))
                if (seed.Genes < seed.MostGenes && _appraiser.Genes.Encode(term.NodesOver(_table.Names), seed[seed.Genes])) seed.Genes++;
            if (seed.Genes > 0) found.Add(seed);
        }
        return found;
    }

    /// <summary>Joins the fronts and passes the best of each island on to the next.</summary>
    public void Gather()
    {
        Epoch++;
        foreach (var island in Islands)
            foreach (var member in island.Front.Members) _front.Offer(member);
        for (int k = 0; k < Islands.Length && Islands.Length > 1 && Epoch % 4 == 0; k++)
            Islands[k].Receive(Islands[(k + Islands.Length - 1) % Islands.Length].Front.Members);
        double best = _front.Members.Select(_appraiser.Criterion).DefaultIfEmpty(double.PositiveInfinity).Min();
        if (!(best < _best - 1)) return;
        (_best, _improvedAt) = (best, Evaluations + Repeats);
    }

    /// <summary>Why to end now, or null. Above the noise floor patience lasts longer.</summary>
    public SearchStop? Stop()
    {
        long spent = Evaluations + Repeats;
        if (Evaluations >= _options.MaxEvaluations || spent >= 4 * _options.MaxEvaluations) return SearchStop.Budget;
        double floor = Math.Max(1.1 * _options.NoiseFloor, Exact * _table.Square);
        bool reached = _options.Known <= floor || _front.Members.Any(c => c.MeanSquare <= floor);
        return spent - _improvedAt >= (reached ? _options.Patience : (_options.NoiseFloor > 0 ? AboveFloor : AboveNothing) * _options.Patience) ? SearchStop.Patience : null;
    }

    /// <summary>The law of the best criterion.</summary>
    public Candidate? Best() => _front.Members.MinBy(_appraiser.Criterion) is { } best ? ToCandidate(best) : null;

    /// <summary>The front, constants fitted to the end; below the noise floor nothing is better.</summary>
    public IReadOnlyList<Candidate> Front()
    {
        var final = new ParetoFront(_options.MaxComplexity, _appraiser.NewChromosome);
        foreach (var member in _front.Members)
        {
            _appraiser.Polish(member, 30);
            final.Offer(member);
        }
        double least = double.PositiveInfinity, floor = Math.Max(_options.NoiseFloor, Exact * _table.Square);
        var kept = new List<Candidate>();
        foreach (var member in final.Members)
        {
            if (least <= floor || member.MeanSquare > 0.999 * least) continue;
            least = member.MeanSquare;
            kept.Add(ToCandidate(member));
        }
        return kept;
    }

    public void Save(BinaryWriter to)
    {
        to.Write(Layout);
        to.Write(Fingerprint());
        to.Write(Epoch);
        to.Write(_best);
        to.Write(_improvedAt);
        foreach (var island in Islands) island.Save(to);
        Island.SaveFront(_front, to);
    }

    /// <summary>Takes over a saved state; false when it is of another search.</summary>
    public bool Load(BinaryReader from)
    {
        if (from.ReadInt32() != Layout || from.ReadUInt64() != Fingerprint()) return false;
        Epoch = from.ReadInt32();
        _best = from.ReadDouble();
        _improvedAt = from.ReadInt64();
        foreach (var island in Islands) island.Load(from);
        Islands[0].LoadFront(_front, from);
        return true;
    }

    /// <summary>Options that shape the course of the search, and the data.</summary>
    private ulong Fingerprint()
    {
        ulong hash = _options.Seed;
        foreach (int n in new[] { _options.Islands, _options.Population, _options.Genes, _options.Head, _options.MaxComplexity, _options.Units ? 1 : 0 })
            hash = Gene.Mix(hash, (ulong)n);
        foreach (char c in string.Join(' ', _options.Functions.Concat(_table.Names))) hash = Gene.Mix(hash, c);
        foreach (double number in new[] { _options.NoiseFloor, _options.Known, _options.IndependentRows }) hash = Gene.Mix(hash, BitConverter.DoubleToUInt64Bits(number));
        foreach (double[] column in _table.Columns.Append(_table.Target))
            foreach (double value in column) hash = Gene.Mix(hash, BitConverter.DoubleToUInt64Bits(value));
        return hash;
    }

    private Candidate ToCandidate(Chromosome c)
    {
        var terms = Enumerable.Range(0, c.Genes).Select(k => Formula.FromNodes(_nodes.AsSpan(0, _appraiser.Genes.Decode(c[k], _nodes)), _table.Names)).ToList();
        if (c.Intercept) terms.Add(Formula.Constant(1));
        return new(terms, c.Weights[..terms.Count], c.MeanSquare, c.Complexity);
    }
}
