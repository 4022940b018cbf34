using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class SwitchTests
{
    [Theory, Oracle(OracleKind.CrossCheck, "central differences, off and on")]
    [InlineData("")]
    [InlineData("on")]
    public void Jacobian_matches_differences(string state) => JacobianCheck.Verify(Single(0.5, 0.1, state).Circuit);

    [Fact, Oracle(OracleKind.ClosedForm, "off below vt + vh on the way up, on down to vt - vh on the way down; R = roff or ron")]
    public void Static_sweep_shows_the_hysteresis()
    {
        var (test, circuit) = Single(0.5, 0.1);
        (double Control, double R)[] sweep = [(0, 1e6), (0.45, 1e6), (0.59, 1e6), (0.61, 2), (0.55, 2), (0.41, 2), (0.39, 1e6), (0.59, 1e6)];
        foreach (var (control, r) in sweep)
        {
            double before = Resistance(test, circuit);
            Assert.Equal(before != r, Settle(test, circuit, control));
            Assert.Equal(r, Resistance(test, circuit));
            Assert.False(Settle(test, circuit, control));
        }
    }

    [Theory, Oracle(OracleKind.Invariant, "events turn the switch as a static sweep would, and leave no event pending behind")]
    [InlineData(0.1)]
    [InlineData(0.0)]
    public void Events_agree_with_the_static_sweep(double vh)
    {
        var (swept, circuit1) = Single(0.5, vh);
        var (run, circuit2) = Single(0.5, vh);
        Settle(swept, circuit1, 0);
        Settle(run, circuit2, 0);
        var (before, after) = (new double[2], new double[2]);
        for (int k = 0; k < 400; k++)
        {
            double control = 0.5 + 0.7 * Math.Sin(k * 0.05) * Math.Exp(-k * 0.004);
            Settle(swept, circuit1, control);
            At(run, circuit2, control);
            run.Device("s1").Events(circuit2.Equations, after);
            for (int e = 0; e < 2; e++)
            {
                if (after[e] > 0) run.Device("s1").Cross(circuit2.Equations, e);
                run.Device("s1").Events(circuit2.Equations, before);
                Assert.True(before[e] <= 0);
            }
            Assert.Equal(Resistance(swept, circuit1), Resistance(run, circuit2));
        }
    }

    [Fact, Oracle(OracleKind.ClosedForm, "event functions are the distances to the edge that counts")]
    public void Event_functions_are_distances_to_the_threshold()
    {
        var (test, circuit) = Single(0.5, 0.1);
        double[] values = [0, 0];
        At(test, circuit, 0.2);
        test.Device("s1").Events(circuit.Equations, values);
        Assert.Equal(0.2 - 0.6, values[0], 1e-16);
        test.Device("s1").Cross(circuit.Equations, 0);
        test.Device("s1").Events(circuit.Equations, values);
        Assert.Equal(0.4 - 0.2, values[1], 1e-16);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "between the edges the flag decides; beyond them the control value does")]
    [InlineData("", 0.5, 1e6)]
    [InlineData("on", 0.5, 2)]
    [InlineData("off", 0.5, 1e6)]
    [InlineData("on", 0.3, 1e6)]
    public void Flag_decides_inside_the_hysteresis(string flag, double control, double r)
    {
        var (test, circuit) = Single(0.5, 0.1, flag);
        Settle(test, circuit, control);
        Assert.Equal(r, Resistance(test, circuit));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "the same with a branch current in place of the voltage")]
    public void Current_switch_follows_its_source()
    {
        var test = new TestCircuit().Model("m", "csw", ("ron", 2), ("roff", 1e6), ("it", 5e-3), ("ih", 1e-3)).Add("V1 a 0 1").Add("W1 p 0 v1 m");
        var circuit = test.Build();
        var x = new double[circuit.Size];
        foreach (var (current, r) in ((double, double)[])[(5e-3, 1e6), (6.1e-3, 2), (4.1e-3, 2), (3.9e-3, 1e6)])
        {
            x[test["i(v1)"].Index] = current;
            circuit.Equations.SetPoint(0, x);
            test.Device("w1").Settle(circuit.Equations);
            Assert.Equal(r, test.Device("w1").Probe("r")!.Read(circuit.Equations));
        }
        JacobianCheck.Verify(circuit);
    }

    [Theory, Oracle(OracleKind.Snapshot, "wording")]
    [InlineData("S1 a b c m", "error SWI001: s1 needs four nodes and a model name (hint: write Sname n+ n- nc+ nc- model [on|off])")]
    [InlineData("S1 a b c d m maybe", "error SWI002: s1: maybe is not understood here (hint: on or off)")]
    [InlineData("S1 a b c d bad", "error SWI003: s1: ron = 0 must be above 0||error SWI003: s1: roff = -1 must be above 0")]
    [InlineData("S1 a b c d m ON", "")]
    public void Parameters_are_checked(string line, string expected)
    {
        var messages = new TestCircuit().Model("m", "sw").Model("bad", "sw", ("ron", 0), ("roff", -1)).Add(line).BuildDevices();
        Assert.Equal(expected.Split("||", StringSplitOptions.RemoveEmptyEntries), messages);
    }

    private static (TestCircuit Test, Circuit Circuit) Single(double vt, double vh, string flag = "")
    {
        var test = new TestCircuit().Model("m", "sw", ("ron", 2), ("roff", 1e6), ("vt", vt), ("vh", vh)).Add($"S1 p n c 0 m {flag}");
        return (test, test.Build());
    }

    private static void At(TestCircuit test, Circuit circuit, double control)
    {
        var x = new double[circuit.Size];
        x[test["c"].Index] = control;
        circuit.Equations.SetPoint(0, x);
    }

    private static bool Settle(TestCircuit test, Circuit circuit, double control)
    {
        At(test, circuit, control);
        return test.Device("s1").Settle(circuit.Equations);
    }

    private static double Resistance(TestCircuit test, Circuit circuit) => test.Device("s1").Probe("r")!.Read(circuit.Equations);
}
