using NanoSpice.Numerics;

namespace NanoSpice.Engine;

/// <summary>An expression along a trace: its crossings, extremes, integrals and slope between two places of the scale.</summary>
internal sealed class MeasureCurve(MeasureTrace trace, int rowLength, Func<double[], double> value, double low, double high)
{
    /// <summary>Nodes and weights of Gauss's rule of six points on -1 .. 1, exact to the eleventh power: the square of a step's polynomial.</summary>
    private static readonly (double At, double Weight)[] Gauss =
    [
        (-0.9324695142031521, 0.1713244923791704), (-0.6612093864662645, 0.3607615730481386), (-0.2386191860831969, 0.4679139345726910),
        (0.2386191860831969, 0.4679139345726910), (0.6612093864662645, 0.3607615730481386), (0.9324695142031521, 0.1713244923791704),
    ];

    /// <summary>Deviation of an integral over a piece from that over its halves at which both are halved again [-].</summary>
    private const double IntegralTolerance = 1e-9;

    private readonly double[] _row = new double[rowLength];

    private readonly record struct Sample(int Piece, double X, double Y);

    private double At(int piece, double x)
    {
        trace.Read(piece, x, _row);
        return value(_row);
    }

    /// <summary>Pieces inside the limits, cut to them, in the order of the run.</summary>
    private IEnumerable<(int Piece, double From, double To)> Pieces()
    {
        for (int k = 0; k < trace.Count; k++)
        {
            if (trace.IsGap(k)) continue;
            var (from, to) = trace.Span(k);
            if (Math.Max(from, to) < low || Math.Min(from, to) > high) continue;
            yield return (k, Math.Clamp(from, low, high), Math.Clamp(to, low, high));
        }
    }

    /// <summary>Points at which the curve is looked at, in order; a new stretch begins where IsFirst is set.</summary>
    private IEnumerable<(Sample Point, bool IsFirst)> Samples()
    {
        bool first = true;
        foreach (var (piece, from, to) in Pieces())
        {
            first |= trace.IsApart(piece);
            int parts = from == to ? 0 : trace.Parts;
            for (int j = 0; j <= parts; j++)
            {
                double x = j == 0 ? from : j == parts ? to : from + (to - from) * j / parts;
                yield return (new(piece, x, At(piece, x)), first);
                first = false;
            }
        }
    }

    /// <summary>The largest size at the ends of the pieces.</summary>
    public double Largest()
    {
        double largest = 0;
        foreach (var (piece, from, to) in Pieces())
        {
            double a = Math.Abs(At(piece, from)), b = Math.Abs(At(piece, to));
            if (double.IsFinite(a)) largest = Math.Max(largest, a);
            if (double.IsFinite(b)) largest = Math.Max(largest, b);
        }
        return largest;
    }

    /// <summary>Where the curve passes zero or reaches it, in the order of the run.</summary>
    /// <param name="doubt">a curve that begins nearer to zero than this begins on it, and does not cross it there</param>
    public IEnumerable<(double X, bool Rises)> Crossings(double doubt)
    {
        Sample older = default, before = default;
        int count = 0;
        bool leaves = true;
        foreach (var (sample, isFirst) in Samples())
        {
            if (isFirst) (count, leaves) = (0, true);
            leaves &= Math.Abs(sample.Y) <= doubt;
            var point = leaves ? sample with { Y = 0 } : sample;
            if (count > 0 && ((before.Y < 0 && point.Y >= 0) || (before.Y > 0 && point.Y <= 0)))
                yield return (Root(before, point), before.Y < 0);
            else if (count > 1 && IsDip(older, before, point) && Extreme(before.Y < 0 ? 1 : -1, older, before, point) is { } dip && before.Y < 0 != dip.Y < 0)
            {
                yield return (Root(older.Piece == dip.Piece ? older : before, dip), before.Y < 0);
                yield return (Root(dip, point.Piece == dip.Piece ? point : before), before.Y > 0);
            }
            Move(point, ref older, ref before, ref count);
        }
    }

