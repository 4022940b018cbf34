namespace NanoSpice.Expressions;

/// <summary>Derivatives by constants: a sweep back from the root that enters only subtrees with a constant.</summary>
/// <remarks>A node has one parent, so its adjoint is written once and never summed; sums hand theirs on as it is.</remarks>
public sealed partial class ColumnEvaluator
{
    /// <summary>In the place of a row: the adjoint is 1, as that of the root.</summary>
    private const int Unit = -1;

    private static readonly double[] Ones = [1, 1, 1, 1];

    /// <summary>The value of every row, and its derivative by each constant.</summary>
    /// <param name="nodes">postfix; the index of a variable is its place among the columns</param>
    /// <param name="values">one a row</param>
    /// <param name="slopes">a column for each constant in the order of the nodes, one after the other</param>
    public void EvaluateWithConstants(ReadOnlySpan<FormulaNode> nodes, Span<double> values, Span<double> slopes) =>
        EvaluateWithConstants(nodes, values, slopes, Rows);

    /// <summary>The value of every row, and its derivative by each constant, columns of slopes apart by a distance of choice.</summary>
    /// <param name="nodes">postfix; the index of a variable is its place among the columns</param>
    /// <param name="values">one a row</param>
    /// <param name="slopes">a column for each constant in the order of the nodes</param>
    /// <param name="distance">from the start of a column of slopes to that of the next</param>
    public void EvaluateWithConstants(ReadOnlySpan<FormulaNode> nodes, Span<double> values, Span<double> slopes, int distance)
    {
        Check(nodes, values.Length);
        _kept.Pass(nodes.Length);
        Plan(nodes, keep: true);
        MarkActive(nodes);
        for (int start = 0; start < Rows; start += BlockOfAll)
        {
            int count = Math.Min(BlockOfAll, Rows - start), whole = Whole(count);
            Forward(nodes, start, values.Slice(start, count));
            Backward(nodes, start, whole);
            for (int i = 0, k = 0; i < nodes.Length; i++)
            {
                if (nodes[i].Op != FormulaOp.Constant) continue;
                var column = slopes.Slice((k++ * distance) + start, count);
                if (_sources[i] == Unit) column.Fill(1);
                else Adjoint(i, whole)[..count].CopyTo(column);
            }
        }
    }

    private void MarkActive(ReadOnlySpan<FormulaNode> nodes)
    {
        for (int i = 0; i < nodes.Length; i++)
        {
            _active[i] = nodes[i].Op == FormulaOp.Constant;
            for (int k = 0, at = i - 1; k < nodes[i].Arity; k++, at -= nodes[at].Size) _active[i] |= _active[at];
        }
    }

    private ReadOnlySpan<double> Adjoint(int i, int rows) => _sources[i] == Unit ? Ones : _adjoints.AsSpan(_sources[i] * Stride, rows);

    /// <summary>The row of a node's own adjoint, to be written.</summary>
    private Span<double> Own(int i, int rows)
    {
        _sources[i] = i;
        return _adjoints.AsSpan(i * Stride, rows);
    }

    private void Backward(ReadOnlySpan<FormulaNode> nodes, int start, int rows)
    {
        _sources[nodes.Length - 1] = Unit;
        for (int i = nodes.Length - 1; i >= 0; i--)
        {
            ref readonly var node = ref nodes[i];
            if (node.Arity == 0 || !_active[i]) continue;
            int b = i - 1, a = node.Arity == 2 ? b - nodes[b].Size : b;
            switch (node.Op)
            {
                case FormulaOp.Add or FormulaOp.Subtract:
                    if (_active[a]) _sources[a] = _sources[i];
                    if (!_active[b]) break;
                    if (node.Op == FormulaOp.Add) _sources[b] = _sources[i];
                    else ColumnKernels.Map<ColumnKernels.Opposite>(Adjoint(i, rows), Own(b, rows));
                    break;
                case FormulaOp.Multiply:
                    if (_active[a]) ColumnKernels.Map<ColumnKernels.Product>(Adjoint(i, rows), Operand(nodes, b, start, rows), Own(a, rows));
                    if (_active[b]) ColumnKernels.Map<ColumnKernels.Product>(Adjoint(i, rows), Operand(nodes, a, start, rows), Own(b, rows));
                    break;
                case FormulaOp.Divide:
                    if (_active[a]) ColumnKernels.Map<ColumnKernels.Quotient>(Adjoint(i, rows), Operand(nodes, b, start, rows), Own(a, rows));
                    if (_active[b]) ColumnKernels.Map<ColumnKernels.DivisorSlope>(Adjoint(i, rows), Operand(nodes, b, start, rows), Operand(nodes, i, start, rows), Own(b, rows));
                    break;
                case FormulaOp.Negate:
                    ColumnKernels.Map<ColumnKernels.Opposite>(Adjoint(i, rows), Own(a, rows));
                    break;
                case FormulaOp.Call when Functions.Rows[node.Index].ColumnSlopes1 is { } slopes:
                    slopes(Adjoint(i, rows), Operand(nodes, a, start, rows), Operand(nodes, i, start, rows), Own(a, rows));
                    break;
                default:
                    ByRow(nodes, i, start, rows);
                    break;
            }
        }
    }

    private void ByRow(ReadOnlySpan<FormulaNode> nodes, int i, int start, int rows)
    {
        ref readonly var node = ref nodes[i];
        var w = Adjoint(i, rows);
        var y = Operand(nodes, i, start, rows);
        Span<double> arguments = Arguments(node.Arity), slopes = node.Arity <= 16 ? stackalloc double[16] : new double[node.Arity];
        slopes = slopes[..node.Arity];
        for (int k = 0, at = i - 1; k < node.Arity; k++, at -= nodes[at].Size) _sources[at] = at;
        for (int r = 0; r < rows; r++)
        {
            double weight = At(w, r);
            slopes.Clear();
            if (weight != 0)
            {
                Gather(nodes, i, start, rows, r, arguments);
                SlopesOf(node, arguments, y[r], slopes);
            }
            for (int k = node.Arity - 1, at = i - 1; k >= 0; k--, at -= nodes[at].Size)
                _adjoints[(at * Stride) + r] = slopes[k] == 0 ? 0 : weight * slopes[k];
        }
    }

    private static void SlopesOf(in FormulaNode node, ReadOnlySpan<double> x, double y, Span<double> slopes)
    {
        var function = node.Op == FormulaOp.Call ? Functions.Rows[node.Index] : null;
        if (function?.Slope1 is { } one)
            slopes[0] = one(x[0], y);
        else if (function?.Slope2 is { } two)
            (slopes[0], slopes[1]) = two(x[0], x[1]);
        else if (function is not null)
            function.SlopesN!(x, slopes);
        else if (node.Op == FormulaOp.Power)
            (slopes[0], slopes[1]) = Power.Slopes(x[0], x[1]);
        else if (node.Op == FormulaOp.Modulo)
            (slopes[0], slopes[1]) = (1, -Math.Truncate(x[0] / x[1]));
        else if (node.Op == FormulaOp.Select)
            slopes[x[0] != 0 ? 1 : 2] = 1;
    }
}
