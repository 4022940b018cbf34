using System.Buffers;
using System.Runtime.CompilerServices;

namespace NanoSpice.Expressions;

/// <summary>Value and gradient of a formula. One pass computes the value of every node; a pass back spreads the derivative of the root.</summary>
internal static class FormulaEvaluator
{
    /// <summary>Doubles of scratch taken from the stack; larger formulas rent theirs.</summary>
    private const int OnStack = 256;

    [SkipLocalsInit]
    public static double Value(Formula formula, ReadOnlySpan<double> variables)
    {
        var nodes = formula.Nodes;
        int need = nodes.Length + formula.Widest;
        if (need <= OnStack)
        {
            Span<double> scratch = stackalloc double[OnStack];
            Forward(nodes, variables, scratch[..nodes.Length], scratch[nodes.Length..]);
            return scratch[nodes.Length - 1];
        }
        double[] rented = ArrayPool<double>.Shared.Rent(need);
        Forward(nodes, variables, rented.AsSpan(0, nodes.Length), rented.AsSpan(nodes.Length));
        double value = rented[nodes.Length - 1];
        ArrayPool<double>.Shared.Return(rented);
        return value;
    }

    [SkipLocalsInit]
    public static double ValueAndGradient(Formula formula, ReadOnlySpan<double> variables, Span<double> gradient)
    {
        int n = formula.Nodes.Length, need = 2 * (n + formula.Widest);
        if (need <= OnStack)
        {
            Span<double> scratch = stackalloc double[OnStack];
            return ValueAndGradient(formula, variables, gradient, scratch[..need]);
        }
        double[] rented = ArrayPool<double>.Shared.Rent(need);
        double value = ValueAndGradient(formula, variables, gradient, rented.AsSpan(0, need));
        ArrayPool<double>.Shared.Return(rented);
        return value;
    }

    private static double ValueAndGradient(Formula formula, ReadOnlySpan<double> variables, Span<double> gradient, Span<double> scratch)
    {
        var nodes = formula.Nodes;
        var values = scratch[..nodes.Length];
        var adjoints = scratch.Slice(nodes.Length, nodes.Length);
        var arguments = scratch[(2 * nodes.Length)..];
        gradient[..formula.Variables.Count].Clear();
        Forward(nodes, variables, values, arguments);
        Backward(nodes, values, adjoints, arguments, gradient);
        return values[^1];
    }

    internal static void Forward(ReadOnlySpan<FormulaNode> nodes, ReadOnlySpan<double> variables, Span<double> values, Span<double> arguments)
    {
        for (int i = 0; i < nodes.Length; i++)
        {
            ref readonly var node = ref nodes[i];
            if (node.Arity == 2)
            {
                double b = values[i - 1], a = values[i - 1 - nodes[i - 1].Size];
                values[i] = node.Op == FormulaOp.Call ? Functions.Rows[node.Index].Value2!(a, b) : Binary(node.Op, a, b);
                continue;
            }
            values[i] = node.Op switch
            {
                FormulaOp.Constant => node.Value,
                FormulaOp.Variable => variables[node.Index],
                FormulaOp.NamedConstant => NamedConstants.Value(node.Index),
                FormulaOp.Negate => -values[i - 1],
                FormulaOp.Not => values[i - 1] == 0 ? 1 : 0,
                FormulaOp.Call when node.Arity == 1 => Functions.Rows[node.Index].Value1!(values[i - 1]),
                FormulaOp.Select => Chosen(nodes, values, i),
                _ => Functions.Rows[node.Index].ValueN!(Gather(nodes, values, i, arguments)),
            };
        }
    }

    internal static double Binary(FormulaOp op, double a, double b) => op switch
    {
        FormulaOp.Add => a + b,
        FormulaOp.Subtract => a - b,
        FormulaOp.Multiply => a * b,
        FormulaOp.Divide => a / b,
        FormulaOp.Power => Power.Value(a, b),
        FormulaOp.Modulo => a % b,
        FormulaOp.Less => a < b ? 1 : 0,
        FormulaOp.LessOrEqual => a <= b ? 1 : 0,
        FormulaOp.Greater => a > b ? 1 : 0,
        FormulaOp.GreaterOrEqual => a >= b ? 1 : 0,
        FormulaOp.Equal => a == b ? 1 : 0,
        FormulaOp.NotEqual => a != b ? 1 : 0,
        FormulaOp.And => a != 0 && b != 0 ? 1 : 0,
        FormulaOp.Or => a != 0 || b != 0 ? 1 : 0,
        _ => double.NaN,
    };

