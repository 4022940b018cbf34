using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests;

public class TimeKinksTests
{
    [Theory, Oracle(OracleKind.ClosedForm, "crossings solved by hand; a breakpoint precedes its kink by 1e-15 of its time")]
    [InlineData("time < 2m ? 1 : 2", 2e-3)]
    [InlineData("2*time/4+1 >= 1.5 ? v(a) : 2", 1.0)]
    [InlineData("uramp(time*1k-1)+u(3m-time)", 1e-3, 3e-3)]
    [InlineData("min(time, 1-time)", 0.5)]
    [InlineData("pwl(time,0,0,1,1,2,0)", 1.0, 2.0)]
    [InlineData("table(1k*time,1,0,2,1)", 1e-3, 2e-3)]
    [InlineData("abs(time-1)*(time > 1 && time <= 3)", 1.0, 3.0)]
    [InlineData("sin(time) + v(a)*time")]
    [InlineData("v(a) > 1 ? 1 : 2")]
    public void Breakpoints_of_a_formula(string formula, params double[] expected)
    {
        var test = new TestCircuit().Add($"B1 b 0 V={{{formula}}}").Add("R1 a 0 1");
        test.Build();
        var device = test.Device("b1");
        List<double> found = [];
        for (double t = device.NextBreakpoint(0); t < double.PositiveInfinity; t = device.NextBreakpoint(t)) found.Add(t);
        Assert.Equal(expected.Length, found.Count);
        for (int k = 0; k < expected.Length; k++)
        {
            Assert.True(found[k] < expected[k]);
            Assert.Equal(expected[k], found[k], 2e-15 * expected[k]);
        }
    }
}
