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

    public static TheoryData<string> FunctionsOfOne() => [.. Functions.All.Where(f => f is { Fewest: 1, Most: 1 }).Select(f => f.Name)];

    [Theory, MemberData(nameof(FunctionsOfOne))]
    [Oracle(OracleKind.CrossCheck, "the scalar functions over all magnitudes; each within 2 units in the last place of the truth")]
    public void Functions_agree_with_scalar_ones(string name)
    {
        var random = new Random(3);
        double[] edges = [0, -0.0, 1, -1, 0.5, 1e5, 1e17, 708, 709.7, 710, -708, -745, -746, double.Epsilon, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        double[] x = [.. edges, .. Enumerable.Range(0, 6000).Select(k => Math.Pow(10, ((2 * random.NextDouble()) - 1) * (k % 2 == 0 ? 3 : 300)) * (k % 4 < 2 ? 1 : -1))];
        var formula = Formula.Call(name, Formula.Variable("x"));
        var values = new double[x.Length];
        new ColumnEvaluator([x], 2).Evaluate(formula.Nodes, values);
        for (int r = 0; r < x.Length; r++)
        {
            double expected = formula.Evaluate([x[r]]), size = Math.Abs(expected);
            bool near = expected.Equals(values[r]) || expected == values[r] || Math.Abs(expected - values[r]) <= 4 * (Math.BitIncrement(size) - size);
            Assert.True(near, $"{name}({x[r]:R}) = {values[r]:R}, by the scalar function {expected:R}");
        }
    }

    [Theory, InlineData("exp"), InlineData("ln"), InlineData("sin"), InlineData("cos")]
    [Oracle(OracleKind.Invariant, "a value depends on its argument alone: the same bits beside any neighbour, and however often the runtime has compiled the method")]
    public void Value_does_not_depend_on_neighbours(string name)
    {
        var nodes = Formula.Call(name, Formula.Variable("x")).Nodes;
        double[] x = [.. Enumerable.Range(0, Rows).Select(k => 0.01 + (k * 0.007))], others = [-1, 0, double.NaN, 1e300, -1e300, 1e-320, double.PositiveInfinity];
        double[] beside = [.. Enumerable.Range(0, 2 * Rows).Select(k => k % 2 == 0 ? x[k / 2] : others[k / 2 % others.Length])];
        double[] first = new double[Rows], again = new double[2 * Rows];
        new ColumnEvaluator([x], 2).Evaluate(nodes, first);
        var evaluator = new ColumnEvaluator([beside], 2);
        for (int pass = 0; pass < 200; pass++)
        {
            evaluator.Evaluate(nodes, again);
            if (pass % 40 == 0) Thread.Sleep(20);
        }
        for (int k = 0; k < Rows; k++) Assert.Equal(BitConverter.DoubleToInt64Bits(first[k]), BitConverter.DoubleToInt64Bits(again[2 * k]));
    }

    [Theory, InlineData(1), InlineData(3), InlineData(4), InlineData(5), InlineData(256), InlineData(257), InlineData(515)]
    [Oracle(OracleKind.CrossCheck, "row by row evaluation, whatever the number of rows is to lanes and blocks")]
    public void Every_number_of_rows_is_right(int rows)
    {
        double[][] columns = [[.. Columns(1, 8)[0].Take(rows)], [.. Columns(1, 9)[0].Take(rows)]];
        foreach (string text in (string[])["x - y*2", "y", "(2.5 - x)/(x*x + 1) + max(y, 1.5)", "3*x", "x > 0 ? 1.5 - y : 2*y"])
        {
            var formula = FormulaParser.Parse(text).Formula!;
            var nodes = formula.NodesOver(["x", "y"]);
            int constants = nodes.Count(n => n.Op == FormulaOp.Constant);
            double[] values = new double[rows], again = new double[rows], slopes = new double[constants * rows];
            var evaluator = new ColumnEvaluator(columns, 20);
            evaluator.Evaluate(nodes, values);
            evaluator.EvaluateWithConstants(nodes, again, slopes);
            Assert.Equal(values, again);
            for (int r = 0; r < rows; r++)
                Assert.Equal(formula.Evaluate([.. formula.Variables.Select(v => columns[v == "x" ? 0 : 1][r])]), values[r]);
        }
    }

    [Theory, InlineData(1), InlineData(3), InlineData(64)]
    [Oracle(OracleKind.CrossCheck, "the same formulas without kept columns: the same bits, however few places there are")]
    public void Kept_columns_do_not_change_values(int places)
    {
        double[][] columns = Columns(2, 12);
        string[] parts = ["sin(x)", "exp(x*y)", "exp(y*x)", "ln(x*x + 2)", "cos(exp(x*y))", "sqrt(abs(x - y))", "ln(x)", "abs(y)", "sin(2.5)"];
        var random = new Random(6);
        var with = new ColumnEvaluator(columns, 40, places);
        var without = new ColumnEvaluator(columns, 40);
        double[] a = new double[Rows], b = new double[Rows], slopes = new double[10 * Rows];
        for (int k = 0; k < 600; k++)
        {
            string Part() => parts[random.Next(parts.Length)];
            var nodes = FormulaParser.Parse($"{Part()} - {Part()}*(x + {Part()})/(1.5 + sin({Part()})) + {Part()}").Formula!.NodesOver(["x", "y"]);
            without.Evaluate(nodes, b);
            if (with.TryEvaluate(nodes, a)) Assert.Equal(b, a);
            else Assert.False(b.Take(32).All(double.IsFinite));
            if (k % 7 == 0) with.EvaluateWithConstants(nodes, a, slopes);
            if (k % 5 == 0) with.Evaluate(nodes, a);
            if (k % 5 == 0) Assert.Equal(b, a);
        }
    }

    [Fact, Oracle(OracleKind.Invariant, "bytes allocated by this thread stay the same")]
    public void Nothing_is_allocated()
    {
        var evaluator = new ColumnEvaluator(Columns(2, 4), 30, kept: 8);
        var nodes = FormulaParser.Parse("sin(2*x)/(1.5 + y*y) - ln(abs(x) + 0.1)^1.5 + (x > 0 ? 2*y : atan2(y, 3))").Formula!.NodesOver(["x", "y"]);
        double[] values = new double[Rows], slopes = new double[10 * Rows];
        long before = 0;
        for (int pass = 0; pass < 40; pass++)
        {
            if (pass == 20) before = GC.GetAllocatedBytesForCurrentThread();
            evaluator.Evaluate(nodes, values);
            evaluator.TryEvaluate(nodes, values);
            evaluator.EvaluateWithConstants(nodes, values, slopes);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a branch not taken has slope 0 even where its own slope is infinite or NaN")]
    public void Branch_not_taken_has_no_slope()
    {
        double[] values = new double[4], slopes = new double[8];
        var nodes = FormulaParser.Parse("x > 0 ? 2*x : 1/(x*0.5)").Formula!.NodesOver(["x"]);
        var evaluator = new ColumnEvaluator([[1, 2, -1, -4]], 20);
        slopes = new double[nodes.Count(n => n.Op == FormulaOp.Constant) * 4];
        evaluator.EvaluateWithConstants(nodes, values, slopes);
        Assert.Equal([2, 4, -2, -0.5], values);
        // In order: 0 of the comparison, 2, 1 and 0.5 of the quotient 1/(x k), by k -1/(x k^2).
        Assert.Equal([0, 0, 0, 0, 1, 2, 0, 0, 0, 0, -2, -0.5, 0, 0, 4, 1], slopes);
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
