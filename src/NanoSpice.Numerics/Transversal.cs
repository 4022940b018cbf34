namespace NanoSpice.Numerics;

/// <summary>Maximum matching of columns to rows. [Duff]</summary>
internal static class Transversal
{
    /// <summary>Row matched to each column, -1 where none can be; the own diagonal is preferred.</summary>
    public static int[] Of(SparsePattern a)
    {
        int n = a.Size;
        int[] rowOf = new int[n], columnOf = new int[n];
        Array.Fill(rowOf, -1);
        Array.Fill(columnOf, -1);
        for (int j = 0; j < n; j++)
        {
            if (a.Find(j, j) >= 0) rowOf[j] = columnOf[j] = j;
        }
        var search = new Search(a, rowOf, columnOf);
        for (int j = 0; j < n; j++)
        {
            if (rowOf[j] < 0) search.Augment(j);
        }
        return rowOf;
    }

    private sealed class Search(SparsePattern a, int[] rowOf, int[] columnOf)
    {
        private readonly int[] visited = Filled(a.Size, -1);
        private readonly int[] at = new int[a.Size];
        private readonly int[] cheap = a.Starts[..a.Size];       // rows before it are known to be taken, and stay so
        private readonly int[] path = new int[a.Size];

        // Depth first along alternating paths: a free row ends the search, and the path is flipped.
        public void Augment(int root)
        {
            int depth = 0;
            Enter(root, root, ref depth);
            while (depth > 0)
            {
                int j = path[depth - 1], free = FreeRow(j);
                if (free >= 0)
                {
                    Flip(free, depth);
                    return;
                }
                int next = -1;
                while (next < 0 && at[j] < a.Starts[j + 1])
                {
                    int column = columnOf[a.Rows[at[j]++]];
                    if (visited[column] != root) next = column;
                }
                if (next >= 0) Enter(next, root, ref depth);
                else depth--;
            }
        }

        private void Enter(int j, int root, ref int depth)
        {
            visited[j] = root;
            at[j] = a.Starts[j];
            path[depth++] = j;
        }

        private int FreeRow(int j)
        {
            while (cheap[j] < a.Starts[j + 1])
            {
                int row = a.Rows[cheap[j]++];
                if (columnOf[row] < 0) return row;
            }
            return -1;
        }

        private void Flip(int row, int depth)
        {
            while (depth-- > 0)
            {
                int j = path[depth], previous = rowOf[j];
                (rowOf[j], columnOf[row]) = (row, j);
                row = previous;
            }
        }

        private static int[] Filled(int n, int value)
        {
            var filled = new int[n];
            Array.Fill(filled, value);
            return filled;
        }
    }
}
