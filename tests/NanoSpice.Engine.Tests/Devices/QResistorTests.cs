using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class QResistorTests
{
    private static readonly (string, double)[] Qres = [("rc", 5), ("gamma", 0.5), ("qmax", 5e-3)];

    [Theory, Oracle(OracleKind.CrossCheck, "central differences; control by a step's own capacitor, shared nodes or none")]
    [InlineData("N1 a b n2 qr", "N2 c d e slit")]
    [InlineData("N1 a b n2 qr", "N2 a d b slit")]
    [InlineData("N1 a b u1.c3 qr", "U1 a b stack")]
    [InlineData("N1 a b c1 qr", "C1 a d 10m")]
    [InlineData("N1 a b c1 qr", "C1 c d Q={1m*v(c,d)+2m*v(e)^3}")]
    public void Jacobian_matches_differences(string line, string store)
    {
        var circuit = Models().Add(store).Add(line).Build();
        JacobianCheck.Verify(circuit, 0.3, points: 10);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "Q(n2) = 10 mF x 0.2 V = 2 mC, R = 5 (1 - 0.5 x 0.4) = 4; i = 0.1/4")]
    public void Resistance_follows_the_charge_of_the_named_capacitor()
    {
        var test = Models().Add("N2 c c e slit").Add("N1 a b n2 qr");
        var circuit = test.Build();
        var x = new double[circuit.Size];
        (x[test["a"].Index], x[test["e"].Index]) = (0.1, 0.2);
        circuit.Equations.SetPoint(0, x);
        double Read(string quantity) => test.Device("n1").Probe(quantity)!.Read(circuit.Equations);
        Assert.Equal(2e-3, Read("q"), 1e-17);
        Assert.Equal(4, Read("r"), 1e-14);
        Assert.Equal(0.025, Read("i"), 1e-16);
        Assert.Equal(0.1, Read("v"));
    }

    [Theory, Oracle(OracleKind.Snapshot, "wording")]
    [InlineData("N1 a b u1 qr", "error NSL004: n1: u1 stores no charge (hint: name a capacitor or an N element with a nanoslit model)")]
    [InlineData("N1 a b nothing qr", "error FAKE02: n1: no device nothing")]
    [InlineData("N1 a b n2 qr cslit=1m", "error FAKE01: n1: no parameter cslit")]
    [InlineData("N1 a b qr", "error NSL001: n1 needs two nodes, a capacitor and a model name (hint: " +
        "write Nname a b capacitor model [rc=] [gamma=] [qmax=] [m=], with a QRES model)")]
    [InlineData("N1 a b n2 qr qmax=0", "error NSL002: n1: qmax = 0 must be above 0")]
    public void Parameters_are_checked(string line, string expected)
    {
        var messages = Models().Add("N2 c d e slit").Add("U1 a b stack").Add(line).BuildDevices();
        Assert.Equal([expected], messages);
    }

    private static TestCircuit Models() => new TestCircuit().Model("qr", "qres", Qres)
        .Model("slit", "nanoslit", ("rc", 5), ("gamma", 0.5), ("cslit", 10e-3), ("qmax", 5e-3))
        .Model("stack", "nanostack", [("slit", "slit")], ("ropen", 1), ("layers", 3));
}
