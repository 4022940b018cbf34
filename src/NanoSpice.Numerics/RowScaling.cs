using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NanoSpice.Numerics;

/// <summary>Sizes of numbers: magnitudes for comparing pivots, row weights, finiteness.</summary>
internal static class RowScaling
{
    /// <summary>|v| for double, |re| + |im| for Complex: within sqrt 2 of the modulus and without its square root.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Magnitude<T>(T v) where T : struct, INumberBase<T>
    {
        if (typeof(T) == typeof(double)) return Math.Abs((double)(object)v);
        var c = (Complex)(object)v;
        return Math.Abs(c.Real) + Math.Abs(c.Imaginary);
    }

    /// <summary>weight[i] = 1 / largest magnitude of row i; 1 for a zero row, or for all when not scaling.</summary>
    public static void Weigh<T>(SparseMatrix<T> a, bool scale, double[] weight) where T : struct, INumberBase<T>
    {
        if (!scale)
        {
            Array.Fill(weight, 1.0);
            return;
        }
        Array.Clear(weight);
        int[] rows = a.Pattern.Rows;
        for (int p = 0; p < rows.Length; p++) weight[rows[p]] = Math.Max(weight[rows[p]], Magnitude(a.Values[p]));
        for (int i = 0; i < weight.Length; i++) weight[i] = weight[i] > 0 ? 1 / weight[i] : 1;
    }

    /// <summary>Column of the first entry that is not finite, or -1.</summary>
    public static int ColumnNotFinite<T>(SparseMatrix<T> a) where T : struct, INumberBase<T>
    {
        if (AllFinite(MemoryMarshal.Cast<T, double>(a.Values))) return -1;
        for (int p = 0; p < a.Values.Length; p++)
        {
            if (T.IsFinite(a.Values[p])) continue;
            int at = Array.BinarySearch(a.Pattern.Starts, p + 1);
            return at < 0 ? ~at - 1 : FirstWithStart(a.Pattern.Starts, at) - 1;
        }
        return -1;
    }

    // v x 0 is 0 unless v is NaN or infinite, and sums of zeros stay 0.
    private static bool AllFinite(ReadOnlySpan<double> values)
    {
        Vector<double> even = Vector<double>.Zero, odd = Vector<double>.Zero;
        int step = Vector<double>.Count, k = 0;
        for (; k + 2 * step <= values.Length; k += 2 * step)
        {
            even += new Vector<double>(values[k..]) * Vector<double>.Zero;
            odd += new Vector<double>(values[(k + step)..]) * Vector<double>.Zero;
        }
        double sum = Vector.Sum(even + odd);
        for (; k < values.Length; k++) sum += values[k] * 0;
        return sum == 0;
    }

    private static int FirstWithStart(int[] starts, int at)
    {
        while (at > 0 && starts[at - 1] == starts[at]) at--;
        return at;
    }
}
