namespace NanoSpice.Expressions;

/// <summary>
/// Values of formulas over the rows of a table, and their derivatives by the constants in them. Rows go in blocks that stay
/// in the first-level cache; leaves cost nothing. Holds its workspace: one a thread, nothing is allocated by a call.
/// </summary>
/// <remarks>Vector functions may differ from those of <see cref="Formula.Evaluate"/> by some units in the last place.</remarks>
public sealed partial class ColumnEvaluator
{
    /// <summary>Rows of a block: 4 KB a node, of which few are in use at a time, so that they fit a cache of 32 KB.</summary>
    private const int Block = 512;

    /// <summary>The same where all nodes are kept: 2 KB each.</summary>
    private const int BlockOfAll = 256;

    /// <summary>First rows, where a value that is not finite may end the evaluation: most such formulas show it here.</summary>
    private const int Probe = 32;

    /// <summary>Distance of two rows of the workspace: a cache line more, as rows 4 KB apart get in each other's way.</summary>
    private const int Stride = Block + 8;

    private readonly double[][] _columns;
    private readonly double[] _work, _adjoints, _constants;
    private readonly double[] _arguments = new double[64];
    private readonly int[] _slots, _sources;
    private readonly bool[] _active;
    private readonly int _mostNodes;
    private readonly KeptColumns _kept;

