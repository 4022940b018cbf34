using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NanoSpice.Numerics;

internal sealed partial class FrontLu<T>
{
    private const int PanelWidth = 16;                           // multiple of a vector; small against typical fronts of 50 to 300

    /// <summary>Factors a; allocates nothing. PivotTooSmall: a front has no good pivot among its own rows.</summary>
    public LuStatus Factor(SparseMatrix<T> a)
    {
        int bad = RowScaling.ColumnNotFinite(a);
        if (bad >= 0) return new LuStatus(LuOutcome.NotFinite, bad);
        RowScaling.Weigh(a, options.Scale, weight);
        MeasureColumns(a);
        int top = 0;
        for (int s = 0, open = 0; s < tree.Count; s++)
        {
            LoadFront(a, s);
            int size = RemainderSize(s), remainder = top;
            Array.Clear(stack, remainder, size);
            while (open > 0 && tree.Parent[openFronts[open - 1]] == s)
            {
                int child = openFronts[--open];
                top -= RemainderSize(child);
                Extend(child, top, s, remainder);
            }
            int failed = FactorFront(s, remainder);
            if (failed >= 0) return new LuStatus(LuOutcome.PivotTooSmall, columnAt[tree.First[s] + failed]);
            if (top != remainder) Array.Copy(stack, remainder, stack, top, size);
            top += size;
            openFronts[open++] = s;
        }
        return LuStatus.Done;
    }

    private void MeasureColumns(SparseMatrix<T> a)
    {
        for (int j = 0; j < n; j++)
        {
            double largest = 0;
            for (int p = pattern.Starts[j]; p < pattern.Starts[j + 1]; p++)
            {
                largest = Math.Max(largest, RowScaling.Magnitude(a.Values[p]) * weight[pattern.Rows[p]]);
            }
            columnSize[j] = largest;
        }
    }

    private void LoadFront(SparseMatrix<T> a, int s)
    {
        int end = s + 1 < tree.Count ? panelStart[s + 1] : factors.Length;
        Array.Clear(factors, panelStart[s], end - panelStart[s]);
        for (int e = entryStart[s]; e < entryStart[s + 1]; e++)
        {
            int p = entrySource[e];
            factors[entryTarget[e]] = Scaled(a.Values[p], weight[entryRow[e]]);
        }
    }

    // Adds the remainder of a child to the front of its parent, run by run of rows that lie side by side in both.
    private void Extend(int child, int from, int s, int remainder)
    {
        int width = Width(s), panelStep = Padded(width), tailStep = Padded(RowCount(s)), step = Padded(RowCount(child));
        ReadOnlySpan<int> relative = tree.Relative.AsSpan(tree.RowStart[child], RowCount(child));
        int count = FindRuns(relative, width), pivotRuns = 0;
        while (pivotRuns < count && relative[runs[pivotRuns].From] < width) pivotRuns++;
        for (int i = 0; i < relative.Length; i++)
        {
            int row = relative[i];
            ref T source = ref First(stack, from + i * step), panel = ref First(factors, panelStart[s] + row * panelStep);
            for (int r = 0; r < pivotRuns; r++) DenseBlocks.Add(ref Unsafe.Add(ref panel, runs[r].To), ref Unsafe.Add(ref source, runs[r].From), runs[r].Length);
            if (pivotRuns == count) continue;
            ref T rest = ref (row < width
                ? ref First(factors, tailStart[s] + row * tailStep)
                : ref First(stack, remainder + (row - width) * tailStep));
            for (int r = pivotRuns; r < count; r++) DenseBlocks.Add(ref Unsafe.Add(ref rest, runs[r].To), ref Unsafe.Add(ref source, runs[r].From), runs[r].Length);
        }
    }

    private int FindRuns(ReadOnlySpan<int> relative, int width)
    {
        int count = 0;
        for (int i = 0, end; i < relative.Length; i = end)
        {
            for (end = i + 1; end < relative.Length && relative[end] == relative[end - 1] + 1 && relative[end] != width;) end++;
            runs[count++] = (i, relative[i] < width ? relative[i] : relative[i] - width, end - i);
        }
        return count;
    }

