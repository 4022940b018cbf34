using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Expressions.Tests;

public sealed class FunctionScopeTests
{
    [Fact, Oracle(OracleKind.ClosedForm, "substitution by hand")]
    public void Calls_are_written_out_whatever_the_order_of_declaration()
    {
        var scope = new FunctionScope();
        scope.Declare("twice", ["x"], "add(x, x)*gain");
        scope.Declare("ADD", ["A", "B"], "a + b");
        var parsed = FormulaParser.Parse("1 + Twice(v(n)^2)", scope);
        Assert.Equal("1 + (v(n)^2 + v(n)^2)*gain", parsed.Formula!.ToString());
        Assert.Equal([("gain", 4, 5), ("v(n)", 10, 4)], parsed.Occurrences.OrderBy(o => o.Offset));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "an argument named as a parameter is not replaced twice")]
    public void Arguments_are_not_captured()
    {
        var scope = new FunctionScope();
        scope.Declare("f", ["x", "y"], "x - y");
        Assert.Equal("y - x", FormulaParser.Parse("f(y, x)", scope).Formula!.ToString());
        Assert.Equal("z - x - y", FormulaParser.Parse("f(f(z, x), y)", scope).Formula!.ToString());
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a user function hides a built-in one, also a probe of one letter other than v and i; the inner scope hides the outer")]
    public void User_functions_come_first()
    {
        var outer = new FunctionScope();
        outer.Declare("sin", ["x"], "2*x");
        outer.Declare("q", ["x"], "3*x");
        var inner = new FunctionScope(outer);
        inner.Declare("q", ["e"], "4*e");
        Assert.Equal(2, FormulaParser.Parse("sin(1)", inner).Formula!.ConstantValue);
        Assert.Equal(4, FormulaParser.Parse("q(1)", inner).Formula!.ConstantValue);
        Assert.Equal(3, FormulaParser.Parse("q(1)", outer).Formula!.ConstantValue);
        Assert.Equal(["q(n1)"], FormulaParser.Parse("q(n1)").Formula!.Variables);
        Assert.Throws<ArgumentException>(() => outer.Declare("v", ["x"], "x"));
    }

    [Theory, Oracle(OracleKind.Snapshot, "wording and place a user sees")]
    [InlineData("1 + f(1)", 4, 1, "f takes 2 arguments, got 1", null)]
    [InlineData("loop(1)", 0, 4, "the function loop calls itself", null)]
    [InlineData("bad(1)", 0, 3, "in the function bad: expected a value after '+'", null)]
    [InlineData("lim(2)", 0, 3, "unknown function 'lim'", "did you mean 'lin'?")]
    [InlineData("f(1, 2", 1, 1, "missing ')' for this '('", null)]
    public void Errors_say_which_function(string text, int offset, int length, string message, string? hint)
    {
        var scope = new FunctionScope();
        scope.Declare("f", ["a", "b"], "a + b");
        scope.Declare("lin", ["a"], "a");
        scope.Declare("loop", ["a"], "1 + loop(a)");
        scope.Declare("bad", ["a"], "a +");
        Assert.Equal(new FormulaError(offset, length, message, hint), FormulaParser.Parse(text, scope).Error);
    }

    [Fact, Oracle(OracleKind.Invariant, "a hostile text gives a message, not an exhausted machine")]
    public void Explosive_functions_are_refused()
    {
        var scope = new FunctionScope();
        scope.Declare("f0", ["x"], "x*x + x");
        for (int k = 1; k < 40; k++)
            scope.Declare($"f{k}", ["x"], $"f{k - 1}(f{k - 1}(x))");
        Assert.EndsWith("is too large", FormulaParser.Parse("f39(v(a))", scope).Error!.Value.Message, StringComparison.Ordinal);
    }
}
