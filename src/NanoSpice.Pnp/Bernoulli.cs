using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NanoSpice.Numerics;

namespace NanoSpice.Pnp;

/// <summary>B(x) = x / (e^x - 1) with its slope, to round-off everywhere. [SG69]</summary>
public static class Bernoulli
{
    /// <summary>Below it the series (next term under 1e-17) is exact, above it e^x - 1 loses at most one digit.</summary>
    private const double Small = 0.1;

    /// <summary>B(x); B(-x) = B(x) + x.</summary>
    public static double Value(double x)
    {
        Evaluate(x, out double value, out _);
        return value;
    }

    /// <summary>(B(x) - 1) / x, which goes to -1/2 at 0.</summary>
    public static double Lean(double x)
    {
        if (Math.Abs(x) >= Small) return (Value(x) - 1) / x;
        double s = x * x;
        return -0.5 + x * (1.0 / 12 - s * (1.0 / 720 - s * (1.0 / 30240 - s / 1209600)));
    }

    /// <summary>B(x) and B'(x); B'(-x) = -1 - B'(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate(double x, out double value, out double slope)
    {
        if (Math.Abs(x) < Small)
        {
            double s = x * x;
            value = 1 - 0.5 * x + s * (1.0 / 12 - s * (1.0 / 720 - s * (1.0 / 30240 - s / 1209600)));
            slope = -0.5 + x * (1.0 / 6 - s * (1.0 / 180 - s * (1.0 / 5040 - s / 151200)));
            return;
        }
        value = x / (Math.Exp(x) - 1);
        slope = value * (1 - value - x) / x;            // from B' = B/x - B (B + x)/x
    }

    /// <summary>B and B' of many arguments at once.</summary>
    public static void Evaluate(ReadOnlySpan<double> x, Span<double> value, Span<double> slope)
    {
        int width = Vector256<double>.Count, i = 0;
        var one = Vector256<double>.One;
        for (; i <= x.Length - width; i += width)
        {
            var v = Vector256.Create(x[i..]);
            var small = Vector256.LessThan(Vector256.Abs(v), Vector256.Create(Small));
            var s = v * v;
            var near = one - 0.5 * v + s * (Vector256.Create(1.0 / 12) - s * (Vector256.Create(1.0 / 720) - s * (Vector256.Create(1.0 / 30240) - s * (1.0 / 1209600))));
            var nearSlope = Vector256.Create(-0.5)
                + v * (Vector256.Create(1.0 / 6) - s * (Vector256.Create(1.0 / 180) - s * (Vector256.Create(1.0 / 5040) - s * (1.0 / 151200))));
            var far = v / (VectorFunctions.Exp(v) - one);
            Vector256.ConditionalSelect(small, near, far).CopyTo(value[i..]);
            Vector256.ConditionalSelect(small, nearSlope, far * (one - far - v) / v).CopyTo(slope[i..]);
        }
        for (; i < x.Length; i++) Evaluate(x[i], out value[i], out slope[i]);
    }
}
