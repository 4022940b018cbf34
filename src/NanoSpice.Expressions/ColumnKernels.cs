using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NanoSpice.Numerics;

namespace NanoSpice.Expressions;

/// <summary>An operation on four rows at once.</summary>
internal interface IRowsOfOne
{
    static abstract Vector256<double> Of(Vector256<double> a);
}

/// <summary>An operation on four rows of two columns at once.</summary>
internal interface IRowsOfTwo
{
    static abstract Vector256<double> Of(Vector256<double> a, Vector256<double> b);
}

/// <summary>An operation on four rows of three columns at once.</summary>
internal interface IRowsOfThree
{
    static abstract Vector256<double> Of(Vector256<double> a, Vector256<double> b, Vector256<double> c);
}

/// <summary>
/// Loops over columns, four rows at a time whatever the machine's registers, so that the bits do not depend on it. Spans
/// are as long as the target, a multiple of four; one of four values is read over and over: a constant.
/// </summary>
internal static class ColumnKernels
{
    public const int Lanes = 4;

    private static nuint Step(ReadOnlySpan<double> a) => a.Length == Lanes ? 0 : (nuint)Lanes;

    public static void Map<TRows>(ReadOnlySpan<double> a, Span<double> target) where TRows : IRowsOfOne
    {
        ref double pa = ref MemoryMarshal.GetReference(a), pt = ref MemoryMarshal.GetReference(target);
        nuint rows = (nuint)target.Length, k = 0;
        if (a.Length == target.Length)
        {
            for (; k + (2 * Lanes) <= rows; k += 2 * Lanes)
            {
                Vector256<double> first = TRows.Of(Vector256.LoadUnsafe(ref pa, k)), second = TRows.Of(Vector256.LoadUnsafe(ref pa, k + Lanes));
                first.StoreUnsafe(ref pt, k);
                second.StoreUnsafe(ref pt, k + Lanes);
            }
            for (; k < rows; k += Lanes) TRows.Of(Vector256.LoadUnsafe(ref pa, k)).StoreUnsafe(ref pt, k);
            return;
        }
        nuint step = Step(a), ia = 0;
        for (; k < rows; k += Lanes, ia += step)
            TRows.Of(Vector256.LoadUnsafe(ref pa, ia)).StoreUnsafe(ref pt, k);
    }

    public static void Map<TRows>(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> target) where TRows : IRowsOfTwo
    {
        ref double pa = ref MemoryMarshal.GetReference(a), pb = ref MemoryMarshal.GetReference(b), pt = ref MemoryMarshal.GetReference(target);
        nuint rows = (nuint)target.Length, k = 0;
        if (a.Length == target.Length && b.Length == target.Length)
        {
            for (; k + (2 * Lanes) <= rows; k += 2 * Lanes)
            {
                TRows.Of(Vector256.LoadUnsafe(ref pa, k), Vector256.LoadUnsafe(ref pb, k)).StoreUnsafe(ref pt, k);
                TRows.Of(Vector256.LoadUnsafe(ref pa, k + Lanes), Vector256.LoadUnsafe(ref pb, k + Lanes)).StoreUnsafe(ref pt, k + Lanes);
            }
            for (; k < rows; k += Lanes) TRows.Of(Vector256.LoadUnsafe(ref pa, k), Vector256.LoadUnsafe(ref pb, k)).StoreUnsafe(ref pt, k);
            return;
        }
        nuint ia = 0, ib = 0, stepA = Step(a), stepB = Step(b);
        for (; k < rows; k += Lanes, ia += stepA, ib += stepB)
            TRows.Of(Vector256.LoadUnsafe(ref pa, ia), Vector256.LoadUnsafe(ref pb, ib)).StoreUnsafe(ref pt, k);
    }

