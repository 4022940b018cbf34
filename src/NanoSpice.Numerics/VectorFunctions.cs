using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NanoSpice.Numerics;

/// <summary>exp, ln, sin and cos of four numbers, within 2 units in the last place. Arguments out of the common range take a slower way, vector by vector.</summary>
/// <remarks>Not those of <see cref="Vector256"/>: their last bit changes when the runtime compiles a method again. A value does not depend on its neighbours.</remarks>
public static class VectorFunctions
{
    /// <summary>1.5 x 2^52: added to a number it leaves the nearest whole number in the low bits.</summary>
    private const double Rounder = 6755399441055744;

    /// <summary>Angles to which multiples of the 32-bit parts of pi are exact.</summary>
    private const double MostAngle = 1e6;

    /// <summary>|x| below which e^x and the powers of two it is made of are normal numbers.</summary>
    private const double MostExponent = 708;

    /// <summary>Smallest normal number.</summary>
    private const double LeastNormal = 2.2250738585072014e-308;

    private const double LnTwoHigh = 6.93147180369123816490e-01, LnTwoLow = 1.90821492927058770002e-10;

    /// <summary>a b + c rounded once, on every machine.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Fused(Vector256<double> a, Vector256<double> b, Vector256<double> c) => Vector256.FusedMultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Fused(Vector256<double> a, Vector256<double> b, double c) => Vector256.FusedMultiplyAdd(a, b, Vector256.Create(c));

    /// <summary>e^x = 2^n e^r, |r| at most ln(2)/2; 2^n goes straight into the exponent. NaN compares false and takes the slower way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x)
    {
        if (!Vector256.LessThanAll(Vector256.Abs(x), Vector256.Create(MostExponent))) return ExpOfAny(x);
        var shifted = Fused(x, Vector256.Create(1.4426950408889634), Rounder);
        var p = ExpOfRest(x, shifted - Vector256.Create(Rounder));
        return (p.AsInt64() + Vector256.ShiftLeft(shifted.AsInt64(), 52)).AsDouble();
    }

    /// <summary>e^(x - n ln 2) by a polynomial of degree 11, interpolated at Chebyshev points: relative error 1.6e-17.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ExpOfRest(Vector256<double> x, Vector256<double> n)
    {
        // ln(2) in two parts, the first of 32 bits.
        var r = Fused(n, Vector256.Create(-LnTwoLow), Fused(n, Vector256.Create(-LnTwoHigh), x));
        // Pairs first: half as long a chain of dependent operations.
        Vector256<double> z = r * r, y = z * z;
        var p89 = Fused(Vector256.Create(2.510038549551032e-08), r, 2.7620088445409746e-07);
        var p67 = Fused(Vector256.Create(2.7557268459997064e-06), r, 2.4801521295954376e-05);
        var p45 = Fused(Vector256.Create(0.00019841269863053618), r, 0.0013888888917213717);
        var p23 = Fused(Vector256.Create(0.008333333333330062), r, 0.04166666666662413);
        var p01 = Fused(Vector256.Create(0.16666666666666669), r, 0.5);
        var p = Fused(Fused(Fused(p89, z, p67), y, Fused(p45, z, p23)), z, p01);
        return Fused(p, z, r) + Vector256<double>.One;
    }

