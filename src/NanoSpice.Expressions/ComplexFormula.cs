using System.Numerics;

namespace NanoSpice.Expressions;

/// <summary>A number of a small-signal result: a phasor, or a real quantity such as a magnitude or a frequency.</summary>
/// <param name="IsPhasor">False once a function such as mag or db has made it real.</param>
public readonly record struct Phasor(Complex Value, bool IsPhasor)
{
    /// <summary>The number, or the magnitude of the phasor.</summary>
    public double Size => IsPhasor ? Value.Magnitude : Value.Real;

    /// <summary>A real quantity.</summary>
    public static Phasor Real(double value) => new(value, false);
}

/// <summary>Evaluates formulas over phasors. What has no meaning for them (comparisons, tables) sees their magnitude.</summary>
public static class ComplexFormula
{
    /// <summary>The value for the given variables, in the order of <see cref="Formula.Variables"/>.</summary>
    public static Phasor Evaluate(Formula formula, ReadOnlySpan<Phasor> variables)
    {
        ArgumentNullException.ThrowIfNull(formula);
        var stack = new Stack<Phasor>();
        foreach (var node in formula.Nodes)
        {
            var a = new Phasor[node.Arity];
            for (int k = node.Arity - 1; k >= 0; k--)
                a[k] = stack.Pop();
            stack.Push(node.Op switch
            {
                FormulaOp.Constant => Phasor.Real(node.Value),
                FormulaOp.NamedConstant => Phasor.Real(NamedConstants.Value(node.Index)),
                FormulaOp.Variable => variables[node.Index],
                _ => a.Any(x => x.IsPhasor) ? Apply(node, a) : Phasor.Real(OfReals(node, a)),
            });
        }
        return stack.Pop();
    }

    private static Phasor Apply(FormulaNode node, Phasor[] a)
    {
        Complex x = a[0].Value, y = a.Length > 1 ? a[1].Value : 0;
        Complex? value = node.Op switch
        {
            FormulaOp.Negate => -x,
            FormulaOp.Add => x + y,
            FormulaOp.Subtract => x - y,
            FormulaOp.Multiply => x * y,
            FormulaOp.Divide => x / y,
            FormulaOp.Power => Complex.Pow(x, y),
            FormulaOp.Select => a[0].Size != 0 ? a[1].Value : a[2].Value,
            FormulaOp.Call => Functions.All[node.Index].Name switch
            {
                "sqrt" => Complex.Sqrt(x),
                "sqr" => x * x,
                "exp" => Complex.Exp(x),
                "ln" => Complex.Log(x),
                _ => null,
            },
            _ => null,
        };
        return value is { } phasor ? new(phasor, true) : Phasor.Real(View(node, x) ?? OfReals(node, a));
    }

    /// <summary>The functions that look at a phasor.</summary>
    private static double? View(FormulaNode node, Complex x) => node.Op != FormulaOp.Call ? null : Functions.All[node.Index].Name switch
    {
        "re" => x.Real,
        "imag" => x.Imaginary,
        "mag" or "abs" => x.Magnitude,
        "ph" => x.Phase * (180 / Math.PI),
        "db" => 20 * Math.Log10(x.Magnitude),
        _ => null,
    };

    private static double OfReals(FormulaNode node, Phasor[] a)
    {
        FormulaNode[] nodes = [.. a.Select((x, k) => new FormulaNode(FormulaOp.Variable, 0, 1, k, 0)), node with { Size = a.Length + 1 }];
        return new Formula(nodes, [.. a.Select((_, k) => $"x{k}")]).Evaluate([.. a.Select(x => x.Size)]);
    }
}