    private static double Chosen(ReadOnlySpan<FormulaNode> nodes, ReadOnlySpan<double> values, int i)
    {
        int no = i - 1, yes = no - nodes[no].Size, condition = yes - nodes[yes].Size;
        return values[condition] != 0 ? values[yes] : values[no];
    }

    private static ReadOnlySpan<double> Gather(ReadOnlySpan<FormulaNode> nodes, ReadOnlySpan<double> values, int i, Span<double> arguments)
    {
        int count = nodes[i].Arity;
        for (int k = count - 1, at = i - 1; k >= 0; k--, at -= nodes[at].Size)
            arguments[k] = values[at];
        return arguments[..count];
    }

    /// <summary>Reverse sweep. A subtree the root does not feel is skipped, so a branch not taken cannot spoil the gradient.</summary>
    private static void Backward(ReadOnlySpan<FormulaNode> nodes, ReadOnlySpan<double> values, Span<double> adjoints, Span<double> arguments, Span<double> gradient)
    {
        adjoints[^1] = 1;
        for (int i = nodes.Length - 1; i >= 0; i--)
        {
            ref readonly var node = ref nodes[i];
            double adjoint = adjoints[i];
            if (adjoint == 0)
                i -= node.Size - 1;
            else if (node.Op == FormulaOp.Variable)
                gradient[node.Index] += adjoint;
            else if (node.Arity == 2)
                SpreadTwo(nodes, values, adjoints, i, adjoint);
            else if (node.Op == FormulaOp.Negate)
                adjoints[i - 1] = -adjoint;
            else if (node.Op == FormulaOp.Call && node.Arity == 1)
                adjoints[i - 1] = Times(adjoint, Functions.Rows[node.Index].Slope1!(values[i - 1], values[i]));
            else if (node.Arity > 0)
                SpreadMany(nodes, values, adjoints, arguments, i, adjoint);
        }
    }

    private static void SpreadTwo(ReadOnlySpan<FormulaNode> nodes, ReadOnlySpan<double> values, Span<double> adjoints, int i, double adjoint)
    {
        int right = i - 1, left = right - nodes[right].Size;
        double a = values[left], b = values[right];
        (adjoints[left], adjoints[right]) = nodes[i].Op switch
        {
            FormulaOp.Add => (adjoint, adjoint),
            FormulaOp.Subtract => (adjoint, -adjoint),
            FormulaOp.Multiply => (adjoint * b, adjoint * a),
            FormulaOp.Divide => (adjoint / b, -adjoint * values[i] / b),
            FormulaOp.Power when nodes[right].Op == FormulaOp.Constant => (Times(adjoint, Power.SlopeX(a, b)), 0),
            FormulaOp.Power => Times(adjoint, Power.Slopes(a, b)),
            FormulaOp.Modulo => (adjoint, -adjoint * Math.Truncate(a / b)),
            FormulaOp.Call => Times(adjoint, Functions.Rows[nodes[i].Index].Slope2!(a, b)),
            _ => (0, 0),
        };
    }

    private static void SpreadMany(
        ReadOnlySpan<FormulaNode> nodes, ReadOnlySpan<double> values, Span<double> adjoints, Span<double> arguments, int i, double adjoint)
    {
        ref readonly var node = ref nodes[i];
        if (node.Op == FormulaOp.Select)
        {
            int no = i - 1, yes = no - nodes[no].Size, condition = yes - nodes[yes].Size;
            bool taken = values[condition] != 0;
            adjoints[condition] = 0;
            adjoints[yes] = taken ? adjoint : 0;
            adjoints[no] = taken ? 0 : adjoint;
            return;
        }
        if (node.Op != FormulaOp.Call)
        {
            adjoints[i - 1] = 0;
            return;
        }
        int count = node.Arity;
        var slopes = arguments.Slice(count, count);
        Functions.Rows[node.Index].SlopesN!(Gather(nodes, values, i, arguments), slopes);
        for (int k = count - 1, at = i - 1; k >= 0; k--, at -= nodes[at].Size)
            adjoints[at] = Times(adjoint, slopes[k]);
    }

    /// <summary>An infinite derivative times a slope of exactly 0 is 0: nothing moves.</summary>
    private static double Times(double adjoint, double slope) => slope == 0 ? 0 : adjoint * slope;

    private static (double, double) Times(double adjoint, (double A, double B) slopes) => (Times(adjoint, slopes.A), Times(adjoint, slopes.B));
}