    /// <summary>Goes on to the next point. The end of a piece and the start of the next are one point, unless the curve jumps there.</summary>
    private static void Move(Sample point, ref Sample older, ref Sample before, ref int count)
    {
        bool joins = count > 0 && point.X == before.X;
        if (joins && Math.Abs(point.Y - before.Y) > 1e-9 * (Math.Abs(point.Y) + Math.Abs(before.Y))) (before, count) = (point, 1);
        else if (joins) before = point;
        else (older, before, count) = (before, point, count + 1);
    }

    /// <summary>Three points on one side of zero, the middle one nearest, whose parabola comes near zero.</summary>
    private static bool IsDip(Sample a, Sample b, Sample c)
    {
        if (b.Y == 0 || a.Y * b.Y <= 0 || c.Y * b.Y <= 0 || Math.Abs(b.Y) > Math.Abs(a.Y) || Math.Abs(b.Y) > Math.Abs(c.Y)) return false;
        return Math.Abs(Vertex(a, b, c)) < 0.3 * Math.Abs(b.Y) || Vertex(a, b, c) * b.Y < 0;
    }

    /// <summary>Value of the parabola through three points at its vertex; that of the middle point when it is no parabola.</summary>
    private static double Vertex(Sample a, Sample b, Sample c)
    {
        double left = (b.Y - a.Y) / (b.X - a.X), right = (c.Y - b.Y) / (c.X - b.X), bend = (right - left) / (c.X - a.X);
        double x = 0.5 * (a.X + b.X - left / bend), y = a.Y + (left + bend * (x - b.X)) * (x - a.X);
        return double.IsFinite(y) && (x - a.X) * (c.X - x) > 0 ? y : b.Y;
    }

    /// <summary>Zero between two points of a piece, by the Illinois variant of regula falsi; a jump between pieces has it at its place.</summary>
    private double Root(Sample a, Sample b)
    {
        if (b.Y == 0 || a.X == b.X || a.Piece != b.Piece) return b.X;
        double left = a.X, right = b.X, gLeft = a.Y, gRight = b.Y;
        double tolerance = Math.Max(1e-14 * Math.Abs(right - left), 4 * double.Epsilon + 2e-16 * Math.Abs(right));
        for (int i = 0, side = 0; i < 100 && Math.Abs(right - left) > tolerance; i++)
        {
            double x = right - gRight * (right - left) / (gRight - gLeft);
            if (!((x - left) * (right - x) > 0)) x = 0.5 * (left + right);
            double y = At(a.Piece, x);
            if (y == 0) return x;
            if (y < 0 == gRight < 0)
            {
                if (Math.Abs(x - right) <= tolerance) return x;
                (right, gRight) = (x, y);
                if (side > 0) gLeft *= 0.5;
                side = 1;
            }
            else
            {
                if (Math.Abs(x - left) <= tolerance) return x;
                (left, gLeft) = (x, y);
                if (side < 0) gRight *= 0.5;
                side = -1;
            }
        }
        return right;
    }

    /// <summary>The largest value (sign 1) or the smallest (-1), and where it is first met; null without points.</summary>
    public (double X, double Y)? Extreme(int sign)
    {
        Sample? best = null;
        Sample older = default, before = default;
        int count = 0;
        foreach (var (point, isFirst) in Samples())
        {
            if (isFirst) count = 0;
            Take(point);
            if (count > 1 && !trace.IsLinear && sign * before.Y >= Math.Max(sign * older.Y, sign * point.Y) && sign * Vertex(older, before, point) > sign * best!.Value.Y
                && Extreme(sign, older, before, point) is { } peak)
                Take(peak);
            Move(point, ref older, ref before, ref count);
        }
        return best is { } b ? (b.X, b.Y) : null;

        void Take(Sample s)
        {
            if (!double.IsNaN(s.Y) && (best is null || sign * s.Y > sign * best.Value.Y)) best = s;
        }
    }

