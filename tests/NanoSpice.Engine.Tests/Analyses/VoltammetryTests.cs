using NanoSpice.Engine;
using NanoSpice.Engine.Devices;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Analyses;

public class VoltammetryTests
{
    private const double R = 10, C = 10e-3, Tau = R * C;

    private static TestCircuit Series => new TestCircuit().Add("V1 in 0 0").Add("R1 in c 10").Add("C1 c 0 10m");

    private static VoltammetryOptions Window(double rate, int cycles = 3) => new() { Low = 0, High = 1, Rate = rate, Cycles = cycles };

    [Theory, Oracle(OracleKind.ClosedForm, "series RC, periodic: i = C r (1 - 2 exp(-t/RC) / (1 + exp(-T/RC))); area = 2 r^2 C (T - 2 RC tanh(T/2RC)); local error 3e-6")]
    [InlineData(1)]
    [InlineData(4)]
    public void Series_RC_follows_its_periodic_solution(double rate)
    {
        double sweep = 1 / rate, a = Math.Exp(-sweep / Tau);
        var run = TechniqueRun.Cv(Series, Window(rate, 8));
        double[] time = run["time"], i = run["i"], v = run["v"];
        for (int k = 0; k < time.Length; k++)
        {
            if (time[k] <= 14 * sweep * (1 + 1e-9)) continue;
            double position = time[k] / sweep, t = (position - Math.Ceiling(position - 1e-9) + 1) * sweep, sign = Math.Ceiling(position - 1e-9) % 2 == 1 ? 1 : -1;
            Assert.Equal(sign * C * rate * (1 - 2 * Math.Exp(-t / Tau) / (1 + a)), i[k], 2e-5 * C * rate);
            Assert.Equal(sign > 0 ? rate * t : 1 - rate * t, v[k], 1e-9);
        }
        double tanh = Math.Tanh(sweep / (2 * Tau));
        Assert.Equal(1, run["capacitance", 8] / (C * (1 - 2 * Tau / sweep * tanh)), 2e-5);
        Assert.Equal(1, run["area", 8] / (2 * rate * C * (1 - 2 * Tau / sweep * tanh)), 2e-5);
        Assert.Equal(1, run["peak", 8] / (C * rate * tanh), 2e-5);
        Assert.Equal(-run["peak", 8], run["trough", 8], 2e-5 * C * rate);
        Assert.Equal((1, 0), (run["peak_potential", 8], run["trough_potential", 8]));
        Assert.InRange(run["asymmetry", 8], 0, 1e-5);
        Assert.Equal(1, run["efficiency", 8], 1e-5);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "slow sweep: C (1 - 2 RC/T) with T = 1e4 RC is C to 2e-4; that factor taken off, to 1e-4 of C")]
    public void A_slow_sweep_recovers_the_capacitance()
    {
        var run = TechniqueRun.Cv(Series, Window(1e-3, 2));
        Assert.Equal(1, run["capacitance", 2] / (C * (1 - 2 * Tau / 1000)), 1e-5);
        Assert.Equal(1, run["capacitance", 2] / C, 3e-4);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "C and G in parallel: i = +-C r + G v, so area = 2 C r dv, mid-window ratio (Cr + G/2)/(Cr - G/2), A = G / (Cr + G)")]
    public void Parallel_RC_has_the_capacitance_and_the_tilt_of_its_leak()
    {
        const double g = 2e-3, charging = 10e-3;
        var run = TechniqueRun.Cv(new TestCircuit().Add("V1 a 0 0").Add("C1 a 0 10m").Add("R1 a 0 500"), Window(1, 2));
        Assert.Equal(1, run["capacitance", 2] / C, 1e-6);
        Assert.Equal(1, run["ratio", 2] / ((charging + g / 2) / (charging - g / 2)), 1e-6);
        Assert.Equal(1, run["asymmetry", 2] / (g / (charging + g)), 1e-5);
        Assert.Equal(1, run["peak", 2] / (charging + g), 1e-6);
        Assert.Equal(1, run["charge", 2] / (charging + g / 2), 1e-6);
        Assert.Equal(1, run["efficiency", 2] / ((charging - g / 2) / (charging + g / 2)), 1e-6);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "static diode: i = Is (exp(v/VT) - 1) + gmin v on both ways, so no area; reltol 1e-3 of full scale")]
    public void A_diode_without_storage_encloses_no_area()
    {
        double vt = ThermalVoltage.At(300.15);
        var run = TechniqueRun.Cv(new TestCircuit().Model("dx", "d", ("is", 1e-12)).Add("V1 a 0 0").Add("D1 a 0 dx"), Window(0.1, 1) with { High = 0.5 });
        double top = 1e-12 * (Math.Exp(0.5 / vt) - 1);
        foreach (var (v, i) in run["v"].Zip(run["i"])) Assert.Equal(1e-12 * (Math.Exp(v / vt) - 1) + 1e-12 * v, i, 1e-3 * top);
        Assert.Equal(1, run["peak", 1] / top, 1e-4);
        Assert.Equal(0, run["area", 1] / (top * 0.5), 1e-3);
        Assert.Equal(0.5, run["peak_potential", 1], 1e-12);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "from rest the series RC misses its periodic state by C r (1-a)/(1+a) exp(-t/RC), a = exp(-T/RC): the change of cycle n follows")]
    public void Cycles_auto_stops_where_the_decay_says()
    {
        const double rate = 20, sweep = 1 / rate, tolerance = 1e-4;
        double a = Math.Exp(-sweep / Tau), miss = (1 - a) / (1 + a), decay = Math.Exp(-2 * sweep / Tau);
        double rms = Math.Sqrt(Tau / (4 * sweep) * (1 - decay * decay));
        double Change(int n) => miss * (1 - decay) * Math.Pow(decay, n - 2) * rms / (Math.Tanh(sweep / (2 * Tau)) + miss * a * Math.Pow(decay, n - 1));
        int expected = Enumerable.Range(2, 98).First(n => Change(n) <= tolerance);
        var run = TechniqueRun.Cv(Series, Window(rate, 0) with { Tolerance = tolerance });
        Assert.Equal(expected, run["cycles", 0]);
        for (int n = 2; n <= expected; n++) Assert.Equal(1, run["change", n] / Change(n), 1e-2);
        Assert.Empty(run.Warnings);
    }

    [Fact, Oracle(OracleKind.Invariant, "cycles=auto ends at max= with a warning")]
    public void Cycles_auto_gives_up_with_a_warning()
    {
        var run = TechniqueRun.Cv(Series, Window(20, 0) with { Most = 4 });
        Assert.Equal(4, run["cycles", 0]);
        Assert.Contains("after 4 cycles", Assert.Single(run.Warnings));
        Assert.True(run.Complete);
    }

    [Theory, Oracle(OracleKind.Invariant, "the periodic state does not depend on where the cycle starts nor on its direction")]
    [InlineData(0.3, 4)]
    [InlineData(0.3, -4)]
    [InlineData(1, 4)]
    [InlineData(double.NaN, -4)]
    public void Start_and_direction_do_not_matter_in_the_periodic_state(double start, double rate)
    {
        var reference = TechniqueRun.Cv(Series, Window(4, 12));
        var run = TechniqueRun.Cv(Series, Window(rate, 12) with { Start = start });
        double first = double.IsNaN(start) ? 1 : start;
        Assert.Equal(first, run["v"][0], 1e-6);
        Assert.Equal(first, run["v"][^1], 1e-9);
        Assert.Equal((0, 1), (run["v"].Min(), run["v"].Max()), new Near(1e-6));
        Assert.Equal(12 * 0.5, run["time"][^1], 1e-12);
        foreach (string quantity in (string[])["capacitance", "peak", "trough", "charge", "ratio"])
            Assert.Equal(1, run[quantity, 12] / reference[quantity, 12], 1e-4);
    }

    [Fact, Oracle(OracleKind.Invariant, "law=abs is even in the charge: turned over, the electrode gives the turned voltammogram")]
    public void Polarity_mirrors()
    {
        static TestCircuit Electrode(string nodes) => new TestCircuit()
            .Model("step", "nanoslit", ("rc", 5), ("gamma", 0.9), ("cslit", 10e-3), ("qmax", 5e-3))
            .Model("stack", "nanostack", [("slit", "step")], ("layers", 6), ("ropen", 1), ("copen", 2e-3))
            .Add("V1 s 0 0").Add($"U1 {nodes} stack");
        var up = TechniqueRun.Cv(Electrode("0 s"), new() { Low = 0, High = 0.5, Rate = 0.2, Cycles = 2 });
        var down = TechniqueRun.Cv(Electrode("0 s"), new() { Low = -0.5, High = 0, Rate = -0.2, Cycles = 2 });
        Assert.Equal(up.Rows.Count, down.Rows.Count);
        foreach (var (a, b) in up["i"].Zip(down["i"])) Assert.Equal(a, -b, 1e-7);
        Assert.Equal(1, up["area", 2] / down["area", 2], 1e-6);
        Assert.Equal(1, up["peak", 2] / -down["trough", 2], 1e-6);
        Assert.Equal(1, up["asymmetry", 2] / down["asymmetry", 2], 1e-5);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "i = v/R - i2(t): a pulse source beside the cell keeps its own time over the cycles")]
    public void Other_sources_keep_running()
    {
        var run = TechniqueRun.Cv(new TestCircuit().Add("V1 a 0 SIN(0 5 50)").Add("R1 a 0 1k").Add("I2 0 a PULSE(0 1m 0.13 1u 1u 0.2 0.7)"), Window(1, 2));
        foreach (var row in run.Rows)
        {
            double phase = (row[0] - 0.13) % 0.7;
            if (row[0] < 0.2 || Math.Min(Math.Abs(phase), Math.Abs(phase - 0.2)) < 1e-3) continue;
            Assert.Equal(row[2] / 1000 - (row[0] >= 0.13 && phase < 0.2 ? 1e-3 : 0), row[3], 1e-6);
        }
    }

    [Fact, Oracle(OracleKind.Invariant, "an interrupted run keeps its rows and the numbers of whole cycles, and gives the source back")]
    public void An_interrupted_run_keeps_what_it_has()
    {
        var lines = Series;
        var run = TechniqueRun.Cv(lines, Window(1), interruptAt: row => row[0] > 2.5);
        Assert.False(run.Complete);
        Assert.InRange(run["time"][^1], 2.5, 2.6);
        Assert.Equal([1], run.Derived.Where(d => d.Cycle > 0).Select(d => d.Cycle).Distinct());
        Assert.Null(((IDrivenSource)lines.Device("v1")).Program);
    }

    private sealed class Near(double tolerance) : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) x, (double, double) y) => Math.Abs(x.Item1 - y.Item1) <= tolerance && Math.Abs(x.Item2 - y.Item2) <= tolerance;

        public int GetHashCode((double, double) obj) => 0;
    }
}
