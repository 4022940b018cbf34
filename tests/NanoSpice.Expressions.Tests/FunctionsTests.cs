using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Expressions.Tests;

public sealed class FunctionsTests
{
    /// <summary>Random arguments inside the domain of a function; a third of them negative where that is allowed.</summary>
    private static double[] Arguments(FormulaFunction function, Random random)
    {
        double wide = 4 * random.NextDouble() - 1.5, inside = 1.8 * random.NextDouble() - 0.9, positive = 0.05 + 3 * random.NextDouble();
        return function.Name switch
        {
            "sqrt" or "ln" or "log10" => [positive],
            "asin" or "acos" or "atanh" => [inside],
            "acosh" => [1.05 + positive],
            "fmod" => [wide, positive],
            "pow" or "pwr" => [wide, 3 * inside],
            "table" or "pwl" => [wide, -1, wide, 0.2, positive, 1, inside, 2, 0.5],
            "limit" => [wide, inside, positive],
            "if" or "ternary_fcn" => [wide, inside, positive],
            _ => [.. Enumerable.Range(0, function.Fewest).Select(_ => 4 * random.NextDouble() - 1.5)],
        };
    }

    private static Formula OfVariables(FormulaFunction function, int count) =>
        Formula.Call(function.Name, [.. Enumerable.Range(0, count).Select(k => Formula.Variable($"x{k}"))]);

    public static TheoryData<string> Names() => [.. Functions.All.Select(f => f.Name)];

    [Theory, MemberData(nameof(Names)), Oracle(OracleKind.CrossCheck, "central differences of the value, step 1e-5: error h^2 f'''/6 + eps f/h below 1e-7 away from corners")]
    public void Gradient_agrees_with_central_differences(string name)
    {
        var function = Functions.Find(name)!;
        var random = new Random(7);
        int compared = 0;
        for (int trial = 0; trial < 200; trial++)
        {
            double[] x = Arguments(function, random);
            var formula = OfVariables(function, x.Length);
            var gradient = new double[x.Length];
            double value = formula.EvaluateWithGradient(x, gradient);
            Assert.Equal(formula.Evaluate(x), value);
            for (int k = 0; k < x.Length; k++)
            {
                var (slope, curved) = Difference(formula, x, k);
                if (curved)
                    continue;
                compared++;
                Assert.True(Math.Abs(slope - gradient[k]) <= 1e-7 * (1 + Math.Abs(slope)), $"{formula} at {string.Join(' ', x)}: {slope} {gradient[k]}");
            }
        }
        Assert.True(compared > 100, $"only {compared} smooth points");
    }

    /// <summary>Central difference with one Richardson step; curved says that a corner or jump lies inside the stencil, or that the third derivative is too large for it.</summary>
    private static (double Slope, bool Curved) Difference(Formula formula, double[] x, int k)
    {
        const double h = 1e-4;
        double At(double step)
        {
            var moved = (double[])x.Clone();
            moved[k] += step;
            return formula.Evaluate(moved);
        }
        double near = (At(h) - At(-h)) / (2 * h), far = (At(2 * h) - At(-2 * h)) / (4 * h), left = (At(0) - At(-h)) / h, right = (At(h) - At(0)) / h;
        double slope = near + (near - far) / 3;
        bool curved = !double.IsFinite(slope) || Math.Abs(near - far) > 1e-6 * (1 + Math.Abs(slope)) || Math.Abs(left - right) > 2e-2 * (1 + Math.Abs(slope));
        return (slope, curved);
    }

    public static TheoryData<string, double, double> Unary() => new()
    {
        { "sqrt", 2.3, Math.Sqrt(2.3) }, { "abs", -2.3, 2.3 }, { "exp", 1.2, Math.Exp(1.2) }, { "ln", 2.3, Math.Log(2.3) },
        { "log", 2.3, Math.Log(2.3) }, { "log10", 2.3, Math.Log10(2.3) }, { "sin", 0.7, Math.Sin(0.7) }, { "cos", 0.7, Math.Cos(0.7) },
        { "tan", 0.7, Math.Tan(0.7) }, { "asin", 0.7, Math.Asin(0.7) }, { "acos", 0.7, Math.Acos(0.7) }, { "atan", 0.7, Math.Atan(0.7) },
        { "arctan", 0.7, Math.Atan(0.7) }, { "sinh", 0.7, Math.Sinh(0.7) }, { "cosh", 0.7, Math.Cosh(0.7) }, { "tanh", 0.7, Math.Tanh(0.7) },
        { "asinh", 0.7, Math.Asinh(0.7) }, { "acosh", 1.7, Math.Acosh(1.7) }, { "atanh", 0.7, Math.Atanh(0.7) }, { "sqr", -3, 9 },
        { "sgn", -2, -1 }, { "floor", -2.5, -3 }, { "ceil", -2.5, -2 }, { "int", -2.5, -2 }, { "trunc", 2.5, 2 }, { "nint", 0.5, 0 },
        { "nint", 1.5, 2 }, { "round", 2.5, 3 }, { "round", -2.5, -3 }, { "u", 0, 0.5 }, { "u", 3, 1 }, { "u", -3, 0 }, { "stp", 0, 0 },
        { "stp", 1, 1 }, { "uramp", -1, 0 }, { "uramp", 2.5, 2.5 }, { "u2", -1, 0 }, { "u2", 0.4, 0.4 }, { "u2", 7, 1 }, { "buf", 0.6, 1 },
        { "buf", 0.5, 0 }, { "inv", 0.6, 0 }, { "inv", 0.5, 1 }, { "db", -10, 20 }, { "eq0", 0, 1 }, { "ne0", 0, 0 }, { "gt0", 0, 0 },
        { "ge0", 0, 1 }, { "lt0", -1, 1 }, { "le0", 1, 0 },
    };

