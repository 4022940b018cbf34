namespace NanoSpice.Numerics;

/// <summary>Nodes by degree, smallest first; first in, first out, so that the ends of a chain are eliminated in turn.</summary>
internal sealed class DegreeLists
{
    private readonly int[] head, tail, next, previous;
    private int smallest;

    public DegreeLists(int n)
    {
        (head, tail, next, previous) = (new int[n + 1], new int[n + 1], new int[n], new int[n]);
        Array.Fill(head, -1);
        Array.Fill(tail, -1);
    }

    public void Add(int i, int degree)
    {
        int last = tail[degree];
        (next[i], previous[i], tail[degree]) = (-1, last, i);
        if (last >= 0) next[last] = i;
        else head[degree] = i;
        if (degree < smallest) smallest = degree;
    }

    public void Remove(int i, int degree)
    {
        int before = previous[i], after = next[i];
        if (before >= 0) next[before] = after;
        else head[degree] = after;
        if (after >= 0) previous[after] = before;
        else tail[degree] = before;
    }

    public int TakeSmallest()
    {
        while (head[smallest] < 0) smallest++;
        int i = head[smallest];
        Remove(i, smallest);
        return i;
    }
}
