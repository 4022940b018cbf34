using System.Numerics;
using NanoSpice.Expressions;

namespace NanoSpice.Engine.Devices;

/// <summary>H(s) of a LAPLACE source. A ratio of polynomials, a delay e^(-s t) before it or not, has a form in time; anything else only H(j w).</summary>
public sealed class LaplaceFunction
{
    private const int HighestPower = 100;

    private readonly Formula _formula;

    private LaplaceFunction(Formula formula) => _formula = formula;

    /// <summary>Coefficients in ascending powers of s; empty when H is no ratio of polynomials.</summary>
    public double[] Numerator { get; private set; } = [];

    public double[] Denominator { get; private set; } = [];

    /// <summary>t of a factor e^(-s t) [s], not part of Numerator / Denominator.</summary>
    public double Delay { get; private set; }

    /// <summary>Why H has no form in time; null: it has.</summary>
    public string? Gap { get; private set; }

    /// <summary>H of a formula of s; null, and why, when it cannot be evaluated for complex s.</summary>
    public static LaplaceFunction? Of(Formula formula, out string problem)
    {
        problem = "";
        foreach (var node in formula.Nodes)
        {
            if (node.Op is FormulaOp.Constant or FormulaOp.Variable or FormulaOp.NamedConstant or FormulaOp.Negate or FormulaOp.Add or FormulaOp.Subtract
                or FormulaOp.Multiply or FormulaOp.Divide or FormulaOp.Power || (node.Op == FormulaOp.Call && Function(node) is not null)) continue;
            problem = node.Op == FormulaOp.Call ? $"{Functions.All[node.Index].Name} has no value at complex s" : "it compares or chooses, which has no value at complex s";
            return null;
        }
        var h = new LaplaceFunction(formula);
        var rational = h.Reduce();
        if (h.Gap is null && rational.Denominator.All(d => d == 0))
        {
            problem = "its denominator is 0";
            return null;
        }
        if (h.Gap is null) (h.Numerator, h.Denominator, h.Delay) = (Polynomial.Trim(rational.Numerator), Polynomial.Trim(rational.Denominator), rational.Delay);
        if (h.Gap is null && h.Numerator.Length > h.Denominator.Length + 1)
            h.Gap = $"it grows like s^{h.Numerator.Length - h.Denominator.Length}, so it takes more than one derivative of its input";
        return h;
    }

    /// <summary>H(s), without the delay of a ratio of polynomials.</summary>
    public Complex At(Complex s)
    {
        if (Denominator.Length > 0) return Polynomial.At(Numerator, s) / Polynomial.At(Denominator, s);
        var stack = new Stack<Complex>();
        foreach (var node in _formula.Nodes)
        {
            Complex b = node.Arity > 1 ? stack.Pop() : 0, a = node.Arity > 0 ? stack.Pop() : 0;
            stack.Push(node.Op switch
            {
                FormulaOp.Constant => node.Value,
                FormulaOp.NamedConstant => Formula.FromNodes([node], []).Bind(_ => null).ConstantValue,
                FormulaOp.Variable => s,
                FormulaOp.Negate => -a,
                FormulaOp.Add => a + b,
                FormulaOp.Subtract => a - b,
                FormulaOp.Multiply => a * b,
                FormulaOp.Divide => a / b,
                FormulaOp.Power => Complex.Pow(a, b),
                _ => Function(node)!(a),
            });
        }
        return stack.Pop();
    }

    private static Func<Complex, Complex>? Function(FormulaNode node) => Functions.All[node.Index].Name switch
    {
        "sqrt" => Complex.Sqrt, "exp" => Complex.Exp, "ln" => Complex.Log, "sqr" => z => z * z,
        "sinh" => Complex.Sinh, "cosh" => Complex.Cosh, "tanh" => Complex.Tanh, _ => null,
    };

