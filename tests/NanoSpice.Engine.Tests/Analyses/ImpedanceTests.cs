using System.Numerics;
using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Analyses;

public class ImpedanceTests
{
    private static readonly AcOptions Wide = new(FrequencySpacing.Decade, 7, 1e-2, 1e5);

    /// <summary>Round-off of a solve of few unknowns, relative [-].</summary>
    private const double RoundOff = 1e-12;

    [Theory, InlineData("V1 cell 0 0"), InlineData("I1 0 cell 0"), InlineData("I1 0 cell 0 m=3")]
    [Oracle(OracleKind.ClosedForm, "Z = R1 + R2/(1 + jwR2C), whichever way the source drives it, and whatever AC other sources have")]
    public void A_leaky_capacitor_behind_a_resistor(string source)
    {
        var lines = new TestCircuit().Add(source).Add("R1 cell a 10").Add("R2 a 0 1k").Add("C1 a 0 1u").Add("V9 x 0 0 ac 5").Add("C9 x 0 1u");
        var run = ImpedanceRun.Of(lines, source[..2], Wide);
        Same(run, w => 10 + 1e3 / new Complex(1, w * 1e-3), RoundOff);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "Z = R + 1/jwC: C and R come back from the lowest and highest frequency")]
    public void A_resistor_and_a_capacitor_in_series()
    {
        var run = ImpedanceRun.Of(new TestCircuit().Add("V1 cell 0 0").Add("R1 cell a 20").Add("C1 a 0 2m"), "v1", Wide);
        Same(run, w => 20 + 1 / new Complex(0, w * 2e-3), RoundOff);
        Assert.Equal(2e-3, run.Derived("capacitance"), 2e-3 * RoundOff);
        Assert.Equal(20, run.Derived("series_resistance"), 20 * RoundOff);
        Assert.Equal(20, run.Derived("resistance_low"), 1e-9);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "Z = R + jwL + 1/jwC; Im Z = 0 only at resonance, where the straight line between rows gives R since Re Z is R in both")]
    public void A_resonant_circuit()
    {
        var run = ImpedanceRun.Of(new TestCircuit().Add("V1 cell 0 0").Add("R1 cell a 5").Add("L1 a b 1u").Add("C1 b 0 1u"), "v1", new(FrequencySpacing.Decade, 7, 1e2, 1e7));
        Same(run, w => new Complex(5, w * 1e-6 - 1 / (w * 1e-6)), 1e-11);
        Assert.Equal(5, run.Derived("series_resistance"), 1e-9);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "R1 + jwL + R2/(1 + jwR2C): Im Z is 0 where w L = w R2^2 C/(1 + (w R2 C)^2); Re Z there")]
    public void The_series_resistance_is_read_where_the_phase_crosses_zero()
    {
        double r1 = 10, r2 = 100, c = 20e-6, l = 1e-7;
        var run = ImpedanceRun.Of(new TestCircuit().Add("V1 cell 0 0").Add("L1 cell x 0.1u").Add("R1 x a 10").Add("R2 a 0 100").Add("C1 a 0 20u"), "v1", new(FrequencySpacing.Decade, 40, 1, 1e7));
        // Im: w L = w R2^2 C / (1 + (w R2 C)^2)
        double w2 = (r2 * r2 * c / l - 1) / (r2 * c * r2 * c), exact = r1 + r2 / (1 + w2 * r2 * c * r2 * c);
        Assert.Equal(exact, run.Derived("series_resistance"), 1e-5);
        // Not the resistance at the highest frequency, where the parallel part has died out: that is R1 itself.
        Assert.True(exact - r1 > 4e-5);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "diode: g = (is/(n VT)) exp(v/(n VT)) + gmin, 1/Z = g at frequencies without charge")]
    public void A_diode_has_its_differential_conductance_at_every_bias()
    {
        const double n = 1.5, saturation = 1e-12;
        double vt = 1.380649e-23 * 300.15 / 1.602176634e-19;
        foreach (double bias in new[] { -0.5, 0, 0.2, 0.4, 0.6 })
        {
            var lines = new TestCircuit().Model("d", "d", ("is", saturation), ("n", n)).Add("V1 a 0 0.1").Add("D1 a 0 d");
            var run = ImpedanceRun.Of(lines, "v1", new(FrequencySpacing.Decade, 1, 1, 100), bias);
            double g = bias < -3 * n * vt ? 0 : saturation / (n * vt) * Math.Exp(bias / (n * vt));
            // SPICE's constants differ in the sixth digit of VT, v/(n VT) times as much in g; in reverse SPICE's law is a cubic near zero.
            if (bias >= 0) Assert.All(run.Z, z => Assert.Equal(g + 1e-12, (1 / z).Real, 4e-5 * g));
            else Assert.All(run.Z, z => Assert.InRange((1 / z).Real, 0, 1e-11));
        }
    }

    [Fact, Oracle(OracleKind.Invariant, "the source's DC value and a second run without bias are what they were")]
    public void The_bias_is_put_back()
    {
        var lines = new TestCircuit().Model("d", "d", ("is", 1e-12)).Add("V1 a 0 0.3").Add("D1 a 0 d");
        var circuit = lines.Build();
        AcOptions f = new(FrequencySpacing.Decade, 1, 1, 10);
        var before = ImpedanceRun.Of(lines, circuit, "v1", f);
        var biased = ImpedanceRun.Of(lines, circuit, "v1", f, 0.5);
        var after = ImpedanceRun.Of(lines, circuit, "v1", f);
        Assert.Equal(before.Z, after.Z);
        Assert.True(biased.Z[0].Real < 0.01 * before.Z[0].Real);
        Assert.Equal(0.3, ((ISweepable)lines.Device("v1")).SweepValue);
    }

    [Fact, Oracle(OracleKind.Invariant, "the same frequencies and values, last first; saved phasors belong to 1 V at the source")]
    public void Frequencies_run_downwards_where_asked()
    {
        static TestCircuit Lines() => new TestCircuit().Add("V1 cell 0 0").Add("R1 cell a 20").Add("C1 a 0 2m");
        var up = ImpedanceRun.Of(Lines(), "v1", new(FrequencySpacing.Decade, 5, 0.1, 1e3), double.NaN, "cell", "a");
        var down = ImpedanceRun.Of(Lines(), "v1", new(FrequencySpacing.Decade, 5, 1e3, 0.1), double.NaN, "cell", "a");
        Assert.Equal(1e3, down.Frequencies[0]);
        foreach (var (a, b) in up.Z.Zip(down.Z.Reverse())) Assert.True((a - b).Magnitude < 1e-11 * a.Magnitude);
        Assert.Equal(up.Derived("capacitance"), down.Derived("capacitance"), 1e-12);
        Assert.All(up.Phasors(1), v => Assert.Equal(1, v.Real, RoundOff));
        foreach (var (v, z) in up.Phasors(2).Zip(up.Z)) Assert.True((v - (1 - 20 / z)).Magnitude < 1e-11);
    }

    /// <summary>Every row against the closed form, relative.</summary>
    private static void Same(ImpedanceRun run, Func<double, Complex> exact, double tolerance)
    {
        Assert.NotEmpty(run.Z);
        foreach (var (f, z) in run.Frequencies.Zip(run.Z))
        {
            var expected = exact(2 * Math.PI * f);
            Assert.True((z - expected).Magnitude <= tolerance * expected.Magnitude, $"{f} Hz: {z}, expected {expected}");
        }
    }
}
