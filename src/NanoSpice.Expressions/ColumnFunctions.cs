using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NanoSpice.Expressions;

/// <summary>exp, sin and cos of four rows without a branch but for huge angles: within 2 units in the last place, NaN and overflow as fast as any value.</summary>
internal static class ColumnFunctions
{
    /// <summary>1.5 x 2^52: added to a number it leaves the nearest whole number in the low bits.</summary>
    private const double Rounder = 6755399441055744;

    /// <summary>Angles to which multiples of the 33-bit parts of pi/2 are exact.</summary>
    private const double MostAngle = 1e6;

    /// <summary>a b + c rounded once, on every machine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Fused(Vector256<double> a, Vector256<double> b, Vector256<double> c) => Vector256.FusedMultiplyAdd(a, b, c);

    /// <summary>e^x = 2^n e^r, |r| at most ln(2)/2, by the series to r^13 (remainder 4e-18).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x)
    {
        // Beyond these the result is infinite or 0; NaN compares false and stays.
        Vector256<double> high = Vector256.Create(710.0), low = Vector256.Create(-746.0), rounder = Vector256.Create(Rounder);
        x = Vector256.ConditionalSelect(Vector256.GreaterThan(x, high), high, x);
        x = Vector256.ConditionalSelect(Vector256.LessThan(x, low), low, x);
        var n = (x * Vector256.Create(1.4426950408889634)) + rounder - rounder;
        // ln(2) in two parts, the first of 32 bits.
        var r = Fused(n, Vector256.Create(-1.90821492927058770002e-10), Fused(n, Vector256.Create(-6.93147180369123816490e-01), x));
        var p = Vector256.Create(1 / 6227020800.0);
        p = Fused(p, r, Vector256.Create(1 / 479001600.0));
        p = Fused(p, r, Vector256.Create(1 / 39916800.0));
        p = Fused(p, r, Vector256.Create(1 / 3628800.0));
        p = Fused(p, r, Vector256.Create(1 / 362880.0));
        p = Fused(p, r, Vector256.Create(1 / 40320.0));
        p = Fused(p, r, Vector256.Create(1 / 5040.0));
        p = Fused(p, r, Vector256.Create(1 / 720.0));
        p = Fused(p, r, Vector256.Create(1 / 120.0));
        p = Fused(p, r, Vector256.Create(1 / 24.0));
        p = Fused(p, r, Vector256.Create(1 / 6.0));
        p = Fused(p, r, Vector256.Create(0.5));
        p = Fused(p, r * r, r) + Vector256<double>.One;
        // 2^n in two factors, as n reaches beyond the exponents of a double.
        var half = Vector256.Floor(n * Vector256.Create(0.5));
        return p * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> PowerOfTwo(Vector256<double> n) =>
        Vector256.ShiftLeft((n + Vector256.Create(Rounder)).AsInt64() + Vector256.Create(1023L), 52).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Sin(Vector256<double> x) => IsHuge(x) ? Vector256.Sin(x) : Turned(x, Vector256<long>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Cos(Vector256<double> x) => IsHuge(x) ? Vector256.Cos(x) : Turned(x, Vector256<long>.One);

    /// <summary>True for large finite angles; an infinite one gives NaN without help.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsHuge(Vector256<double> x)
    {
        var size = Vector256.Abs(x);
        return (Vector256.GreaterThan(size, Vector256.Create(MostAngle)) & Vector256.LessThan(size, Vector256.Create(double.PositiveInfinity))) != Vector256<double>.Zero;
    }

    /// <summary>sin(x + turns pi/2): x = n pi/2 + r, then the polynomials of sin and cos on |r| at most pi/4 [FDLIBM].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Turned(Vector256<double> x, Vector256<long> turns)
    {
        var rounder = Vector256.Create(Rounder);
        var shifted = (x * Vector256.Create(0.63661977236758134308)) + rounder;
        var n = shifted - rounder;
        var quadrant = shifted.AsInt64() + turns;
        var r = Fused(n, Vector256.Create(-1.57079632673412561417e+00), x);
        r = Fused(n, Vector256.Create(-6.07710050630396597660e-11), r);
        r = Fused(n, Vector256.Create(-2.02226624879595063154e-21), r);
        var z = r * r;
        var s = Fused(z, Vector256.Create(1.58969099521155010221e-10), Vector256.Create(-2.50507602534068634195e-08));
        s = Fused(s, z, Vector256.Create(2.75573137070700676789e-06));
        s = Fused(s, z, Vector256.Create(-1.98412698298579493134e-04));
        s = Fused(s, z, Vector256.Create(8.33333333332248946124e-03));
        s = Fused(s, z, Vector256.Create(-1.66666666666666324348e-01));
        s = Fused(r * z, s, r);
        var c = Fused(z, Vector256.Create(-1.13596475577881948265e-11), Vector256.Create(2.08757232129817482790e-09));
        c = Fused(c, z, Vector256.Create(-2.75573143513906633035e-07));
        c = Fused(c, z, Vector256.Create(2.48015872894767294178e-05));
        c = Fused(c, z, Vector256.Create(-1.38888888888741095749e-03));
        c = Fused(c, z, Vector256.Create(4.16666666666666019037e-02));
        var half = z * Vector256.Create(0.5);
        var rest = Vector256<double>.One - half;
        c = rest + (Vector256<double>.One - rest - half + (z * z * c));
        var odd = Vector256.Equals(quadrant & Vector256<long>.One, Vector256<long>.One).AsDouble();
        var sign = Vector256.ShiftLeft(quadrant & Vector256.Create(2L), 62).AsDouble();
        return Vector256.ConditionalSelect(odd, c, s) ^ sign;
    }
}
