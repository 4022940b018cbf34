using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class LimitedSwitchTests
{
    [Theory, Oracle(OracleKind.ClosedForm, "level 2: g = exp(A atan((u - vt)/|vh|) + B), half way in the logarithm at vt; limit by tanh; one way above vser")]
    [InlineData("second", 0.5, 2, 2 / 10.0)]                    // sqrt(ron roff) = 10 Ohm
    [InlineData("ending", 0.5, 30, 1.8102965072897328)]         // 2 tanh(3 / 2)
    [InlineData("oneway", 0.5, -3, -3e-12)]                     // gmin
    [InlineData("oneway", 0.5, 3, 0.3)]
    [InlineData("abrupt", 1, 0.5, 0.5)]
    [InlineData("abrupt", 1, 4, 1.5 + 2.5 / 100)]               // roff beyond the limit
    [InlineData("abrupt", 1, -4, -1.5 - 2.5 / 100)]
    public void Current_at_a_control_voltage(string model, double u, double v, double expected)
    {
        var test = Models().Add($"S1 a 0 u 0 {model}");
        var circuit = test.Build();
        double[] x = new double[circuit.Size];
        (x[test["a"].Index], x[test["u"].Index]) = (v, u);
        circuit.Equations.SetPoint(0, x);
        Assert.Equal(expected, test.Device("s1").Probe("i")!.Read(circuit.Equations), 1e-10);
    }

    [Theory, Oracle(OracleKind.CrossCheck, "central differences")]
    [InlineData("second")]
    [InlineData("ending")]
    [InlineData("oneway")]
    [InlineData("abrupt")]
    public void Jacobian_matches_differences(string model) => JacobianCheck.Verify(Models().Add($"S1 a k u 0 {model}").Build(), 3, points: 40);

    private static TestCircuit Models() => new TestCircuit(new SimulationOptions())
        .Model("second", "sw", ("level", 2), ("ron", 1), ("roff", 100), ("vt", 0.5), ("vh", -0.2))
        .Model("ending", "sw", ("level", 2), ("ron", 1), ("roff", 100), ("vt", 0.5), ("vh", -0.2), ("ilimit", 2))
        .Model("oneway", "sw", ("level", 2), ("ron", 1), ("roff", 100), ("vt", 0.5), ("vh", -0.2), ("oneway", 1), ("epsilon", 0.1))
        .Model("abrupt", "sw", ("ron", 1), ("roff", 100), ("vt", 0.5), ("vh", -0.2), ("ilimit", 1.5));
}
