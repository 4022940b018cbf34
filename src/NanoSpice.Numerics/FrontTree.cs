namespace NanoSpice.Numerics;

/// <summary>
/// Fronts of a symmetric elimination: runs of columns with one pattern (a few zeros allowed), each a dense block. Front s
/// eliminates positions First[s] .. First[s+1]-1 and passes its remainder on Rows[RowStart[s] .. RowStart[s+1]-1] to its parent.
/// </summary>
internal sealed class FrontTree
{
    public FrontTree(SymmetricGraph graph)
    {
        int[] parent = EliminationTree.Parents(graph), count = EliminationTree.Counts(graph, parent);
        Order = EliminationTree.Postorder(parent, count);
        int n = graph.Size;
        int[] place = new int[n], parents = new int[n], counts = new int[n];
        for (int k = 0; k < n; k++) place[Order[k]] = k;
        for (int k = 0; k < n; k++)
        {
            parents[k] = parent[Order[k]] < 0 ? -1 : place[parent[Order[k]]];
            counts[k] = count[Order[k]];
        }
        First = Amalgamate(parents, counts);
        FrontOf = new int[n];
        for (int s = 0; s < Count; s++) Array.Fill(FrontOf, s, First[s], First[s + 1] - First[s]);
        Parent = new int[Count];
        for (int s = 0; s < Count; s++) Parent[s] = parents[First[s + 1] - 1] < 0 ? -1 : FrontOf[parents[First[s + 1] - 1]];
        RowStart = new int[Count + 1];
        Rows = CollectRows(graph, place);
        Relative = RelateToParents();
    }

    /// <summary>Node of the graph at each position: a postorder of the given order.</summary>
    public int[] Order { get; }

    public int[] First { get; }

    public int Count => First.Length - 1;

    /// <summary>Front that eliminates each position.</summary>
    public int[] FrontOf { get; }

    public int[] Parent { get; }

    public int[] RowStart { get; }

    public int[] Rows { get; }

    /// <summary>Place of each of Rows in the parent's front: pivots first, then the parent's rows.</summary>
    public int[] Relative { get; }

    // A front joins its last child while that adds few zeros: dense work on them is cheaper than another small front.
    private static int[] Amalgamate(int[] parents, int[] counts)
    {
        int n = parents.Length;
        var stack = new Stack<(int First, int Width, int Rows, double Zeros)>();
        for (int j = 0; j < n;)
        {
            int end = j + 1;
            while (end < n && parents[end - 1] == end && counts[end - 1] == counts[end] + 1) end++;
            var front = (First: j, Width: end - j, Rows: counts[end - 1], Zeros: 0.0);
            while (stack.Count > 0)
            {
                var child = stack.Peek();
                int parent = parents[front.First - 1];
                if (parent < front.First || parent >= end) break;
                int width = child.Width + front.Width;
                double zeros = child.Zeros + front.Zeros + 2.0 * child.Width * (front.Width + front.Rows - child.Rows);
                if (!Worthwhile(width, zeros / (width * (width + 2.0 * front.Rows)))) break;
                stack.Pop();
                front = (child.First, width, front.Rows, zeros);
            }
            stack.Push(front);
            j = end;
        }
        return [.. stack.Reverse().Select(front => front.First), n];
    }

    // Shares of zeros as commonly used with supernodes, measured on 3-unknown meshes.
    private static bool Worthwhile(int width, double share) =>
        width <= 8 ? share < 0.8 : width <= 24 ? share < 0.3 : width <= 64 ? share < 0.1 : share < 0.05;

    private int[] CollectRows(SymmetricGraph graph, int[] place)
    {
        var rows = new List<int>(graph.Neighbours.Length);
        var seen = new int[graph.Size];
        var (lastChild, sibling) = (new int[Count], new int[Count]);
        Array.Fill(seen, -1);
        Array.Fill(lastChild, -1);
        for (int s = 0; s < Count; s++)
        {
            int end = First[s + 1], begin = rows.Count;
            for (int k = First[s]; k < end; k++)
            {
                for (int p = graph.Starts[Order[k]]; p < graph.Starts[Order[k] + 1]; p++) Take(place[graph.Neighbours[p]], s, end);
            }
            for (int child = lastChild[s]; child >= 0; child = sibling[child])
            {
                for (int p = RowStart[child]; p < RowStart[child + 1]; p++) Take(rows[p], s, end);
            }
            rows.Sort(begin, rows.Count - begin, null);
            RowStart[s + 1] = rows.Count;
            if (Parent[s] >= 0) (sibling[s], lastChild[Parent[s]]) = (lastChild[Parent[s]], s);
        }
        return [.. rows];

        void Take(int row, int s, int end)
        {
            if (row < end || seen[row] == s) return;
            seen[row] = s;
            rows.Add(row);
        }
    }

    private int[] RelateToParents()
    {
        var relative = new int[Rows.Length];
        for (int s = 0; s < Count; s++)
        {
            int parent = Parent[s];
            if (parent < 0) continue;
            int width = First[parent + 1] - First[parent], q = RowStart[parent];
            for (int p = RowStart[s]; p < RowStart[s + 1]; p++)
            {
                if (Rows[p] < First[parent + 1])
                {
                    relative[p] = Rows[p] - First[parent];
                    continue;
                }
                while (Rows[q] < Rows[p]) q++;
                relative[p] = width + q - RowStart[parent];
            }
        }
        return relative;
    }
}
