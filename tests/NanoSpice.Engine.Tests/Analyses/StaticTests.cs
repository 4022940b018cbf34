using System.Numerics;
using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Analyses;

public class StaticTests
{
    [Fact]
    [Oracle(OracleKind.ClosedForm, "diode and resistor: v = n VT ln(i/is + 1), by bisection")]
    public void Operating_point_of_a_diode_solves_its_equation()
    {
        var lines = new TestCircuit().Model("d", "d", ("is", 1e-14)).Add("V1 in 0 5").Add("R1 in a 1k").Add("D1 a 0 d");
        double v = AnalysisRun.Of(lines, new OperatingPoint(), "v(a)").Last("v(a)"), vt = 1.380649e-23 * 300.15 / 1.602176634e-19;
        double low = 0, high = 1;
        while (high - low > 1e-14)
        {
            double mid = 0.5 * (low + high);
            if (1e-14 * (Math.Exp(mid / vt) - 1) + 1e-12 * mid < (5 - mid) / 1e3) low = mid;
            else high = mid;
        }
        // SPICE's constants differ in the sixth digit of VT.
        Assert.Equal(low, v, 2e-5);
    }

    [Fact]
    [Oracle(OracleKind.Invariant, "thirty diodes in series from 300 V start from nothing; each gets the same voltage")]
    public void Long_diode_chain_finds_its_operating_point()
    {
        var lines = new TestCircuit().Model("d", "d", ("is", 1e-15)).Add("V1 n0 0 300").Add("R1 n0 n1 1k");
        for (int k = 1; k <= 30; k++) lines.Add($"D{k} n{k} {(k == 30 ? "0" : $"n{k + 1}")} d");
        var run = AnalysisRun.Of(lines, new OperatingPoint(), "v(n30)", "v(n29)", "v(n1)");
        Assert.Equal(2 * run.Last("v(n30)"), run.Last("v(n29)"), 1e-6);
        Assert.Equal(30 * run.Last("v(n30)"), run.Last("v(n1)"), 1e-5);
    }

    [Fact]
    [Oracle(OracleKind.ClosedForm, "divider: v = V/2 at each of two nested values")]
    public void Nested_sweep_runs_the_inner_axis_for_each_outer_value()
    {
        var built = new TestCircuit().Add("V1 a 0 1").Add("V2 b 0 1").Add("R1 a m 1k").Add("R2 b m 1k");
        var circuit = built.Build();
        var sweep = new DcSweep(new SweepAxis("v1", (ISweepable)built.Device("v1"), 0, 2, 1), new SweepAxis("v2", (ISweepable)built.Device("v2"), 0, 4, 2));
        var rows = new List<double[]>();
        sweep.Run(new AnalysisContext
        {
            Circuit = circuit, ResultName = "dc1", Title = "", Sink = new ListSink(rows), Options = circuit.Options,
            Saved = [new SavedVector("v(m)", Probe.Of("V", built["m"], Unknown.Ground))],
        });
        Assert.Equal(9, rows.Count);
        for (int j = 0; j < 3; j++)
            for (int k = 0; k < 3; k++) Assert.Equal(0.5 * (k + 2 * j), rows[3 * j + k][1], 1e-9);
        Assert.Equal(1, ((ISweepable)built.Device("v1")).SweepValue);
    }

    [Fact]
    [Oracle(OracleKind.ClosedForm, "H = 1/(1 + jwRC) and the current of the capacitor jwC H")]
    public void Ac_of_an_rc_is_its_transfer_function()
    {
        var lines = new TestCircuit().Add("V1 in 0 DC 0 AC 1").Add("R1 in out 1k").Add("C1 out 0 1u");
        var run = AnalysisRun.Of(lines, new Ac(new AcOptions(FrequencySpacing.Decade, 10, 1, 1e6)), "v(out)", "i(c1)");
        Assert.Equal(61, run.Rows.Count);
        foreach (var row in run.Rows)
        {
            var h = 1 / new Complex(1, 2 * Math.PI * row[0] * 1e-3);
            Assert.Equal(0, (new Complex(row[1], row[2]) - h).Magnitude / h.Magnitude, 1e-12);
            var i = h * new Complex(0, 2 * Math.PI * row[0] * 1e-6);
            Assert.Equal(0, (new Complex(row[3], row[4]) - i).Magnitude / i.Magnitude, 1e-9);
        }
    }

    [Fact]
    [Oracle(OracleKind.ClosedForm, "v^2 + 1 = 0 has no real solution, so there is no operating point to find")]
    public void Failing_operating_point_names_the_node()
    {
        var lines = new TestCircuit().Add("B1 0 a I={-v(a)*v(a)-1}");
        var error = Assert.Throws<SimulationException>(() => AnalysisRun.Of(lines, new OperatingPoint(), "v(a)"));
        Assert.Contains("v(a)", error.Message, StringComparison.Ordinal);
        Assert.Contains(".nodeset", error.Advice, StringComparison.Ordinal);
    }

    private sealed class ListSink(List<double[]> rows) : IWaveformSink
    {
        public void Begin(WaveformTable table)
        {
        }

        public void Row(ReadOnlySpan<double> values) => rows.Add(values.ToArray());

        public void End(bool complete)
        {
        }
    }
}
