using NanoSpice.Engine.Stimuli;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Stimuli;

public class StimulusTests
{
    private static readonly SimulationOptions Deck = new() { DefaultStep = 1e-6, DefaultStop = 1e-4 };

    /// <summary>The source of a line at times, read from its equation.</summary>
    private static double[] Values(string line, params double[] times)
    {
        var test = new TestCircuit(Deck).Add(line);
        var circuit = test.Build();
        var (x, f, q) = (new double[circuit.Size], new double[circuit.Size], new double[circuit.Size]);
        return [.. times.Select(t =>
        {
            circuit.Load(t, x, 0, f, q, null);
            return -f[test["i(v1)"].Index];
        })];
    }

    private static List<double> Breakpoints(string line, double until)
    {
        var test = new TestCircuit(Deck).Add(line);
        test.Build();
        var device = test.Device("v1");
        List<double> times = [];
        for (double t = device.NextBreakpoint(0); t <= until && times.Count < 1_000_000; t = device.NextBreakpoint(t)) times.Add(t);
        return times;
    }

    private static void Near(double[] expected, IReadOnlyList<double> actual, double tolerance = 1e-12)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (int k = 0; k < expected.Length; k++) Assert.Equal(expected[k], actual[k], tolerance * Math.Max(1, Math.Abs(expected[k])));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "trapezoid: linear ramps between 1 and 3, by hand")]
    public void Pulse_is_a_trapezoid() =>
        Near([1, 1, 2, 3, 3, 2, 1, 2, 3], Values("V1 a 0 PULSE(1 3 1u 2u 4u 5u 20u)", 0, 1e-6, 2e-6, 3e-6, 8e-6, 10e-6, 12e-6, 22e-6, 23e-6), 1e-9);

    [Fact, Oracle(OracleKind.ClosedForm, "td + k per + {0, tr, tr+pw, tr+pw+tf}")]
    public void Pulse_breaks_at_its_corners() =>
        Near([1e-6, 3e-6, 8e-6, 12e-6, 21e-6, 23e-6], Breakpoints("V1 a 0 PULSE(1 3 1u 2u 4u 5u 20u)", 24e-6), 1e-18);

    [Fact, Oracle(OracleKind.ClosedForm, "whole multiples of the period, to one unit in the last place, after 100,000 periods")]
    public void Corners_do_not_drift()
    {
        var device = new Pulse(0, 1, 0, 1e-7, 1e-7, 3e-7, 1e-6, double.PositiveInfinity);
        double t = 0;
        for (int k = 0; k < 400_000; k++) t = device.NextBreakpoint(t);
        Assert.Equal(0.1, t, 2e-17);      // four corners a period: 100,000 periods of 1 us
    }

    [Fact, Oracle(OracleKind.Invariant, "each breakpoint lies a real distance after the last")]
    public void Corners_that_coincide_come_once()
    {
        // tr + pw + tf = per up to round-off
        var times = Breakpoints("V1 a 0 PULSE(0 1 0 0.1u 0.2u 0.4u 0.7u)", 70e-6);
        for (int k = 1; k < times.Count; k++) Assert.True(times[k] - times[k - 1] > 1e-8, $"{times[k - 1]} {times[k]}");
        Assert.Equal(300, times.Count);
    }

    [Fact, Oracle(OracleKind.Peer, "ngspice 39: tr, tf default to tstep; pw, per to tstop, also when 0")]
    public void Pulse_takes_SPICEs_defaults()
    {
        Near([0, 0.5, 1, 1], Values("V1 a 0 PULSE(0 1 5u)", 5e-6, 5.5e-6, 6e-6, 100e-6), 1e-9);
        Near([0.5, 1, 1], Values("V1 a 0 PULSE(0 1 0 0 0 10u 30u)", 0.5e-6, 1e-6, 11e-6), 1e-9);
        Near([1, 1], Values("V1 a 0 PULSE(0 1 0 1u 1u 0 300u)", 20e-6, 90e-6), 1e-9);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "two pulses, then rest")]
    public void A_count_of_pulses_ends_them()
    {
        Near([1, 1, 0], Values("V1 a 0 PULSE(0 1 0 1u 1u 2u 10u 2)", 2e-6, 12e-6, 22e-6), 1e-9);
        Near([1e-6, 3e-6, 4e-6, 10e-6, 11e-6, 13e-6, 14e-6, 20e-6], Breakpoints("V1 a 0 PULSE(0 1 0 1u 1u 2u 10u 2)", 1), 1e-18);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "vo + va exp(-theta s) sin(2 pi f s + phase), s = t - td")]
    public void Sine_is_damped_and_delayed()
    {
        double s = 3e-5;
        double expected = 1 + 2 * Math.Exp(-1e4 * s) * Math.Sin(2 * Math.PI * 1e4 * s + Math.PI / 6);
        Near([2, 2, expected], Values("V1 a 0 SIN(1 2 10k 10u 10k 30)", 0, 1e-5, 4e-5), 1e-12);
        Near([1e-5], Breakpoints("V1 a 0 SIN(1 2 10k 10u 10k 30)", 1), 1e-18);
    }

    [Fact, Oracle(OracleKind.Peer, "ngspice 39: frequency defaults to 1/tstop")]
    public void Sine_without_frequency_fills_the_run() =>
        Near([1, -1], Values("V1 a 0 SIN(0 1)", 25e-6, 75e-6), 1e-12);

    [Fact, Oracle(OracleKind.ClosedForm, "sum of two exponentials")]
    public void Exponential_rises_then_falls()
    {
        double up = 4 * (1 - Math.Exp(-3.0)), both = 4 * (1 - Math.Exp(-6.0)) - 4 * (1 - Math.Exp(-1.5));
        Near([1, 1, 1 + up, 1 + both], Values("V1 a 0 EXP(1 5 1u 2u 7u 4u)", 0, 1e-6, 7e-6, 13e-6), 1e-12);
        Near([1e-6, 7e-6], Breakpoints("V1 a 0 EXP(1 5 1u 2u 7u 4u)", 1), 1e-18);
    }

    [Fact, Oracle(OracleKind.Peer, "ngspice 39: td1 and tau1 default to tstep, td2 to td1 + tstep, tau2 to tstep")]
    public void Exponential_takes_SPICEs_defaults()
    {
        double s = 3;
        Near([0, 1 - Math.Exp(-1.0), Math.Exp(-(s - 1)) - Math.Exp(-s)], Values("V1 a 0 EXP(0 1)", 1e-6, 2e-6, 4e-6), 1e-12);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "sin(2 pi fc t + mdi sin(2 pi fs t)); also ngspice 39 within its step")]
    public void Frequency_modulation() =>
        Near([3 + 2 * Math.Sin(2 * Math.PI * 0.6 + 5 * Math.Sin(2 * Math.PI * 0.03))], Values("V1 a 0 SFFM(3 2 20k 5 1k)", 3e-5), 1e-12);

    [Fact, Oracle(OracleKind.ClosedForm, "va (vo + sin(2 pi mf t)) sin(2 pi fc t); also ngspice 39 within its step")]
    public void Amplitude_modulation() =>
        Near([0, 3 * (2 + Math.Sin(2 * Math.PI * 0.03)) * Math.Sin(2 * Math.PI * 0.6)], Values("V1 a 0 AM(3 2 1k 20k 10u)", 5e-6, 4e-5), 1e-12);

    [Fact, Oracle(OracleKind.ClosedForm, "straight lines")]
    public void Piecewise_linear_is_constant_outside() =>
        Near([1, 1, 2, 3, 0, 0], Values("V1 a 0 PWL(10u 1 20u 3 30u 0)", 0, 10e-6, 15e-6, 20e-6, 30e-6, 99e-6), 1e-12);

    [Fact, Oracle(OracleKind.Peer, "ngspice 39: r=10u repeats 10u .. 20u; at the jump the value before it")]
    public void Piecewise_linear_repeats_its_end()
    {
        const string line = "V1 a 0 PWL(0 0 10u 1 20u 0) r=10u";
        Near([0.5, 1, 0.5, 0, 0.75, 0.25], Values(line, 5e-6, 10e-6, 15e-6, 20e-6, 22.5e-6, 37.5e-6), 1e-9);
        Near([10e-6, 20e-6, 30e-6, 40e-6], Breakpoints(line, 45e-6), 1e-18);
    }

    [Fact, Oracle(OracleKind.Peer, "ngspice 39: td shifts everything, repetition included")]
    public void Piecewise_linear_is_delayed_as_a_whole()
    {
        Near([1, 1, 0.5, 0], Values("V1 a 0 PWL(10u 1 20u 0) td=5u", 0, 15e-6, 20e-6, 25e-6), 1e-12);
        Near([0, 0.5, 0.5, 0.5, 0.5], Values("V1 a 0 PWL(0 0 10u 1 20u 0) r=0 td=5u", 5e-6, 10e-6, 20e-6, 30e-6, 40e-6), 1e-9);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "points of the file")]
    public void Piecewise_linear_reads_a_file()
    {
        foreach (string line in new[] { "V1 a 0 PWL FILE \"f.txt\"", "V1 a 0 PWL file=\"f.txt\"" })
        {
            var test = new TestCircuit(Deck).File("f.txt", 0, 0, 1, 2).Add(line);
            var circuit = test.Build();
            var (f, q) = (new double[2], new double[2]);
            circuit.Load(0.25, new double[2], 0, f, q, null);
            Assert.Equal(-0.5, f[test["i(v1)"].Index], 1e-15);
        }
    }

    [Fact, Oracle(OracleKind.Invariant, "four points a period do not alias")]
    public void Steps_stay_below_a_quarter_period()
    {
        var test = new TestCircuit(Deck).Add("V1 a 0 SIN(0 1 1k)").Add("V2 b 0 SFFM(0 1 1k 3 1k)").Add("V3 c 0 AM(1 1 1k 3k)").Add("V4 d 0 1");
        test.Build();
        Assert.Equal(0.25e-3, test.Device("v1").StepLimit, 1e-18);
        Assert.Equal(0.25e-3 / 4, test.Device("v2").StepLimit, 1e-18);
        Assert.Equal(0.25e-3 / 4, test.Device("v3").StepLimit, 1e-18);
        Assert.Equal(double.PositiveInfinity, test.Device("v4").StepLimit);
    }
}
