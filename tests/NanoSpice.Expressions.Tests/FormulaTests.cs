using FsCheck.Xunit;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Expressions.Tests;

public sealed class FormulaTests
{
    private static Formula Read(string text, FunctionScope? scope = null)
    {
        var parsed = FormulaParser.Parse(text, scope);
        Assert.Null(parsed.Error);
        return parsed.Formula!;
    }

    private static double[] Point(Formula formula, int seed)
    {
        var random = new Random(seed);
        return [.. formula.Variables.Select(_ => 6 * random.NextDouble() - 3)];
    }

    private static bool Same(double a, double b) => a.Equals(b) || a == b;

    [Property(MaxTest = 3000, Arbitrary = [typeof(Expression)]), Oracle(OracleKind.Invariant, "parse(print(f)) = f")]
    public bool Printed_text_parses_back_to_an_equal_formula(Formula formula)
    {
        var parsed = FormulaParser.Parse(formula.ToString());
        return parsed.Error is null && formula.Equals(parsed.Formula) && formula.GetHashCode() == parsed.Formula!.GetHashCode();
    }

    [Property(MaxTest = 2000, Replay = "(12345678910,2811)", Arbitrary = [typeof(Expression)])]
    [Oracle(OracleKind.Invariant, "simplifying keeps the value and never grows; fixed seed, as 1/(x + 0) may tell the zeros apart")]
    public bool Simplified_formula_has_the_same_value(Formula formula, int seed)
    {
        var simple = FormulaSimplifier.Simplify(formula);
        var x = Point(formula, seed);
        var y = simple.Variables.Select(name => x[formula.Variables.ToList().IndexOf(name)]).ToArray();
        double before = formula.Evaluate(x), after = simple.Evaluate(y);
        return simple.Complexity <= formula.Complexity && Same(before, after);
    }

    [Property(MaxTest = 1000, Arbitrary = [typeof(Expression)]), Oracle(OracleKind.Invariant, "binding every variable to its value leaves that value")]
    public bool Binding_all_variables_gives_the_value(Formula formula, int seed)
    {
        var x = Point(formula, seed);
        var bound = formula.Bind(name => formula.Variables.ToList().IndexOf(name) is >= 0 and var k ? Formula.Constant(x[k]) : null);
        return bound.IsConstant && bound.Variables.Count == 0 && Same(bound.ConstantValue, formula.Evaluate(x));
    }