    /// <param name="columns">the table, columns of equal length</param>
    /// <param name="mostNodes">nodes of the largest formula</param>
    /// <param name="kept">values of functions inside formulas that are kept for formulas to come, at most [columns]; has no influence on values</param>
    public ColumnEvaluator(IReadOnlyList<double[]> columns, int mostNodes, int kept = 0)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Rows = columns.Count > 0 ? columns[0].Length : 0;
        _columns = [.. columns.Select(Padded)];
        _mostNodes = mostNodes;
        (_work, _adjoints) = (new double[mostNodes * Stride], new double[mostNodes * Stride]);
        _constants = new double[mostNodes * ColumnKernels.Lanes];
        (_slots, _sources, _active) = (new int[mostNodes], new int[mostNodes], new bool[mostNodes]);
        _kept = new(kept, Whole(Rows), mostNodes);
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
        _kept.Pass(nodes.Length);
        Plan(nodes, keep: false);
        for (int start = 0; start < Rows; start += Block) Forward(nodes, start, values.Slice(start, Math.Min(Block, Rows - start)));
    }

    /// <summary>The value of every row; false, and the other rows left out, when one of the first is not finite.</summary>
    /// <param name="nodes">postfix; the index of a variable is its place among the columns</param>
    /// <param name="values">one a row</param>
    public bool TryEvaluate(ReadOnlySpan<FormulaNode> nodes, Span<double> values)
    {
        Check(nodes, values.Length);
        _kept.Find(nodes);
        Plan(nodes, keep: false);
        for (int start = 0, rows; start < Rows; start += rows)
        {
            rows = Math.Min(start == 0 ? Probe : Block, Rows - start);
            Forward(nodes, start, values.Slice(start, rows));
            if (start == 0 && !ColumnKernels.AreFinite(values[..rows])) return false;
        }
        _kept.Keep();
        return true;
    }

    private void Check(ReadOnlySpan<FormulaNode> nodes, int values)
    {
        if (nodes.Length == 0 || nodes.Length > _mostNodes) throw new ArgumentException($"a formula of 1 to {_mostNodes} nodes is expected, this has {nodes.Length}", nameof(nodes));
        if (values < Rows) throw new ArgumentException($"{Rows} values are needed", nameof(values));
    }

    /// <summary>Spreads constants over lanes and gives inner nodes their rows: of a stack that values leave once used, or one each to keep.</summary>
    private void Plan(ReadOnlySpan<FormulaNode> nodes, bool keep)
    {
        for (int i = 0, depth = 0; i < nodes.Length; i++)
        {
            ref readonly var node = ref nodes[i];
            if (node.Arity > 0)
            {
                if (_kept[i] >= KeptColumns.Source.Found) continue;
                for (int k = 0, at = i - 1; k < node.Arity; k++, at -= nodes[at].Size)
                    if (nodes[at].Arity > 0 && _kept[at] == KeptColumns.Source.Own) depth--;
                if (_kept[i] == KeptColumns.Source.Kept) continue;
                _slots[i] = (keep ? i : depth) * Stride;
                depth++;
            }
            else if (IsNumber(node))
            {
                double value = node.Op == FormulaOp.Constant ? node.Value : NamedConstants.Value(node.Index);
                _constants.AsSpan(i * ColumnKernels.Lanes, ColumnKernels.Lanes).Fill(value);
            }
        }
    }

    private static bool IsNumber(in FormulaNode node) => node.Op is FormulaOp.Constant or FormulaOp.NamedConstant;

    /// <summary>Values of a node: a column of the table, a constant in every lane, or a row of the workspace.</summary>
    private ReadOnlySpan<double> Operand(ReadOnlySpan<FormulaNode> nodes, int i, int start, int rows) => nodes[i].Op switch
    {
        FormulaOp.Variable => _columns[nodes[i].Index].AsSpan(start, rows),
        FormulaOp.Constant or FormulaOp.NamedConstant => _constants.AsSpan(i * ColumnKernels.Lanes, ColumnKernels.Lanes),
        _ => Row(i, start, rows),
    };

    /// <summary>Where an inner node has its values.</summary>
    private Span<double> Row(int i, int start, int rows) => _kept[i] == KeptColumns.Source.Own ? _work.AsSpan(_slots[i], rows) : _kept.Rows(i, start, rows);

    /// <summary>The nodes in order over one block; the root writes to the values at once where they fill whole vectors.</summary>
    private void Forward(ReadOnlySpan<FormulaNode> nodes, int start, Span<double> values)
    {
        int rows = Whole(values.Length), last = nodes.Length - 1;
        bool direct = rows == values.Length && _slots[last] == 0 && _kept[last] == KeptColumns.Source.Own;
        for (int i = 0; i < nodes.Length; i++)
        {
            ref readonly var node = ref nodes[i];
            if (node.Arity == 0 || _kept[i] >= KeptColumns.Source.Found) continue;
            var target = direct && i == last ? values : Row(i, start, rows);
            if (node.Arity == 2) Two(nodes, i, start, target);
            else if (node.Arity == 1) One(node, IsNumber(nodes[i - 1]), Operand(nodes, i - 1, start, rows), target);
            else Many(nodes, i, start, target);
        }
        if (direct && nodes[last].Arity > 0) return;
        var result = Operand(nodes, last, start, rows);
        if (IsNumber(nodes[last])) values.Fill(result[0]);
        else result[..values.Length].CopyTo(values);
    }

    private static void One(in FormulaNode node, bool number, ReadOnlySpan<double> a, Span<double> target)
    {
        var function = node.Op == FormulaOp.Call ? Functions.Rows[node.Index] : null;
        if (number)
            target.Fill(function is not null ? function.Value1!(a[0]) : node.Op == FormulaOp.Negate ? -a[0] : a[0] == 0 ? 1 : 0);
        else if (node.Op == FormulaOp.Negate)
            ColumnKernels.Map<ColumnKernels.Opposite>(a, target);
        else if (function?.Columns1 is { } columns)
            columns(a, target);
        else if (function is not null)
            for (int r = 0; r < target.Length; r++) target[r] = function.Value1!(a[r]);
        else
            for (int r = 0; r < target.Length; r++) target[r] = a[r] == 0 ? 1 : 0;
    }

    private void Two(ReadOnlySpan<FormulaNode> nodes, int i, int start, Span<double> target)
    {
        ref readonly var node = ref nodes[i];
        int second = i - 1, first = second - nodes[second].Size;
        ReadOnlySpan<double> a = Operand(nodes, first, start, target.Length), b = Operand(nodes, second, start, target.Length);
        switch (node.Op)
        {
            case FormulaOp.Add: ColumnKernels.Map<ColumnKernels.Sum>(a, b, target); break;
            case FormulaOp.Subtract: ColumnKernels.Map<ColumnKernels.Difference>(a, b, target); break;
            case FormulaOp.Multiply: ColumnKernels.Map<ColumnKernels.Product>(a, b, target); break;
            case FormulaOp.Divide: ColumnKernels.Map<ColumnKernels.Quotient>(a, b, target); break;
            case FormulaOp.Power when IsNumber(nodes[second]) && b[0] == 2: ColumnKernels.Map<ColumnKernels.Product>(a, a, target); break;
            case FormulaOp.Call:
                var function = Functions.Rows[node.Index].Value2!;
                for (int r = 0; r < target.Length; r++) target[r] = function(At(a, r), At(b, r));
                break;
            default:
                for (int r = 0; r < target.Length; r++) target[r] = FormulaEvaluator.Binary(node.Op, At(a, r), At(b, r));
                break;
        }
    }

    /// <summary>A row of an operand; a constant has the same value in as many places as there are lanes.</summary>
    private static double At(ReadOnlySpan<double> a, int r) => a[r < a.Length ? r : 0];

    private void Many(ReadOnlySpan<FormulaNode> nodes, int i, int start, Span<double> target)
    {
        ref readonly var node = ref nodes[i];
        var arguments = Arguments(node.Arity);
        for (int r = 0; r < target.Length; r++)
        {
            Gather(nodes, i, start, target.Length, r, arguments);
            target[r] = node.Op == FormulaOp.Select ? arguments[0] != 0 ? arguments[1] : arguments[2] : Functions.Rows[node.Index].ValueN!(arguments);
        }
    }

    private Span<double> Arguments(int count) => count <= _arguments.Length ? _arguments.AsSpan(0, count) : new double[count];

    private void Gather(ReadOnlySpan<FormulaNode> nodes, int i, int start, int rows, int r, Span<double> arguments)
    {
        for (int k = arguments.Length - 1, at = i - 1; k >= 0; k--, at -= nodes[at].Size) arguments[k] = At(Operand(nodes, at, start, rows), r);
    }
}
