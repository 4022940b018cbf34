using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class SmoothSwitchTests
{
    [Theory, Oracle(OracleKind.CrossCheck, "central differences, below, within and above the transition")]
    [InlineData("S1 p n c 0 m", "vswitch", "von", "voff")]
    [InlineData("S1 p n c 0 m", "vswitch", "voff", "von")]
    [InlineData("W1 p n v1 m", "iswitch", "ion", "ioff")]
    public void Jacobian_matches_differences(string line, string type, string high, string low)
    {
        var test = new TestCircuit().Model("m", type, ("ron", 2), ("roff", 1e3), (high, 0.9), (low, 0.1)).Add("V1 c 0 1").Add(line);
        JacobianCheck.Verify(test.Build());
    }

    [Theory, Oracle(OracleKind.ClosedForm, "PSpice: ln R = ln sqrt(ron roff) + ln(ron/roff) (3 z/2 - 2 z^3), z = (u - middle) / (on - off); sqrt(ron roff) in the middle")]
    [InlineData("vswitch", 0.0, 1e6)]
    [InlineData("vswitch", 1.0, 1e6)]
    [InlineData("vswitch", 2.0, 1e3)]
    [InlineData("vswitch", 3.0, 1.0)]
    [InlineData("vswitch", 5.0, 1.0)]
    [InlineData("vswitch", 2.5, 8.6596432336006526)]
    [InlineData("sw", 1.0, 1e6)]
    [InlineData("sw", 2.0, 1e3)]
    [InlineData("sw", 2.5, 8.6596432336006526)]
    [InlineData("sw", 3.0, 1.0)]
    public void Resistance_follows_the_logarithmic_cubic(string type, double control, double expected)
    {
        var test = type == "sw"
            ? new TestCircuit().Model("m", "sw", ("ron", 1), ("roff", 1e6), ("vt", 2), ("vh", -1))
            : new TestCircuit().Model("m", "vswitch", ("ron", 1), ("roff", 1e6), ("von", 3), ("voff", 1));
        var circuit = test.Add("S1 p n c 0 m").Build();
        var x = new double[circuit.Size];
        x[test["c"].Index] = control;
        circuit.Equations.SetPoint(0, x);
        Assert.Equal(expected, test.Device("s1").Probe("r")!.Read(circuit.Equations), expected * 1e-12);
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording")]
    public void Equal_ends_are_an_error()
    {
        var messages = new TestCircuit().Model("m", "vswitch", ("von", 1), ("voff", 1)).Add("S1 a 0 c 0 m").BuildDevices();
        Assert.StartsWith("error SWI004: s1: von and voff are the same", Assert.Single(messages));
    }
}
