namespace NanoSpice.Numerics;

/// <summary>
/// Elimination graph kept implicitly: an eliminated node becomes an element, the clique of what it touched. Degrees are
/// bounds, sum over elements of |Le \ Lme|; alike nodes merge; elements inside the newest one are absorbed. [AMD]
/// </summary>
internal sealed partial class QuotientGraph
{
    private readonly int n;
    private readonly int[] start, length;      // list of node i: its elements first, then variables; of an element: variables
    private readonly int[] elements;           // elements at the head of a variable's list
    private readonly int[] weight;             // nodes merged into i; 0 when merged, eliminated or put off; < 0 inside the newest element
    private readonly int[] degree;             // bound of a variable's degree; exact size of an element
    private readonly int[] mark;               // 0: dead element; otherwise compared with flag
    private readonly int[] nextMember, lastMember;
    private readonly int[] hash, hashHead, hashNext;
    private readonly DegreeLists queue;
    private readonly int[] order;
    private int[] lists;
    private int free, ordered, eliminated, reach, flag = 2;
    private double entries, flops;

    public QuotientGraph(SymmetricGraph graph)
    {
        n = graph.Size;
        free = graph.Neighbours.Length;
        lists = new int[free + free / 4 + n + 1];
        Array.Copy(graph.Neighbours, lists, free);
        (start, length, elements, degree, order) = (graph.Starts[..n], new int[n], new int[n], new int[n], new int[n]);
        (hash, hashHead, hashNext, nextMember, lastMember) = (new int[n], new int[n], new int[n], new int[n], new int[n]);
        (weight, mark) = (new int[n], new int[n]);
        Array.Fill(weight, 1);
        Array.Fill(mark, 1);
        Array.Fill(hashHead, -1);
        Array.Fill(nextMember, -1);
        for (int i = 0; i < n; i++)
        {
            length[i] = graph.Starts[i + 1] - graph.Starts[i];
            lastMember[i] = i;
        }
        queue = new DegreeLists(n);
    }

    /// <summary>The order; may be called once.</summary>
    public EliminationOrder Eliminate()
    {
        int[] dense = PutOffDense();
        MergeTwins();
        for (int i = 0; i < n; i++)
        {
            if (weight[i] == 0) continue;
            for (int p = start[i]; p < start[i] + length[i]; p++) degree[i] += weight[lists[p]];
            queue.Add(i, degree[i]);
        }
        while (eliminated < n)
        {
            int me = queue.TakeSmallest(), before = eliminated;
            BuildElement(me);
            CompareElements(me);
            UpdateVariables(me);
            MergeAlike(me);
            Close(me);
            for (int k = eliminated - before - 1; k >= 0; k--) Predict(reach + dense.Length + k);
        }
        for (int k = 0; k < dense.Length; k++)
        {
            order[ordered++] = dense[k];
            Predict(dense.Length - 1 - k);
        }
        return new EliminationOrder(order, entries, flops);
    }

    private void Predict(double below)
    {
        entries += 2 * below + 1;
        flops += below + 2 * below * below;
    }

    // A node of degree >> sqrt n, the sheet of a ladder or a supply rail, would be scanned at every step: it goes last.
    private int[] PutOffDense()
    {
        int limit = Math.Max(16, (int)(10 * Math.Sqrt(n)));
        int[] dense = [.. Enumerable.Range(0, n).Where(i => length[i] > limit).OrderBy(i => length[i])];
        foreach (int i in dense) weight[i] = length[i] = 0;
        eliminated = dense.Length;
        return dense;
    }

    // Lme = variables of me and of its elements, which it absorbs.
    private void BuildElement(int me)
    {
        Reserve(me);
        eliminated += weight[me];
        weight[me] = reach = 0;
        bool inPlace = elements[me] == 0;
        int from = start[me], middle = from + elements[me], end = from + length[me];
        int to = inPlace ? from : free, begin = to;
        Gather(middle, end, ref to);
        for (int p = from; p < middle; p++)
        {
            int e = lists[p];
            Gather(start[e], start[e] + length[e], ref to);
            mark[e] = length[e] = 0;
        }
        (start[me], length[me], elements[me]) = (begin, to - begin, 0);
        if (!inPlace) free = to;
    }

