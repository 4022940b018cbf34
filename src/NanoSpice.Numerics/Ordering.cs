namespace NanoSpice.Numerics;

/// <summary>Undirected graph without loops or repeated edges: neighbours of i are Neighbours[Starts[i] .. Starts[i+1]-1].</summary>
internal readonly record struct SymmetricGraph(int[] Starts, int[] Neighbours)
{
    public int Size => Starts.Length - 1;
}

/// <summary>An elimination order (element k is the node eliminated at step k) with what it predicts for L and U.</summary>
/// <param name="Order">node at each step</param>
/// <param name="Entries">entries of L, U and the diagonal</param>
/// <param name="Flops">multiplications and additions of the elimination</param>
internal readonly record struct EliminationOrder(int[] Order, double Entries, double Flops);

/// <summary>Fill-reducing elimination orders.</summary>
internal static class Ordering
{
    /// <summary>Approximate minimum degree order. [AMD]</summary>
    public static EliminationOrder MinimumDegree(SymmetricGraph graph) => new QuotientGraph(graph).Eliminate();

    /// <summary>Graph of A + A' on one diagonal block of a permuted matrix; node = position - first.</summary>
    /// <param name="a">unpermuted pattern</param>
    /// <param name="columns">original column at each position</param>
    /// <param name="positionOfRow">position of each original row</param>
    /// <param name="first">first position of the block</param>
    /// <param name="size">positions in the block</param>
    public static SymmetricGraph BlockGraph(SparsePattern a, int[] columns, int[] positionOfRow, int first, int size)
    {
        int[] starts = new int[size + 1], next = new int[size];
        for (int j = 0; j < size; j++)
        {
            int column = columns[first + j];
            for (int p = a.Starts[column]; p < a.Starts[column + 1]; p++)
            {
                int i = positionOfRow[a.Rows[p]] - first;
                if ((uint)i >= (uint)size || i == j) continue;
                starts[i + 1]++;
                starts[j + 1]++;
            }
        }
        for (int j = 0; j < size; j++) starts[j + 1] += next[j] = starts[j];
        var both = new int[starts[size]];
        for (int j = 0; j < size; j++)
        {
            int column = columns[first + j];
            for (int p = a.Starts[column]; p < a.Starts[column + 1]; p++)
            {
                int i = positionOfRow[a.Rows[p]] - first;
                if ((uint)i >= (uint)size || i == j) continue;
                both[next[i]++] = j;
                both[next[j]++] = i;
            }
        }
        return WithoutRepeats(starts, both);
    }

    private static SymmetricGraph WithoutRepeats(int[] starts, int[] both)
    {
        int size = starts.Length - 1, count = 0, from = 0;
        var seen = new int[size];
        for (int j = 0; j < size; j++)
        {
            int to = starts[j + 1];
            for (int p = from; p < to; p++)
            {
                int i = both[p];
                if (seen[i] == j + 1) continue;
                seen[i] = j + 1;
                both[count++] = i;
            }
            from = to;
            starts[j + 1] = count;
        }
        return new SymmetricGraph(starts, both[..count]);
    }
}
