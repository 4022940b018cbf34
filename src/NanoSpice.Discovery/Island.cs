namespace NanoSpice.Discovery;

/// <summary>A population that evolves by itself for an epoch. All its random numbers are its own, so that threads do not matter.</summary>
internal sealed class Island
{
    private const int Tries = 4, SeenSlots = 1 << 15, PolishPasses = 8;

    /// <summary>Epochs without a better law after which the population is made anew.</summary>
    private const int StaleEpochs = 10;

    private readonly int _number, _count, _islands;
    private readonly Chromosome[] _all;
    private readonly RandomSource _random;
    private readonly Appraiser _appraiser;
    private readonly Variation _variation;
    private readonly Selection _selection;
    private readonly Survival _survival;
    private readonly ulong[] _seen = new ulong[SeenSlots];
    private readonly GenePool _pool;
    private readonly PairSearch? _pairs;
    private double _best = double.PositiveInfinity;
    private int _stale;

    public Island(int number, SearchTable table, Vocabulary words, GenePool pool, PairSearch? pairs, SearchOptions options)
    {
        (_number, _count, _islands, _pool, _pairs) = (number, options.Population, options.Islands, pool, pairs);
        _random = new(options.Seed, (ulong)number + 1);
        _appraiser = new(table, words, options);
        _variation = new(table, pool, _appraiser, options);
        _selection = new(_count, table.CaseEnds.Length);
        _survival = new(_count);
        _all = [.. Enumerable.Range(0, 2 * _count).Select(_ => _appraiser.NewChromosome())];
        Front = new(options.MaxComplexity, _appraiser.NewChromosome);
    }

    public ParetoFront Front { get; }

    public Appraiser Appraiser => _appraiser;

    public long Evaluations { get; private set; }

    public long Repeats { get; private set; }

    /// <summary>First population: seeds, the best pairs of the pool, this island's share of it, each alone and some with their best partner, and chance.</summary>
    public void Start(IReadOnlyList<Chromosome> seeds)
    {
        foreach (var member in _all) member.MeanSquare = double.PositiveInfinity;
        int at = 0;
        foreach (var seed in seeds.Take(_count))
        {
            _all[at].CopyGenes(seed);
            if (_variation.UnitsAgree(seed)) Judge(_all[at++]);
        }
        var (single, pair) = (_appraiser.NewChromosome(), _appraiser.NewChromosome());
        for (int k = _number; k < _pairs?.Sums.Length; k += _islands)
            if (_variation.Whole(pair, _pairs.Sums[k]) && Judge(pair)) Keep(pair, ref at);
        for (int k = _number; k < _pairs?.Inverses.Length; k += _islands)
            if (_variation.Whole(single, _pairs.Inverses[k]) && Judge(single)) Keep(single, ref at);
        for (int m = _number, partners = 0; m < _pool.Members.Length; m += _islands)
        {
            if (!_variation.Single(m, single) || !Judge(single)) continue;
            Keep(single, ref at);
            if (partners++ < 24 && pair.MostGenes > 1 && _variation.Guided(_random, single, pair) && Judge(pair)) Keep(pair, ref at);
        }
        Fill(at);
        _survival.Choose(_random, _all);
    }

    /// <summary>Some generations.</summary>
    public void Evolve(int generations)
    {
        Array.Clear(_seen);
        for (int k = 0; k < _count; k++) _ = IsNew(_all[k]);
        for (int g = 0; g < generations; g++)
        {
            _selection.Prepare(_all);
            for (int k = _count; k < _all.Length; k++) Propose(_all[k]);
            _survival.Choose(_random, _all);
        }
        Refresh();
    }

    /// <summary>Takes in the best of a neighbour, in place of members at random.</summary>
    public void Receive(IEnumerable<Chromosome> visitors)
    {
        if (_stale == 0 && Evaluations == 0) return;
        foreach (var visitor in visitors)
            if (_random.Chance(0.3)) _all[_random.Below(_count)].Copy(visitor);
    }

    public void Save(BinaryWriter to)
    {
        _random.Save(to);
        to.Write(Evaluations);
        to.Write(Repeats);
        to.Write(_best);
        to.Write(_stale);
        foreach (var member in _all) member.Save(to);
        SaveFront(Front, to);
    }

    public void Load(BinaryReader from)
    {
        _random.Load(from);
        Evaluations = from.ReadInt64();
        Repeats = from.ReadInt64();
        _best = from.ReadDouble();
        _stale = from.ReadInt32();
        foreach (var member in _all) LoadMember(member, from);
        LoadFront(Front, from);
    }

    public static void SaveFront(ParetoFront front, BinaryWriter to)
    {
        to.Write(front.Count);
        foreach (var member in front.Members) member.Save(to);
    }

    /// <summary>Reads a front and measures its members again, which gives the same numbers.</summary>
    public void LoadFront(ParetoFront front, BinaryReader from)
    {
        front.Clear();
        int count = from.ReadInt32();
        for (int k = 0; k < count; k++)
        {
            var member = _appraiser.NewChromosome();
            LoadMember(member, from);
            front.Offer(member);
        }
    }

    private void LoadMember(Chromosome member, BinaryReader from)
    {
        member.Load(from);
        if (member.Genes > 0 && _appraiser.Measure(member)) _appraiser.Appraise(member);
        else member.MeanSquare = double.PositiveInfinity;
    }

    private void Keep(Chromosome c, ref int at)
    {
        if (at < _all.Length) _all[at++].Copy(c);
        else if (_all[_random.Below(_all.Length)] is var rival && c.MeanSquare < rival.MeanSquare) rival.Copy(c);
    }

    private void Fill(int from)
    {
        for (int k = from; k < _all.Length; k++)
        {
            _variation.Create(_random, _all[k]);
            Judge(_all[k]);
        }
    }

    /// <summary>Makes a child that was not seen before, in some tries.</summary>
    private void Propose(Chromosome child)
    {
        for (int tries = 0; tries < Tries; tries++)
        {
            bool made = true;
            if (_random.Chance(0.02)) _variation.Create(_random, child);
            else made = _variation.Make(_random, Parent(), _all[_random.Below(_count)], child);
            if (!made || !_appraiser.Measure(child)) continue;
            if (IsNew(child))
            {
                Judge(child);
                return;
            }
            Repeats++;
        }
        child.MeanSquare = double.PositiveInfinity;
    }

    private Chromosome Parent() => _random.Chance(0.15) && Front.Choose(_random) is { } best ? best : _selection.Choose(_random, _all);

    private bool IsNew(Chromosome c)
    {
        ref ulong slot = ref _seen[(int)(c.Hash % SeenSlots)];
        if (slot == c.Hash) return false;
        slot = c.Hash;
        return true;
    }

    private bool Judge(Chromosome c)
    {
        if (!_appraiser.Measure(c))
        {
            c.MeanSquare = double.PositiveInfinity;
            return false;
        }
        _appraiser.Appraise(c);
        Evaluations++;
        if (Front.Admits(c) || _random.Chance(0.01)) _appraiser.Polish(c, PolishPasses);
        Front.Offer(c);
        return double.IsFinite(c.MeanSquare);
    }

    /// <summary>A population that found nothing better for long is made anew; its front starts again, the search keeps the old one.</summary>
    private void Refresh()
    {
        double best = Front.Members.Min(_appraiser.Criterion);
        _stale = best < _best - 1 ? 0 : _stale + 1;
        _best = Math.Min(best, _best);
        if (_stale < StaleEpochs) return;
        (_stale, _best) = (0, double.PositiveInfinity);
        Front.Clear();
        Fill(0);
    }
}
