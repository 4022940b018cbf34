using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NanoSpice.Numerics;

internal sealed partial class ColumnLu<T>
{
    /// <summary>b becomes the solution of A x = b.</summary>
    public void Solve(Span<T> b)
    {
        ref T x = ref First(work), l = ref First(lower), u = ref First(upper), inverse = ref First(reciprocal), outside = ref MemoryMarshal.GetReference(b);
        ref int li = ref First(lowerRow), ui = ref First(upperRow), rows = ref First(rowAt), columns = ref First(columnAt);
        ref int lowerEnd = ref First(lowerStart), upperEnd = ref First(upperStart);
        for (int k = 0; k < n; k++) At(ref x, k) = At(ref outside, At(ref rows, k));
        int[] blocks = structure.Blocks;
        for (int block = blocks.Length - 2; block >= 0; block--)
        {
            int first = blocks[block], end = blocks[block + 1];
            int p = At(ref lowerEnd, first), q = At(ref upperEnd, end) - 1;
            for (int k = first; k < end; k++)
            {
                T minus = -At(ref x, k);
                for (int stop = At(ref lowerEnd, k + 1); p < stop; p++) Add(ref At(ref x, At(ref li, p)), At(ref l, p), minus);
            }
            for (int k = end - 1; k >= first; k--)
            {
                T xk = At(ref x, k) * At(ref inverse, k), minus = -xk;
                At(ref x, k) = xk;
                for (int stop = At(ref upperEnd, k); q >= stop; q--) Add(ref At(ref x, At(ref ui, q)), At(ref u, q), minus);
            }
        }
        for (int k = 0; k < n; k++)
        {
            At(ref outside, At(ref columns, k)) = At(ref x, k);
            At(ref x, k) = T.Zero;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref T sum, T factor, T value) => sum = T.MultiplyAddEstimate(factor, value, sum);

    /// <summary>b becomes the solution of A' x = b (transposed, not conjugated).</summary>
    public void SolveTransposed(Span<T> b)
    {
        ref T x = ref First(work), l = ref First(lower), u = ref First(upper);
        ref int li = ref First(lowerRow), ui = ref First(upperRow);
        for (int k = 0; k < n; k++) At(ref x, k) = b[columnAt[k]];
        int[] blocks = structure.Blocks;
        for (int block = 0; block + 1 < blocks.Length; block++)
        {
            int first = blocks[block], end = blocks[block + 1];
            for (int k = first; k < end; k++)
            {
                T sum = At(ref x, k);
                for (int q = upperStart[k]; q < upperStart[k + 1]; q++) sum -= At(ref u, q) * At(ref x, At(ref ui, q));
                At(ref x, k) = sum * reciprocal[k];
            }
            for (int k = end - 1; k >= first; k--)
            {
                T sum = At(ref x, k);
                for (int p = lowerStart[k]; p < lowerStart[k + 1]; p++) sum -= At(ref l, p) * At(ref x, At(ref li, p));
                At(ref x, k) = sum;
            }
        }
        for (int k = 0; k < n; k++)
        {
            b[rowAt[k]] = At(ref x, k);
            At(ref x, k) = T.Zero;
        }
    }
}