    /// <summary>The extreme between three points, the middle one being the best of them, by golden section.</summary>
    private Sample? Extreme(int sign, Sample a, Sample b, Sample c)
    {
        const double golden = 0.381966011250105;
        var best = b;
        double left = a.X, right = c.X;
        for (int i = 0; i < 40 && Math.Abs(right - left) > 1e-9 * Math.Abs(c.X - a.X); i++)
        {
            double x = Math.Abs(best.X - left) > Math.Abs(right - best.X) ? best.X - golden * (best.X - left) : best.X + golden * (right - best.X);
            int piece = (x - b.X) * (c.X - a.X) < 0 ? Owner(a, b, x) : c.Piece;
            var point = new Sample(piece, x, At(piece, x));
            if (sign * point.Y > sign * best.Y)
            {
                if ((x - best.X) * (right - left) > 0) left = best.X;
                else right = best.X;
                best = point;
            }
            else if ((x - best.X) * (right - left) > 0) right = x;
            else left = x;
        }
        return best;
    }

    /// <summary>The piece of a place between two points: they may belong to neighbours.</summary>
    private int Owner(Sample a, Sample b, double x)
    {
        var (from, to) = trace.Span(a.Piece);
        return (x - from) * (to - x) >= 0 ? a.Piece : b.Piece;
    }

    /// <summary>Integral of the curve or of its square over the scale, and the length it runs over.</summary>
    public (double Area, double Length) Integral(bool square)
    {
        double area = 0, length = 0;
        foreach (var (piece, from, to) in Pieces())
        {
            if (from == to) continue;
            length += to - from;
            double whole = Over(piece, from, to, square);
            area += Refine(piece, from, to, whole, square, trace.Parts > 1 ? 12 : 0);
        }
        return (area, length);
    }

    private double Refine(int piece, double from, double to, double whole, bool square, int cuts)
    {
        if (cuts == 0) return whole;
        double middle = 0.5 * (from + to), left = Over(piece, from, middle, square), right = Over(piece, middle, to, square);
        if (Math.Abs(left + right - whole) <= IntegralTolerance * (Math.Abs(left) + Math.Abs(right)) || middle == from) return left + right;
        return Refine(piece, from, middle, left, square, cuts - 1) + Refine(piece, middle, to, right, square, cuts - 1);
    }

    private double Over(int piece, double from, double to, bool square)
    {
        double middle = 0.5 * (from + to), half = 0.5 * (to - from), sum = 0;
        foreach (var (at, weight) in Gauss)
        {
            double y = At(piece, middle + half * at);
            sum += weight * (square ? y * y : y);
        }
        return half * sum;
    }

    /// <summary>Value at a place; where it jumps there, the value before. NaN outside.</summary>
    public double ValueAt(double x)
    {
        foreach (var (piece, from, to) in Pieces())
            if ((x - from) * (to - x) >= 0) return At(piece, x);
        return double.NaN;
    }

    /// <summary>Slope at a place, of the polynomial through seven Chebyshev points of the piece; NaN outside.</summary>
    public double SlopeAt(double x)
    {
        foreach (var (piece, from, to) in Pieces())
        {
            if (from == to || !((x - from) * (to - x) >= 0)) continue;
            return trace.IsLinear ? (At(piece, to) - At(piece, from)) / (to - from) : Chebyshev(piece, from, to, x);
        }
        return double.NaN;
    }

    private double Chebyshev(int piece, double from, double to, double x)
    {
        const int n = 7;
        Span<double> t = stackalloc double[n], y = stackalloc double[n];
        for (int j = 0; j < n; j++)
        {
            t[j] = 0.5 * (from + to) - 0.5 * (to - from) * Math.Cos(Math.PI * j / (n - 1));
            y[j] = At(piece, Math.Clamp(t[j], Math.Min(from, to), Math.Max(from, to)));
        }
        // Newton's divided differences, and Horner's scheme with its derivative.
        for (int k = 1; k < n; k++)
            for (int j = n - 1; j >= k; j--) y[j] = (y[j] - y[j - 1]) / (t[j] - t[j - k]);
        double value = y[n - 1], slope = 0;
        for (int j = n - 2; j >= 0; j--) (slope, value) = (slope * (x - t[j]) + value, value * (x - t[j]) + y[j]);
        return slope;
    }
}
