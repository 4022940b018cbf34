using System.Numerics;
using NanoSpice.Numerics;

namespace NanoSpice.Testing;

/// <summary>How well A x = b is met, independent of the condition of A.</summary>
public static class LinearSolution
{
    /// <summary>
    /// Largest |b - A x|_i / (|A| |x| + |b|)_i [-]: the relative change of the data that makes x exact (Oettli-Prager). A
    /// stable elimination leaves it at growth x eps; each row is judged in its own unit.
    /// </summary>
    public static double BackwardError<T>(SparseMatrix<T> a, ReadOnlySpan<T> x, ReadOnlySpan<T> b, bool transposed = false)
        where T : struct, INumberBase<T>
    {
        int n = a.Pattern.Size;
        var residual = b.ToArray();
        double[] size = [.. residual.Select(Magnitude)];
        for (int j = 0; j < n; j++)
        {
            for (int p = a.Pattern.Starts[j]; p < a.Pattern.Starts[j + 1]; p++)
            {
                var (row, column) = transposed ? (j, a.Pattern.Rows[p]) : (a.Pattern.Rows[p], j);
                T term = a.Values[p] * x[column];
                residual[row] -= term;
                size[row] += Magnitude(term);
            }
        }
        double worst = 0;
        for (int i = 0; i < n; i++)
        {
            if (size[i] > 0) worst = Math.Max(worst, Magnitude(residual[i]) / size[i]);
            if (double.IsNaN(size[i])) return double.NaN;
        }
        return worst;
    }

    private static double Magnitude<T>(T v) where T : struct, INumberBase<T> => double.CreateChecked(T.Abs(v));
}
