using NanoSpice.Expressions;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Discovery.Tests;

/// <summary>Weights and constants of terms over columns.</summary>
public class TermFitTests
{
    private static readonly string[] Names = ["x", "y"];

    private static double[][] Columns(int rows, int seed)
    {
        var random = new Random(seed);
        return [[.. Enumerable.Range(0, rows).Select(_ => (4 * random.NextDouble()) - 2)], [.. Enumerable.Range(0, rows).Select(_ => 0.5 + random.NextDouble())]];
    }

    private static FormulaNode[] Nodes(string text) => FormulaParser.Parse(text).Formula!.NodesOver(Names);

    [Theory, InlineData(7), InlineData(500), InlineData(1301)]
    [Oracle(OracleKind.Manufactured, "weights chosen first, exact data: rounding of the normal equations corrected once, 1e-12")]
    public void Weights_of_exact_data_come_back(int rows)
    {
        var columns = Columns(rows, 1);
        double[] target = [.. columns[0].Zip(columns[1], (x, y) => (3 * x * y) - (2 * Math.Sin(x)) + 0.7)];
        var fit = new TermFit(columns, target, 3, 20);
        fit.SetTerm(0, Nodes("x*y"));
        fit.SetTerm(1, Nodes("sin(x)"));
        var weights = new double[4];
        double square = fit.Solve(2, intercept: true, weights);
        Assert.Equal([3, -2, 0.7], weights[..3].Select(w => Math.Round(w, 12)));
        Assert.True(square < 1e-28);
    }

    [Fact]
    [Oracle(OracleKind.CrossCheck, "the same sum by orthogonalisation; squares of condition 10 times 1e-16")]
    public void Solve_agrees_with_orthogonalisation()
    {
        var columns = Columns(333, 2);
        double[] target = [.. columns[0].Select((x, r) => Math.Exp(x) + (0.1 * Math.Sin(50 * r)))];
        var fit = new TermFit(columns, target, 3, 20);
        string[] texts = ["x", "x*x", "y"];
        for (int k = 0; k < 3; k++) fit.SetTerm(k, Nodes(texts[k]));
        var weights = new double[4];
        double square = fit.Solve(3, intercept: true, weights);
        var other = LinearFit.Solve([.. Enumerable.Range(0, 3).Select(k => fit.Term(k).ToArray()), [.. Enumerable.Repeat(1.0, 333)]], target);
        for (int k = 0; k < 4; k++) Assert.Equal(other.Weights[k], weights[k], 1e-12);
        Assert.Equal(other.MeanSquare, square, 1e-12 * square);
    }

    [Fact]
    [Oracle(OracleKind.Invariant, "a term twice: the second has weight 0; a term that is not finite: no fit")]
    public void Dependent_and_infinite_terms_are_safe()
    {
        var columns = Columns(100, 3);
        var fit = new TermFit(columns, columns[1], 2, 20);
        fit.SetTerm(0, Nodes("x"));
        fit.SetTerm(1, Nodes("x*2"));
        var weights = new double[3];
        Assert.True(double.IsFinite(fit.Solve(2, intercept: true, weights)));
        Assert.Equal(0, weights[1]);
        fit.SetTerm(1, Nodes("ln(x)"));
        Assert.Equal(double.PositiveInfinity, fit.Solve(2, intercept: true, weights));
    }

    [Theory]
    [InlineData("sin(1.3*x + 0.4)", "sin(1*x + 0.1)")]
    [InlineData("exp(-0.8*y)", "exp(-0.1*y)")]
    [InlineData("1/(y + 2.5)", "1/(y + 1)")]
    [Oracle(OracleKind.Manufactured, "constants chosen first; quadratic convergence ends at rounding")]
    public void Constants_inside_terms_come_back(string truth, string start)
    {
        var columns = Columns(200, 4);
        var evaluator = new ColumnEvaluator(columns, 20);
        var target = new double[200];
        evaluator.Evaluate(Nodes(truth), target);
        for (int r = 0; r < 200; r++) target[r] = (2 * target[r]) + 0.3;
        var fit = new TermFit(columns, target, 2, 20);
        var nodes = Nodes(start);
        var weights = new double[3];
        double square = new ConstantFit(fit, 2).Polish([nodes.AsMemory()], intercept: true, weights, 60);
        Assert.True(square < 1e-20, $"{square} {Formula.FromNodes(nodes, Names)}");
    }

    [Fact]
    [Oracle(OracleKind.Invariant, "zero bytes in the inner loop of a search")]
    public void Nothing_is_allocated()
    {
        var columns = Columns(500, 5);
        var fit = new TermFit(columns, columns[1], 3, 20);
        var constants = new ConstantFit(fit, 3);
        FormulaNode[] first = Nodes("x*exp(-0.3*y)"), second = Nodes("sin(x)/(1.5 + y)");
        Memory<FormulaNode>[] terms = [first, second];
        var weights = new double[4];
        void Once()
        {
            fit.SetTerm(0, first);
            fit.SetTerm(1, second);
            fit.Solve(2, true, weights);
            constants.Polish(terms, true, weights, 3);
        }
        Once();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int k = 0; k < 10; k++) Once();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
