using NanoSpice.Engine;
using NanoSpice.Engine.Devices;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class BjtTests
{
    private static readonly (string, double)[] Full =
    [
        ("is", 2e-15), ("bf", 180), ("nf", 1.02), ("vaf", 60), ("ikf", 0.08), ("ise", 5e-14), ("ne", 1.7), ("br", 4), ("nr", 1.01), ("var", 12), ("ikr", 0.05), ("isc", 1e-13), ("nc", 1.9),
        ("rb", 120), ("rbm", 15), ("re", 0.6), ("rc", 3), ("cje", 12e-12), ("mje", 0.35), ("tf", 4e-10), ("xtf", 3), ("vtf", 4), ("itf", 0.2), ("cjc", 6e-12), ("xcjc", 0.7), ("tr", 3e-8), ("cjs", 2e-12), ("mjs", 0.4),
    ];

    [Theory, Oracle(OracleKind.CrossCheck, "central differences, limiting off, junctions from -0.8 to 0.8 V")]
    [InlineData("Q1 c b e s qplain")]
    [InlineData("Q1 c b e s qnpn 2")]
    [InlineData("Q1 c b e s qirb")]
    [InlineData("Q1 c b e s qpnp areab=3")]
    [InlineData("Q1 c b e qnpn m=2")]
    [InlineData("Q1 c b e s qlate")]
    public void Jacobian_matches_differences(string line)
    {
        var circuit = Models().Add(line).Build();
        JacobianCheck.Verify(circuit, 0.4, points: 40);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "ic = is (e^(vbe/VT) - 1), ib = ic/bf at vbc = 0; gmin across the junctions to emitter and substrate")]
    public void Plain_transistor_is_ebers_molls()
    {
        var test = Models().Add("Q1 b b 0 qplain");
        var circuit = test.Build();
        circuit.Equations.SetPoint(0, [0.6]);
        double transport = 1e-16 * (Math.Exp(0.6 / ThermalVoltage.At(300.15)) - 1);
        Assert.Equal(transport + 0.6e-12, test.Device("q1").Probe("ic")!.Read(circuit.Equations), 1e-12 * transport);
        Assert.Equal(transport / 100 + 0.6e-12, test.Device("q1").Probe("ib")!.Read(circuit.Equations), 1e-12 * transport);
    }

    [Theory, Oracle(OracleKind.Invariant, "a PNP is an NPN with all voltages and currents turned")]
    [InlineData("ic")]
    [InlineData("ib")]
    public void Polarity_turns_all_signs(string quantity)
    {
        double Current(string line, double sign)
        {
            var test = Models().Add(line);
            var circuit = test.Build();
            circuit.Equations.SetPoint(0, [sign * 1.2, sign * 0.65]);
            return test.Device("q1").Probe(quantity)!.Read(circuit.Equations);
        }
        Assert.Equal(Current("Q1 c b 0 qplain", 1), -Current("Q1 c b 0 qplainp", -1));
    }

    [Theory, Oracle(OracleKind.Snapshot, "message text")]
    [InlineData("Q1 c b", "error BJT001: q1 needs three or four nodes and a model name (hint: write Qname c b e [s] model [area] [areab=] [areac=] [m=] [off] [ic=vbe,vce])")]
    [InlineData("Q1 c b e qbad", "error BJT002: q1: bf = 0 must be above 0|error BJT002: q1: mje = 1.2 must be below 1")]
    public void Parameters_are_checked(string line, string expected) =>
        Assert.Equal(expected.Split('|'), Models().Model("qbad", "npn", ("bf", 0), ("mje", 1.2)).Add(line).BuildDevices());

    private static TestCircuit Models() => new TestCircuit(new SimulationOptions()).Model("qlate", "pnp", [.. Full, ("ptf", 40), ("nkf", 0.4), ("iss", 1e-15), ("ns", 1.1)]).Model("qplain", "npn").Model("qplainp", "pnp", ("subs", 1)).Model("qnpn", "npn", Full)
        .Model("qpnp", "pnp", Full).Model("qirb", "npn", [.. Full, ("irb", 2e-4)]);
}
