using System.Numerics;

namespace NanoSpice.Numerics;

/// <summary>Row-major dense LU with partial pivoting; small systems, and the oracle of <see cref="SparseLu{T}"/>.</summary>
/// <typeparam name="T">double or Complex.</typeparam>
public sealed class DenseLu<T> where T : struct, INumberBase<T>
{
    private readonly T[] factors, work;
    private readonly int[] rowAt;
    private double norm;

    public DenseLu(int size)
    {
        Size = size;
        (factors, work, rowAt) = (new T[size * size], new T[size], new int[size]);
    }

    public int Size { get; }

    /// <summary>Factors a row-major matrix; allocates nothing.</summary>
    public LuStatus Factor(ReadOnlySpan<T> a)
    {
        a.CopyTo(factors);
        for (int i = 0; i < Size; i++) rowAt[i] = i;
        norm = 0;
        for (int i = 0; i < Size; i++) norm = Math.Max(norm, RowSum(a.Slice(i * Size, Size)));
        for (int k = 0; k < Size; k++)
        {
            int best = k;
            for (int i = k; i < Size; i++)
            {
                double size = RowScaling.Magnitude(factors[i * Size + k]);
                if (!double.IsFinite(size)) return new LuStatus(LuOutcome.NotFinite, k);
                if (size > RowScaling.Magnitude(factors[best * Size + k])) best = i;
            }
            if (T.IsZero(factors[best * Size + k])) return new LuStatus(LuOutcome.Singular, k);
            if (best != k) SwapRows(k, best);
            EliminateBelow(k);
        }
        return LuStatus.Done;
    }

    /// <summary>Factors a sparse matrix as a dense one; allocates.</summary>
    public LuStatus Factor(SparseMatrix<T> a)
    {
        var dense = new T[Size * Size];
        for (int j = 0; j < Size; j++)
        {
            for (int p = a.Pattern.Starts[j]; p < a.Pattern.Starts[j + 1]; p++) dense[a.Pattern.Rows[p] * Size + j] = a.Values[p];
        }
        return Factor(dense);
    }

    /// <summary>b becomes the solution of A x = b; allocates nothing.</summary>
    public void Solve(Span<T> b)
    {
        for (int i = 0; i < Size; i++) work[i] = b[rowAt[i]];
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < i; j++) work[i] -= factors[i * Size + j] * work[j];
        }
        for (int i = Size - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < Size; j++) work[i] -= factors[i * Size + j] * work[j];
            work[i] /= factors[i * Size + i];
        }
        work.CopyTo(b);
    }

    /// <summary>Condition number in the maximum norm, by way of the inverse [-]; O(n^3), allocates.</summary>
    public double ConditionNumber()
    {
        var sums = new double[Size];
        for (int j = 0; j < Size; j++)
        {
            var column = new T[Size];
            column[j] = T.One;
            Solve(column);
            for (int i = 0; i < Size; i++) sums[i] += RowScaling.Magnitude(column[i]);
        }
        return norm * sums.DefaultIfEmpty().Max();
    }

    private static double RowSum(ReadOnlySpan<T> row)
    {
        double sum = 0;
        foreach (T v in row) sum += RowScaling.Magnitude(v);
        return sum;
    }

    private void SwapRows(int k, int other)
    {
        (rowAt[k], rowAt[other]) = (rowAt[other], rowAt[k]);
        for (int j = 0; j < Size; j++)
        {
            (factors[k * Size + j], factors[other * Size + j]) = (factors[other * Size + j], factors[k * Size + j]);
        }
    }

    private void EliminateBelow(int k)
    {
        for (int i = k + 1; i < Size; i++)
        {
            T l = factors[i * Size + k] /= factors[k * Size + k];
            if (T.IsZero(l)) continue;
            for (int j = k + 1; j < Size; j++) factors[i * Size + j] -= l * factors[k * Size + j];
        }
    }
}
