using NanoSpice.Engine;
using NanoSpice.Engine.Devices;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class NanoStackTests
{
    private static readonly (string, double)[] Slit = [("rc", 5), ("gamma", 0.9), ("cslit", 10e-3), ("qmax", 5e-3)];
    private static readonly (string, string)[] UsesSlit = [("slit", "slit")];

    [Theory, Oracle(OracleKind.CrossCheck, "central differences over the expanded ladder")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Jacobian_matches_differences(int layers)
    {
        var circuit = Stack(Slit).Add($"U1 b s stack layers={layers}").Build();
        JacobianCheck.Verify(circuit, 0.5, points: 5);
    }

    [Theory, Oracle(OracleKind.CrossCheck, "the ladder of DESIGN.md 2.3 written by its law: sums over nodes in double arithmetic, to round-off")]
    [InlineData(1)]
    [InlineData(6)]
    public void Load_equals_the_ladder_by_hand(int layers)
    {
        var test = Stack(Slit, ("rin", 2), ("gammain", 0.3)).Add($"U1 b s stack layers={layers}");
        var circuit = test.Build();
        var random = new Random(5);
        var x = new double[circuit.Size];
        for (int k = 0; k < x.Length; k++) x[k] = 0.5 * random.NextDouble();
        var (f, q) = (new double[x.Length], new double[x.Length]);
        circuit.Load(0, x, 0, f, q, null);

        var (f2, q2) = Ladder(test, x, layers);
        for (int k = 0; k < x.Length; k++)
        {
            Assert.Equal(f2[k], f[k], 2e-15);
            Assert.Equal(q2[k], q[k], 2e-17);
        }
    }

    [Fact, Oracle(OracleKind.Invariant, "U is the same ladder as N elements, a QRES step and the last capacitor: f and q to the bit")]
    public void Load_equals_N_elements()
    {
        var u = Stack(Slit).Add("U1 b s stack layers=4");
        var stack = u.Build();
        var n = new TestCircuit().Model("slit", "nanoslit", Slit).Model("none", "nanoslit", ("rc", 1), ("cslit", 10e-3))
            .Model("first", "qres", ("rc", 5), ("gamma", 0.9), ("qmax", 5e-3))
            .Add("N2 1 2 s slit").Add("N3 2 3 s slit").Add("N4 3 4 s slit").Add("N1 0n 1 n2 first");
        var ladder = n.Build();
        string[] names = ["1", "2", "3", "4", "0n"];
        var random = new Random(11);
        var (x, y) = (new double[stack.Size], new double[ladder.Size]);
        x[u["s"].Index] = y[n["s"].Index] = 0.4;
        foreach (string node in names)
            y[n[node].Index] = x[u["u1." + node.TrimEnd('n')].Index] = random.NextDouble();
        x[u["b"].Index] = x[u["u1.0"].Index];
        var (f, q, f2, q2) = (new double[x.Length], new double[x.Length], new double[y.Length], new double[y.Length]);
        stack.Load(0, x, 0, f, q, null);
        ladder.Load(0, y, 0, f2, q2, null);
        foreach (string node in names) Assert.Equal(f2[n[node].Index], f[u["u1." + node.TrimEnd('n')].Index]);
        foreach (string node in (string[])["1", "2", "3"]) Assert.Equal(q2[n[node].Index], q[u["u1." + node].Index]);
    }

    [Fact, Oracle(OracleKind.Invariant, "no charge is made: q of all nodes sums to 0, and q(u1) is the sheet's")]
    public void Charge_of_the_stack_is_that_of_the_sheet()
    {
        var test = Stack(Slit).Add("U1 b s stack layers=6 m=2");
        var circuit = test.Build();
        var x = new double[circuit.Size];
        for (int k = 0; k < x.Length; k++) x[k] = 0.03 * k * k;
        var (f, q) = (new double[x.Length], new double[x.Length]);
        circuit.Load(0, x, 0, f, q, null);
        Assert.Equal(0, q.Sum(), 1e-16);
        Assert.Equal(0, f.Sum(), 1e-14);
        Assert.Equal(q[test["s"].Index], test.Device("u1").Probe("q")!.Read(circuit.Equations), 1e-15);
        Assert.Equal((x[test["b"].Index] - x[test["u1.0"].Index]) * 2 / 1.5, test.Device("u1").Probe("i")!.Read(circuit.Equations), 1e-15);
    }

    [Fact, Oracle(OracleKind.Invariant, "names as DESIGN.md 2.3 promises")]
    public void Parts_are_named()
    {
        var test = Stack(Slit).Add("U1 b s stack layers=3");
        var circuit = test.Build();
        Assert.Equal(["u1", "u1.c0", "u1.r1", "u1.r2", "u1.r3", "u1.c3"], circuit.Devices.Select(d => d.Name));
        Assert.Equal(["b", "s", "u1.0", "u1.1", "u1.2", "u1.3"], circuit.Unknowns.Select(u => u.Name));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "qsopen: Q = 2 qs y at small y = v/2VT, C = qs/VT")]
    public void Open_space_may_be_a_double_layer()
    {
        var test = new TestCircuit().Model("slit", "nanoslit", ("rc", 5), ("qs", 1e-4), ("nu", 0.3))
            .Model("stack", "nanostack", UsesSlit, ("ropen", 1.5), ("qsopen", 3e-5)).Add("U1 b s stack");
        var circuit = test.Build();
        var x = new double[circuit.Size];
        x[test["s"].Index] = 1e-9;
        circuit.Equations.SetPoint(0, x);
        double thermal = 1.380649e-23 / 1.602176634e-19 * 300.15;
        double charge = test.Device("u1.c0").Probe("q")!.Read(circuit.Equations);
        Assert.Equal(3e-5 / thermal * 1e-9, charge, 1e-14 * charge);
    }

    [Theory, Oracle(OracleKind.Snapshot, "wording")]
    [InlineData("U1 b stack", "", 1.5, "error NST001: u1 needs two nodes and a model name (hint: write Uname bulk sheet stack [layers=] [m=])")]
    [InlineData("U1 b s stack layers=0", "", 1.5, "error NST004: u1: layers = 0 must be a whole number from 1 to 1e+06")]
    [InlineData("U1 b s stack layers=2.5", "", 1.5, "error NST004: u1: layers = 2.5 must be a whole number from 1 to 1e+06")]
    [InlineData("U1 b s stack m=0", "", 1.5, "error NST002: u1: m must be above 0")]
    [InlineData("U1 b s stack", "", 0.0, "error NST002: u1: ropen must be above 0")]
    [InlineData("U1 b s stack", "qsopen", 1.5, "error NST006: u1: qsopen needs the slit's nu (hint: give the slit's card qs= and nu=, or use copen=)")]
    [InlineData("U1 b s stack", "rin", 1.5, "")]
    public void Parameters_are_checked(string line, string extra, double ropen, string expected)
    {
        (string, double)[] numbers = extra == "" ? [("ropen", ropen)] : [("ropen", ropen), (extra, 1e-3)];
        var messages = new TestCircuit().Model("slit", "nanoslit", Slit).Model("stack", "nanostack", UsesSlit, numbers).Add(line).BuildDevices();
        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries), messages);
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording")]
    public void Missing_parts_are_named()
    {
        Assert.Equal(
        [
            "error NST003: u1: slit is missing (hint: name of a NANOSLIT card: slit=MODEL)",
            "error NST003: u1: ropen is missing (hint: resistance of the open space before slit 1 [Ohm])",
        ], new TestCircuit().Model("stack", "nanostack", ("copen", 1e-3)).Add("U1 b s stack").BuildDevices());
    }

    private static TestCircuit Stack((string, double)[] slit, params (string, double)[] extra) => new TestCircuit()
        .Model("slit", "nanoslit", slit).Model("stack", "nanostack", UsesSlit, [("ropen", 1.5), ("copen", 2e-3), .. extra]);

    /// <summary>The ladder with the parameters above, rin = 2 and gammain = 0.3, summed node by node.</summary>
    private static (double[] F, double[] Q) Ladder(TestCircuit test, double[] x, int layers)
    {
        var (f, q) = (new double[x.Length], new double[x.Length]);
        int sheet = test["s"].Index;
        int Node(int k) => k < 0 ? test["b"].Index : test[$"u1.{k}"].Index;
        double Charge(int k) => 10e-3 * (x[sheet] - x[Node(k)]);
        for (int k = 0; k <= layers; k++)
        {
            double r = k == 0 ? 1.5 : k == 1 ? 2 * (1 - 0.3 * Math.Abs(Charge(1)) / 5e-3) : 5 * (1 - 0.9 * Math.Abs(Charge(k - 1)) / 5e-3);
            double i = (x[Node(k - 1)] - x[Node(k)]) / r, charge = k == 0 ? 2e-3 * (x[sheet] - x[Node(0)]) : Charge(k);
            f[Node(k - 1)] += i;
            f[Node(k)] -= i;
            q[sheet] += charge;
            q[Node(k)] -= charge;
        }
        return (f, q);
    }
}
