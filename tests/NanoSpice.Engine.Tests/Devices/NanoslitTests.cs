using NanoSpice.Engine;
using NanoSpice.Engine.Devices;
using NanoSpice.Numerics;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class NanoslitTests
{
    private static readonly (string, double)[] Card = [("rc", 5), ("gamma", 0.9), ("cslit", 10e-3), ("qmax", 5e-3)];

    [Theory, Oracle(OracleKind.CrossCheck, "central differences, 25 random points, charges up to and beyond the floor")]
    [InlineData("abs", 0.9, 0.4)]
    [InlineData("signed", 0.9, 0.4)]
    [InlineData("abs", -0.9, 1.0)]
    [InlineData("signed", 1.5, 2.0)]
    [InlineData("abs", 1.5, 2.0)]
    public void Jacobian_matches_differences(string law, double gamma, double voltage)
    {
        var circuit = Words(law, gamma).Add("N1 p n s slit").Build();
        JacobianCheck.Verify(circuit, voltage, points: 25);
    }

    [Theory, Oracle(OracleKind.CrossCheck, "central differences of the double layer's step")]
    [InlineData(0.05)]
    [InlineData(2)]
    public void Jacobian_matches_differences_with_double_layer(double voltage)
    {
        var circuit = new TestCircuit().Model("slit", "nanoslit", ("rc", 5), ("gamma", 0.5), ("qs", 1e-4), ("nu", 0.3), ("vmax", 2))
            .Add("N1 p n s slit").Build();
        JacobianCheck.Verify(circuit, voltage, points: 20);
    }

    [Fact, Oracle(OracleKind.CrossCheck, "central differences with h below the corner's width 5e-9 C, at random charges inside it")]
    public void Jacobian_matches_differences_inside_the_corner()
    {
        var circuit = new TestCircuit().Model("slit", "nanoslit", Card).Add("N1 p n s slit").Build();
        var random = new Random(3);
        for (int k = 0; k < 20; k++)
        {
            // v_s - v_p = Q / cslit within +-5e-7 V; h = 1e-10 V, so h^2 f'''/6 is 1e-7 of f' and round-off 1e-16 x 0.1/h = 1e-7.
            double[] x = [0.1, 0.3, 0];
            x[2] = x[0] + (2 * random.NextDouble() - 1) * 4.9e-7;
            var g = Conductance(circuit, x);
            double up = Flow(circuit, [x[0], x[1], x[2] + 1e-10]), down = Flow(circuit, [x[0], x[1], x[2] - 1e-10]);
            double slope = 0.2 / 5 * 0.9 / 5e-3 * 10e-3 * 4 / 3;
            Assert.Equal((up - down) / 2e-10, g[0, 2], 1e-5 * slope);
        }
    }

    [Fact, Oracle(OracleKind.ClosedForm, "eq. 1-2 by hand: v_p = 0.1, v_n = 0.04, v_s = 0.3, Q = 2 mC, R = 5 (1 - 0.9 x 0.4) = 3.2")]
    public void Load_writes_equations_1_and_2()
    {
        var circuit = new TestCircuit().Model("slit", "nanoslit", Card).Add("N1 p n s slit").Build();
        var (f, q) = Load(circuit, [0.1, 0.04, 0.3]);
        Assert.Equal([0.06 / 3.2, -0.06 / 3.2, 0], f.Select(v => Math.Round(v, 15)));
        Assert.Equal([-2e-3, 0, 2e-3], q.Select(v => Math.Round(v, 15)));
    }

    [Fact, Oracle(OracleKind.CrossCheck, "gamma = 0: f, q and both matrices are those of a resistor 1/rc and a capacitor, to round-off")]
    public void Without_gamma_it_is_a_resistor_and_a_capacitor()
    {
        var circuit = new TestCircuit().Model("slit", "nanoslit", ("rc", 7), ("cslit", 3e-3)).Add("N1 p n s slit").Build();
        double[] x = [0.31, -0.12, 0.77];
        var (f, q) = Load(circuit, x);
        double i = (x[0] - x[1]) / 7, charge = 3e-3 * (x[2] - x[0]);
        for (int k = 0; k < 3; k++)
        {
            Assert.Equal(new[] { i, -i, 0 }[k], f[k], 3e-17);
            Assert.Equal(new[] { -charge, 0, charge }[k], q[k], 3e-18);
        }
        var g = Conductance(circuit, x);
        Assert.Equal(1 / 7.0, g[0, 0]);
        Assert.Equal(-1 / 7.0, g[1, 0]);
        Assert.Equal(0, g[0, 2]);
    }

    [Fact, Oracle(OracleKind.Invariant, "law = abs: all voltages reversed reverse current and charge to the bit")]
    public void Absolute_law_is_odd_in_all_voltages()
    {
        var circuit = new TestCircuit().Model("slit", "nanoslit", Card).Add("N1 p n s slit").Build();
        double[] x = [0.31, -0.12, 0.47];
        var (f, q) = Load(circuit, x);
        var (f2, q2) = Load(circuit, [.. x.Select(v => -v)]);
        Assert.Equal(f, f2.Select(v => -v));
        Assert.Equal(q, q2.Select(v => -v));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "qmax = cslit vmax, and Q(vmax) for the double layer")]
    public void Vmax_replaces_qmax()
    {
        var byCharge = new TestCircuit().Model("slit", "nanoslit", ("rc", 5), ("gamma", 0.5), ("cslit", 10e-3), ("qmax", 5e-3)).Add("N1 p 0 s slit").Build();
        var byVoltage = new TestCircuit().Model("slit", "nanoslit", ("rc", 5), ("gamma", 0.5), ("cslit", 10e-3), ("vmax", 0.5)).Add("N1 p 0 s slit").Build();
        Assert.Equal(Load(byCharge, [0.1, 0.4]).F, Load(byVoltage, [0.1, 0.4]).F);
    }

    [Fact, Oracle(OracleKind.Invariant, "m = 4 is four elements side by side")]
    public void Multiplicity_is_elements_side_by_side()
    {
        var once = new TestCircuit().Model("slit", "nanoslit", Card).Add("N1 p n s slit").Build();
        var four = new TestCircuit().Model("slit", "nanoslit", Card).Add("N1 p n s slit m=4").Build();
        double[] x = [0.1, 0.04, 0.3];
        Assert.Equal(Load(once, x).F.Select(v => Math.Round(4 * v, 14)), Load(four, x).F.Select(v => Math.Round(v, 14)));
        Assert.Equal(Load(once, x).Q.Select(v => Math.Round(4 * v, 14)), Load(four, x).Q.Select(v => Math.Round(v, 14)));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "i, q, r, v by hand at v_p = 0.1, v_n = 0.04, v_s = 0.3")]
    public void Probes_read_current_charge_resistance_and_voltage()
    {
        var test = new TestCircuit().Model("slit", "nanoslit", Card).Add("N1 p n s slit");
        var circuit = test.Build();
        circuit.Equations.SetPoint(0, [0.1, 0.04, 0.3]);
        double Read(string quantity) => test.Device("n1").Probe(quantity)!.Read(circuit.Equations);
        Assert.Equal(0.06 / 3.2, Read("i"), 1e-16);
        Assert.Equal(2e-3, Read("q"), 1e-17);
        Assert.Equal(3.2, Read("r"), 1e-14);
        Assert.Equal(0.06, Read("v"), 1e-16);
        Assert.Null(test.Device("n1").Probe("x"));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "with ic the charge is cslit ic, whatever the nodes say")]
    public void Initial_condition_sets_the_charge()
    {
        var circuit = new TestCircuit().Model("slit", "nanoslit", Card).Add("N1 p n s slit ic=0.2").Build();
        var q = new double[3];
        circuit.LoadInitialCharges([1, 2, 3], q);
        Assert.Equal([-2e-3, 0, 2e-3], q);
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording")]
    public void Floor_warns_once_with_the_time()
    {
        var test = new TestCircuit().Model("slit", "nanoslit", ("rc", 5), ("gamma", 1.25), ("cslit", 10e-3), ("qmax", 5e-3)).Add("N1 p n s slit");
        var circuit = test.Build();
        var eq = circuit.Equations;
        eq.SetPoint(1.5, [0, 0, 0.39]);
        Assert.Null(test.Device("n1").WarnAfter(eq));
        eq.SetPoint(2.5, [0, 0, 0.41]);
        Assert.Equal("n1: charge 0.0041 C takes the resistance to its floor of 0.005 Ohm (rmin rc) at t = 2.5 s; the linear law ends here",
            test.Device("n1").WarnAfter(eq));
        Assert.Null(test.Device("n1").WarnAfter(eq));
        Assert.Equal(["warning NSL005: n1: gamma = 1.25: the resistance reaches its floor before the charge reaches qmax"], test.Messages);
    }

    [Theory, Oracle(OracleKind.Snapshot, "wording")]
    [InlineData("N1 p n slit", "error NSL001: n1 needs three nodes and a model name (hint: " +
        "write Nname p n s model [rc=] [gamma=] [cslit=] [qmax=] [m=] [ic=])")]
    [InlineData("N1 p n s slit rc=0", "error NSL002: n1: rc = 0 must be above 0")]
    [InlineData("N1 p n s slit rc=-5 qmax=-1", "error NSL002: n1: rc = -5 must be above 0|error NSL002: n1: qmax = -1 must be above 0")]
    [InlineData("N1 p n s slit cslit=-1m", "error NSL002: n1: cslit = -0.001 must not be negative")]
    [InlineData("N1 p n s slit cslit=0 vmax=1", "error NSL002: n1: vmax with cslit = 0 gives qmax = 0")]
    [InlineData("N1 p n s slit m=0", "error NSL002: n1: m = 0 must be above 0")]
    [InlineData("N1 p n s slit gamma=1", "warning NSL005: n1: gamma = 1: the resistance reaches its floor before the charge reaches qmax")]
    [InlineData("N1 p n s slit qs=1m", "error NSL003: n1: nu is missing|warning NSL008: n1: cslit has no effect beside qs")]
    [InlineData("N1 p n s slit qmax=1m vmax=1", "warning NSL007: n1: qmax and vmax are both given; qmax counts")]
    [InlineData("N1 p n s slit gamma=-0.9", "")]
    public void Parameters_are_checked(string line, string expected)
    {
        var messages = new TestCircuit().Model("slit", "nanoslit", Card).Add(line).BuildDevices();
        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries), messages);
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording")]
    public void Missing_parameters_are_named_all_at_once()
    {
        var messages = new TestCircuit().Model("slit", "nanoslit", ("gamma", 0.5)).Add("N1 p n s slit").BuildDevices();
        Assert.Equal(
        [
            "error NSL003: n1: cslit is missing (hint: capacitance between sheet and slit [F], or qs= and nu= for a double layer)",
            "error NSL003: n1: rc is missing", "error NSL003: n1: qmax is missing",
        ], messages);
    }

    private static TestCircuit Words(string law, double gamma) => new TestCircuit().Model("slit", "nanoslit", [("law", law)],
        ("rc", 5), ("gamma", gamma), ("cslit", 10e-3), ("qmax", 5e-3), ("rmin", 0.05));

    private static (double[] F, double[] Q) Load(Circuit circuit, double[] x)
    {
        var (f, q) = (new double[circuit.Size], new double[circuit.Size]);
        circuit.Load(0, x, 0, f, q, null);
        return (f, q);
    }

    private static double Flow(Circuit circuit, double[] x) => Load(circuit, x).F[0];

    private static double[,] Conductance(Circuit circuit, double[] x)
    {
        var (g, c) = (new SparseMatrix<double>(circuit.Pattern), new SparseMatrix<double>(circuit.Pattern));
        circuit.LoadSmallSignal(0, x, g, c);
        var dense = new double[circuit.Size, circuit.Size];
        for (int j = 0; j < circuit.Size; j++)
            for (int k = g.Pattern.Starts[j]; k < g.Pattern.Starts[j + 1]; k++) dense[g.Pattern.Rows[k], j] = g.Values[k];
        return dense;
    }
}
