namespace NanoSpice.Expressions;

/// <summary>
/// Removes neutral elements and double signs where neither value nor domain can change: x + 0, 0 - x, x * 1, x / -1, --x,
/// x - -y, -x * -y, and a choice between two equal branches. Constants are folded wherever a formula is built.
/// x * 0, x - x and x / x stay: they are not 0 or 1 where x is infinite or NaN.
/// </summary>
public static class FormulaSimplifier
{
    /// <summary>A formula with the same value everywhere (the sign of a zero aside), not larger than the given one.</summary>
    public static Formula Simplify(Formula formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        var stack = new Stack<Formula>();
        foreach (var node in formula.Nodes)
        {
            var arguments = new Formula[node.Arity];
            for (int k = node.Arity - 1; k >= 0; k--)
                arguments[k] = stack.Pop();
            stack.Push(node.Op switch
            {
                FormulaOp.Constant or FormulaOp.NamedConstant => new Formula([node], []),
                FormulaOp.Variable => Formula.Plain(formula.Variables[node.Index]),
                FormulaOp.Call => Formula.Call(Functions.All[node.Index].Name, arguments),
                FormulaOp.Negate => Negated(arguments[0]),
                FormulaOp.Add or FormulaOp.Subtract => Sum(node.Op, arguments[0], arguments[1]),
                FormulaOp.Multiply or FormulaOp.Divide => Product(node.Op, arguments[0], arguments[1]),
                FormulaOp.Select when arguments[1].Equals(arguments[2]) => arguments[1],
                _ => Formula.Apply(node.Op, arguments),
            });
        }
        return stack.Pop();
    }

    private static Formula Negated(Formula a) => Root(a) == FormulaOp.Negate ? Inner(a) : Formula.Apply(FormulaOp.Negate, a);

    private static Formula Sum(FormulaOp op, Formula a, Formula b)
    {
        if (Is(b, 0))
            return a;
        if (Is(a, 0))
            return op == FormulaOp.Add ? b : Negated(b);
        if (Root(b) == FormulaOp.Negate)
            return Formula.Apply(op == FormulaOp.Add ? FormulaOp.Subtract : FormulaOp.Add, a, Inner(b));
        return Formula.Apply(op, a, b);
    }

    private static Formula Product(FormulaOp op, Formula a, Formula b)
    {
        if (Is(b, 1))
            return a;
        if (Is(b, -1))
            return Negated(a);
        if (op == FormulaOp.Multiply && Is(a, 1))
            return b;
        if (op == FormulaOp.Multiply && Is(a, -1))
            return Negated(b);
        return Root(a) == FormulaOp.Negate && Root(b) == FormulaOp.Negate
            ? Product(op, Inner(a), Inner(b))
            : Formula.Apply(op, a, b);
    }

    private static FormulaOp Root(Formula formula) => formula.Nodes[^1].Op;

    private static bool Is(Formula formula, double value) => formula.Nodes.Length == 1 && formula.Nodes[0].Op == FormulaOp.Constant && formula.Nodes[0].Value == value;

    /// <summary>The operand of a sign.</summary>
    private static Formula Inner(Formula negated) => new(negated.Nodes[..^1].ToArray(), [.. negated.Variables]);
}
