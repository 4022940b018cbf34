namespace NanoSpice.Discovery;

/// <summary>Parents by epsilon-lexicase: those that are within reach of the best on one case after another, cases in random order [EPSLEX].</summary>
internal sealed class Selection(int population, int cases)
{
    private readonly int[] _order = new int[cases], _left = new int[population];
    private readonly double[] _sorted = new double[population], _epsilon = new double[cases];

    /// <summary>Median distance from the median of each case, once a generation.</summary>
    public void Prepare(Chromosome[] members)
    {
        for (int k = 0; k < cases; k++)
        {
            double median = Median(members, k, 0);
            _epsilon[k] = double.IsFinite(median) ? Median(members, k, median) : 0;
            _order[k] = k;
        }
    }

    public Chromosome Choose(RandomSource random, Chromosome[] members)
    {
        int count = Math.Min(population, 24);
        for (int k = 0; k < count; k++) _left[k] = random.Below(population);
        for (int c = 0; c < cases && count > 1; c++)
        {
            int swap = c + random.Below(cases - c);
            (_order[c], _order[swap]) = (_order[swap], _order[c]);
            int at = _order[c];
            double best = double.PositiveInfinity;
            for (int k = 0; k < count; k++) best = Math.Min(best, members[_left[k]].Cases[at]);
            int kept = 0;
            for (int k = 0; k < count; k++)
                if (members[_left[k]].Cases[at] <= best + Math.Min(_epsilon[at], best)) _left[kept++] = _left[k];
            if (kept > 0) count = kept;
        }
        return members[_left[random.Below(count)]];
    }

    private double Median(Chromosome[] members, int at, double about)
    {
        for (int k = 0; k < population; k++) _sorted[k] = Math.Abs(members[k].Cases[at] - about);
        Array.Sort(_sorted);
        return _sorted[population / 2];
    }
}