    [Theory, MemberData(nameof(Unary)), Oracle(OracleKind.ClosedForm, "System.Math, and the definitions in the function table")]
    public void Function_of_one_argument_has_its_value(string name, double x, double expected) =>
        Assert.Equal(expected, Formula.Call(name, Formula.Variable("x")).Evaluate([x]));

    [Theory, Oracle(OracleKind.ClosedForm, "System.Math, and the definitions in the function table")]
    [InlineData("atan2(1, -1)", 3 * Math.PI / 4)]
    [InlineData("hypot(3, 4)", 5)]
    [InlineData("min(3, 4)", 3)]
    [InlineData("max(3, 4)", 4)]
    [InlineData("fmod(-7, 3)", -1)]
    [InlineData("sign(2, -3)", -2)]
    [InlineData("pwr(-2, 2)", -4)]
    [InlineData("pow(-2, 3)", 8)]
    [InlineData("limit(5, 1, 2)", 2)]
    [InlineData("limit(5, 2, 1)", 2)]
    [InlineData("limit(-5, 2, 1)", 1)]
    [InlineData("limit(1.5, 2, 1)", 1.5)]
    [InlineData("if(0, 2, 3)", 3)]
    [InlineData("table(-1, 0, 10, 2, 14)", 10)]
    [InlineData("table(1, 0, 10, 2, 14)", 12)]
    [InlineData("table(9, 0, 10, 2, 14)", 14)]
    [InlineData("table(9, 0, 10)", 10)]
    [InlineData("pwl(9, 0, 10, 2, 14)", 28)]
    [InlineData("pwl(1.5, 0, 0, 1, 1, 2, 4, 3, 9)", 2.5)]
    public void Function_of_several_arguments_has_its_value(string text, double expected) =>
        Assert.Equal(expected, FormulaParser.Parse(text).Formula!.ConstantValue, 14);

    [Theory, Oracle(OracleKind.ClosedForm, "the slope each row states for its corner")]
    [InlineData("abs(x)", 0, 0)]
    [InlineData("x^2", 0, 0)]
    [InlineData("x**2", -3, -6)]
    [InlineData("x^3", 0, 0)]
    [InlineData("x^0.5", 0, 0)]
    [InlineData("x^1", -2, -1)]
    [InlineData("x^0", 0, 0)]
    [InlineData("pwr(x,1)", 0, 1)]
    [InlineData("pwr(x,2)", 0, 0)]
    [InlineData("sqrt(x)", 0, 5e14)]
    [InlineData("sqrt(x^2)", 0, 0)]
    [InlineData("sqrt(x*x)", 0, 0)]
    [InlineData("asin(cos(x))", 0, 0)]
    [InlineData("uramp(x)", 0, 0.5)]
    [InlineData("min(x, 0)", 0, 1)]
    [InlineData("limit(x, 0, 1)", 0, 1)]
    [InlineData("tanh(x)", 400, 0)]
    [InlineData("tanh(x)", -1e4, 0)]
    [InlineData("x > 0 ? ln(x) : 2*x", -1, 2)]
    [InlineData("x > 0 ? ln(x) : 2*x", 0, 2)]
    [InlineData("if(x < 0, sqrt(-x), 3*x)", 1, 3)]
    [InlineData("table(x, 0, 0, 1, 2)", 5, 0)]
    [InlineData("hypot(x, 0)", 0, 0)]
    public void Slope_at_a_corner_is_a_number(string text, double x, double expected)
    {
        var gradient = new double[1];
        FormulaParser.Parse(text).Formula!.EvaluateWithGradient([x], gradient);
        Assert.Equal(expected, gradient[0]);
    }
}