    // Blocked elimination: pivot block, U right of it, L below it, and the remainder. Returns a failed column, or -1.
    private int FactorFront(int s, int remainder)
    {
        int width = Width(s), rows = RowCount(s), step = Padded(width), tailStep = Padded(rows), first = tree.First[s];
        ref T panel = ref First(factors, panelStart[s]), tail = ref First(factors, tailStart[s]);
        for (int k = 0; k < width; k++) pivotRow[first + k] = k;
        for (int begin = 0; begin < width; begin += PanelWidth)
        {
            int end = Math.Min(begin + PanelWidth, width), size = end - begin, beyond = Math.Min(begin + PanelWidth, step);
            for (int k = begin; k < end; k++)
            {
                if (!EliminateColumn(s, ref panel, ref tail, k, end)) return k;
            }
            ref T corner = ref Unsafe.Add(ref panel, begin * step + begin), right = ref Unsafe.Add(ref panel, begin * step + beyond);
            ref T rightTail = ref Unsafe.Add(ref tail, begin * tailStep), below = ref Unsafe.Add(ref panel, end * step + begin);
            DenseBlocks.SolveUnitLower(ref corner, step, ref right, step, size, step - beyond);
            DenseBlocks.SolveUnitLower(ref corner, step, ref rightTail, tailStep, size, tailStep);
            DenseBlocks.SolveUpperRight(ref Unsafe.Add(ref panel, width * step + begin), step, ref corner, step, reciprocal.AsSpan(first + begin, size), rows);
            DenseBlocks.Subtract(ref Unsafe.Add(ref panel, end * step + beyond), step, ref below, step, ref right, step, width + rows - end, step - beyond, size);
            DenseBlocks.Subtract(ref Unsafe.Add(ref tail, end * tailStep), tailStep, ref below, step, ref rightTail, tailStep, width - end, tailStep, size);
        }
        int grown = GrownColumn(ref panel, ref tail, width, rows, step);
        if (grown < 0) DenseBlocks.Subtract(ref First(stack, remainder), tailStep, ref Unsafe.Add(ref panel, width * step), step, ref tail, tailStep, rows, tailStep, width);
        return grown;
    }

    private bool EliminateColumn(int s, ref T panel, ref T tail, int k, int end)
    {
        int width = Width(s), step = Padded(width), first = tree.First[s], best = k;
        double largest = 0;
        for (int i = k; i < width; i++)
        {
            double size = RowScaling.Magnitude(Unsafe.Add(ref panel, i * step + k));
            if (size > largest) (largest, best) = (size, i);
        }
        if (!(largest > options.SingularTolerance * columnSize[columnAt[first + k]] && largest <= double.MaxValue)) return false;
        if (RowScaling.Magnitude(Unsafe.Add(ref panel, k * step + k)) >= options.PivotThreshold * largest) best = k;
        if (best != k)
        {
            int tailStep = Padded(RowCount(s));
            Swap(ref Unsafe.Add(ref panel, k * step), ref Unsafe.Add(ref panel, best * step), step);
            Swap(ref Unsafe.Add(ref tail, k * tailStep), ref Unsafe.Add(ref tail, best * tailStep), tailStep);
            (pivotRow[first + k], pivotRow[first + best]) = (pivotRow[first + best], pivotRow[first + k]);
        }
        ref T row = ref Unsafe.Add(ref panel, k * step);
        T inverse = reciprocal[first + k] = T.One / Unsafe.Add(ref row, k);
        for (int i = k + 1; i < width; i++)
        {
            ref T other = ref Unsafe.Add(ref panel, i * step);
            T l = Unsafe.Add(ref other, k) *= inverse;
            DenseBlocks.Accumulate(ref Unsafe.Add(ref other, k + 1), ref Unsafe.Add(ref row, k + 1), -l, end - k - 1);
        }
        return true;
    }

    // Rows below were not asked when pivots were chosen: a step whose |l u| outgrew the scaled rows (of size 1) tells so.
    // Ten times the limit of columns: the product of maxima overrates, and going over costs ten factorizations.
    private int GrownColumn(ref T panel, ref T tail, int width, int rows, int step)
    {
        Array.Fill(reach, 1, 0, width);                          // the row itself
        for (int i = 0; i < rows; i++) DenseBlocks.RaiseToMagnitudes(ref reach[0], ref Unsafe.Add(ref panel, (width + i) * step), width);
        int tailStep = Padded(rows);
        for (int k = 0; k < width; k++)
        {
            double right = DenseBlocks.LargestMagnitude(ref Unsafe.Add(ref panel, k * step + k + 1), width - k - 1);
            double beyond = DenseBlocks.LargestMagnitude(ref Unsafe.Add(ref tail, k * tailStep), rows);
            if (!(reach[k] * Math.Max(right, beyond) <= 10 * options.GrowthLimit)) return k;
        }
        return -1;
    }

    private static void Swap(ref T x, ref T y, int length)
    {
        for (int k = 0; k < length; k++) (Unsafe.Add(ref x, k), Unsafe.Add(ref y, k)) = (Unsafe.Add(ref y, k), Unsafe.Add(ref x, k));
    }

    private static T Scaled(T value, double by) => typeof(T) == typeof(double)
        ? (T)(object)((double)(object)value * by)
        : (T)(object)((Complex)(object)value * by);

    private static ref T First(T[] array, int index) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), index);
}
