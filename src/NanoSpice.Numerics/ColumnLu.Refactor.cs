using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NanoSpice.Numerics;

internal sealed partial class ColumnLu<T>
{
    /// <summary>Factors with the pivots of the last Factor; allocates nothing.</summary>
    public LuStatus Refactor(SparseMatrix<T> a)
    {
        int bad = RowScaling.ColumnNotFinite(a);
        if (bad >= 0) return new LuStatus(LuOutcome.NotFinite, bad);
        int failed = Eliminate(a.Values);
        if (failed < 0) return LuStatus.Done;
        Array.Clear(work);
        return new LuStatus(LuOutcome.PivotTooSmall, columnAt[failed]);
    }

    // Bounds are those of the pattern, fixed by Factor: references drop the checks.
    private int Eliminate(T[] values)
    {
        ref T x = ref First(work), l = ref First(lower), u = ref First(upper), inverse = ref First(reciprocal), a = ref First(values);
        ref int starts = ref First(lowerStart), li = ref First(lowerRow), ui = ref First(upperRow), ai = ref First(target);
        ref double w = ref First(pivotWeight), reach = ref First(columnReach);
        double growth = 0, limit = Math.Max(options.GrowthLimit, 4 * factorGrowth);
        int p = 0, q = 0, lowerBegin = 0;
        for (int k = 0; k < n; k++)
        {
            int end = targetStart[k + 1], shift = sourceStart[k] - p;
            for (; p < end; p++) At(ref x, At(ref ai, p)) = At(ref a, p + shift);

            for (end = upperInside[k]; q < end; q++)
            {
                ref T xi = ref At(ref x, At(ref ui, q));
                At(ref u, q) = xi;
                xi = T.Zero;
            }
            for (end = upperStart[k + 1]; q < end; q++)
            {
                int j = At(ref ui, q);
                T xj = At(ref x, j), minus = -xj;
                growth = Math.Max(growth, RowScaling.Magnitude(xj) * At(ref reach, j));
                At(ref x, j) = T.Zero;
                At(ref u, q) = xj;
                int stop = At(ref starts, j + 1);
                for (int r = At(ref starts, j); r < stop; r++) Add(ref At(ref x, At(ref li, r)), At(ref l, r), minus);
            }

            T pivotInverse = T.One / At(ref x, k);
            At(ref x, k) = T.Zero;
            At(ref inverse, k) = pivotInverse;
            int lowerEnd = lowerStart[k + 1];
            double largest = 0;
            for (int r = lowerBegin; r < lowerEnd; r++)
            {
                int i = At(ref li, r);
                T ratio = At(ref x, i) * pivotInverse;
                At(ref x, i) = T.Zero;
                At(ref l, r) = ratio;
                largest = Math.Max(largest, RowScaling.Magnitude(ratio) * At(ref w, i));
            }
            lowerBegin = lowerEnd;
            At(ref reach, k) = largest;
            if (!(growth <= limit) || !double.IsFinite(RowScaling.Magnitude(pivotInverse))) return k;
        }
        return -1;
    }

    private static ref TItem First<TItem>(TItem[] array) => ref MemoryMarshal.GetArrayDataReference(array);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref TItem At<TItem>(ref TItem first, int index) => ref Unsafe.Add(ref first, (nint)(uint)index);
}
