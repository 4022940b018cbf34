using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Expressions.Tests;

public sealed class FormulaErrorTests
{
    [Theory, Oracle(OracleKind.Snapshot, "wording and place a user sees; the place is where the pen has to go")]
    [InlineData("", 0, 1, "expected a value", null)]
    [InlineData("   ", 3, 1, "expected a value", null)]
    [InlineData("2+", 2, 1, "expected a value after '+'", null)]
    [InlineData("2 + * 3", 4, 1, "expected a value after '+'", null)]
    [InlineData("1 + 2 * ", 8, 1, "expected a value after '*'", null)]
    [InlineData("a && ", 5, 1, "expected a value after '&&'", null)]
    [InlineData("2 ** ", 5, 1, "expected a value after '**'", null)]
    [InlineData("a <= )", 5, 1, "expected a value after '<='", null)]
    [InlineData("-", 1, 1, "expected a value after '-'", null)]
    [InlineData("()", 1, 1, "expected a value after '('", null)]
    [InlineData("sin(1,)", 6, 1, "expected a value after ','", null)]
    [InlineData("1 ? : 2", 4, 1, "expected a value after '?'", null)]
    [InlineData("2*(a+b", 2, 1, "missing ')' for this '('", null)]
    [InlineData("2*(a+(b*c)", 2, 1, "missing ')' for this '('", null)]
    [InlineData("sqrt(1+2", 4, 1, "missing ')' for this '('", null)]
    [InlineData("v(a+1", 1, 1, "missing ')' for this '('", null)]
    [InlineData("(a b)", 3, 1, "expected an operator or ')' before 'b'", null)]
    [InlineData("(a, b)", 2, 1, "expected ')' before ','", null)]
    [InlineData("a+b)", 3, 1, "this ')' closes nothing", null)]
    [InlineData("a b", 2, 1, "expected an operator before 'b'", null)]
    [InlineData("2 rload", 2, 5, "expected an operator before 'rload'", null)]
    [InlineData("2(3)", 1, 1, "expected an operator before '('", null)]
    [InlineData("a ? b", 2, 1, "this '?' has no ':'", "a choice is written condition ? value : other")]
    [InlineData("a + b : c", 6, 1, "this ':' has no '?' before it", null)]
    [InlineData("1, 2", 1, 1, "a ',' is used only between the arguments of a function", null)]
    [InlineData("a = 2", 2, 1, "'=' is not an operator", "write == to compare")]
    [InlineData("a & ", 4, 1, "expected a value after '&'", null)]
    [InlineData("{a}", 0, 1, "expected a value", "quotes and braces go around the whole expression, not inside it")]
    [InlineData("1.2.3 + 1", 0, 5, "'1.2.3' is not a number", null)]
    [InlineData("1 + 4.2k7", 4, 5, "'4.2k7' is not a number", null)]
    [InlineData("1 + sqr5(2)", 4, 4, "unknown function 'sqr5'", "did you mean 'sqrt'?")]
    [InlineData("sqtr(2)", 0, 4, "unknown function 'sqtr'", "did you mean 'sqrt'?")]
    [InlineData("frobnicate(2)", 0, 10, "unknown function 'frobnicate'", null)]
    [InlineData("1 + atan2(1)", 4, 5, "atan2 takes 2 arguments, got 1", "angle of the point (second, first); slope 0 at the origin")]
    [InlineData("sin()", 0, 3, "sin takes 1 argument, got 0", null)]
    [InlineData("sin(1, 2)", 0, 3, "sin takes 1 argument, got 2", null)]
    [InlineData("pwl(x, 1)", 0, 3, "pwl takes a value and then pairs of points, got 2 arguments", "x, x1, y1, x2, y2 ...; straight on outside the points, as ngspice")]
    [InlineData("table(x, 1, 0, 1, 2)", 15, 1, "the x values of table must ascend", null)]
    [InlineData("2*unif(1)", 2, 4, "unif does not take 1 argument", "unif(nominal, relative): nominal (1 + relative u)")]
    [InlineData("white(1)", 0, 5, "white is a function with a random value and is not supported", null)]
    [InlineData("idtmod(v(a))", 0, 6, "idtmod is a function of the past and is not supported", null)]
    [InlineData("ddt(v(a), 1)", 0, 3, "ddt takes 1 argument, got 2", null)]
    [InlineData("2*delay(v(a))", 2, 5, "delay takes 2 to 3 arguments, got 1", null)]
    [InlineData("limit(1)", 0, 5, "limit takes 3 arguments, got 1", "the middle one of the three, as LTspice; limit(nominal, absolute): nominal + absolute or nominal - absolute")]
    [InlineData("v()", 0, 3, "v() takes one node or two, as v(a) or v(a,b)", "inside the brackets stand names, not expressions")]
    [InlineData("1+v(a,b,c)", 2, 8, "v() takes one node or two, as v(a) or v(a,b)", "inside the brackets stand names, not expressions")]
    [InlineData("i(v1,v2)", 0, 8, "i() takes the name of one element", "inside the brackets stand names, not expressions")]
    public void Error_says_what_and_where(string text, int offset, int length, string message, string? hint)
    {
        var parsed = FormulaParser.Parse(text);
        Assert.Null(parsed.Formula);
        Assert.Equal(new FormulaError(offset, length, message, hint), parsed.Error);
    }

    [Fact, Oracle(OracleKind.Invariant, "a hostile text gives a message, not a crash")]
    public void Deep_nesting_is_refused()
    {
        string text = new string('(', 200_000) + "1" + new string(')', 200_000);
        Assert.Equal("the expression is nested too deeply: 250 levels are the most", FormulaParser.Parse(text).Error!.Value.Message);
        Assert.Equal("the expression is nested too deeply: 250 levels are the most", FormulaParser.Parse(new string('-', 500_000) + "1").Error!.Value.Message);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "1 + 1 + ... = n; 100 nested brackets change nothing")]
    public void Long_sums_and_moderate_nesting_are_fine()
    {
        Assert.Equal(20_000, FormulaParser.Parse(string.Join(" + ", Enumerable.Repeat("x", 20_000))).Formula!.Evaluate([1]));
        string nested = new string('(', 100) + "x" + new string(')', 100);
        Assert.Equal(Formula.Variable("x"), FormulaParser.Parse(nested + "*1").Formula is { } f ? Formula.Variable(f.Variables[0]) : null);
        string choices = string.Concat(Enumerable.Range(0, 200).Select(k => $"x<{k}?{k}:")) + "7";
        Assert.Equal(42, FormulaParser.Parse(choices).Formula!.Evaluate([41.5]));
    }
}
