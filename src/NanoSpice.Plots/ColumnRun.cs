namespace NanoSpice.Plots;

/// <summary>A run of points inside one pixel column: only its first, lowest, highest and last can be seen.</summary>
internal struct ColumnRun
{
    private PixelPoint _first, _last, _low, _high;
    private int _lowAt, _highAt;

    public double Column { get; set; }

    public int Count { get; set; }

    public void Add(PixelPoint p)
    {
        if (Count == 0)
        {
            (_first, _low, _high, _lowAt, _highAt) = (p, p, p, 0, 0);
        }

        if (p.Y < _low.Y)
        {
            (_low, _lowAt) = (p, Count);
        }

        if (p.Y > _high.Y)
        {
            (_high, _highAt) = (p, Count);
        }

        _last = p;
        Count++;
    }

    /// <summary>The points to keep, in the order they came, each once.</summary>
    public readonly IEnumerable<PixelPoint> Kept()
    {
        var (first, low, high, last, lowAt, highAt, end) = (_first, _low, _high, _last, _lowAt, _highAt, Count - 1);
        return InOrder();

        IEnumerable<PixelPoint> InOrder()
        {
            if (end < 0)
            {
                yield break;
            }

            yield return first;
            var (a, b) = lowAt < highAt ? (lowAt, highAt) : (highAt, lowAt);
            if (a > 0 && a < end)
            {
                yield return a == lowAt ? low : high;
            }

            if (b > a && b > 0 && b < end)
            {
                yield return b == lowAt ? low : high;
            }

            if (end > 0)
            {
                yield return last;
            }
        }
    }
}
