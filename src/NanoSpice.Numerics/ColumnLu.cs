using System.Numerics;

namespace NanoSpice.Numerics;

/// <summary>
/// L and U by single columns, for factors about as sparse as the matrix. In the permuted block upper triangular matrix,
/// U also holds the untouched entries right of the diagonal blocks, so a solve meets one list per column.
/// </summary>
/// <remarks>
/// Left-looking elimination with row weights only in pivot comparisons: values are never scaled, so nothing is to be
/// unscaled. Rows are named by position until the pivots are known, by pivot afterwards. [Davis] ch. 6, [KLU]
/// </remarks>
internal sealed partial class ColumnLu<T> where T : struct, INumberBase<T>
{
    private readonly LuStructure structure;
    private readonly SparseLuOptions options;
    private readonly int n;
    private readonly double[] weight;          // by original row
    private readonly T[] work;
    private readonly int[] lowerStart, upperStart, upperInside;   // upperInside: first entry of the column in its own block
    private int[] lowerRow = [], upperRow = [];
    private T[] lower = [], upper = [];
    private readonly T[] reciprocal;           // 1 / pivot
    private readonly double[] pivotWeight;     // weight by pivot
    private readonly double[] columnReach;     // largest weighted entry of each column of L
    private double factorGrowth;
    private readonly int[] rowAt;              // original row of each pivot
    private readonly int[] columnAt;           // original column of each pivot
    private readonly int[] sourceStart;        // entries of A, column after column in pivot order: values from sourceStart[k] ...
    private readonly int[] targetStart;        // ... and, from targetStart[k], the pivots of their rows
    private readonly int[] target;

    public ColumnLu(LuStructure structure, SparseLuOptions options)
    {
        (this.structure, this.options, n) = (structure, options, structure.Pattern.Size);
        (weight, pivotWeight, columnReach, work, reciprocal) = (new double[n], new double[n], new double[n], new T[n], new T[n]);
        (lowerStart, upperStart, upperInside) = (new int[n + 1], new int[n + 1], new int[n]);
        (rowAt, columnAt, sourceStart, targetStart) = (new int[n], structure.Columns, new int[n], new int[n + 1]);
        target = new int[structure.Pattern.Count];
        int[] starts = structure.Pattern.Starts;
        for (int k = 0; k < n; k++)
        {
            int column = columnAt[k];
            sourceStart[k] = starts[column];
            targetStart[k + 1] = targetStart[k] + starts[column + 1] - starts[column];
        }
    }

    /// <summary>Entries kept in L (below the diagonal), U (above it) and the diagonal.</summary>
    public int Entries => lowerStart[n] + upperStart[n] + n;
}
