using FsCheck.Xunit;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Expressions.Tests;

/// <summary>Formulas over whole columns against one row at a time.</summary>
public class ColumnEvaluatorTests
{
    private const int Rows = 613;

    private static double[][] Columns(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, Rows).Select(_ => (6 * random.NextDouble()) - 3).ToArray())];
    }

    /// <summary>exp, ln, sin and cos have vector forms of their own rounding; they are compared below.</summary>
    private static bool HasOwnRounding(Formula f) => f.Nodes.ToArray().Any(n => n.Op == FormulaOp.Call && Functions.All[n.Index].Name is "exp" or "ln" or "sin" or "cos");

    [Property(MaxTest = 1000, Arbitrary = [typeof(Expression)]), Oracle(OracleKind.CrossCheck, "row by row evaluation: the same operations, the same bits")]
    public bool Columns_agree_with_single_evaluation(Formula formula, int seed)
    {
        if (HasOwnRounding(formula)) return true;
        var columns = Columns(Math.Max(1, formula.Variables.Count), seed);
        var values = new double[Rows];
        new ColumnEvaluator(columns, formula.Complexity).Evaluate(formula.NodesOver(formula.Variables), values);
        return Enumerable.Range(0, Rows).All(r => Equals(values[r], formula.Evaluate([.. columns.Select(c => c[r])])));
    }

    [Theory, InlineData("exp"), InlineData("ln"), InlineData("sin"), InlineData("cos"), InlineData("sqrt")]
    [Oracle(OracleKind.CrossCheck, "the scalar functions, each within 2 units in the last place of the truth")]
    public void Vector_functions_agree_with_scalar_ones(string name)
    {
        var formula = Formula.Call(name, Formula.Variable("x"));
        double[] x = [.. Enumerable.Range(0, Rows).Select(r => (r - 100) * 0.173), 1e5, 0, 1e-300, -1e-9, double.PositiveInfinity, double.NaN];
        var values = new double[x.Length];
        new ColumnEvaluator([x], 2).Evaluate(formula.NodesOver(["x"]), values);
        for (int r = 0; r < x.Length; r++)
        {
            double expected = formula.Evaluate([x[r]]);
            if (double.IsNaN(expected)) Assert.True(double.IsNaN(values[r]), $"{name}({x[r]}) = {values[r]}");
            else if (double.IsInfinity(expected)) Assert.Equal(expected, values[r]);
            else Assert.Equal(expected, values[r], 4 * Math.Max(double.BitIncrement(Math.Abs(expected)) - Math.Abs(expected), 1e-17));
        }
    }

    [Theory]
    [InlineData("1.5*x*exp(-0.7*y) + 2"), InlineData("sin(2*x + 0.3)/(y*y + 1.7) - 0.4*x"), InlineData("sqrt(abs(x) + 0.9)*tanh(y - 0.2)")]
    [InlineData("(x + 1.1)^2 * 3 - y^1.5"), InlineData("x > 0.1 ? 2.5*y : x - 7"), InlineData("limit(2.5*x, -1.2, 3) + atan2(y, 0.8)")]
    [Oracle(OracleKind.CrossCheck, "exact derivatives of the same formula with a variable in the place of each constant")]
    public void Slopes_by_constants_are_exact(string text)
    {
        var formula = FormulaParser.Parse(text).Formula!;
        string[] names = ["x", "y"];
        var nodes = formula.NodesOver(names);
        int constants = nodes.Count(n => n.Op == FormulaOp.Constant);
        var open = nodes.ToArray();
        int next = 2;
        for (int i = 0; i < open.Length; i++) if (open[i].Op == FormulaOp.Constant) open[i] = new FormulaNode(FormulaOp.Variable, 0, 1, next++, 0);
        var letters = Formula.FromNodes(open, [.. names, .. Enumerable.Range(0, constants).Select(k => $"k{k}")]);
        double[] numbers = [.. nodes.Where(n => n.Op == FormulaOp.Constant).Select(n => n.Value)];
        var columns = Columns(2, 5);
        double[] values = new double[Rows], slopes = new double[constants * Rows], gradient = new double[letters.Variables.Count];
        new ColumnEvaluator(columns, nodes.Length).EvaluateWithConstants(nodes, values, slopes);
        for (int r = 0; r < Rows; r += 7)
        {
            double[] point = [.. letters.Variables.Select(v => v == "x" ? columns[0][r] : v == "y" ? columns[1][r] : numbers[int.Parse(v[1..])])];
            double value = letters.EvaluateWithGradient(point, gradient);
            if (!double.IsFinite(value)) continue;
            Assert.Equal(value, values[r], 1e-14 * (1 + Math.Abs(value)));
            for (int k = 0; k < constants; k++)
            {
                double expected = gradient[letters.Variables.ToList().IndexOf($"k{k}")];
                Assert.Equal(expected, slopes[(k * Rows) + r], 1e-13 * (1 + Math.Abs(expected)));
            }
        }
    }

    [Property(MaxTest = 300, Arbitrary = [typeof(Expression)]), Oracle(OracleKind.Invariant, "there and back")]
    public bool Nodes_over_names_come_back(Formula formula)
    {
        string[] names = [.. formula.Variables.Reverse(), "further"];
        return Formula.FromNodes(formula.NodesOver(names), names).Equals(formula);
    }
}
