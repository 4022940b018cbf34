using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace NanoSpice.Expressions;

/// <summary>Values of a formula over the rows of a table, a block of rows at a time so that the columns in work stay in cache.</summary>
public static class FormulaBatch
{
    /// <summary>Rows of a block: 256 doubles a node, 2 KB.</summary>
    private const int Block = 256;

    /// <summary>Evaluates every row. Does not allocate but for what the shared pool lends.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="columns">One column after the other, in the order of <see cref="Formula.Variables"/>; each as long as the output.</param>
    /// <param name="output">One value a row.</param>
    public static void EvaluateBatch(this Formula formula, ReadOnlySpan<double> columns, Span<double> output)
    {
        ArgumentNullException.ThrowIfNull(formula);
        int rows = output.Length, nodes = formula.Nodes.Length;
        if (columns.Length < (long)rows * formula.Variables.Count)
            throw new ArgumentException($"{formula.Variables.Count} columns of {rows} rows are needed", nameof(columns));
        double[] rented = ArrayPool<double>.Shared.Rent((nodes * Block) + formula.Widest);
        for (int start = 0; start < rows; start += Block)
        {
            int count = Math.Min(Block, rows - start);
            for (int i = 0; i < nodes; i++)
                Node(formula.Nodes, i, columns, rows, start, count, rented);
            rented.AsSpan((nodes - 1) * Block, count).CopyTo(output[start..]);
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    private static void Node(ReadOnlySpan<FormulaNode> nodes, int i, ReadOnlySpan<double> columns, int rows, int start, int count, double[] work)
    {
        ref readonly var node = ref nodes[i];
        var target = work.AsSpan(i * Block, count);
        switch (node.Op)
        {
            case FormulaOp.Constant:
                target.Fill(node.Value);
                break;
            case FormulaOp.NamedConstant:
                target.Fill(NamedConstants.Value(node.Index));
                break;
            case FormulaOp.Variable:
                columns.Slice((node.Index * rows) + start, count).CopyTo(target);
                break;
            case FormulaOp.Select or FormulaOp.Call when node.Arity != 2:
                ByRow(nodes, i, work, count);
                break;
            default:
                var last = work.AsSpan((i - 1) * Block, count);
                if (node.Arity == 1)
                    One(node.Op, last, target);
                else
                    Two(node, work.AsSpan((i - 1 - nodes[i - 1].Size) * Block, count), last, target);
                break;
        }
    }

    private static void One(FormulaOp op, ReadOnlySpan<double> a, Span<double> target)
    {
        for (int r = 0; r < target.Length; r++)
            target[r] = op == FormulaOp.Negate ? -a[r] : a[r] == 0 ? 1 : 0;
    }

    private static void Two(FormulaNode node, ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> target)
    {
        int done = 0;
        if (node.Op is FormulaOp.Add or FormulaOp.Subtract or FormulaOp.Multiply or FormulaOp.Divide)
            done = Vectors(node.Op, a, b, target);
        if (node.Op == FormulaOp.Call)
        {
            var function = Functions.Rows[node.Index].Value2!;
            for (; done < target.Length; done++)
                target[done] = function(a[done], b[done]);
        }
        for (; done < target.Length; done++)
            target[done] = FormulaEvaluator.Binary(node.Op, a[done], b[done]);
    }

    /// <summary>The part of a row block that fills whole vectors; returns how many rows are done.</summary>
    private static int Vectors(FormulaOp op, ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> target)
    {
        var va = MemoryMarshal.Cast<double, Vector<double>>(a);
        var vb = MemoryMarshal.Cast<double, Vector<double>>(b);
        var vt = MemoryMarshal.Cast<double, Vector<double>>(target);
        for (int k = 0; k < vt.Length; k++)
        {
            vt[k] = op switch
            {
                FormulaOp.Add => va[k] + vb[k],
                FormulaOp.Subtract => va[k] - vb[k],
                FormulaOp.Multiply => va[k] * vb[k],
                _ => va[k] / vb[k],
            };
        }
        return vt.Length * Vector<double>.Count;
    }

    private static void ByRow(ReadOnlySpan<FormulaNode> nodes, int i, double[] work, int count)
    {
        ref readonly var node = ref nodes[i];
        var target = work.AsSpan(i * Block, count);
        var arguments = work.AsSpan(nodes.Length * Block, node.Arity);
        for (int r = 0; r < count; r++)
        {
            for (int k = node.Arity - 1, at = i - 1; k >= 0; k--, at -= nodes[at].Size)
                arguments[k] = work[(at * Block) + r];
            target[r] = node.Op == FormulaOp.Select
                ? arguments[0] != 0 ? arguments[1] : arguments[2]
                : node.Arity == 1 ? Functions.Rows[node.Index].Value1!(arguments[0]) : Functions.Rows[node.Index].ValueN!(arguments);
        }
    }
}
