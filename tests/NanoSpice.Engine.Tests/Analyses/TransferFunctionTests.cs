using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Analyses;

public class TransferFunctionTests : IWaveformSink
{
    private readonly List<double[]> _rows = [];
    private readonly List<string> _columns = [];

    [Fact, Oracle(OracleKind.ClosedForm, "divider: R2/(R1 + R2), R1 || R2, R1 + R2; inductors short, capacitors open")]
    public void Voltage_from_a_voltage_source()
    {
        var row = Run(Divider(), "out", "v1", "v(out)", "V");
        Equal([0.75, 750, 4000], row);
        Assert.Equal(["transfer_function", "output_impedance_at_v(out)", "v1#input_impedance"], _columns);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "1 A into 1k || 3k, seen at the divider's output")]
    public void Voltage_from_a_current_source()
    {
        var lines = new TestCircuit().Add("I1 0 a 1m").Add("R1 a out 1k").Add("R2 out 0 3k").Add("R3 a 0 4k");
        Equal([1500, 3000.0 * 5000 / 8000, 2000], Run(lines, "out", "i1", "v(out)", "V"));
        Assert.Equal("i1#input_impedance", _columns[2]);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "current through the input itself: -1/(R1 + R2), both resistances R1 + R2")]
    public void Current_of_the_input()
    {
        Equal([-1 / 4e3, 4000, 4000], Run(Divider(), "i(v1)", "v1", "i(v1)", "A"));
        Assert.Equal("v1#output_impedance", _columns[1]);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "ammeter behind R1 and before R2; it sees R1 + R2")]
    public void Current_of_an_ammeter()
    {
        var lines = new TestCircuit().Add("V1 in 0 1").Add("R1 in a 1k").Add("V2 a b 0").Add("R2 b 0 3k");
        Equal([1 / 4e3, 4000, 4000], Run(lines, "i(v2)", "v1", "i(v2)", "A"));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "what nothing reaches: infinite resistances are 1e20, as SPICE has them")]
    public void Nothing_flows()
    {
        var lines = new TestCircuit().Add("V1 in 0 1").Add("C1 in a 1n").Add("R1 a 0 1k").Add("R2 in b 1k").Add("C2 b 0 1n");
        Equal([0, 1000, 1e20], Run(lines, "a", "v1", "v(a)", "V"));
    }

    [Fact, Oracle(OracleKind.CrossCheck, "differences of operating points; step^2 of a swing of 1 uV over VT, and reltol over the step")]
    public void Transistor_agrees_with_differences_of_operating_points()
    {
        TestCircuit Lines(double vin) => new TestCircuit(new SimulationOptions { RelativeTolerance = 1e-9, VoltageTolerance = 1e-13 })
            .Add(FormattableString.Invariant($"V1 b 0 {vin:r}")).Add("Vcc c 0 5").Add("Rl c out 2k").Add("Q1 out b 0 qm").Model("qm", "npn", ("is", 1e-15), ("vaf", 50), ("rb", 100));
        double At(double vin)
        {
            var lines = Lines(vin);
            return AnalysisRun.Of(lines, new OperatingPoint(), "v(out)").Last("v(out)");
        }
        double slope = (At(0.65 + 1e-5) - At(0.65 - 1e-5)) / 2e-5;
        double found = Run(Lines(0.65), "out", "v1", "v(out)", "V")[0];
        Assert.InRange(found / slope - 1, -1e-6, 1e-6);
    }

    void IWaveformSink.Begin(WaveformTable table) => _columns.AddRange(table.Columns.Select(c => c.Name));

    void IWaveformSink.Row(ReadOnlySpan<double> values) => _rows.Add(values.ToArray());

    void IWaveformSink.End(bool complete)
    {
    }

    private static TestCircuit Divider() => new TestCircuit().Add("V1 in 0 1").Add("L1 in a 1m").Add("R1 a out 1k").Add("R2 out 0 3k").Add("C1 out 0 1u");

    private double[] Run(TestCircuit lines, string plus, string source, string name, string unit)
    {
        var circuit = lines.Build();
        var context = new AnalysisContext { Circuit = circuit, ResultName = "tf1", Title = "", Sink = this, Options = circuit.Options, Saved = [] };
        new TransferFunction(new(lines[plus], Unknown.Ground, name, unit, lines.Device(source))).Run(context);
        Assert.Equal(_columns, context.Derived.Select(d => d.Name));
        return Assert.Single(_rows);
    }

    private static void Equal(double[] expected, double[] found)
    {
        for (int k = 0; k < expected.Length; k++) Assert.InRange(found[k], expected[k] - 1e-9 * Math.Abs(expected[k]), expected[k] + 1e-9 * Math.Abs(expected[k]));
    }
}
