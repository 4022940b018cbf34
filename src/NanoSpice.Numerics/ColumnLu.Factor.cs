namespace NanoSpice.Numerics;

internal sealed partial class ColumnLu<T>
{
    // State of one Factor, by position: rows get their pivot as columns are eliminated.
    private sealed class Elimination(int n)
    {
        public readonly int[] PivotOf = Filled(n, -1);           // pivot of the row at a position
        public readonly int[] PositionOf = new int[n];           // position of the row of a pivot
        public readonly int[] Diagonal = Identity(n);            // row preferred by a column; swapped when another column takes it
        public readonly int[] ColumnPreferring = Identity(n);
        public readonly int[] Seen = Filled(n, -1);
        public readonly int[] Path = new int[n], At = new int[n], Topological = new int[n];
        public readonly int[] Pruned = new int[n];               // end of the part of an L column that a search need follow
        public int Top;

        private static int[] Filled(int n, int value)
        {
            var filled = new int[n];
            Array.Fill(filled, value);
            return filled;
        }

        private static int[] Identity(int n)
        {
            var identity = new int[n];
            for (int i = 0; i < n; i++) identity[i] = i;
            return identity;
        }
    }

    /// <summary>Factors with pivots chosen anew.</summary>
    public LuStatus Factor(SparseMatrix<T> a)
    {
        int bad = RowScaling.ColumnNotFinite(a);
        if (bad >= 0) return new LuStatus(LuOutcome.NotFinite, bad);
        RowScaling.Weigh(a, options.Scale, weight);
        Array.Clear(work);
        factorGrowth = 0;
        var e = new Elimination(n);
        int[] blocks = structure.Blocks;
        for (int b = 0; b + 1 < blocks.Length; b++)
        {
            for (int k = blocks[b]; k < blocks[b + 1]; k++)
            {
                LuOutcome outcome = FactorColumn(a, e, k, blocks[b]);
                if (outcome != LuOutcome.Done) return new LuStatus(outcome, columnAt[k]);
            }
        }
        NameRowsByPivot(e);
        return LuStatus.Done;
    }

    private LuOutcome FactorColumn(SparseMatrix<T> a, Elimination e, int k, int blockStart)
    {
        int lowerEnd = lowerStart[k], upperEnd = upperStart[k];
        EnsureRoom(lowerEnd + n - k, upperEnd + k);
        e.Top = n;
        double largestEntry = 0;
        SparsePattern pattern = structure.Pattern;
        for (int p = pattern.Starts[columnAt[k]]; p < pattern.Starts[columnAt[k] + 1]; p++)
        {
            int row = pattern.Rows[p], position = structure.PositionOfRow[row];
            if (position < blockStart)
            {
                (upperRow[upperEnd], upper[upperEnd++]) = (e.PivotOf[position], a.Values[p]);
                continue;
            }
            if (e.Seen[position] != k) Reach(e, position, k, ref lowerEnd);
            work[position] = a.Values[p];
            largestEntry = Math.Max(largestEntry, RowScaling.Magnitude(a.Values[p]) * weight[row]);
        }
        upperInside[k] = upperEnd;
        bool updated = e.Top < n;
        for (int t = e.Top; t < n; t++)
        {
            int j = e.Topological[t], position = e.PositionOf[j];
            T u = work[position];
            work[position] = T.Zero;
            (upperRow[upperEnd], upper[upperEnd++]) = (j, u);
            factorGrowth = Math.Max(factorGrowth, RowScaling.Magnitude(u) * columnReach[j]);
            for (int p = lowerStart[j]; p < lowerStart[j + 1]; p++) work[lowerRow[p]] -= lower[p] * u;
        }
        (lowerStart[k + 1], upperStart[k + 1]) = (lowerEnd, upperEnd);
        LuOutcome outcome = TakePivot(e, k, updated ? options.SingularTolerance * largestEntry : 0);
        if (outcome == LuOutcome.Done) Prune(e, k);
        return outcome;
    }

    // Depth-first search from a row through the columns of L: new rows join column k of L, pivots its topological list.
    private void Reach(Elimination e, int root, int k, ref int lowerEnd)
    {
        int depth = 0;
        Visit(root, ref lowerEnd);
        while (depth > 0)
        {
            int j = e.Path[depth - 1];
            if (e.At[depth - 1] < e.Pruned[j])
            {
                int position = lowerRow[e.At[depth - 1]++];
                if (e.Seen[position] != k) Visit(position, ref lowerEnd);
                continue;
            }
            depth--;
            e.Topological[--e.Top] = j;
        }

        void Visit(int position, ref int end)
        {
            e.Seen[position] = k;
            int j = e.PivotOf[position];
            if (j < 0) lowerRow[end++] = position;
            else (e.Path[depth], e.At[depth++]) = (j, lowerStart[j]);
        }
    }

