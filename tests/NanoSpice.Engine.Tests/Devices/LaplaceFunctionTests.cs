using System.Numerics;
using NanoSpice.Engine.Devices;
using NanoSpice.Expressions;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class LaplaceFunctionTests
{
    [Theory, Oracle(OracleKind.CrossCheck, "central differences")]
    [InlineData("E1 a 0 laplace {v(b)^2+v(c)} {(1+s*2m)/(1+s*1m+s^2*1u)}")]
    [InlineData("G1 a b laplace {v(b)} {1/s}")]
    [InlineData("E1 a 0 laplace {v(b)} {s*1m}")]
    [InlineData("E1 a 0 b c laplace={exp(-s*1m)/(1+s*1m)}")]
    [InlineData("G1 a b laplace {v(b)} {1/(1+sqrt(s))}")]
    public void Jacobian_matches_differences(string line) => JacobianCheck.Verify(new TestCircuit().Add(line).Add("R1 b c 1k").Build());

    [Theory, Oracle(OracleKind.ClosedForm, "coefficients by hand, ascending")]
    [InlineData("1/(1+s*2)", new double[] { 1 }, new double[] { 1, 2 }, 0)]
    [InlineData("2*s/(s+1)^2", new double[] { 0, 2 }, new double[] { 1, 2, 1 }, 0)]
    [InlineData("1/s + 1/(s+1)", new double[] { 1, 2 }, new double[] { 0, 1, 1 }, 0)]
    [InlineData("1/(1+s) - 3/(1+s)", new double[] { -2 }, new double[] { 1, 1 }, 0)]
    [InlineData("s^-2", new double[] { 1 }, new double[] { 0, 0, 1 }, 0)]
    [InlineData("exp(-s*3)*exp(-2*s)/(4+s)", new double[] { 1 }, new double[] { 4, 1 }, 5)]
    [InlineData("(s^2+1)*pi/sqr(s+2)", new double[] { Math.PI, 0, Math.PI }, new double[] { 4, 4, 1 }, 0)]
    public void Ratios_are_found(string text, double[] numerator, double[] denominator, double delay)
    {
        var h = LaplaceFunction.Of(FormulaParser.Parse(text).Formula!, out _)!;
        Assert.Null(h.Gap);
        Assert.Equal(numerator, h.Numerator);
        Assert.Equal(denominator, h.Denominator);
        Assert.Equal(delay, h.Delay);
    }

    [Theory, Oracle(OracleKind.Snapshot, "wording")]
    [InlineData("1/(1+sqrt(s))", "sqrt of s is not rational")]
    [InlineData("s^0.5", "a power of 0.5 is not rational")]
    [InlineData("2^s", "s stands in an exponent")]
    [InlineData("exp(s*1m)", "e to a positive multiple of s would know its input ahead")]
    [InlineData("1+exp(-s)", "it is a sum of different delays")]
    [InlineData("exp(-s^2)", "exp of s is a delay only as exp(-s*t)")]
    [InlineData("s^3/(1+s)", "it grows like s^2, so it takes more than one derivative of its input")]
    public void What_has_no_form_in_time_says_why(string text, string gap) => Assert.Equal(gap, LaplaceFunction.Of(FormulaParser.Parse(text).Formula!, out _)!.Gap);

    [Theory, Oracle(OracleKind.ClosedForm, "the functions of System.Numerics")]
    [InlineData("1/(1+sqrt(s*2))")]
    [InlineData("1/(1+s*3)")]
    public void Values_on_the_axis_are_those_of_the_formula(string text)
    {
        Complex s = new(0, 0.7), expected = text.Contains("sqrt") ? 1 / (1 + Complex.Sqrt(2 * s)) : 1 / (1 + 3 * s);
        Assert.True((LaplaceFunction.Of(FormulaParser.Parse(text).Formula!, out _)!.At(s) - expected).Magnitude < 1e-15);
    }
}
