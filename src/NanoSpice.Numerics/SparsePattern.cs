namespace NanoSpice.Numerics;

/// <summary>Square sparsity pattern in compressed columns; rows ascend within a column, no duplicates.</summary>
public sealed class SparsePattern
{
    private SparsePattern(int size, int[] starts, int[] rows) => (Size, Starts, Rows) = (size, starts, rows);

    public int Size { get; }

    /// <summary>Entries of column j are Starts[j] .. Starts[j+1]-1; length Size+1.</summary>
    public int[] Starts { get; }

    /// <summary>Row of every entry; length Count.</summary>
    public int[] Rows { get; }

    public int Count => Rows.Length;

    /// <summary>Builds the pattern of (row, column) pairs, duplicates allowed.</summary>
    /// <param name="size">number of rows and columns</param>
    /// <param name="rowOf">row of pair k</param>
    /// <param name="columnOf">column of pair k</param>
    /// <param name="slots">on return: the entry that pair k adds to</param>
    public static SparsePattern Build(int size, ReadOnlySpan<int> rowOf, ReadOnlySpan<int> columnOf, out int[] slots)
    {
        // Counting sort by row, then a stable one by column: rows ascend within columns in O(pairs + size).
        int pairs = rowOf.Length;
        int[] byRow = SortedBy(rowOf, size, Identity(pairs)), order = SortedBy(columnOf, size, byRow);
        slots = new int[pairs];
        var starts = new int[size + 1];
        var rows = new List<int>(pairs);
        int lastRow = -1, lastColumn = -1;
        foreach (int k in order)
        {
            if (rowOf[k] != lastRow || columnOf[k] != lastColumn)
            {
                (lastRow, lastColumn) = (rowOf[k], columnOf[k]);
                rows.Add(lastRow);
                starts[lastColumn + 1]++;
            }
            slots[k] = rows.Count - 1;
        }
        for (int j = 0; j < size; j++) starts[j + 1] += starts[j];
        return new SparsePattern(size, starts, [.. rows]);
    }

    /// <summary>Entry index of (row, column), or -1.</summary>
    public int Find(int row, int column)
    {
        int k = Array.BinarySearch(Rows, Starts[column], Starts[column + 1] - Starts[column], row);
        return k < 0 ? -1 : k;
    }

    private static int[] Identity(int n)
    {
        var p = new int[n];
        for (int i = 0; i < n; i++) p[i] = i;
        return p;
    }

    private static int[] SortedBy(ReadOnlySpan<int> key, int range, int[] order)
    {
        var next = new int[range + 1];
        foreach (int k in order) next[key[k] + 1]++;
        for (int i = 0; i < range; i++) next[i + 1] += next[i];
        var sorted = new int[order.Length];
        foreach (int k in order) sorted[next[key[k]]++] = k;
        return sorted;
    }
}
