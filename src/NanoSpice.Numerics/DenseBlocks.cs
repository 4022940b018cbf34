using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NanoSpice.Numerics;

/// <summary>Kernels on dense row-major blocks inside larger arrays; a step is the distance between rows.</summary>
/// <remarks>For double, row ends are whole vectors of four (columns is a multiple of 4), and products run in vectors.</remarks>
internal static unsafe class DenseBlocks
{
    /// <summary>C (rows x columns) -= A (rows x depth) B (depth x columns).</summary>
    public static void Subtract<T>(ref T c, int cStep, ref T a, int aStep, ref T b, int bStep, int rows, int columns, int depth)
        where T : struct, INumberBase<T>
    {
        if (typeof(T) == typeof(double))
        {
            fixed (double* cp = &Unsafe.As<T, double>(ref c), ap = &Unsafe.As<T, double>(ref a), bp = &Unsafe.As<T, double>(ref b))
            {
                SubtractDouble(cp, cStep, ap, aStep, bp, bStep, rows, columns, depth);
            }
            return;
        }
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < depth; k++) Accumulate(ref Unsafe.Add(ref c, i * cStep), ref Unsafe.Add(ref b, k * bStep), -Unsafe.Add(ref a, i * aStep + k), columns);
        }
    }

    /// <summary>B (size x columns) becomes L^-1 B, L unit lower triangular.</summary>
    public static void SolveUnitLower<T>(ref T l, int lStep, ref T b, int bStep, int size, int columns) where T : struct, INumberBase<T>
    {
        for (int i = 1; i < size; i++) Subtract(ref Unsafe.Add(ref b, i * bStep), bStep, ref Unsafe.Add(ref l, i * lStep), lStep, ref b, bStep, 1, columns, i);
    }

    /// <summary>B (rows x size) becomes B U^-1, U upper triangular with given reciprocals of its diagonal.</summary>
    public static void SolveUpperRight<T>(ref T b, int bStep, ref T u, int uStep, ReadOnlySpan<T> reciprocal, int rows) where T : struct, INumberBase<T>
    {
        int size = reciprocal.Length;
        if (typeof(T) == typeof(double))
        {
            ReadOnlySpan<double> inverse = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, double>(ref MemoryMarshal.GetReference(reciprocal)), size);
            SolveUpperRightDouble(ref Unsafe.As<T, double>(ref b), bStep, ref Unsafe.As<T, double>(ref u), uStep, inverse, rows);
            return;
        }
        for (int i = 0; i < rows; i++)
        {
            ref T row = ref Unsafe.Add(ref b, i * bStep);
            for (int j = 0; j < size; j++)
            {
                T x = Unsafe.Add(ref row, j) *= reciprocal[j];
                ref T source = ref Unsafe.Add(ref u, j * uStep);
                for (int k = j + 1; k < size; k++) Unsafe.Add(ref row, k) -= x * Unsafe.Add(ref source, k);
            }
        }
    }

    // Four columns at a time one by one, what lies right of them as a product.
    private static void SolveUpperRightDouble(ref double b, int bStep, ref double u, int uStep, ReadOnlySpan<double> reciprocal, int rows)
    {
        int size = reciprocal.Length, columns = (size + 3) & ~3;
        for (int j = 0; j < size; j += 4)
        {
            int depth = Math.Min(4, size - j);
            ref double corner = ref Unsafe.Add(ref u, j * uStep + j);
            ReadOnlySpan<double> inverse = reciprocal.Slice(j, depth);
            if (depth == 4) SolveFour(ref Unsafe.Add(ref b, j), bStep, ref corner, uStep, inverse, rows);
            else SolveFew(ref Unsafe.Add(ref b, j), bStep, ref corner, uStep, inverse, rows);
            if (columns == j + 4) break;
            Subtract(ref Unsafe.Add(ref b, j + 4), bStep, ref Unsafe.Add(ref b, j), bStep, ref Unsafe.Add(ref corner, 4), uStep, rows, columns - j - 4, 4);
        }
    }

    private static void SolveFour(ref double b, int bStep, ref double u, int uStep, ReadOnlySpan<double> inverse, int rows)
    {
        double u01 = Unsafe.Add(ref u, 1), u02 = Unsafe.Add(ref u, 2), u03 = Unsafe.Add(ref u, 3);
        double u12 = Unsafe.Add(ref u, uStep + 2), u13 = Unsafe.Add(ref u, uStep + 3), u23 = Unsafe.Add(ref u, 2 * uStep + 3);
        double i0 = inverse[0], i1 = inverse[1], i2 = inverse[2], i3 = inverse[3];
        for (int i = 0; i < rows; i++)
        {
            ref double row = ref Unsafe.Add(ref b, i * bStep);
            double x0 = row * i0, x1 = (Unsafe.Add(ref row, 1) - x0 * u01) * i1, x2 = (Unsafe.Add(ref row, 2) - x0 * u02 - x1 * u12) * i2;
            double x3 = (Unsafe.Add(ref row, 3) - x0 * u03 - x1 * u13 - x2 * u23) * i3;
            row = x0;
            (Unsafe.Add(ref row, 1), Unsafe.Add(ref row, 2), Unsafe.Add(ref row, 3)) = (x1, x2, x3);
        }
    }

    private static void SolveFew(ref double b, int bStep, ref double u, int uStep, ReadOnlySpan<double> inverse, int rows)
    {
        for (int i = 0; i < rows; i++)
        {
            ref double row = ref Unsafe.Add(ref b, i * bStep);
            for (int j = 0; j < inverse.Length; j++)
            {
                double x = Unsafe.Add(ref row, j) *= inverse[j];
                for (int k = j + 1; k < inverse.Length; k++) Unsafe.Add(ref row, k) -= x * Unsafe.Add(ref u, j * uStep + k);
            }
        }
    }

    /// <summary>y becomes A x; A has rows x columns.</summary>
    public static void Multiply<T>(ref T y, ref T a, int aStep, ref T x, int rows, int columns) where T : struct, INumberBase<T>
    {
        int i = 0;
        if (typeof(T) == typeof(double))
        {
            for (; i + 4 <= rows; i += 4) FourDots(ref Unsafe.As<T, double>(ref Unsafe.Add(ref y, i)), ref Unsafe.As<T, double>(ref Unsafe.Add(ref a, i * aStep)), aStep, ref Unsafe.As<T, double>(ref x), columns);
        }
        for (; i < rows; i++) Unsafe.Add(ref y, i) = Dot(ref Unsafe.Add(ref a, i * aStep), ref x, columns);
    }

    private static void FourDots(ref double y, ref double a, int aStep, ref double x, int length)
    {
        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
        ref double a1 = ref Unsafe.Add(ref a, aStep), a2 = ref Unsafe.Add(ref a1, aStep), a3 = ref Unsafe.Add(ref a2, aStep);
        for (nuint k = 0; k < (nuint)length; k += 4)
        {
            Vector256<double> v = Vector256.LoadUnsafe(ref x, k);
            (s0, s1) = (Fused(Vector256.LoadUnsafe(ref a, k), v, s0), Fused(Vector256.LoadUnsafe(ref a1, k), v, s1));
            (s2, s3) = (Fused(Vector256.LoadUnsafe(ref a2, k), v, s2), Fused(Vector256.LoadUnsafe(ref a3, k), v, s3));
        }
        y = Vector256.Sum(s0);
        (Unsafe.Add(ref y, 1), Unsafe.Add(ref y, 2), Unsafe.Add(ref y, 3)) = (Vector256.Sum(s1), Vector256.Sum(s2), Vector256.Sum(s3));
    }

    /// <summary>y += x.</summary>
    public static void Add<T>(ref T y, ref T x, int length) where T : struct, INumberBase<T>
    {
        int k = 0;
        if (Vector<T>.IsSupported)
        {
            for (; k + Vector<T>.Count <= length; k += Vector<T>.Count) (Load(ref y, k) + Load(ref x, k)).StoreUnsafe(ref Unsafe.Add(ref y, k));
        }
        for (; k < length; k++) Unsafe.Add(ref y, k) += Unsafe.Add(ref x, k);
    }

    /// <summary>y += factor x.</summary>
    public static void Accumulate<T>(ref T y, ref T x, T factor, int length) where T : struct, INumberBase<T>
    {
        int k = 0;
        if (Vector<T>.IsSupported)
        {
            var f = new Vector<T>(factor);
            for (; k + Vector<T>.Count <= length; k += Vector<T>.Count)
            {
                (Load(ref y, k) + f * Load(ref x, k)).StoreUnsafe(ref Unsafe.Add(ref y, k));
            }
        }
        for (; k < length; k++) Unsafe.Add(ref y, k) += factor * Unsafe.Add(ref x, k);
    }

    /// <summary>Sum of x_k y_k.</summary>
    public static T Dot<T>(ref T x, ref T y, int length) where T : struct, INumberBase<T>
    {
        int k = 0;
        T sum = T.Zero;
        if (Vector<T>.IsSupported)
        {
            Vector<T> even = Vector<T>.Zero, odd = Vector<T>.Zero;
            for (; k + 2 * Vector<T>.Count <= length; k += 2 * Vector<T>.Count)
            {
                even += Load(ref x, k) * Load(ref y, k);
                odd += Load(ref x, k + Vector<T>.Count) * Load(ref y, k + Vector<T>.Count);
            }
            sum = Vector.Sum(even + odd);
        }
        for (; k < length; k++) sum += Unsafe.Add(ref x, k) * Unsafe.Add(ref y, k);
        return sum;
    }

    /// <summary>largest_k becomes max(largest_k, |x_k|).</summary>
    public static void RaiseToMagnitudes<T>(ref double largest, ref T x, int length) where T : struct, INumberBase<T>
    {
        int k = 0;
        if (typeof(T) == typeof(double))
        {
            ref double values = ref Unsafe.As<T, double>(ref x);
            for (; k + Vector<double>.Count <= length; k += Vector<double>.Count)
            {
                Vector.Max(Load(ref largest, k), Vector.Abs(Load(ref values, k))).StoreUnsafe(ref Unsafe.Add(ref largest, k));
            }
        }
        for (; k < length; k++) Unsafe.Add(ref largest, k) = Math.Max(Unsafe.Add(ref largest, k), RowScaling.Magnitude(Unsafe.Add(ref x, k)));
    }

    /// <summary>Largest |x_k|.</summary>
    public static double LargestMagnitude<T>(ref T x, int length) where T : struct, INumberBase<T>
    {
        int k = 0;
        double largest = 0;
        if (typeof(T) == typeof(double))
        {
            ref double values = ref Unsafe.As<T, double>(ref x);
            Vector<double> four = Vector<double>.Zero;
            for (; k + Vector<double>.Count <= length; k += Vector<double>.Count) four = Vector.Max(four, Vector.Abs(Load(ref values, k)));
            for (int i = 0; i < Vector<double>.Count; i++) largest = Math.Max(largest, four[i]);
        }
        for (; k < length; k++) largest = Math.Max(largest, RowScaling.Magnitude(Unsafe.Add(ref x, k)));
        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Load<T>(ref T first, int index) => Vector.LoadUnsafe(ref Unsafe.Add(ref first, index));

    // Register blocks of 4 rows x 12 columns: 12 sums, 3 vectors of B and a broadcast of A fill the 16 registers of AVX2.
    private static void SubtractDouble(double* c, int cStep, double* a, int aStep, double* b, int bStep, int rows, int columns, int depth)
    {
        int j = 0;
        for (; j + 12 <= columns; j += 12)
        {
            int i = 0;
            for (; i + 4 <= rows; i += 4) Block4x12(c + i * cStep + j, cStep, a + i * aStep, aStep, b + j, bStep, depth);
            for (; i < rows; i++) Block1x12(c + i * cStep + j, a + i * aStep, b + j, bStep, depth);
        }
        for (; j + 4 <= columns; j += 4)
        {
            int i = 0;
            for (; i + 4 <= rows; i += 4) Block4x4(c + i * cStep + j, cStep, a + i * aStep, aStep, b + j, bStep, depth);
            for (; i < rows; i++) Block1x4(c + i * cStep + j, a + i * aStep, b + j, bStep, depth);
        }
    }

    private static void Block4x12(double* c, int cStep, double* a, int aStep, double* b, int bStep, int depth)
    {
        Vector256<double> s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default;
        Vector256<double> s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
        double* a1 = a + aStep, a2 = a1 + aStep, a3 = a2 + aStep;
        for (int k = 0; k < depth; k++, b += bStep)
        {
            Vector256<double> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 4), b2 = Vector256.Load(b + 8), f = Vector256.Create(a[k]);
            (s00, s01, s02) = (Fused(f, b0, s00), Fused(f, b1, s01), Fused(f, b2, s02));
            f = Vector256.Create(a1[k]);
            (s10, s11, s12) = (Fused(f, b0, s10), Fused(f, b1, s11), Fused(f, b2, s12));
            f = Vector256.Create(a2[k]);
            (s20, s21, s22) = (Fused(f, b0, s20), Fused(f, b1, s21), Fused(f, b2, s22));
            f = Vector256.Create(a3[k]);
            (s30, s31, s32) = (Fused(f, b0, s30), Fused(f, b1, s31), Fused(f, b2, s32));
        }
        TakeOff(c, s00, s01, s02);
        TakeOff(c + cStep, s10, s11, s12);
        TakeOff(c + 2 * cStep, s20, s21, s22);
        TakeOff(c + 3 * cStep, s30, s31, s32);
    }

    private static void Block1x12(double* c, double* a, double* b, int bStep, int depth)
    {
        Vector256<double> s0 = default, s1 = default, s2 = default;
        for (int k = 0; k < depth; k++, b += bStep)
        {
            Vector256<double> f = Vector256.Create(a[k]);
            (s0, s1, s2) = (Fused(f, Vector256.Load(b), s0), Fused(f, Vector256.Load(b + 4), s1), Fused(f, Vector256.Load(b + 8), s2));
        }
        TakeOff(c, s0, s1, s2);
    }

    private static void Block4x4(double* c, int cStep, double* a, int aStep, double* b, int bStep, int depth)
    {
        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
        double* a1 = a + aStep, a2 = a1 + aStep, a3 = a2 + aStep;
        for (int k = 0; k < depth; k++, b += bStep)
        {
            Vector256<double> row = Vector256.Load(b);
            (s0, s1) = (Fused(Vector256.Create(a[k]), row, s0), Fused(Vector256.Create(a1[k]), row, s1));
            (s2, s3) = (Fused(Vector256.Create(a2[k]), row, s2), Fused(Vector256.Create(a3[k]), row, s3));
        }
        (Vector256.Load(c) - s0).Store(c);
        (Vector256.Load(c + cStep) - s1).Store(c + cStep);
        (Vector256.Load(c + 2 * cStep) - s2).Store(c + 2 * cStep);
        (Vector256.Load(c + 3 * cStep) - s3).Store(c + 3 * cStep);
    }

    private static void Block1x4(double* c, double* a, double* b, int bStep, int depth)
    {
        Vector256<double> sum = default;
        for (int k = 0; k < depth; k++, b += bStep) sum = Fused(Vector256.Create(a[k]), Vector256.Load(b), sum);
        (Vector256.Load(c) - sum).Store(c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Fused(Vector256<double> x, Vector256<double> y, Vector256<double> z) => Vector256.MultiplyAddEstimate(x, y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TakeOff(double* c, Vector256<double> s0, Vector256<double> s1, Vector256<double> s2)
    {
        (Vector256.Load(c) - s0).Store(c);
        (Vector256.Load(c + 4) - s1).Store(c + 4);
        (Vector256.Load(c + 8) - s2).Store(c + 8);
    }
}