    private LuOutcome TakePivot(Elimination e, int k, double negligible)
    {
        double largest = 0;
        int best = -1, preferred = -1;
        for (int p = lowerStart[k]; p < lowerStart[k + 1]; p++)
        {
            double candidate = Weighted(lowerRow[p]);
            if (!double.IsFinite(candidate)) return LuOutcome.NotFinite;
            if (candidate > largest) (largest, best) = (candidate, p);
            if (lowerRow[p] == e.Diagonal[k]) preferred = p;
        }
        if (best < 0 || largest <= negligible) return LuOutcome.Singular;
        if (preferred >= 0 && Weighted(lowerRow[preferred]) >= options.PivotThreshold * largest) best = preferred;

        int row = lowerRow[best], last = --lowerStart[k + 1];
        lowerRow[best] = lowerRow[last];
        T inverse = T.One / work[row];
        double size = RowScaling.Magnitude(inverse), reach = 0;
        work[row] = T.Zero;
        for (int p = lowerStart[k]; p < last; p++)
        {
            lower[p] = work[lowerRow[p]] * inverse;
            reach = Math.Max(reach, Weighted(lowerRow[p]) * size);
            work[lowerRow[p]] = T.Zero;
        }
        (columnReach[k], reciprocal[k], e.PivotOf[row], e.PositionOf[k], e.Pruned[k]) = (reach, inverse, k, row, last);

        int other = e.ColumnPreferring[row], left = e.Diagonal[k];
        (e.Diagonal[other], e.ColumnPreferring[left]) = (left, other);
        return LuOutcome.Done;

        double Weighted(int position) => RowScaling.Magnitude(work[position]) * weight[structure.Rows[position]];
    }

    // Column j of L reaches the pivot row of k, and so everything below through column k: later searches stop at the
    // rows that are pivots by now. [EL]
    private void Prune(Elimination e, int k)
    {
        int pivotRow = e.PositionOf[k];
        for (int q = upperInside[k]; q < upperStart[k + 1]; q++)
        {
            int j = upperRow[q], end = lowerStart[j + 1];
            if (e.Pruned[j] < end || Array.IndexOf(lowerRow, pivotRow, lowerStart[j], end - lowerStart[j]) < 0) continue;
            int front = lowerStart[j];
            while (front < end)
            {
                if (e.PivotOf[lowerRow[front]] >= 0)
                {
                    front++;
                    continue;
                }
                end--;
                (lowerRow[front], lowerRow[end]) = (lowerRow[end], lowerRow[front]);
                (lower[front], lower[end]) = (lower[end], lower[front]);
            }
            e.Pruned[j] = front;
        }
    }

    private void EnsureRoom(int lowerNeed, int upperNeed)
    {
        if (lowerNeed > lowerRow.Length) Grow(ref lowerRow, ref lower, lowerNeed);
        if (upperNeed > upperRow.Length) Grow(ref upperRow, ref upper, upperNeed);
    }

    private static void Grow(ref int[] rows, ref T[] values, int need)
    {
        int size = Math.Max(need, rows.Length + rows.Length / 2);
        Array.Resize(ref rows, size);
        Array.Resize(ref values, size);
    }

    private void NameRowsByPivot(Elimination e)
    {
        for (int k = 0; k < n; k++)
        {
            rowAt[k] = structure.Rows[e.PositionOf[k]];
            pivotWeight[k] = weight[rowAt[k]];
        }
        for (int p = 0; p < lowerStart[n]; p++) lowerRow[p] = e.PivotOf[lowerRow[p]];
        SortRows(lowerStart, ref lowerRow, ref lower);
        SortRows(upperStart, ref upperRow, ref upper);          // entries left of the own block are the lower pivots: they stay first
        SparsePattern pattern = structure.Pattern;
        for (int k = 0; k < n; k++)
        {
            for (int p = targetStart[k], q = sourceStart[k]; p < targetStart[k + 1]; p++, q++)
            {
                target[p] = e.PivotOf[structure.PositionOfRow[pattern.Rows[q]]];
            }
        }
    }

    // Ascending rows in every column by transposing twice: memory is then walked in one direction.
    private void SortRows(int[] starts, ref int[] rows, ref T[] values)
    {
        int count = starts[n];
        int[] next = new int[n + 1], columnOf = new int[count], from = new int[count];
        for (int p = 0; p < count; p++) next[rows[p] + 1]++;
        for (int i = 0; i < n; i++) next[i + 1] += next[i];
        for (int k = 0; k < n; k++)
        {
            for (int p = starts[k]; p < starts[k + 1]; p++)
            {
                int slot = next[rows[p]]++;
                (columnOf[slot], from[slot]) = (k, p);
            }
        }
        var (sortedRows, sorted) = (new int[count], new T[count]);
        Array.Copy(starts, next, n);
        for (int slot = 0; slot < count; slot++)
        {
            int to = next[columnOf[slot]]++;
            (sortedRows[to], sorted[to]) = (rows[from[slot]], values[from[slot]]);
        }
        (rows, values) = (sortedRows, sorted);
    }
}
