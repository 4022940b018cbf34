using System.Runtime.CompilerServices;

namespace NanoSpice.Numerics;

internal sealed partial class FrontLu<T>
{
    /// <summary>b becomes the solution of A x = b.</summary>
    public void Solve(Span<T> b)
    {
        for (int k = 0; k < n; k++) work[k] = Scaled(b[rowAt[k]], weight[rowAt[k]]);
        for (int s = 0; s < tree.Count; s++) Forward(s);
        for (int s = tree.Count - 1; s >= 0; s--) Backward(s);
        for (int k = 0; k < n; k++) b[columnAt[k]] = work[k];
    }

    private void Forward(int s)
    {
        int width = Width(s), step = Padded(width), first = tree.First[s];
        ref T y = ref First(local, 0), panel = ref First(factors, panelStart[s]);
        for (int i = 0; i < width; i++) local[i] = work[first + pivotRow[first + i]];
        for (int i = 0; i < width; i++)
        {
            work[first + i] = local[i] -= DenseBlocks.Dot(ref panel, ref y, i);
            panel = ref Unsafe.Add(ref panel, step);
        }
        for (int t = tree.RowStart[s]; t < tree.RowStart[s + 1]; t++)
        {
            work[tree.Rows[t]] -= DenseBlocks.Dot(ref panel, ref y, width);
            panel = ref Unsafe.Add(ref panel, step);
        }
    }

    private void Backward(int s)
    {
        int width = Width(s), rows = RowCount(s), step = Padded(width), tailStep = Padded(rows), first = tree.First[s];
        Gather(s);
        ref T known = ref First(gathered, 0);
        for (int i = width - 1; i >= 0; i--)
        {
            T sum = work[first + i] - DenseBlocks.Dot(ref First(factors, tailStart[s] + i * tailStep), ref known, rows);
            sum -= DenseBlocks.Dot(ref First(factors, panelStart[s] + i * step + i + 1), ref First(work, first + i + 1), width - i - 1);
            work[first + i] = sum * reciprocal[first + i];
        }
    }

    private void Gather(int s)
    {
        int begin = tree.RowStart[s];
        for (int t = 0; t < RowCount(s); t++) gathered[t] = work[tree.Rows[begin + t]];
    }

    /// <summary>b becomes the solution of A' x = b (transposed, not conjugated).</summary>
    public void SolveTransposed(Span<T> b)
    {
        for (int k = 0; k < n; k++) work[k] = b[columnAt[k]];
        for (int s = 0; s < tree.Count; s++) ForwardTransposed(s);
        for (int s = tree.Count - 1; s >= 0; s--) BackwardTransposed(s);
        for (int k = 0; k < n; k++) b[rowAt[k]] = Scaled(work[k], weight[rowAt[k]]);
    }

    private void ForwardTransposed(int s)
    {
        int width = Width(s), rows = RowCount(s), step = Padded(width), tailStep = Padded(rows), first = tree.First[s];
        Gather(s);
        for (int i = 0; i < width; i++)
        {
            T z = work[first + i] *= reciprocal[first + i];
            DenseBlocks.Accumulate(ref First(work, first + i + 1), ref First(factors, panelStart[s] + i * step + i + 1), -z, width - i - 1);
            DenseBlocks.Accumulate(ref First(gathered, 0), ref First(factors, tailStart[s] + i * tailStep), -z, rows);
        }
        int begin = tree.RowStart[s];
        for (int t = 0; t < rows; t++) work[tree.Rows[begin + t]] = gathered[t];
    }

    private void BackwardTransposed(int s)
    {
        int width = Width(s), rows = RowCount(s), step = Padded(width), first = tree.First[s], begin = tree.RowStart[s];
        ref T y = ref First(local, 0);
        Array.Copy(work, first, local, 0, width);
        for (int t = 0; t < rows; t++)
        {
            DenseBlocks.Accumulate(ref y, ref First(factors, panelStart[s] + (width + t) * step), -work[tree.Rows[begin + t]], width);
        }
        for (int i = width - 1; i > 0; i--) DenseBlocks.Accumulate(ref y, ref First(factors, panelStart[s] + i * step), -local[i], i);
        for (int i = 0; i < width; i++) work[first + pivotRow[first + i]] = local[i];
    }
}
