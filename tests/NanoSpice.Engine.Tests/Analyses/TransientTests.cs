using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Analyses;

public class TransientTests
{
    private const string Triangle = "PWL 0 0 2.5 0.5 5 0 7.5 0.5 10 0";

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-4)]
    [InlineData(1e-6)]
    [Oracle(OracleKind.ClosedForm, "RC charging: 1 - exp(-t/RC) after a ramp much shorter than RC")]
    public void Rc_step_follows_the_exponential_within_reltol(double reltol)
    {
        var lines = new TestCircuit(new SimulationOptions { RelativeTolerance = reltol }).Add("V1 in 0 PWL 0 0 1n 1").Add("R1 in out 1k").Add("C1 out 0 1u");
        var run = AnalysisRun.Of(lines, Tran(5e-3, 1e-5), "v(out)");
        double worst = run.Scale.Zip(run["v(out)"]).Max(p => Math.Abs(p.Second - (1 - Math.Exp(-(p.First - 0.5e-9) / 1e-3))) * (p.First > 2e-9 ? 1 : 0));
        Assert.InRange(worst, 0, reltol + 1e-12);
        Assert.True(run.Complete);
    }

    [Fact]
    [Oracle(OracleKind.ClosedForm, "undamped LC: v = cos(t / sqrt(LC)), 20 periods; energy error stays near 20 periods of local error")]
    public void Lc_rings_at_its_frequency()
    {
        var lines = new TestCircuit(new SimulationOptions { RelativeTolerance = 1e-5 }).Add("C1 a 0 1u ic=1").Add("L1 a 0 1u");
        var run = AnalysisRun.Of(lines, Tran(40e-6 * Math.PI, 1e-6, uic: true), [("a", 1.0)], "v(a)");
        double worst = run.Scale.Zip(run["v(a)"]).Max(p => Math.Abs(p.Second - Math.Cos(p.First / 1e-6)));
        // Nothing damps here: the local errors of 20 periods add up.
        Assert.InRange(worst, 0, 20 * 10 * 1e-5);
    }

    [Theory]
    [InlineData(IntegrationMethod.Bdf, 1e-3)]
    [InlineData(IntegrationMethod.Trapezoidal, 5e-3)]
    [InlineData(IntegrationMethod.Gear, 5e-3)]
    [Oracle(OracleKind.ClosedForm, "RC driven by a sine: steady amplitude 1/sqrt(1 + (wRC)^2)")]
    public void Every_method_finds_the_steady_amplitude(IntegrationMethod method, double tolerance)
    {
        var lines = new TestCircuit(new SimulationOptions { Method = method }).Add("V1 in 0 SIN 0 1 1k").Add("R1 in out 1k").Add("C1 out 0 1u");
        var run = AnalysisRun.Of(lines, Tran(20e-3, 1e-5), "v(out)");
        double amplitude = run.Scale.Zip(run["v(out)"]).Where(p => p.First > 15e-3).Max(p => p.Second);
        Assert.Equal(1 / Math.Sqrt(1 + Math.Pow(2 * Math.PI, 2)), amplitude, tolerance);
    }

    [Fact]
    [Oracle(OracleKind.Invariant, "two capacitors that share a floating node exchange no charge with the rest: the node's charge stays")]
    public void Charge_of_an_isolated_node_is_conserved()
    {
        var lines = new TestCircuit().Add("V1 in 0 SIN 0 1 1k").Add("R1 in a 1k").Add("C1 a mid 1u").Add("C2 mid b 3u").Add("R2 b 0 1k");
        var run = AnalysisRun.Of(lines, Tran(10e-3, 1e-5, uic: true), "v(a)", "v(mid)", "v(b)");
        double worst = 0;
        foreach (var row in run.Rows) worst = Math.Max(worst, Math.Abs(1e-6 * (row[2] - row[1]) + 3e-6 * (row[2] - row[3])));
        // Round-off of charges of 1e-6 C, one a step: 1e-6 * 2.2e-16 * steps, with a factor of ten.
        Assert.InRange(worst, 0, 1e-6 * 2.2e-16 * 10 * run.Work["steps"]);
    }

    [Fact]
    [Oracle(OracleKind.CrossCheck, "the same ladder from N, R and C lines")]
    public void Stack_equals_the_ladder_written_by_hand()
    {
        var options = new SimulationOptions { RelativeTolerance = 1e-6 };
        var stack = Cards(new TestCircuit(options)).Add($"V1 sheet 0 {Triangle}").Add("U1 0 sheet stack");
        var ladder = Cards(new TestCircuit(options).Model("first", "qres", ("rc", 5), ("gamma", 0.9), ("qmax", 5e-3)))
            .Add($"V1 sheet 0 {Triangle}").Add("Ropen 0 n0 1").Add("Copen sheet n0 2m").Add("N1 n0 s1 N2 first")
            .Add("N2 s1 s2 sheet step").Add("N3 s2 s3 sheet step").Add("C3 sheet s3 10m");
        var a = AnalysisRun.Of(stack, Tran(10, 10e-3), "i(v1)");
        var b = AnalysisRun.Of(ladder, Tran(10, 10e-3), "i(v1)");
        // The equations are equal to round-off (NanoStackTests). A run amplifies that up to what Newton leaves, a tenth of
        // 0.3 reltol, wherever round-off tips the decision on one more iteration.
        double largest = a["i(v1)"].Max(Math.Abs);
        var (first, second) = (OnGrid(a), OnGrid(b));
        Assert.Equal(1000, first.Count);
        foreach (var (t, i) in first) Assert.Equal(i, second[t], 1e-7 * largest);

        static Dictionary<int, double> OnGrid(AnalysisRun run) => run.Rows
            .Where(r => r[0] > 0 && Math.Abs(r[0] * 100 - Math.Round(r[0] * 100)) < 1e-9).GroupBy(r => (int)Math.Round(r[0] * 100)).ToDictionary(g => g.Key, g => g.First()[1]);
    }

    [Fact]
    [Oracle(OracleKind.CrossCheck, "gamma = 0: a resistor and a capacitor")]
    public void Nanoslit_without_gamma_is_a_resistor_and_a_capacitor()
    {
        var slit = new TestCircuit().Model("step", "nanoslit", ("rc", 5), ("gamma", 0), ("cslit", 10e-3), ("qmax", 5e-3))
            .Add($"V1 sheet 0 {Triangle}").Add("N1 a 0 sheet step");
        var linear = new TestCircuit().Add($"V1 sheet 0 {Triangle}").Add("R1 a 0 5").Add("C1 sheet a 10m");
        double[] a = AnalysisRun.Of(slit, Tran(10, 10e-3), "v(a)")["v(a)"], b = AnalysisRun.Of(linear, Tran(10, 10e-3), "v(a)")["v(a)"];
        Assert.Equal(a.Length, b.Length);
        for (int k = 0; k < a.Length; k++) Assert.Equal(a[k], b[k], 1e-13);
    }

    [Fact]
    [Oracle(OracleKind.Invariant, "law=abs: the current is odd in the voltage")]
    public void Absolute_law_is_symmetric_in_polarity()
    {
        double[] up = Current("PWL 0 0 2.5 0.5 5 0"), down = Current("PWL 0 0 2.5 -0.5 5 0");
        Assert.Equal(up.Length, down.Length);
        for (int k = 0; k < up.Length; k++) Assert.Equal(up[k], -down[k], 1e-13);

        static double[] Current(string source) =>
            AnalysisRun.Of(Cards(new TestCircuit()).Add($"V1 sheet 0 {source}").Add("U1 0 sheet stack"), Tran(5, 10e-3), "i(v1)")["i(v1)"];
    }

    [Fact]
    [Oracle(OracleKind.Invariant, "steps, iterations and rows allocate nothing: a run ten times as long allocates no more")]
    public void A_longer_run_allocates_no_more()
    {
        // Diode and slits: full Newton, rejections and refactorizations take part.
        long few = Allocated(1), many = Allocated(10);
        Assert.InRange(many - few, 0, 4096);

        static long Allocated(int cycles)
        {
            var lines = Cards(new TestCircuit()).Model("d", "d", ("is", 1e-14), ("cjo", 1e-12), ("tt", 1e-9))
                .Add("V1 in 0 SIN 0 2 1").Add("D1 in sheet d").Add("R1 sheet 0 100").Add("U1 0 sheet stack");
            var circuit = lines.Build();
            var sink = new CountingSink();
            var context = new AnalysisContext
            {
                Circuit = circuit, ResultName = "tran1", Title = "", Sink = sink, Options = circuit.Options,
                Saved = [new SavedVector("v(sheet)", Probe.Of("V", lines["sheet"], Unknown.Ground))],
            };
            var analysis = Tran(cycles, 1e-2);
            analysis.Run(context);
            long before = GC.GetAllocatedBytesForCurrentThread();
            analysis.Run(context);
            Assert.True(sink.Rows > 100 * cycles);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    [Oracle(OracleKind.ClosedForm, "a switch closes when the ramp meets vt + vh, at 0.6; the row behind it is 2e-8 of the rest of the run later")]
    public void Switch_closes_at_the_crossing()
    {
        var lines = new TestCircuit().Model("sw", "sw", ("vt", 0.5), ("vh", 0.1), ("ron", 1), ("roff", 1e9))
            .Add("V1 c 0 PWL 0 0 1 1").Add("V2 a 0 1").Add("S1 a b c 0 sw").Add("R1 b 0 1");
        var run = AnalysisRun.Of(lines, Tran(1, 0), "v(b)");
        double closing = run.Scale.Zip(run["v(b)"]).First(p => p.Second > 0.25).First;
        Assert.Equal(0.6, closing, 1e-8);
    }

    [Theory]
    [InlineData("1n")]
    [InlineData("1u")]
    [Oracle(OracleKind.ClosedForm, "triangle with a short top: at its end every charge is back where the falling ramp puts it; C dv/dt on the ramps")]
    public void Short_top_of_a_triangle_is_passed(string top)
    {
        var lines = new TestCircuit().Add($"V1 in 0 PULSE 0 0.5 0 2.5 2.5 {top} 10").Add("C1 in 0 10m");
        var run = AnalysisRun.Of(lines, Tran(5, 10e-3), "i(v1)");
        foreach (var row in run.Rows.Where(r => r[0] is > 0.01 and < 2.49)) Assert.Equal(-2e-3, row[1], 2e-9);
        foreach (var row in run.Rows.Where(r => r[0] is > 2.51 and < 4.99)) Assert.Equal(2e-3, row[1], 2e-9);
    }

    [Fact]
    [Oracle(OracleKind.Snapshot, "work of a rectifier over five periods: a current that is a derivative must not pin the step (740 steps measured)")]
    public void Rectifier_keeps_long_steps_while_it_conducts()
    {
        var lines = new TestCircuit().Model("d", "d", ("is", 1e-9), ("n", 1.8), ("rs", 0.05), ("cjo", 1e-11), ("tt", 1e-6))
            .Add("V1 a 0 SIN 0 325 50").Add("D1 a out d").Add("C1 out 0 100u").Add("R1 out 0 1k");
        var run = AnalysisRun.Of(lines, Tran(0.1, 1e-3), "v(out)");
        Assert.InRange(run.Work["steps"], 300, 1000);
    }

    [Fact]
    [Oracle(OracleKind.ClosedForm, "a staircase floor(t) into RC: after each jump an exponential towards it")]
    public void Jumps_of_a_formula_are_stepped_over()
    {
        var lines = new TestCircuit().Add("B1 in 0 V={floor(time*1k)}").Add("R1 in out 1k").Add("C1 out 0 0.1u");
        var run = AnalysisRun.Of(lines, Tran(4.9e-3, 1e-5), "v(out)");
        // v(n+1) = n + (v(n) - n) exp(-10), and at 4.9 ms 0.9 ms of the last step.
        double v = 0;
        for (int n = 0; n < 4; n++) v = n + (v - n) * Math.Exp(-10);
        Assert.Equal(4 + (v - 4) * Math.Exp(-9), run.Last("v(out)"), 4e-3);
    }

    private static Transient Tran(double stop, double step, bool uic = false) => new(new TransientOptions { Stop = stop, Step = step, UseInitialConditions = uic });

    private static TestCircuit Cards(TestCircuit lines) => lines
        .Model("step", "nanoslit", ("rc", 5), ("gamma", 0.9), ("cslit", 10e-3), ("qmax", 5e-3))
        .Model("stack", "nanostack", [("slit", "step")], ("layers", 3), ("ropen", 1), ("copen", 2e-3));

    private sealed class CountingSink : IWaveformSink
    {
        public long Rows { get; private set; }

        public void Begin(WaveformTable table) => Rows = 0;

        public void Row(ReadOnlySpan<double> values) => Rows++;

        public void End(bool complete)
        {
        }
    }
}
