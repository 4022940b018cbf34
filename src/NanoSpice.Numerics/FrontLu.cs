using System.Numerics;

namespace NanoSpice.Numerics;

/// <summary>
/// L and U in dense blocks, one set per front: for factors that fill in, as those of meshes. Multifrontal elimination on
/// the pattern of A + A', rows scaled, pivots chosen inside each front's own rows, the diagonal preferred as in columns.
/// </summary>
/// <remarks>
/// Front of width w with r further rows: panel (w + r) x w holds L and the upper triangle of U, tail w x r the rest of U;
/// the remainder r x r goes to a stack until the parent takes it. All row by row, row lengths rounded up to whole vectors.
/// [Liu], [Davis] ch. 6
/// </remarks>
internal sealed partial class FrontLu<T> where T : struct, INumberBase<T>
{
    private readonly SparsePattern pattern;
    private readonly SparseLuOptions options;
    private readonly FrontTree tree;
    private readonly int n;
    private readonly int[] columnAt, rowAt;                      // original column and row at each position
    private readonly int[] panelStart, tailStart;                // of each front, in factors
    private readonly int[] entryStart, entrySource, entryTarget, entryRow;      // entries of A by front: from Values, to factors, original row
    private readonly int[] pivotRow;                             // row of the front's pivot block that became pivot k
    private readonly T[] factors, stack, reciprocal, work, gathered, local;
    private readonly int[] openFronts;                           // fronts whose remainder waits on the stack
    private readonly (int From, int To, int Length)[] runs;      // of the child that is being added: places in it and in panel or tail
    private readonly double[] reach;                             // largest entry of each column of L below the pivot block
    private readonly double[] weight, columnSize;                // by original row; largest scaled entry by original column

    public FrontLu(LuStructure structure, SparseLuOptions options)
    {
        (pattern, this.options, n) = (structure.Pattern, options, structure.Pattern.Size);
        tree = structure.Fronts;
        columnAt = [.. tree.Order.Select(k => structure.Columns[k])];
        rowAt = [.. tree.Order.Select(k => structure.Rows[k])];
        (panelStart, tailStart) = (new int[tree.Count], new int[tree.Count]);
        int total = 0, widest = 0, longest = 0;
        for (int s = 0; s < tree.Count; s++)
        {
            int width = Width(s), rows = RowCount(s);
            panelStart[s] = total;
            tailStart[s] = total = checked(total + (width + rows) * Padded(width));
            total = checked(total + width * Padded(rows));
            (widest, longest) = (Math.Max(widest, width), Math.Max(longest, rows));
            Entries += width * width + 2 * width * rows;
        }
        (factors, stack, gathered, local, openFronts) = (new T[total], new T[StackPeak()], new T[Padded(Math.Max(longest, widest))], new T[2 * Padded(widest)], new int[tree.Count]);
        (reach, runs) = (new double[widest], new (int, int, int)[longest]);
        (reciprocal, work, pivotRow, weight, columnSize) = (new T[n], new T[n], new int[n], new double[n], new double[n]);
        (entryStart, entrySource, entryTarget, entryRow) = (new int[tree.Count + 1], new int[pattern.Count], new int[pattern.Count], new int[pattern.Count]);
        PlaceEntries();
    }

    /// <summary>Entries kept in L, U and the diagonal, the zeros inside blocks included.</summary>
    public int Entries { get; }

    /// <summary>Row lengths are rounded up to vectors of four doubles, so that no kernel meets a ragged end.</summary>
    private static int Padded(int length) => typeof(T) == typeof(double) ? (length + 3) & ~3 : length;

    private int Width(int s) => tree.First[s + 1] - tree.First[s];

    private int RowCount(int s) => tree.RowStart[s + 1] - tree.RowStart[s];

    private int RemainderSize(int s) => RowCount(s) * Padded(RowCount(s));

    // A front's remainder is built above those of its children, then moved down over them.
    private int StackPeak()
    {
        int top = 0, peak = 0;
        var waiting = new int[tree.Count];                       // stack used by the children of each front
        for (int s = 0; s < tree.Count; s++)
        {
            int size = RemainderSize(s);
            peak = Math.Max(peak, checked(top + size));
            top += size - waiting[s];
            if (tree.Parent[s] >= 0) waiting[tree.Parent[s]] += size;
        }
        return peak;
    }

    private void PlaceEntries()
    {
        var place = new int[n];
        var placeOfRow = new int[n];
        for (int k = 0; k < n; k++) (place[columnAt[k]], placeOfRow[rowAt[k]]) = (k, k);
        for (int j = 0; j < n; j++)
        {
            for (int p = pattern.Starts[j]; p < pattern.Starts[j + 1]; p++) entryStart[FrontOf(p, j) + 1]++;
        }
        for (int s = 0; s < tree.Count; s++) entryStart[s + 1] += entryStart[s];
        int[] next = entryStart[..tree.Count];
        for (int j = 0; j < n; j++)
        {
            for (int p = pattern.Starts[j]; p < pattern.Starts[j + 1]; p++)
            {
                int s = FrontOf(p, j), slot = next[s]++;
                (entrySource[slot], entryTarget[slot], entryRow[slot]) = (p, Target(s, placeOfRow[pattern.Rows[p]], place[j]), pattern.Rows[p]);
            }
        }

        int FrontOf(int p, int j) => tree.FrontOf[Math.Min(placeOfRow[pattern.Rows[p]], place[j])];
    }

    private int Target(int s, int row, int column)
    {
        int width = Width(s);
        return column < tree.First[s + 1]
            ? panelStart[s] + Local(s, row) * Padded(width) + column - tree.First[s]
            : tailStart[s] + (row - tree.First[s]) * Padded(RowCount(s)) + Local(s, column) - width;
    }

    private int Local(int s, int position) => position < tree.First[s + 1]
        ? position - tree.First[s]
        : Width(s) + Array.BinarySearch(tree.Rows, tree.RowStart[s], RowCount(s), position) - tree.RowStart[s];
}
