namespace NanoSpice.Numerics;

/// <summary>Row and column permutation to a zero-free diagonal and block upper triangular form. [Davis] ch. 7</summary>
internal sealed class BlockTriangular
{
    private BlockTriangular(int[] columns, int[] rows, int[] starts, int[] unmatchedColumns, int[] unmatchedRows) =>
        (Columns, Rows, Starts, UnmatchedColumns, UnmatchedRows) = (columns, rows, starts, unmatchedColumns, unmatchedRows);

    /// <summary>Original column at each position.</summary>
    public int[] Columns { get; }

    /// <summary>Original row at each position; entry (Rows[k], Columns[k]) is in the pattern for every matched column.</summary>
    public int[] Rows { get; }

    /// <summary>Block b holds positions Starts[b] .. Starts[b+1]-1.</summary>
    public int[] Starts { get; }

    /// <summary>Unknowns that no equation can determine, given the others.</summary>
    public int[] UnmatchedColumns { get; }

    /// <summary>Equations left over; as many as unmatched columns.</summary>
    public int[] UnmatchedRows { get; }

    /// <summary>Finds the form; with split = false the matching only, as one block.</summary>
    public static BlockTriangular Of(SparsePattern a, bool split)
    {
        int[] rowOf = Transversal.Of(a);
        var columnOf = new int[a.Size];
        Array.Fill(columnOf, -1);
        for (int j = 0; j < a.Size; j++)
        {
            if (rowOf[j] >= 0) columnOf[rowOf[j]] = j;
        }
        int[] looseColumns = Where(rowOf), looseRows = Where(columnOf);
        for (int k = 0; k < looseColumns.Length; k++)             // complete the permutation anyhow
        {
            (rowOf[looseColumns[k]], columnOf[looseRows[k]]) = (looseRows[k], looseColumns[k]);
        }

        var (columns, starts) = split && looseColumns.Length == 0 ? StrongComponents(a, columnOf) : OneBlock(a.Size);
        var rows = new int[a.Size];
        for (int k = 0; k < a.Size; k++) rows[k] = rowOf[columns[k]];
        return new BlockTriangular(columns, rows, starts, looseColumns, looseRows);
    }

    private static int[] Where(int[] unmatched) => [.. Enumerable.Range(0, unmatched.Length).Where(i => unmatched[i] < 0)];

    private static (int[], int[]) OneBlock(int n) => ([.. Enumerable.Range(0, n)], n == 0 ? [0] : [0, n]);

    private static (int[] Columns, int[] Starts) StrongComponents(SparsePattern a, int[] columnOf)
    {
        var search = new ComponentSearch(a, columnOf);
        for (int j = 0; j < a.Size; j++) search.From(j);
        return (search.Columns, [.. search.Starts]);
    }

    // [Tarjan] on column j -> column matched to row i, for every entry (i, j). A component is complete only after all that
    // it reaches, so completion order makes the form upper triangular.
    private sealed class ComponentSearch(SparsePattern a, int[] columnOf)
    {
        private readonly int[] seen = new int[a.Size], low = new int[a.Size], at = new int[a.Size], path = new int[a.Size], stack = new int[a.Size];
        private int clock, done, depth, open;

        public int[] Columns { get; } = new int[a.Size];

        public List<int> Starts { get; } = [0];

        public void From(int root)
        {
            if (seen[root] != 0) return;
            Enter(root);
            while (depth > 0)
            {
                int j = path[depth - 1];
                if (at[j] < a.Starts[j + 1])
                {
                    int next = columnOf[a.Rows[at[j]++]];
                    if (seen[next] == 0) Enter(next);
                    else low[j] = Math.Min(low[j], low[next]);   // a closed component has low = int.MaxValue
                    continue;
                }
                depth--;
                if (depth > 0) low[path[depth - 1]] = Math.Min(low[path[depth - 1]], low[j]);
                if (low[j] == seen[j]) Close(j);
            }
        }

        private void Enter(int j)
        {
            seen[j] = low[j] = ++clock;
            at[j] = a.Starts[j];
            path[depth++] = j;
            stack[open++] = j;
        }

        private void Close(int root)
        {
            int j;
            do
            {
                j = stack[--open];
                low[j] = int.MaxValue;
                Columns[done++] = j;
            }
            while (j != root);
            Starts.Add(done);
        }
    }
}
