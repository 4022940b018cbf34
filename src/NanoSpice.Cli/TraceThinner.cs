using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>Keeps a curve of any length in bounded memory: extremes of short stretches, as fine as a plot can show.</summary>
/// <remarks>
///   Points are taken in the order of a position (time, or row number). Once <see cref="Most"/> are held, stretches of 1/1000 of
///   the positions so far are each thinned to their first, last, leftmost, rightmost, lowest and highest point; of the 24,000 at most 19,000 stay.
/// </remarks>
public sealed class TraceThinner
{
    /// <summary>Most points held [-]; 24 bytes each.</summary>
    public const int Most = 24_000;

    /// <summary>Gaps up to which none is closed by thinning; each may cost a further stretch.</summary>
    private const int MostGaps = 1_000;

    /// <summary>Points kept of a stretch.</summary>
    private const int Extremes = 6;

    private readonly List<Point> _points = [];
    private readonly int[] _kept = new int[Extremes];
    private int _gaps;

    /// <summary>Number of points held [-].</summary>
    public int Count => _points.Count;

    /// <summary>Takes a point; one that is not finite is a gap.</summary>
    public void Add(double position, double x, double y)
    {
        if (_points.Count == Most)
        {
            Thin();
        }

        var point = new Point(position, x, y);
        _gaps += point.IsGap ? 1 : 0;
        _points.Add(point);
    }

    /// <summary>The curve as it stands.</summary>
    public Series ToSeries(string label) => new(label, _points.Select(p => p.X).ToArray(), _points.Select(p => p.Y).ToArray());

    private void Thin()
    {
        // Two neighbouring stretches together exceed the length, so there are at most Most / (2 Extremes) + 1 of them.
        double length = (_points[^1].Position - _points[0].Position) * 4 * Extremes / Most;
        int written = 0;
        for (int start = 0; start < _points.Count;)
        {
            int end = start + 1;
            while (end < _points.Count && _points[end].Position - _points[start].Position <= length
                && (_gaps > MostGaps || _points[end].IsGap == _points[start].IsGap))
            {
                end++;
            }

            written = Keep(start, end, written);
            start = end;
        }

        _points.RemoveRange(written, _points.Count - written);
    }

    /// <summary>Moves the extremes of a stretch to the front part of the list, in their order; returns its new length.</summary>
    private int Keep(int start, int end, int written)
    {
        int left = -1, right = -1, low = -1, high = -1;
        for (int i = start; i < end; i++)
        {
            var p = _points[i];
            if (!p.IsGap)
            {
                left = left < 0 || p.X < _points[left].X ? i : left;
                right = right < 0 || p.X > _points[right].X ? i : right;
                low = low < 0 || p.Y < _points[low].Y ? i : low;
                high = high < 0 || p.Y > _points[high].Y ? i : high;
            }
        }

        // In a stretch of gaps the extremes stay at -1 and are passed over.
        (_kept[0], _kept[1], _kept[2], _kept[3], _kept[4], _kept[5]) = (start, left, right, low, high, end - 1);
        Array.Sort(_kept);
        int last = -1;
        foreach (int i in _kept)
        {
            if (i > last)
            {
                // In place is safe: what is written never overtakes what is read.
                _points[written++] = _points[i];
                last = i;
            }
        }

        return written;
    }

    private readonly record struct Point(double Position, double X, double Y)
    {
        public bool IsGap => !double.IsFinite(X) || !double.IsFinite(Y);
    }
}
