using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NanoSpice.Discovery;

/// <summary>Sums over rows in a fixed order, four lanes at a time whatever the machine's registers. Lengths are multiples of four.</summary>
internal static class RowSums
{
    public const int Lanes = 4;

    public static int Whole(int rows) => (rows + Lanes - 1) / Lanes * Lanes;

    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ref double pa = ref MemoryMarshal.GetReference(a), pb = ref MemoryMarshal.GetReference(b);
        nuint n = (nuint)a.Length, k = 0;
        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
        for (; k + 16 <= n; k += 16)
        {
            s0 += Vector256.LoadUnsafe(ref pa, k) * Vector256.LoadUnsafe(ref pb, k);
            s1 += Vector256.LoadUnsafe(ref pa, k + 4) * Vector256.LoadUnsafe(ref pb, k + 4);
            s2 += Vector256.LoadUnsafe(ref pa, k + 8) * Vector256.LoadUnsafe(ref pb, k + 8);
            s3 += Vector256.LoadUnsafe(ref pa, k + 12) * Vector256.LoadUnsafe(ref pb, k + 12);
        }
        for (; k < n; k += 4) s0 += Vector256.LoadUnsafe(ref pa, k) * Vector256.LoadUnsafe(ref pb, k);
        return Vector256.Sum(s0 + s1 + (s2 + s3));
    }

    /// <summary>Sums of x, x x and x y in one pass.</summary>
    public static (double Sum, double Square, double Product) Moments(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ref double px = ref MemoryMarshal.GetReference(x), py = ref MemoryMarshal.GetReference(y);
        nuint n = (nuint)x.Length, k = 0;
        Vector256<double> s0 = default, s1 = default, q0 = default, q1 = default, p0 = default, p1 = default;
        for (; k + 8 <= n; k += 8)
        {
            Vector256<double> a = Vector256.LoadUnsafe(ref px, k), b = Vector256.LoadUnsafe(ref px, k + 4);
            (s0, s1) = (s0 + a, s1 + b);
            (q0, q1) = (q0 + (a * a), q1 + (b * b));
            p0 += a * Vector256.LoadUnsafe(ref py, k);
            p1 += b * Vector256.LoadUnsafe(ref py, k + 4);
        }
        for (; k < n; k += 4)
        {
            var a = Vector256.LoadUnsafe(ref px, k);
            s0 += a;
            q0 += a * a;
            p0 += a * Vector256.LoadUnsafe(ref py, k);
        }
        return (Vector256.Sum(s0 + s1), Vector256.Sum(q0 + q1), Vector256.Sum(p0 + p1));
    }

    /// <summary>target = from + a x + b y; returns the sum of squares of the target.</summary>
    public static double Combine(ReadOnlySpan<double> from, double a, ReadOnlySpan<double> x, double b, ReadOnlySpan<double> y, Span<double> target)
    {
        ref double pf = ref MemoryMarshal.GetReference(from), px = ref MemoryMarshal.GetReference(x), py = ref MemoryMarshal.GetReference(y), pt = ref MemoryMarshal.GetReference(target);
        Vector256<double> va = Vector256.Create(a), vb = Vector256.Create(b), s0 = default, s1 = default;
        nuint n = (nuint)target.Length, k = 0;
        for (; k + 8 <= n; k += 8)
        {
            var r0 = Vector256.LoadUnsafe(ref pf, k) + (va * Vector256.LoadUnsafe(ref px, k)) + (vb * Vector256.LoadUnsafe(ref py, k));
            var r1 = Vector256.LoadUnsafe(ref pf, k + 4) + (va * Vector256.LoadUnsafe(ref px, k + 4)) + (vb * Vector256.LoadUnsafe(ref py, k + 4));
            r0.StoreUnsafe(ref pt, k);
            r1.StoreUnsafe(ref pt, k + 4);
            (s0, s1) = (s0 + (r0 * r0), s1 + (r1 * r1));
        }
        for (; k < n; k += 4)
        {
            var r0 = Vector256.LoadUnsafe(ref pf, k) + (va * Vector256.LoadUnsafe(ref px, k)) + (vb * Vector256.LoadUnsafe(ref py, k));
            r0.StoreUnsafe(ref pt, k);
            s0 += r0 * r0;
        }
        return Vector256.Sum(s0 + s1);
    }
}
