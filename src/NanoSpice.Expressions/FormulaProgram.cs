namespace NanoSpice.Expressions;

/// <summary>
/// A formula laid out for evaluation: a row of slots - variables, constants, one result a step - and steps that read slots.
/// Leaves cost nothing but a copy.
/// </summary>
internal sealed class FormulaProgram
{
    private FormulaProgram(Step[] steps, double[] constants, int variables, int result, int widest)
    {
        Steps = steps;
        Constants = constants;
        Variables = variables;
        Result = result;
        Widest = widest;
    }

    public Step[] Steps { get; }

    public double[] Constants { get; }

    public int Variables { get; }

    /// <summary>Slot of the value of the formula.</summary>
    public int Result { get; }

    /// <summary>Most arguments of a call.</summary>
    public int Widest { get; }

    public int Slots => Variables + Constants.Length + Steps.Length;

    /// <summary>One operation on slots. A, B and C are its arguments in written order; calls of more arguments list them.</summary>
    internal readonly record struct Step(FormulaOp Op, int A, int B, int C, int Target, FormulaFunction? Function, int[]? Arguments);

    public static FormulaProgram Of(Formula formula)
    {
        var nodes = formula.Nodes;
        int variables = formula.Variables.Count, constants = 0, inner = 0;
        foreach (var node in nodes)
        {
            if (node.Op is FormulaOp.Constant or FormulaOp.NamedConstant)
                constants++;
            else if (node.Op != FormulaOp.Variable)
                inner++;
        }
        var values = new double[constants];
        var steps = new Step[inner];
        var slots = new int[nodes.Length];
        for (int i = 0, nextConstant = 0, nextStep = 0; i < nodes.Length; i++)
        {
            switch (nodes[i].Op)
            {
                case FormulaOp.Variable:
                    slots[i] = nodes[i].Index;
                    break;
                case FormulaOp.Constant or FormulaOp.NamedConstant:
                    values[nextConstant] = nodes[i].Op == FormulaOp.Constant ? nodes[i].Value : NamedConstants.Value(nodes[i].Index);
                    slots[i] = variables + nextConstant++;
                    break;
                default:
                    slots[i] = variables + constants + nextStep;
                    steps[nextStep++] = StepOf(nodes, i, slots);
                    break;
            }
        }
        return new FormulaProgram(steps, values, variables, slots[^1], formula.Widest);
    }

    private static Step StepOf(ReadOnlySpan<FormulaNode> nodes, int i, ReadOnlySpan<int> slots)
    {
        ref readonly var node = ref nodes[i];
        var arguments = new int[node.Arity];
        for (int k = node.Arity - 1, at = i - 1; k >= 0; k--, at -= nodes[at].Size)
            arguments[k] = slots[at];
        int a = arguments[0], b = node.Arity > 1 ? arguments[1] : a, c = node.Arity > 2 ? arguments[2] : a;
        var function = node.Op == FormulaOp.Call ? Functions.All[node.Index] : null;
        return new Step(node.Op, a, b, c, slots[i], function, function?.ValueN is null ? null : arguments);
    }
}
