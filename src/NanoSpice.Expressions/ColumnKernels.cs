using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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

/// <summary>
/// Loops over columns, four rows at a time whatever the machine's registers, so that the bits do not depend on it. Spans
/// are as long as the target, a multiple of four; a span of one value is a constant.
/// </summary>
internal static class ColumnKernels
{
    public const int Lanes = 4;

    public static void Map<TRows>(ReadOnlySpan<double> a, Span<double> target) where TRows : IRowsOfOne
    {
        ref double pa = ref MemoryMarshal.GetReference(a), pt = ref MemoryMarshal.GetReference(target);
        for (nuint k = 0; k < (nuint)target.Length; k += Lanes)
            TRows.Of(Vector256.LoadUnsafe(ref pa, k)).StoreUnsafe(ref pt, k);
    }

    public static void Map<TRows>(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> target) where TRows : IRowsOfTwo
    {
        ref double pa = ref MemoryMarshal.GetReference(a), pb = ref MemoryMarshal.GetReference(b), pt = ref MemoryMarshal.GetReference(target);
        nuint rows = (nuint)target.Length;
        if (a.Length == 1)
        {
            var va = Vector256.Create(pa);
            for (nuint k = 0; k < rows; k += Lanes) TRows.Of(va, Vector256.LoadUnsafe(ref pb, k)).StoreUnsafe(ref pt, k);
        }
        else if (b.Length == 1)
        {
            var vb = Vector256.Create(pb);
            for (nuint k = 0; k < rows; k += Lanes) TRows.Of(Vector256.LoadUnsafe(ref pa, k), vb).StoreUnsafe(ref pt, k);
        }
        else
        {
            for (nuint k = 0; k < rows; k += Lanes) TRows.Of(Vector256.LoadUnsafe(ref pa, k), Vector256.LoadUnsafe(ref pb, k)).StoreUnsafe(ref pt, k);
        }
    }

    /// <summary>target += a b.</summary>
    public static void AddProduct(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> target, double sign = 1)
    {
        ref double pa = ref MemoryMarshal.GetReference(a), pb = ref MemoryMarshal.GetReference(b), pt = ref MemoryMarshal.GetReference(target);
        var s = Vector256.Create(sign);
        var constant = Vector256.Create(pb);
        bool single = b.Length == 1;
        for (nuint k = 0; k < (nuint)target.Length; k += Lanes)
        {
            var vb = single ? constant : Vector256.LoadUnsafe(ref pb, k);
            (Vector256.LoadUnsafe(ref pt, k) + (s * Vector256.LoadUnsafe(ref pa, k) * vb)).StoreUnsafe(ref pt, k);
        }
    }

    /// <summary>target += sign a.</summary>
    public static void Add(ReadOnlySpan<double> a, Span<double> target, double sign)
    {
        ref double pa = ref MemoryMarshal.GetReference(a), pt = ref MemoryMarshal.GetReference(target);
        var s = Vector256.Create(sign);
        for (nuint k = 0; k < (nuint)target.Length; k += Lanes)
            (Vector256.LoadUnsafe(ref pt, k) + (s * Vector256.LoadUnsafe(ref pa, k))).StoreUnsafe(ref pt, k);
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
        public static Vector256<double> Of(Vector256<double> a) => Vector256.Exp(a);
    }

    internal readonly struct Logarithm : IRowsOfOne
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> a) => Vector256.Log(a);
    }

    internal readonly struct Sine : IRowsOfOne
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> a) => Vector256.Sin(a);
    }

    internal readonly struct Cosine : IRowsOfOne
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> a) => Vector256.Cos(a);
    }
}
