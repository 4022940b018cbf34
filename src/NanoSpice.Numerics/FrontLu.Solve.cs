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

    // Lengths are rounded up where the vector has zeros: a dot product then has no ragged end.
    private void Forward(int s)
    {
        int width = Width(s), rows = RowCount(s), step = Padded(width), first = tree.First[s], begin = tree.RowStart[s];
        ref T y = ref First(local, 0), panel = ref First(factors, panelStart[s]);
        for (int i = 0; i < width; i++) gathered[i] = work[first + pivotRow[first + i]];
        Array.Clear(local, 0, step);
        for (int i = 0; i < width; i++)
        {
            work[first + i] = local[i] = gathered[i] - DenseBlocks.Dot(ref panel, ref y, Padded(i));
            panel = ref Unsafe.Add(ref panel, step);
        }
        DenseBlocks.Multiply(ref First(gathered, 0), ref panel, step, ref y, rows, step);
        for (int t = 0; t < rows; t++) work[tree.Rows[begin + t]] -= gathered[t];
    }

    private void Backward(int s)
    {
        int width = Width(s), rows = RowCount(s), step = Padded(width), tailStep = Padded(rows), first = tree.First[s];
        ref T x = ref First(local, 0), beyond = ref First(local, step);
        Gather(s);
        Array.Clear(gathered, rows, tailStep - rows);
        Array.Clear(local, 0, step);
        DenseBlocks.Multiply(ref beyond, ref First(factors, tailStart[s]), tailStep, ref First(gathered, 0), width, tailStep);
        for (int i = width - 1; i >= 0; i--)
        {
            int from = i + 1 - (i + 1) % Padded(1);                  // back to a whole vector: x is 0 up to i
            T known = Unsafe.Add(ref beyond, i) + DenseBlocks.Dot(ref First(factors, panelStart[s] + i * step + from), ref Unsafe.Add(ref x, from), step - from);
            work[first + i] = local[i] = (work[first + i] - known) * reciprocal[first + i];
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
