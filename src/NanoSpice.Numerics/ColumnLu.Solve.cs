namespace NanoSpice.Numerics;

internal sealed partial class ColumnLu<T>
{
    /// <summary>b becomes the solution of A x = b.</summary>
    public void Solve(Span<T> b)
    {
        ref T x = ref First(work), l = ref First(lower), u = ref First(upper), inverse = ref First(reciprocal);
        ref int li = ref First(lowerRow), ui = ref First(upperRow);
        for (int k = 0; k < n; k++) At(ref x, k) = b[rowAt[k]];
        int[] blocks = structure.Blocks;
        for (int block = blocks.Length - 2; block >= 0; block--)
        {
            int first = blocks[block], end = blocks[block + 1];
            int p = lowerStart[first], q = upperStart[end] - 1;
            for (int k = first; k < end; k++)
            {
                T xk = At(ref x, k);
                for (int stop = lowerStart[k + 1]; p < stop; p++) At(ref x, At(ref li, p)) -= At(ref l, p) * xk;
            }
            for (int k = end - 1; k >= first; k--)
            {
                T xk = At(ref x, k) * At(ref inverse, k);
                At(ref x, k) = xk;
                for (int stop = upperStart[k]; q >= stop; q--) At(ref x, At(ref ui, q)) -= At(ref u, q) * xk;
            }
        }
        for (int k = 0; k < n; k++)
        {
            b[columnAt[k]] = At(ref x, k);
            At(ref x, k) = T.Zero;
        }
    }

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
