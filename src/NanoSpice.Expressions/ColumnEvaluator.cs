namespace NanoSpice.Expressions;

/// <summary>
/// Values of formulas over the rows of a table, and their derivatives by the constants in them. Rows go in blocks that stay
/// in the first-level cache; leaves cost nothing. Holds its workspace: one a thread, nothing is allocated by a call.
/// </summary>
/// <remarks>Vector functions may differ from those of <see cref="Formula.Evaluate"/> by some units in the last place.</remarks>
public sealed class ColumnEvaluator
{
    /// <summary>Rows of a block: 4 KB a node.</summary>
    private const int Block = 512;

    private readonly double[][] _columns;
    private readonly double[] _work, _adjoints;
    private readonly double[] _constants;
    private readonly double[] _arguments = new double[64];
    private readonly int _mostNodes;

    /// <param name="columns">the table, columns of equal length</param>
    /// <param name="mostNodes">nodes of the largest formula</param>
    public ColumnEvaluator(IReadOnlyList<double[]> columns, int mostNodes)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Rows = columns.Count > 0 ? columns[0].Length : 0;
        _columns = [.. columns.Select(Padded)];
        _mostNodes = mostNodes;
        _work = new double[mostNodes * Block];
        _adjoints = new double[mostNodes * Block];
        _constants = new double[mostNodes];
    }

    /// <summary>Rows of the table.</summary>
    public int Rows { get; }

    private double[] Padded(double[] column)
    {
        if (column.Length != Rows) throw new ArgumentException("columns differ in length", nameof(column));
        var padded = new double[Whole(Rows)];
        column.CopyTo(padded, 0);
        for (int r = Rows; r < padded.Length; r++) padded[r] = column[^1];
        return padded;
    }

    private static int Whole(int rows) => (rows + ColumnKernels.Lanes - 1) / ColumnKernels.Lanes * ColumnKernels.Lanes;

    /// <summary>The value of every row.</summary>
    /// <param name="nodes">postfix; the index of a variable is its place among the columns</param>
    /// <param name="values">one a row</param>
    public void Evaluate(ReadOnlySpan<FormulaNode> nodes, Span<double> values)
    {
        Check(nodes, values.Length);
        for (int start = 0; start < Rows; start += Block)
        {
            int count = Math.Min(Block, Rows - start);
            Forward(nodes, start, Whole(count));
            Copy(nodes, nodes.Length - 1, start, values.Slice(start, count));
        }
    }

    /// <summary>The value of every row, and its derivative by each constant.</summary>
    /// <param name="slopes">a column for each constant in the order of the nodes, one after the other</param>
    public void EvaluateWithConstants(ReadOnlySpan<FormulaNode> nodes, Span<double> values, Span<double> slopes)
    {
        Check(nodes, values.Length);
        for (int start = 0; start < Rows; start += Block)
        {
            int count = Math.Min(Block, Rows - start), whole = Whole(count);
            Forward(nodes, start, whole);
            Copy(nodes, nodes.Length - 1, start, values.Slice(start, count));
            Backward(nodes, start, whole);
            for (int i = 0, k = 0; i < nodes.Length; i++)
                if (nodes[i].Op == FormulaOp.Constant) _adjoints.AsSpan(i * Block, count).CopyTo(slopes[((k++ * Rows) + start)..]);
        }
    }

    private void Check(ReadOnlySpan<FormulaNode> nodes, int values)
    {
        if (nodes.Length == 0 || nodes.Length > _mostNodes) throw new ArgumentException($"a formula of 1 to {_mostNodes} nodes is expected, this has {nodes.Length}", nameof(nodes));
        if (values < Rows) throw new ArgumentException($"{Rows} values are needed", nameof(values));
    }

    private void Copy(ReadOnlySpan<FormulaNode> nodes, int i, int start, Span<double> target)
    {
        var source = Operand(nodes, i, start, Whole(target.Length));
        if (source.Length == 1) target.Fill(source[0]);
        else source[..target.Length].CopyTo(target);
    }

    /// <summary>Values of a node: a column of the table, a constant as a span of one, or a row of the workspace.</summary>
    private ReadOnlySpan<double> Operand(ReadOnlySpan<FormulaNode> nodes, int i, int start, int rows) => nodes[i].Op switch
    {
        FormulaOp.Variable => _columns[nodes[i].Index].AsSpan(start, rows),
        FormulaOp.Constant or FormulaOp.NamedConstant => _constants.AsSpan(i, 1),
        _ => _work.AsSpan(i * Block, rows),
    };

    private void Forward(ReadOnlySpan<FormulaNode> nodes, int start, int rows)
    {
        for (int i = 0; i < nodes.Length; i++)
        {
            ref readonly var node = ref nodes[i];
            if (node.Op == FormulaOp.Constant) _constants[i] = node.Value;
            else if (node.Op == FormulaOp.NamedConstant) _constants[i] = NamedConstants.Value(node.Index);
            else if (node.Arity == 2) Two(node, Operand(nodes, i - 1 - nodes[i - 1].Size, start, rows), Operand(nodes, i - 1, start, rows), _work.AsSpan(i * Block, rows));
            else if (node.Arity == 1) One(node, Operand(nodes, i - 1, start, rows), _work.AsSpan(i * Block, rows));
            else if (node.Arity > 2) Many(nodes, i, start, rows);
        }
    }

    private static void One(FormulaNode node, ReadOnlySpan<double> a, Span<double> target)
    {
        var function = node.Op == FormulaOp.Call ? Functions.Rows[node.Index] : null;
        if (a.Length == 1)
            target.Fill(function is null ? node.Op == FormulaOp.Negate ? -a[0] : a[0] == 0 ? 1 : 0 : function.Value1!(a[0]));
        else if (node.Op == FormulaOp.Negate)
            ColumnKernels.Map<ColumnKernels.Opposite>(a, target);
        else if (function?.Columns1 is { } columns)
            columns(a, target);
        else if (function is not null)
            for (int r = 0; r < target.Length; r++) target[r] = function.Value1!(a[r]);
        else
            for (int r = 0; r < target.Length; r++) target[r] = a[r] == 0 ? 1 : 0;
    }

    private static void Two(FormulaNode node, ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> target)
    {
        if (a.Length == 1 && b.Length == 1)
        {
            target.Fill(node.Op == FormulaOp.Call ? Functions.Rows[node.Index].Value2!(a[0], b[0]) : FormulaEvaluator.Binary(node.Op, a[0], b[0]));
            return;
        }
        switch (node.Op)
        {
            case FormulaOp.Add: ColumnKernels.Map<ColumnKernels.Sum>(a, b, target); break;
            case FormulaOp.Subtract: ColumnKernels.Map<ColumnKernels.Difference>(a, b, target); break;
            case FormulaOp.Multiply: ColumnKernels.Map<ColumnKernels.Product>(a, b, target); break;
            case FormulaOp.Divide: ColumnKernels.Map<ColumnKernels.Quotient>(a, b, target); break;
            case FormulaOp.Power when b.Length == 1 && b[0] == 2: ColumnKernels.Map<ColumnKernels.Square>(a, target); break;
            case FormulaOp.Call:
                var function = Functions.Rows[node.Index].Value2!;
                for (int r = 0; r < target.Length; r++) target[r] = function(At(a, r), At(b, r));
                break;
            default:
                for (int r = 0; r < target.Length; r++) target[r] = FormulaEvaluator.Binary(node.Op, At(a, r), At(b, r));
                break;
        }
    }

    private static double At(ReadOnlySpan<double> a, int r) => a.Length == 1 ? a[0] : a[r];

    private void Many(ReadOnlySpan<FormulaNode> nodes, int i, int start, int rows)
    {
        ref readonly var node = ref nodes[i];
        Span<double> target = _work.AsSpan(i * Block, rows), arguments = Arguments(node.Arity);
        for (int r = 0; r < rows; r++)
        {
            Gather(nodes, i, start, rows, r, arguments);
            target[r] = node.Op == FormulaOp.Select ? arguments[0] != 0 ? arguments[1] : arguments[2] : Functions.Rows[node.Index].ValueN!(arguments);
        }
    }

    private Span<double> Arguments(int count) => count <= _arguments.Length ? _arguments.AsSpan(0, count) : new double[count];

    private void Gather(ReadOnlySpan<FormulaNode> nodes, int i, int start, int rows, int r, Span<double> arguments)
    {
        for (int k = arguments.Length - 1, at = i - 1; k >= 0; k--, at -= nodes[at].Size) arguments[k] = At(Operand(nodes, at, start, rows), r);
    }

    /// <summary>Reverse sweep over the block; subtrees without constants are not entered.</summary>
    private void Backward(ReadOnlySpan<FormulaNode> nodes, int start, int rows)
    {
        int last = nodes.Length - 1;
        for (int i = 0; i < last; i++) _adjoints.AsSpan(i * Block, rows).Clear();
        _adjoints.AsSpan(last * Block, rows).Fill(1);
        for (int i = last; i >= 0; i--)
        {
            ref readonly var node = ref nodes[i];
            if (node.Arity == 0) continue;
            ReadOnlySpan<double> w = _adjoints.AsSpan(i * Block, rows);
            int b = i - 1, a = node.Arity > 1 ? b - nodes[b].Size : b;
            Span<double> toA = _adjoints.AsSpan(a * Block, rows), toB = _adjoints.AsSpan(b * Block, rows);
            ReadOnlySpan<double> va = Operand(nodes, a, start, rows), vb = Operand(nodes, b, start, rows);
            switch (node.Op)
            {
                case FormulaOp.Add:
                    ColumnKernels.Add(w, toA, 1);
                    ColumnKernels.Add(w, toB, 1);
                    break;
                case FormulaOp.Subtract:
                    ColumnKernels.Add(w, toA, 1);
                    ColumnKernels.Add(w, toB, -1);
                    break;
                case FormulaOp.Multiply:
                    ColumnKernels.AddProduct(w, vb, toA);
                    ColumnKernels.AddProduct(w, va, toB);
                    break;
                case FormulaOp.Negate:
                    ColumnKernels.Add(w, toA, -1);
                    break;
                default:
                    SlowSlopes(nodes, i, start, rows, va, vb, toA, toB);
                    break;
            }
        }
    }

    private void SlowSlopes(ReadOnlySpan<FormulaNode> nodes, int i, int start, int rows, ReadOnlySpan<double> va, ReadOnlySpan<double> vb, Span<double> toA, Span<double> toB)
    {
        ref readonly var node = ref nodes[i];
        ReadOnlySpan<double> w = _adjoints.AsSpan(i * Block, rows), y = _work.AsSpan(i * Block, rows);
        var function = node.Op == FormulaOp.Call ? Functions.Rows[node.Index] : null;
        for (int r = 0; r < rows; r++)
        {
            double a = At(va, r), b = At(vb, r);
            if (node.Op == FormulaOp.Divide)
            {
                toA[r] += w[r] / b;
                toB[r] -= w[r] * y[r] / b;
            }
            else if (function?.Slope1 is { } slope)
            {
                toA[r] += w[r] * slope(a, y[r]);
            }
            else if (function?.Slope2 is not null || node.Op == FormulaOp.Power)
            {
                var (da, db) = node.Op == FormulaOp.Power ? Power.Slopes(a, b) : function!.Slope2!(a, b);
                toA[r] += w[r] * da;
                toB[r] += w[r] * db;
            }
            else if (node.Arity > 2) SpreadMany(nodes, i, start, rows, r, w[r]);
        }
    }

    private void SpreadMany(ReadOnlySpan<FormulaNode> nodes, int i, int start, int rows, int r, double w)
    {
        ref readonly var node = ref nodes[i];
        Span<double> arguments = Arguments(node.Arity), slopes = node.Arity <= 16 ? stackalloc double[16] : new double[node.Arity];
        Gather(nodes, i, start, rows, r, arguments);
        if (node.Op == FormulaOp.Select) (slopes[0], slopes[1], slopes[2]) = (0, arguments[0] != 0 ? 1 : 0, arguments[0] != 0 ? 0 : 1);
        else Functions.Rows[node.Index].SlopesN!(arguments, slopes[..node.Arity]);
        for (int k = node.Arity - 1, at = i - 1; k >= 0; k--, at -= nodes[at].Size) _adjoints[(at * Block) + r] += w * slopes[k];
    }
}
