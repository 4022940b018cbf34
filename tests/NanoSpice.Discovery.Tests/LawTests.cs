using NanoSpice.Expressions;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Discovery.Tests;

/// <summary>The canonical form of laws: equal laws print alike, and the text parses back to the same values.</summary>
public class LawTests
{
    private static readonly string[] Names = ["i", "q", "x", "y"];

    [Theory]
    [InlineData("5*i - 4500*i*q", "i*(5 - 4500*q)", "i*(a + b*q)")]
    [InlineData("i*(5 - 4500*q)", "i*(5 - 4500*q)", "i*(a + b*q)")]
    [InlineData("i*5 - q*i*4000 - i*q*500", "i*(5 - 4500*q)", "i*(a + b*q)")]
    [InlineData("x^2*x + x^2 + x", "x*(1 + x + x^2)", "x*(1 + x + x^2)")]
    [InlineData("1/(1/x + i/y)", "x*y/(y + i*x)", "x*y/(y + i*x)")]
    [InlineData("x/(2*(1 + y))", "0.5*x/(1 + y)", "a*x/(1 + y)")]
    [InlineData("sin(x*x + x) + sin(x)", "sin(x) + sin(x*(1 + x))", "sin(x) + sin(x*(1 + x))")]
    [InlineData("(x + y)*(x - y) + y*y", "x^2", "x^2")]
    [InlineData("3*exp(-2*x) + 0*y", "3*exp(-2*x)", "a*exp(b*x)")]
    [InlineData("2*abs(-3*i) - sqrt(4*x)", "6*abs(i) - 2*sqrt(x)", "a*abs(i) + b*sqrt(x)")]
    [InlineData("exp(ln(2*x)*1 - ln(2))*y", "exp(ln(x))*y", "exp(ln(x))*y")]
    [Oracle(OracleKind.ClosedForm, "expanded by hand")]
    public void Equal_laws_print_alike(string text, string law, string form)
    {
        var found = Law.From(FormulaParser.Parse(text).Formula!, Names);
        Assert.Equal(law, found.Formula.ToString());
        Assert.Equal(form, found.Form);
    }

    [Theory]
    [InlineData("(i + q)*(x - y)*(i - 2*q + x*y)")]
    [InlineData("sqrt(x^2 + y^2)/(1 + exp(-i*q)) - ln(abs(x*y) + 1)")]
    [InlineData("x*x*x*x*x*i/(q*q*q) - 7*tanh(3*x + y)")]
    [InlineData("(x + y + i + q)*(x + y + i + q)*(x + y + i + q)*(x - 1)")]
    [Oracle(OracleKind.Invariant, "rearranging keeps the value; some 50 roundings")]
    public void Canonical_form_keeps_the_value_and_parses_back(string text)
    {
        var formula = FormulaParser.Parse(text).Formula!;
        var law = Law.From(formula, Names);
        var read = FormulaParser.Parse(law.Formula.ToString()).Formula!;
        Assert.Equal(law.Formula, read);
        var random = new Random(1);
        for (int k = 0; k < 50; k++)
        {
            var point = Names.ToDictionary(n => n, _ => 0.5 + random.NextDouble());
            double Value(Formula f) => f.Evaluate([.. f.Variables.Select(v => point[v])]);
            double expected = Value(formula);
            Assert.Equal(expected, Value(law.Formula), 1e-12 * (1 + Math.Abs(expected)));
        }
    }

    [Fact]
    [Oracle(OracleKind.Invariant, "putting the numbers back for the letters gives the law")]
    public void Form_with_its_numbers_is_the_law()
    {
        var law = Law.From(FormulaParser.Parse("2.5*x*exp(-3*y) + 4*q/(1 + 7*x)").Formula!, Names);
        var values = law.Letters.Zip(law.Numbers).ToDictionary(p => p.First, p => p.Second);
        double Open(double x, double y, double q) => law.Open.Evaluate([.. law.Open.Variables.Select(v => v switch { "x" => x, "y" => y, "q" => q, _ => values[v] })]);
        Assert.Equal((2.5 * 0.3 * Math.Exp(-1.2)) + (4 * 0.7 / 3.1), Open(0.3, 0.4, 0.7), 1e-14);
        Assert.DoesNotContain("e", law.Letters);
        Assert.DoesNotContain("i", law.Letters);
    }
}
