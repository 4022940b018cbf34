namespace NanoSpice.Numerics;

// Nodes that can no longer be told apart are eliminated as one.
internal sealed partial class QuotientGraph
{
    // Nodes with the same closed neighbourhood (the unknowns of one cell) are one node from the start.
    private void MergeTwins()
    {
        for (int i = 0; i < n; i++)
        {
            if (weight[i] == 0) continue;
            int sum = i;
            for (int p = start[i]; p < start[i] + length[i]; p++) sum += lists[p];
            int bucket = (int)((uint)sum % (uint)n);
            int other = hashHead[bucket];
            while (other >= 0 && !(hash[other] == sum && length[other] == length[i] && Twins(i, other))) other = hashNext[other];
            if (other >= 0)
            {
                Absorb(other, i);
                continue;
            }
            (hash[i], hashNext[i], hashHead[bucket]) = (sum, hashHead[bucket], i);
        }
        Array.Fill(hashHead, -1);
    }

    private bool Twins(int i, int other)
    {
        flag++;
        for (int p = start[i]; p < start[i] + length[i]; p++) mark[lists[p]] = flag;
        mark[i] = flag;
        bool same = mark[other] == flag;
        for (int p = start[other]; same && p < start[other] + length[other]; p++) same = mark[lists[p]] == flag;
        return same;
    }

    private void Absorb(int keeper, int merged)
    {
        weight[keeper] += weight[merged];
        weight[merged] = length[merged] = 0;
        Append(keeper, merged);
    }

    private void Append(int keeper, int member)
    {
        nextMember[lastMember[keeper]] = member;
        lastMember[keeper] = lastMember[member];
    }

    // Variables of the newest element with equal lists. [AMD] sec. 3.3
    private void MergeAlike(int me)
    {
        for (int q = start[me]; q < start[me] + length[me]; q++)
        {
            if (weight[lists[q]] == 0) continue;
            int bucket = hash[lists[q]], i = hashHead[bucket];
            hashHead[bucket] = -1;
            for (; i >= 0 && hashNext[i] >= 0; i = hashNext[i])
            {
                for (int p = start[i] + 1; p < start[i] + length[i]; p++) mark[lists[p]] = flag;
                int before = i;
                for (int j = hashNext[i]; j >= 0; j = hashNext[j])
                {
                    if (Alike(i, j))
                    {
                        Absorb(i, j);
                        hashNext[before] = hashNext[j];
                    }
                    else before = j;
                }
                flag++;
            }
        }
    }

    private bool Alike(int i, int j)
    {
        bool same = length[i] == length[j] && elements[i] == elements[j];
        for (int p = start[j] + 1; same && p < start[j] + length[j]; p++) same = mark[lists[p]] == flag;
        return same;
    }
}