    /// <summary>Adjoint of an argument from that of the value, w: where w is 0 so is it, whatever the slope.</summary>
    public static void Map<TRows>(ReadOnlySpan<double> w, ReadOnlySpan<double> b, ReadOnlySpan<double> c, Span<double> target) where TRows : IRowsOfThree
    {
        ref double pw = ref MemoryMarshal.GetReference(w), pb = ref MemoryMarshal.GetReference(b);
        ref double pc = ref MemoryMarshal.GetReference(c), pt = ref MemoryMarshal.GetReference(target);
        nuint iw = 0, ib = 0, ic = 0, stepW = Step(w), stepB = Step(b), stepC = Step(c);
        for (nuint k = 0; k < (nuint)target.Length; k += Lanes, iw += stepW, ib += stepB, ic += stepC)
        {
            var vw = Vector256.LoadUnsafe(ref pw, iw);
            var slope = TRows.Of(vw, Vector256.LoadUnsafe(ref pb, ib), Vector256.LoadUnsafe(ref pc, ic));
            Vector256.ConditionalSelect(Vector256.Equals(vw, default), default, slope).StoreUnsafe(ref pt, k);
        }
    }

    /// <summary>True when no value is infinite or NaN.</summary>
    public static bool AreFinite(ReadOnlySpan<double> a)
    {
        ref double pa = ref MemoryMarshal.GetReference(a);
        Vector256<double> sum = default;
        nuint rows = (nuint)a.Length, k = 0;
        // v - v is 0, or NaN, which stays in the sum.
        for (; k + Lanes <= rows; k += Lanes)
        {
            var v = Vector256.LoadUnsafe(ref pa, k);
            sum += v - v;
        }
        double rest = Vector256.Sum(sum);
        for (; k < rows; k++) rest += a[(int)k] - a[(int)k];
        return rest == 0;
    }

    internal readonly struct Sum : IRowsOfTwo
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> a, Vector256<double> b) => a + b;
    }

    internal readonly struct Difference : IRowsOfTwo
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> a, Vector256<double> b) => a - b;
    }

    internal readonly struct Product : IRowsOfTwo
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> a, Vector256<double> b) => a * b;
    }

    internal readonly struct Quotient : IRowsOfTwo
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> a, Vector256<double> b) => a / b;
    }

    internal readonly struct Opposite : IRowsOfOne
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> a) => -a;
    }

    internal readonly struct Square : IRowsOfOne
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> a) => a * a;
    }

    internal readonly struct Root : IRowsOfOne
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> a) => Vector256.Sqrt(a);
    }

    internal readonly struct Magnitude : IRowsOfOne
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> a) => Vector256.Abs(a);
    }

    internal readonly struct Exponential : IRowsOfOne
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> a) => VectorFunctions.Exp(a);
    }

    internal readonly struct Logarithm : IRowsOfOne
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> a) => VectorFunctions.Log(a);
    }

    internal readonly struct Sine : IRowsOfOne
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> a) => VectorFunctions.Sin(a);
    }

    internal readonly struct Cosine : IRowsOfOne
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> a) => VectorFunctions.Cos(a);
    }

    /// <summary>Adjoint of b in y = a / b; the arguments are w, b, y.</summary>
    internal readonly struct DivisorSlope : IRowsOfThree
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> w, Vector256<double> x, Vector256<double> y) => -(w * y) / x;
    }

    /// <summary>w dy/dx of y = sqrt(x), with the finite slope of <see cref="Functions"/> at 0.</summary>
    internal readonly struct RootSlope : IRowsOfThree
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> w, Vector256<double> x, Vector256<double> y) => w * Vector256.ConditionalSelect(Vector256.Equals(y, default), Vector256.Create(Functions.Steep), Vector256.Create(0.5) / y);
    }

    /// <summary>w dy/dx of y = x x.</summary>
    internal readonly struct SquareSlope : IRowsOfThree
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> w, Vector256<double> x, Vector256<double> y) => w * (x + x);
    }

    /// <summary>w dy/dx of y = exp(x).</summary>
    internal readonly struct ExponentialSlope : IRowsOfThree
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> w, Vector256<double> x, Vector256<double> y) => w * y;
    }

    /// <summary>w dy/dx of y = ln(x).</summary>
    internal readonly struct LogarithmSlope : IRowsOfThree
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> w, Vector256<double> x, Vector256<double> y) => w / x;
    }

    /// <summary>w dy/dx of y = sin(x).</summary>
    internal readonly struct SineSlope : IRowsOfThree
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> w, Vector256<double> x, Vector256<double> y) => w * VectorFunctions.Cos(x);
    }

    /// <summary>w dy/dx of y = cos(x).</summary>
    internal readonly struct CosineSlope : IRowsOfThree
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> w, Vector256<double> x, Vector256<double> y) => -w * VectorFunctions.Sin(x);
    }
}