    [Theory, Oracle(OracleKind.ClosedForm, "product, quotient and chain rule at x = 0.7, y = -1.3")]
    [InlineData("x*y", -1.3, 0.7)]
    [InlineData("x*x + y", 1.4, 1)]
    [InlineData("x/y", 1 / -1.3, -0.7 / 1.69)]
    [InlineData("-x - 3*y", -1, -3)]
    [InlineData("sin(x*y)", -1.3 * 0.613745749489, 0.7 * 0.613745749489)]
    [InlineData("x^3 + 0*y", 1.47, 0)]
    [InlineData("x % y", 1, 0)]
    [InlineData("x < y ? x : y*y", 0, -2.6)]
    [InlineData("(x < y) + x + 0*y", 1, 0)]
    [InlineData("max(x, y)*y", -1.3, 0.7)]
    public void Gradient_follows_the_rules(string text, double dx, double dy)
    {
        var formula = Read(text);
        var gradient = new double[2];
        int x = formula.Variables[0] == "x" ? 0 : 1;
        formula.EvaluateWithGradient(x == 0 ? [0.7, -1.3] : [-1.3, 0.7], gradient);
        Assert.Equal(dx, gradient[x], 8);
        Assert.Equal(dy, gradient[1 - x], 8);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "canonical names: lower case, no blanks, order of first use")]
    public void Variables_are_canonical_and_in_order()
    {
        var parsed = FormulaParser.Parse("V( In+ , N-1 )*I(V1) + Time + x.R1:2 + v(in+,n-1) + @M1[Id] + v(2)");
        Assert.Equal(["v(in+,n-1)", "i(v1)", "time", "x.r1:2", "@m1[id]", "v(2)"], parsed.Formula!.Variables);
        Assert.Equal(("v(in+,n-1)", 0, 14), parsed.Occurrences[0]);
        Assert.Equal(("i(v1)", 15, 5), parsed.Occurrences[1]);
        Assert.Equal(7, parsed.Occurrences.Count);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a name ends at ':' behind '?'")]
    public void Colon_belongs_to_the_choice_after_a_question_mark()
    {
        Assert.Equal(["c", "a", "b"], Read("c?a:b").Variables);
        Assert.Equal(["x:c", "a", "b"], Read("x:c?a:b").Variables);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "pi and e give way to parameters of that name")]
    public void Parameter_hides_a_named_constant()
    {
        Assert.Equal(Math.PI, Read("pi").Evaluate([]));
        Assert.False(Read("pi").IsConstant);
        Assert.Equal(2 * Math.PI, Read("2*pi").Bind(_ => null).ConstantValue);
        Assert.Equal(10, Read("2*e").Bind(name => name == "e" ? Formula.Constant(5) : null).ConstantValue);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a settled condition leaves one branch and its variables only")]
    public void Binding_a_condition_drops_the_other_branch()
    {
        var bound = Read("mode > 1 ? v(a)*k : v(b)").Bind(name => name switch { "mode" => Formula.Constant(2), "k" => Read("3*v(c)"), _ => null });
        Assert.Equal(["v(a)", "v(c)"], bound.Variables);
        Assert.Equal("v(a)*(3*v(c))", bound.ToString());
    }

    [Fact, Oracle(OracleKind.ClosedForm, "IEEE: 1/0 is infinite, 0/0 is NaN; neither is folded away")]
    public void Infinite_constants_keep_their_spelling()
    {
        Assert.True(Read("1/0").IsConstant);
        Assert.Equal(double.PositiveInfinity, Read("1/0").ConstantValue);
        Assert.Equal(Read("-1/0"), Formula.Constant(double.NegativeInfinity));
        Assert.True(double.IsNaN(Formula.Constant(double.NaN).ConstantValue));
    }

    [Theory, Oracle(OracleKind.Snapshot, "only the brackets the grammar needs")]
    [InlineData("(((a)+b)*c)", "(a + b)*c")]
    [InlineData("a-(b-c)", "a - (b - c)")]
    [InlineData("a-b-c", "a - b - c")]
    [InlineData("-(a^2)", "-a^2")]
    [InlineData("(-a)^2", "(-a)^2")]
    [InlineData("a**b**c", "a^b^c")]
    [InlineData("2^(-x)", "2^(-x)")]
    [InlineData("pow(a,b)", "a^b")]
    [InlineData("if(a,b,c)", "a ? b : c")]
    [InlineData("LOG(x)", "ln(x)")]
    [InlineData("1k*x", "1000*x")]
    [InlineData("a*1e-12", "a*1e-12")]
    public void Formula_prints_plainly(string text, string printed) => Assert.Equal(printed, Read(text).ToString());

    [Theory, Oracle(OracleKind.ClosedForm, "rules of algebra that hold for every double")]
    [InlineData("x + 0", "x")]
    [InlineData("0 + x", "x")]
    [InlineData("0 - x", "-x")]
    [InlineData("1*x*1/1", "x")]
    [InlineData("-(-x)", "x")]
    [InlineData("a - -b", "a + b")]
    [InlineData("a + -b", "a - b")]
    [InlineData("-a*-b", "a*b")]
    [InlineData("x*0", "x*0")]
    [InlineData("x - x", "x - x")]
    [InlineData("x/x", "x/x")]
    [InlineData("c ? x*1 : x", "x")]
    public void Simplifier_applies_only_safe_rules(string text, string simple) =>
        Assert.Equal(simple, FormulaSimplifier.Simplify(Read(text)).ToString());

    [Fact, Oracle(OracleKind.Invariant, "bytes allocated by this thread stay the same")]
    public void Evaluation_does_not_allocate()
    {
        var small = Read("(v(a,b)/rc)*(1 - gamma*abs(q)/qmax) + pwl(q, 0, 0, 1, 2) + (q > 0 ? sqrt(q) : min(q, atan2(q, rc)))");
        var large = Read(string.Join(" + ", Enumerable.Range(0, 400).Select(k => $"sin(x{k % 7})")));
        double[] x = [1, 2, 0.5, 0.25, 3, 6, 7];
        var gradient = new double[7];
        double[] output = new double[500];
        var columns = new ColumnEvaluator([.. Enumerable.Range(0, 7).Select(_ => new double[500])], 60);
        var nodes = small.NodesOver(small.Variables);
        double[] slopes = new double[500 * nodes.Count(n => n.Op == FormulaOp.Constant)];
        long before = 0;
        for (int pass = 0; pass < 1000; pass++)
        {
            if (pass == 500)
                before = GC.GetAllocatedBytesForCurrentThread();
            small.Evaluate(x);
            small.EvaluateWithGradient(x, gradient);
            large.Evaluate(x);
            large.EvaluateWithGradient(x, gradient);
            if (pass % 100 == 0)
            {
                columns.Evaluate(nodes, output);
                columns.EvaluateWithConstants(nodes, output, slopes);
            }
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact, Oracle(OracleKind.Invariant, "programmer errors are ArgumentException")]
    public void Wrong_use_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Read("x+y").Evaluate([1]));
        Assert.Throws<ArgumentException>(() => Formula.Variable("a b"));
        Assert.Throws<ArgumentException>(() => Formula.Variable("pi"));
        Assert.Throws<ArgumentException>(() => Formula.Variable("sin(x)"));
        Assert.Throws<ArgumentException>(() => Formula.Call("sin"));
        Assert.Throws<ArgumentException>(() => Formula.Apply(FormulaOp.Add, Formula.Constant(1)));
        Assert.Throws<InvalidOperationException>(() => Read("x").ConstantValue);
    }
}
