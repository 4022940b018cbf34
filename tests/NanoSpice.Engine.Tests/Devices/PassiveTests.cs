using NanoSpice.Engine.Devices;
using NanoSpice.Numerics;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class PassiveTests
{
    private static double Read(TestCircuit test, string device, string quantity, params (string Vector, double Value)[] point)
    {
        var circuit = test.Build();
        var x = new double[circuit.Size];
        foreach (var (vector, value) in point) x[test[vector].Index] = value;
        circuit.Load(0, x, 0, new double[x.Length], new double[x.Length], null);
        return test.Device(device).Probe(quantity)!.Read(circuit.Equations);
    }

    private static double Resistance(TestCircuit test) => Read(test, "r1", "r");

    [Theory, Oracle(OracleKind.ClosedForm, "R (1 + tc1 dT + tc2 dT^2) scale / m")]
    [InlineData("R1 a 0 2k", 2000)]
    [InlineData("R1 a 0 r=2k m=4", 500)]
    [InlineData("R1 a 0 {2k/2} scale=3", 3000)]
    [InlineData("R1 a 0 1k tc1=1m tc2=10u temp=127", 1000 * (1 + 0.1 + 0.1))]
    [InlineData("R1 a 0 1k tc=1m,10u dtemp=100", 1000 * (1 + 0.1 + 0.1))]
    [InlineData("R1 a 0 0", 1e-3)]
    public void Resistance_of_a_line(string line, double expected) =>
        Assert.Equal(expected, Resistance(new TestCircuit().Add(line)), 1e-12 * expected);

    [Theory, Oracle(OracleKind.Peer, "ngspice 39: rsh (l - 2 short) / (w - 2 narrow), default sizes 10 um")]
    [InlineData("R1 a 0 rm", 100 * 9 / 8.0)]
    [InlineData("R1 a 0 rm l=20u w=3u", 100 * 19 / 1.0)]
    [InlineData("R1 a 0 7 rm", 7)]
    public void Resistance_of_a_strip(string line, double expected) =>
        Assert.Equal(expected, Resistance(new TestCircuit().Model("rm", "r", ("rsh", 100), ("short", 0.5e-6), ("narrow", 1e-6)).Add(line)), 1e-9 * expected);

    [Fact, Oracle(OracleKind.ClosedForm, "the element's coefficients win over its model's; tnom of the model counts")]
    public void Model_coefficients_apply_unless_the_element_has_its_own()
    {
        TestCircuit Of(string line) => new TestCircuit().Model("rm", "r", ("r", 1000), ("tc1", 1e-3), ("tnom", 17)).Add(line);
        Assert.Equal(1010, Resistance(Of("R1 a 0 rm")), 1e-9);
        Assert.Equal(1020, Resistance(Of("R1 a 0 rm tc1=2m")), 1e-9);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "cj l w + 2 cjsw (l + w); eps/thick; cap")]
    [InlineData("C1 a 0 3n", 3e-9)]
    [InlineData("C1 a 0 3n m=2", 6e-9)]
    [InlineData("C1 a 0 cm l=20u w=5u", 1e-3 * 100e-12 + 2 * 1e-9 * 25e-6)]
    [InlineData("C1 a 0 ct l=10u w=10u", 2 * 8.854187817e-12 / 1e-7 * 100e-12)]
    [InlineData("C1 a 0 cv", 7e-9)]
    public void Capacitance_of_a_line(string line, double expected) =>
        Assert.Equal(expected, Read(new TestCircuit().Model("cm", "c", ("cj", 1e-3), ("cjsw", 1e-9)).Model("ct", "c", ("thick", 1e-7), ("di", 2))
            .Model("cv", "c", ("cap", 7e-9)).Add(line), "c1", "c"), 1e-9 * expected);

    [Theory, Oracle(OracleKind.ClosedForm, "L / m; ind of the model")]
    [InlineData("L1 a 0 3m m=3", 1e-3)]
    [InlineData("L1 a 0 lm", 5e-3)]
    public void Inductance_of_a_line(string line, double expected) =>
        Assert.Equal(expected, Read(new TestCircuit().Model("lm", "l", ("ind", 5e-3)).Add(line), "l1", "l"), 1e-12 * expected);

    [Fact, Oracle(OracleKind.ClosedForm, "i = v / R(v), p = v i")]
    public void A_behavioural_resistor_follows_its_formula()
    {
        TestCircuit Test() => new TestCircuit().Add("R1 a 0 r={100*(1+v(a)^2)}");
        Assert.Equal(2.0 / 500, Read(Test(), "r1", "i", ("a", 2)), 1e-15);
        Assert.Equal(4.0 / 500, Read(Test(), "r1", "p", ("a", 2)), 1e-15);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "C v, L i, M i at the initial conditions")]
    public void Initial_conditions_set_charges_and_fluxes()
    {
        var test = new TestCircuit().Add("C1 a 0 2u ic=3").Add("C2 b c 1u").Add("C3 d 0 q={1u*v(d)^2} ic=2").Add("C4 e 0 c={1u*(1+v(e))} ic=5")
            .Add("L1 f 0 4m ic=2").Add("L2 g 0 1m").Add("K1 L1 L2 0.5").Add("L3 h 0 flux={1m*i(l3)^3} ic=2");
        var circuit = test.Build();
        var (x, q) = (new double[circuit.Size], new double[circuit.Size]);
        x[test["b"].Index] = 1;
        x[test["i(l2)"].Index] = 3;
        circuit.LoadInitialCharges(x, q);
        double Q(string vector) => q[test[vector].Index];
        Assert.Equal(6e-6, Q("a"), 1e-18);
        Assert.Equal(1e-6, Q("b"), 1e-18);
        Assert.Equal(-1e-6, Q("c"), 1e-18);
        Assert.Equal(4e-6, Q("d"), 1e-18);
        Assert.Equal(-5e-6, Q("i(c4.rate)"), 1e-18);
        Assert.Equal(-(8e-3 + 1e-3 * 3), Q("i(l1)"), 1e-15);      // M = 0.5 sqrt(4m 1m) = 1 mH
        Assert.Equal(-(3e-3 + 1e-3 * 2), Q("i(l2)"), 1e-15);
        Assert.Equal(-8e-3, Q("i(l3)"), 1e-15);
    }

    [Fact, Oracle(OracleKind.Invariant, "energy of coupled inductors is not negative: their matrix is symmetric, its determinant L1 L2 (1 - k^2)")]
    public void Coupling_is_symmetric_and_passive()
    {
        var test = new TestCircuit().Add("L1 a 0 4m").Add("L2 b 0 9m").Add("K1 L1 L2 -0.8");
        var circuit = test.Build();
        var (g, c) = (new SparseMatrix<double>(circuit.Pattern), new SparseMatrix<double>(circuit.Pattern));
        circuit.LoadSmallSignal(0, new double[circuit.Size], g, c);
        int j = test["i(l1)"].Index, k = test["i(l2)"].Index;
        double At(int row, int column) => c.Values[circuit.Pattern.Find(row, column)];
        Assert.Equal(At(j, k), At(k, j));
        Assert.Equal(36e-6 * (1 - 0.64), At(j, j) * At(k, k) - At(j, k) * At(k, j), 1e-18);
    }

    [Theory, Oracle(OracleKind.Invariant, "what leaves one terminal enters the other: nodes sum to zero")]
    [InlineData("R1 a b {1+v(c)^2}")]
    [InlineData("C1 a b q={v(a,b)^3+v(c)}")]
    [InlineData("G1 a b POLY(2) c 0 a b 1 2 3 4 5 6")]
    [InlineData("B1 a b I={sin(v(c))}")]
    [InlineData("V1 a b 3")]
    [InlineData("L1 a b 3")]
    public void Terminal_currents_and_charges_cancel(string line)
    {
        var test = new TestCircuit().Add(line).Add("R9 c 0 1");
        var circuit = test.Build();
        var random = new Random(7);
        double[] x = [.. Enumerable.Range(0, circuit.Size).Select(_ => random.NextDouble())], f = new double[x.Length], q = new double[x.Length];
        circuit.Load(0, x, 0, f, q, null);
        Assert.Equal(0, f[test["a"].Index] + f[test["b"].Index]);
        Assert.Equal(0, q[test["a"].Index] + q[test["b"].Index]);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "v = 3 t: q' = C v', current of the two-terminal probe")]
    public void The_current_of_a_capacitor_is_its_slope()
    {
        var test = new TestCircuit().Add("C1 a 0 2u");
        var circuit = test.Build();
        circuit.Equations.SetSlope([3.0]);
        Assert.Equal(6e-6, test.Device("c1").Probe("i")!.Read(circuit.Equations), 1e-20);
    }
}