    /// <summary>The same where the result may be infinite, denormal, 0 or NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<double> ExpOfAny(Vector256<double> x)
    {
        // Beyond these the result is infinite or 0; NaN compares false and stays.
        Vector256<double> high = Vector256.Create(710.0), low = Vector256.Create(-746.0), rounder = Vector256.Create(Rounder);
        x = Vector256.ConditionalSelect(Vector256.GreaterThan(x, high), high, x);
        x = Vector256.ConditionalSelect(Vector256.LessThan(x, low), low, x);
        var n = Fused(x, Vector256.Create(1.4426950408889634), Rounder) - rounder;
        // 2^n in two factors, as n reaches beyond the exponents of a double.
        var half = Vector256.Floor(n * Vector256.Create(0.5));
        return ExpOfRest(x, n) * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    private static Vector256<double> PowerOfTwo(Vector256<double> n) =>
        Vector256.ShiftLeft((n + Vector256.Create(Rounder)).AsInt64() + Vector256.Create(1023L), 52).AsDouble();

    /// <summary>ln x = k ln 2 + ln(1 + f), 1 + f between sqrt(1/2) and sqrt(2), by the series in f/(2 + f) [FDLIBM].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log(Vector256<double> x)
    {
        if (!Vector256.GreaterThanOrEqualAll(x, Vector256.Create(LeastNormal)) || !Vector256.LessThanOrEqualAll(x, Vector256.Create(double.MaxValue))) return LogOfAny(x);
        return LogOfNormal(x, default);
    }

    /// <summary>ln x + k ln 2 of positive normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> LogOfNormal(Vector256<double> x, Vector256<double> power)
    {
        // Moved so that the exponent changes at sqrt(1/2).
        var moved = x.AsInt64() + Vector256.Create(0x3FF0000000000000 - 0x3FE6A09E667F3BCD);
        var f = (x.AsInt64() - (moved & Vector256.Create(0x7FF0000000000000)) + Vector256.Create(0x3FF0000000000000)).AsDouble() - Vector256<double>.One;
        // The exponent as the low bits of a number of 2^52.
        var k = (Vector256.ShiftRightLogical(moved, 52) | Vector256.Create(0x4330000000000000)).AsDouble() - Vector256.Create(4503599627370496.0 + 1023) + power;
        var s = f / (f + Vector256.Create(2.0));
        var z = s * s;
        var r = Fused(Vector256.Create(1.479819860511658591e-01), z, 1.531383769920937332e-01);
        r = Fused(r, z, 1.818357216161805012e-01);
        r = Fused(r, z, 2.222219843214978396e-01);
        r = Fused(r, z, 2.857142874366239149e-01);
        r = Fused(r, z, 3.999999999940941908e-01);
        r = Fused(r, z, 6.666666666666735130e-01);
        var half = Vector256.Create(0.5) * f * f;
        var rest = Fused(s, Fused(r, z, half), k * Vector256.Create(LnTwoLow));
        return Fused(k, Vector256.Create(LnTwoHigh), f - (half - rest));
    }

    /// <summary>Where an argument is negative, 0, denormal, infinite or NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<double> LogOfAny(Vector256<double> x)
    {
        // Denormal numbers times 2^54 are normal; what is none of a number's logarithm is put in after.
        var small = Vector256.LessThan(x, Vector256.Create(LeastNormal));
        var normal = Vector256.ConditionalSelect(small, x * Vector256.Create(18014398509481984.0), x);
        var y = LogOfNormal(normal, Vector256.ConditionalSelect(small, Vector256.Create(-54.0), default));
        y = Vector256.ConditionalSelect(Vector256.Equals(x, default), Vector256.Create(double.NegativeInfinity), y);
        y = Vector256.ConditionalSelect(Vector256.Equals(x, Vector256.Create(double.PositiveInfinity)), x, y);
        return Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(x, default), y, Vector256.Create(double.NaN));
    }

    /// <summary>x = n pi + r, |r| at most pi/2: sin x = (-1)^n sin r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Sin(Vector256<double> x)
    {
        if (!Vector256.LessThanAll(Vector256.Abs(x), Vector256.Create(MostAngle))) return SinOfAny(x);
        return SinOfCommon(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> SinOfCommon(Vector256<double> x)
    {
        var shifted = Fused(x, Vector256.Create(0.31830988618379067), Rounder);
        return SinOfRest(x, shifted - Vector256.Create(Rounder), shifted.AsInt64());
    }

    /// <summary>x = (n - 1/2) pi + r, |r| at most pi/2: cos x = (-1)^n sin r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Cos(Vector256<double> x)
    {
        if (!Vector256.LessThanAll(Vector256.Abs(x), Vector256.Create(MostAngle))) return CosOfAny(x);
        return CosOfCommon(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> CosOfCommon(Vector256<double> x)
    {
        var shifted = Fused(x, Vector256.Create(0.31830988618379067), Vector256.Create(0.5)) + Vector256.Create(Rounder);
        return SinOfRest(x, shifted - Vector256.Create(Rounder) - Vector256.Create(0.5), shifted.AsInt64());
    }

    /// <summary>sin(x - turns pi), its sign changed for odd n: a polynomial of degree 17, interpolated at Chebyshev points; relative error 4e-17.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> SinOfRest(Vector256<double> x, Vector256<double> turns, Vector256<long> n)
    {
        // pi in three parts, the first two of 33 bits at most.
        var r = Fused(turns, Vector256.Create(-3.1415926534682512), x);
        r = Fused(turns, Vector256.Create(-1.2154201012607932e-10), r);
        r = Fused(turns, Vector256.Create(-4.044532497591901e-21), r);
        var z = r * r;
        var s = Fused(Vector256.Create(2.731428986122616e-15), z, -7.643969031052769e-13);
        s = Fused(s, z, 1.6058977272815506e-10);
        s = Fused(s, z, -2.5052107616384595e-08);
        s = Fused(s, z, 2.755731921915843e-06);
        s = Fused(s, z, -0.00019841269841254955);
        s = Fused(s, z, 0.008333333333333316);
        s = Fused(s, z, -0.16666666666666666);
        return Fused(r * z, s, r) ^ Vector256.ShiftLeft(n, 63).AsDouble();
    }

    /// <summary>Where an angle is large, infinite or NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<double> SinOfAny(Vector256<double> x)
    {
        var large = Vector256.Create(Math.Sin(x[0]), Math.Sin(x[1]), Math.Sin(x[2]), Math.Sin(x[3]));
        return Vector256.ConditionalSelect(Vector256.LessThan(Vector256.Abs(x), Vector256.Create(MostAngle)), SinOfCommon(x), large);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<double> CosOfAny(Vector256<double> x)
    {
        var large = Vector256.Create(Math.Cos(x[0]), Math.Cos(x[1]), Math.Cos(x[2]), Math.Cos(x[3]));
        return Vector256.ConditionalSelect(Vector256.LessThan(Vector256.Abs(x), Vector256.Create(MostAngle)), CosOfCommon(x), large);
    }
}