    private readonly record struct Ratio(double[] Numerator, double[] Denominator, double Delay)
    {
        public static Ratio Constant(double value) => new([value], [1], 0);

        public bool IsConstant => Delay == 0 && Numerator.Length == 1 && Denominator.Length == 1;
    }

    /// <summary>The formula as one ratio; sets Gap where there is none.</summary>
    private Ratio Reduce()
    {
        var stack = new Stack<Ratio>();
        foreach (var node in _formula.Nodes)
        {
            Ratio b = node.Arity > 1 ? stack.Pop() : default, a = node.Arity > 0 ? stack.Pop() : default;
            var next = node.Op switch
            {
                FormulaOp.Constant => Ratio.Constant(node.Value),
                FormulaOp.NamedConstant => Ratio.Constant(Formula.FromNodes([node], []).Bind(_ => null).ConstantValue),
                FormulaOp.Variable => new Ratio([0, 1], [1], 0),
                FormulaOp.Negate => a with { Numerator = Polynomial.Scale(a.Numerator, -1) },
                FormulaOp.Add => Sum(a, b, 1),
                FormulaOp.Subtract => Sum(a, b, -1),
                FormulaOp.Multiply => Product(a, b),
                FormulaOp.Divide => Product(a, new(b.Denominator, b.Numerator, -b.Delay)),
                FormulaOp.Power => Power(a, b),
                _ => Call(node, a),
            };
            if (next is not { } ratio) return default;
            stack.Push(ratio);
        }
        var all = stack.Pop();
        if (all.Delay < 0) Gap = "e to a positive multiple of s would know its input ahead";
        return all;
    }

    private Ratio? Sum(Ratio a, Ratio b, double sign)
    {
        if (a.Delay != b.Delay) return None("it is a sum of different delays");
        if (a.Denominator.AsSpan().SequenceEqual(b.Denominator)) return new(Polynomial.Sum(a.Numerator, b.Numerator, sign), a.Denominator, a.Delay);
        return new(Polynomial.Sum(Polynomial.Product(a.Numerator, b.Denominator), Polynomial.Product(b.Numerator, a.Denominator), sign), Polynomial.Product(a.Denominator, b.Denominator), a.Delay);
    }

    private static Ratio Product(Ratio a, Ratio b) =>
        new(Polynomial.Product(a.Numerator, b.Numerator), Polynomial.Product(a.Denominator, b.Denominator), a.Delay + b.Delay);

    private Ratio? Power(Ratio a, Ratio b)
    {
        if (!b.IsConstant) return None("s stands in an exponent");
        double exponent = b.Numerator[0] / b.Denominator[0];
        if (a.IsConstant) return Ratio.Constant(Math.Pow(a.Numerator[0] / a.Denominator[0], exponent));
        if (exponent != Math.Floor(exponent) || Math.Abs(exponent) > HighestPower) return None(FormattableString.Invariant($"a power of {exponent:g6} is not rational"));
        var power = Ratio.Constant(1);
        for (int k = 0; k < Math.Abs(exponent); k++) power = Product(power, a);
        return exponent < 0 ? new(power.Denominator, power.Numerator, -power.Delay) : power;
    }

    private Ratio? Call(FormulaNode node, Ratio a)
    {
        string name = Functions.All[node.Index].Name;
        if (name == "sqr") return Product(a, a);
        if (a.IsConstant) return Ratio.Constant(Function(node)!(a.Numerator[0] / a.Denominator[0]).Real);
        if (name != "exp") return None($"{name} of s is not rational");
        // e^(c + b s): a factor and a delay of -b
        if (a.Delay == 0 && a.Denominator.Length == 1 && Polynomial.Trim(a.Numerator) is { Length: 2 } p)
            return Ratio.Constant(Math.Exp(p[0] / a.Denominator[0])) with { Delay = -p[1] / a.Denominator[0] };
        return None("exp of s is a delay only as exp(-s*t)");
    }

    private Ratio? None(string gap)
    {
        Gap = gap;
        return null;
    }
}