    private void Gather(int from, int end, ref int to)
    {
        for (int p = from; p < end; p++)
        {
            int i = lists[p], w = weight[i];
            if (w <= 0) continue;
            reach += w;
            weight[i] = -w;
            lists[to++] = i;
            queue.Remove(i, degree[i]);
        }
    }

    private void Reserve(int me)
    {
        int needed = length[me];
        for (int p = start[me]; p < start[me] + elements[me]; p++) needed += length[lists[p]];
        if (free + needed <= lists.Length) return;
        int live = 0;
        for (int i = 0; i < n; i++) live += length[i];
        var compact = new int[Math.Max(lists.Length, live + live / 4 + needed + n)];
        free = 0;
        for (int i = 0; i < n; i++)
        {
            Array.Copy(lists, start[i], compact, free, length[i]);
            start[i] = free;
            free += length[i];
        }
        lists = compact;
    }

    // mark[e] - flag becomes |Le \ Lme| for every element next to Lme.
    private void CompareElements(int me)
    {
        if (flag > int.MaxValue - 3 * n - 3)
        {
            for (int i = 0; i < n; i++) mark[i] = Math.Min(mark[i], 1);
            flag = 2;
        }
        for (int q = start[me]; q < start[me] + length[me]; q++)
        {
            int i = lists[q], w = -weight[i];
            for (int p = start[i]; p < start[i] + elements[i]; p++)
            {
                int e = lists[p];
                if (mark[e] >= flag) mark[e] -= w;
                else if (mark[e] != 0) mark[e] = degree[e] + flag - w;
            }
        }
    }

    private void UpdateVariables(int me)
    {
        for (int q = start[me]; q < start[me] + length[me]; q++)
        {
            int i = lists[q], first = start[i], to = first, outside = 0, key = 0;
            int middle = first + elements[i], end = first + length[i];
            for (int p = first; p < middle; p++)
            {
                int e = lists[p], beyond = mark[e] - flag;
                if (mark[e] == 0) continue;
                if (beyond == 0)
                {
                    mark[e] = length[e] = 0;                     // Le inside Lme
                    continue;
                }
                outside += beyond;
                key += lists[to++] = e;
            }
            int kept = to;
            for (int p = middle; p < end; p++)
            {
                int j = lists[p], w = weight[j];
                if (w <= 0) continue;
                outside += w;
                key += lists[to++] = j;
            }
            Renew(me, i, kept, to, outside, key);
        }
        flag += n + 1;
    }

    private void Renew(int me, int i, int kept, int end, int outside, int key)
    {
        int first = start[i];
        if (end == first)                                        // nothing beyond Lme: eliminated together with me
        {
            int w = -weight[i];
            reach -= w;
            eliminated += w;
            weight[i] = length[i] = 0;
            Append(me, i);
            return;
        }
        lists[end] = lists[kept];
        lists[kept] = lists[first];
        lists[first] = me;
        elements[i] = kept - first + 1;
        length[i] = end - first + 1;
        degree[i] = Math.Min(degree[i], outside);
        int bucket = (int)((uint)key % (uint)n);
        (hash[i], hashNext[i], hashHead[bucket]) = (bucket, hashHead[bucket], i);
    }

    private void Close(int me)
    {
        int to = start[me];
        for (int q = start[me]; q < start[me] + length[me]; q++)
        {
            int i = lists[q], w = -weight[i];
            if (w == 0) continue;
            weight[i] = w;
            degree[i] = Math.Min(degree[i] + reach - w, n - eliminated - w);
            queue.Add(i, degree[i]);
            lists[to++] = i;
        }
        length[me] = to - start[me];
        degree[me] = reach;
        mark[me] = length[me] > 0 ? 1 : 0;
        for (int i = me; i >= 0; i = nextMember[i]) order[ordered++] = i;
    }
}
