using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class IdealDiodeTests
{
    [Theory, Oracle(OracleKind.ClosedForm, "straight lines v/roff, + (v - vfwd)(1/ron - 1/roff), - (-vrev - v)(1/rrev - 1/roff)")]
    [InlineData(0.3, 0.3e-3)]
    [InlineData(1.5, 1.5e-3 + 1 * (10 - 1e-3))]
    [InlineData(-4, -4e-3)]
    [InlineData(-7, -7e-3 - 2 * (5 - 1e-3))]
    public void Current_is_made_of_straight_lines(double v, double expected) => Assert.Equal(expected, Current("di", v), 1e-14);

    [Theory, Oracle(OracleKind.ClosedForm, "at the corner the parabola is g e/8 above both lines, at the ends of the bend it meets them; far out the limit is reached")]
    [InlineData(0.5, 0.5e-3 + (10 - 1e-3) * 0.2 / 8)]
    [InlineData(0.4, 0.4e-3)]
    [InlineData(0.6, 0.6e-3 + 0.1 * (10 - 1e-3))]
    public void The_bend_is_a_parabola(double v, double expected) => Assert.Equal(expected, Current("db", v), 1e-14);

    [Fact, Oracle(OracleKind.ClosedForm, "i - v/roff -> ilimit, and revilimit")]
    public void Current_is_limited()
    {
        Assert.Equal(2 + 30e-3, Current("dl", 30), 1e-12);
        Assert.Equal(-1 - 30e-3, Current("dl", -30), 1e-12);
    }

    [Theory, Oracle(OracleKind.CrossCheck, "central differences")]
    [InlineData("D1 a k db 2")]
    [InlineData("D1 a k dl m=3")]
    public void Jacobian_matches_differences(string line) => JacobianCheck.Verify(Models().Add(line).Build(), 6, points: 40);

    private static double Current(string model, double v)
    {
        var test = Models().Add($"D1 a 0 {model}");
        var circuit = test.Build();
        circuit.Equations.SetPoint(0, [v]);
        return test.Device("d1").Probe("i")!.Read(circuit.Equations);
    }

    private static TestCircuit Models()
    {
        (string, double)[] lines = [("ron", 0.1), ("roff", 1000), ("vfwd", 0.5), ("vrev", 5), ("rrev", 0.2)];
        return new TestCircuit(new SimulationOptions()).Model("di", "d", lines).Model("db", "d", [.. lines, ("epsilon", 0.2), ("revepsilon", 0.4)])
            .Model("dl", "d", [.. lines, ("epsilon", 0.2), ("revepsilon", 0.4), ("ilimit", 2), ("revilimit", 1)]);
    }
}
