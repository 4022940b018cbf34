using System.Numerics;

namespace NanoSpice.Numerics;

/// <summary>Loops over whole vectors in SIMD width; lengths must agree.</summary>
internal static class VectorMath
{
    /// <summary>y += a x</summary>
    public static void AddScaled(Span<double> y, double a, ReadOnlySpan<double> x)
    {
        int i = 0, width = Vector<double>.Count;
        for (; i <= y.Length - width; i += width)
            (new Vector<double>(y[i..]) + a * new Vector<double>(x[i..])).CopyTo(y[i..]);
        for (; i < y.Length; i++) y[i] += a * x[i];
    }

    /// <summary>y = a x</summary>
    public static void Scale(Span<double> y, double a, ReadOnlySpan<double> x)
    {
        int i = 0, width = Vector<double>.Count;
        for (; i <= y.Length - width; i += width) (a * new Vector<double>(x[i..])).CopyTo(y[i..]);
        for (; i < y.Length; i++) y[i] = a * x[i];
    }

    /// <summary>y = a - b</summary>
    public static void Subtract(Span<double> y, ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        int i = 0, width = Vector<double>.Count;
        for (; i <= y.Length - width; i += width) (new Vector<double>(a[i..]) - new Vector<double>(b[i..])).CopyTo(y[i..]);
        for (; i < y.Length; i++) y[i] = a[i] - b[i];
    }

    /// <summary>f += alpha q + r: the residual of a step.</summary>
    public static void Residual(Span<double> f, double alpha, ReadOnlySpan<double> q, ReadOnlySpan<double> r)
    {
        int i = 0, width = Vector<double>.Count;
        for (; i <= f.Length - width; i += width)
            (new Vector<double>(f[i..]) + alpha * new Vector<double>(q[i..]) + new Vector<double>(r[i..])).CopyTo(f[i..]);
        for (; i < f.Length; i++) f[i] += alpha * q[i] + r[i];
    }
}
