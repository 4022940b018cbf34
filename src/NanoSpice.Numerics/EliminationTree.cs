namespace NanoSpice.Numerics;

/// <summary>Which column each column's fill reaches first, in a given order of a symmetric graph. [Davis] ch. 4</summary>
internal static class EliminationTree
{
    /// <summary>Parent of every column, -1 for roots.</summary>
    public static int[] Parents(SymmetricGraph graph)
    {
        int n = graph.Size;
        int[] parent = new int[n], ancestor = new int[n];
        for (int k = 0; k < n; k++)
        {
            parent[k] = ancestor[k] = -1;
            for (int p = graph.Starts[k]; p < graph.Starts[k + 1]; p++)
            {
                int i = graph.Neighbours[p];
                while (i >= 0 && i < k)
                {
                    int next = ancestor[i];
                    ancestor[i] = k;
                    if (next < 0) parent[i] = k;
                    i = next;
                }
            }
        }
        return parent;
    }

    /// <summary>Entries below the diagonal in every column of L, by walking row subtrees: O(entries of L).</summary>
    public static int[] Counts(SymmetricGraph graph, int[] parent)
    {
        int n = graph.Size;
        int[] count = new int[n], seen = new int[n];
        for (int i = 0; i < n; i++)
        {
            seen[i] = i;
            for (int p = graph.Starts[i]; p < graph.Starts[i + 1]; p++)
            {
                for (int j = graph.Neighbours[p]; j < i && seen[j] != i; j = parent[j])
                {
                    seen[j] = i;
                    count[j]++;
                }
            }
        }
        return count;
    }

    /// <summary>Children before parents, the child with the longest column last, next to its parent.</summary>
    public static int[] Postorder(int[] parent, int[] count)
    {
        int n = parent.Length, ordered = 0, depth = 0;
        int[] firstChild = new int[n], next = new int[n], order = new int[n], stack = new int[n];
        Array.Fill(firstChild, -1);
        var byCount = new int[n];
        for (int i = 0; i < n; i++) byCount[i] = i;
        Array.Sort((int[])count.Clone(), byCount);
        foreach (int i in byCount)                                // pushed in front: the longest comes out first here ...
        {
            if (parent[i] < 0) continue;
            (next[i], firstChild[parent[i]]) = (firstChild[parent[i]], i);
        }
        for (int root = 0; root < n; root++)
        {
            if (parent[root] >= 0) continue;
            stack[depth++] = root;
            while (depth > 0)
            {
                int i = stack[depth - 1], child = firstChild[i];
                if (child < 0)
                {
                    depth--;
                    order[ordered++] = i;
                    continue;
                }
                firstChild[i] = -1;
                for (; child >= 0; child = next[child]) stack[depth++] = child;
            }
        }
        return order;                                            // ... is stacked first, and so ordered last
    }
}
