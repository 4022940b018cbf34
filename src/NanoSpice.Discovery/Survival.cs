namespace NanoSpice.Discovery;

/// <summary>Who lives on: the front of error and complexity, then winners of tournaments; of equal errors the smaller law.</summary>
internal sealed class Survival(int population)
{
    /// <summary>Rivals in a tournament; more would make an island one family.</summary>
    private const int Rivals = 3;

    private readonly double[] _keys = new double[2 * population];
    private readonly int[] _order = new int[2 * population];
    private readonly bool[] _taken = new bool[2 * population];
    private readonly Chromosome[] _next = new Chromosome[2 * population];

    /// <summary>Puts survivors into the first half; parents come in the first half, children in the second.</summary>
    public void Choose(RandomSource random, Chromosome[] all)
    {
        int count = Order(all), taken = 0, smallest = int.MaxValue;
        Array.Clear(_taken);
        for (int k = 0; k < count && taken < population / 2; k++)
        {
            int complexity = all[_order[k]].Complexity;
            if (complexity >= smallest) continue;
            smallest = complexity;
            Take(all, k, ref taken);
        }
        while (taken < Math.Min(population, count))
        {
            int best = int.MaxValue;
            for (int r = 0; r < Rivals; r++)
            {
                int k = random.Below(count);
                while (_taken[_order[k]]) k = k + 1 == count ? 0 : k + 1;
                best = Math.Min(best, k);
            }
            Take(all, best, ref taken);
        }
        for (int k = 0; k < all.Length; k++)
            if (!_taken[k]) _next[taken++] = all[k];
        _next.CopyTo(all, 0);
    }

    private void Take(Chromosome[] all, int k, ref int taken)
    {
        _taken[_order[k]] = true;
        _next[taken++] = all[_order[k]];
    }

    /// <summary>Places by error, equal errors once; those without a value left out.</summary>
    private int Order(Chromosome[] all)
    {
        int count = 0;
        for (int k = 0; k < all.Length; k++)
        {
            if (!double.IsFinite(all[k].MeanSquare)) continue;
            _keys[count] = all[k].MeanSquare;
            _order[count++] = k;
        }
        Array.Sort(_keys, _order, 0, count);
        int kept = 0;
        for (int k = 0; k < count; k++)
        {
            bool same = kept > 0 && all[_order[k]].MeanSquare <= all[_order[kept - 1]].MeanSquare * (1 + 1e-10);
            if (!same) _order[kept++] = _order[k];
            else if (all[_order[k]].Complexity < all[_order[kept - 1]].Complexity) _order[kept - 1] = _order[k];
        }
        return kept;
    }
}
