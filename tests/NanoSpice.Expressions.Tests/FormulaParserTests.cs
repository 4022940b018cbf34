using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Expressions.Tests;

public sealed class FormulaParserTests
{
    private static double Value(string text, params (string Name, double Value)[] variables)
    {
        var formula = Read(text);
        return formula.Evaluate(formula.Variables.Select(name => variables.Single(v => v.Name == name).Value).ToArray());
    }

    private static Formula Read(string text)
    {
        var parsed = FormulaParser.Parse(text);
        Assert.Null(parsed.Error);
        return parsed.Formula!;
    }

    [Theory, Oracle(OracleKind.Peer, "ngspice 39, B source v=..., operating point printed")]
    [InlineData("-2^2", -4)]
    [InlineData("2^3^2", 64)]
    [InlineData("2**3**2", 64)]
    [InlineData("2^-1", 0.5)]
    [InlineData("2**-1", 0.5)]
    [InlineData("2^!0", 2)]
    [InlineData("!2^2", 0)]
    [InlineData("1-2-3", -4)]
    [InlineData("8/4/2", 1)]
    [InlineData("1||0&&0", 1)]
    [InlineData("1|0&0", 1)]
    [InlineData("~(2>1) | !0 & ~0", 1)]
    [InlineData("2==3<1", 0)]
    [InlineData("2<3==1", 1)]
    [InlineData("1<2<0.5", 0)]
    [InlineData("1&&0==0", 1)]
    [InlineData("1||1==2", 1)]
    [InlineData("1+2<4", 1)]
    [InlineData("2+3?4:5", 4)]
    [InlineData("1?2:3?4:5", 2)]
    [InlineData("1?0?5:6:7", 6)]
    [InlineData("2--1", 3)]
    [InlineData("2+-1", 1)]
    [InlineData("- - 2", 2)]
    [InlineData("3>=3==1", 1)]
    [InlineData("2<>3", 1)]
    [InlineData("2!=3", 1)]
    [InlineData("2*1kohm", 2000)]
    [InlineData("10uF", 1e-5)]
    [InlineData("0^0", 1)]
    [InlineData("0**0", 1)]
    [InlineData("ternary_fcn(1,2,3)", 2)]
    [InlineData("u(0)", 0.5)]
    [InlineData("sgn(0)", 0)]
    [InlineData("nint(2.5)", 2)]
    [InlineData("nint(-2.5)", -2)]
    [InlineData("u2(0.5)", 0.5)]
    [InlineData("pwl(-1,0,0,2,2)", -1)]
    [InlineData("pwl(5,0,1,2,2)", 3.5)]
    public void Constant_expressions_have_the_value_of_ngspice(string text, double expected) => Assert.Equal(expected, Value(text));

    [Theory, Oracle(OracleKind.Peer, "ngspice 39, B source with v(z) = -2, operating point printed")]
    [InlineData("v(z)^3", 8)]
    [InlineData("v(z)**3", 8)]
    [InlineData("pow(v(z),3)", 8)]
    [InlineData("pwr(v(z),3)", -8)]
    [InlineData("-v(z)^2", -4)]
    [InlineData("v(z)^2.5", 5.656854249492381)]
    [InlineData("pwr(v(z),2.5)", -5.656854249492381)]
    [InlineData("2^v(z)", 0.25)]
    [InlineData("v(z)^-v(z)", 4)]
    [InlineData("2*-v(z)^2", -8)]
    [InlineData("v(z)^3^2", 64)]
    [InlineData("v(z)<1&&2>1||0", 1)]
    [InlineData("min(v(z),1)", -2)]
    [InlineData("v(z)<0?v(z):1", -2)]
    [InlineData("uramp(v(z))", 0)]
    public void Expressions_of_a_negative_voltage_have_the_value_of_ngspice(string text, double expected) =>
        Assert.Equal(expected, Value(text, ("v(z)", -2)), 12);
}
