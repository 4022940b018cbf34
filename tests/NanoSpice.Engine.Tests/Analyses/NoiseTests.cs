using System.Numerics;
using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Analyses;

public class NoiseTests
{
    private const double Kt = 1.380649e-23 * 300.15, Charge = 1.602176634e-19;

    private static readonly AcOptions OneKilohertz = new(FrequencySpacing.Linear, 1, 1e3, 1e3);

    [Fact, Oracle(OracleKind.ClosedForm, "4 k T of the two resistors side by side; gain R2/(R1 + R2)")]
    public void Divider_makes_the_noise_of_its_parallel_resistance()
    {
        var run = NoiseRun.Of(new TestCircuit().Add("V1 in 0 1").Add("R1 in out 1k").Add("R2 out 0 3k"), "out", "v1", OneKilohertz);
        double expected = Math.Sqrt(4 * Kt * 750);
        Close(expected, run["onoise_spectrum"][0]);
        Close(0.75, run["gain"][0]);
        Close(expected / 0.75, run["inoise_spectrum"][0]);
        Close(expected / 2, run["onoise_r2"][0]);                  // its share of the power: 750/3000
        Close(expected / 2, run["onoise_r2_thermal"][0]);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a source of noise current beside the input: sqrt(4 k T / R) whatever the load")]
    public void Noise_is_referred_to_a_current_source_as_a_current()
    {
        var run = NoiseRun.Of(new TestCircuit().Add("I1 0 a 0").Add("R1 a 0 2k").Add("C1 a 0 1n"), "a", "i1", new(FrequencySpacing.Decade, 5, 1, 1e7));
        foreach (double input in run["inoise_spectrum"]) Close(Math.Sqrt(4 * Kt / 2e3), input);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "shorted output: the current of the load resistor through the ammeter, sqrt(4 k T / R)")]
    public void Output_may_be_the_current_of_a_voltage_source()
    {
        var run = NoiseRun.Of(new TestCircuit().Add("V1 a 0 1").Add("R1 a b 2k").Add("V2 b 0 0"), "i(v2)", "v1", OneKilohertz);
        Close(Math.Sqrt(4 * Kt / 2e3), run["onoise_spectrum"][0]);
        Close(1 / 2e3, run["gain"][0]);
    }

    [Fact, Oracle(OracleKind.Order, "kT/C over the band, 2/pi of the angles; power laws between points: halving the spacing quarters the error")]
    public void Resistor_and_capacitor_make_kT_over_C_in_all()
    {
        const double R = 1e3, C = 1e-9, F0 = 1 / (2 * Math.PI * R * C);
        double expected = Math.Sqrt(Kt / C * 2 / Math.PI * (Math.Atan(1e5) - Math.Atan(1e-4)));
        double Error(int points) => Math.Abs(NoiseRun.Of(new TestCircuit().Add("V1 in 0 0").Add("R1 in out 1k").Add("C1 out 0 1n"), "out", "v1",
            new(FrequencySpacing.Decade, points, 1e-4 * F0, 1e5 * F0)).Total("onoise_total") / expected - 1);
        double coarse = Error(10), fine = Error(20);
        Assert.InRange(coarse, 1e-5, 5e-3);
        Assert.InRange(coarse / fine, 3.8, 4.2);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "2 q I of the diode on its slope n k T / (q I)")]
    public void Diode_makes_shot_noise()
    {
        const double I = 1e-3;
        var lines = new TestCircuit(new SimulationOptions { Gmin = 1e-15 }).Add("I1 0 a 1m").Add("D1 a 0 dm").Model("dm", "d", ("is", 1e-14), ("n", 1.5));
        var run = NoiseRun.Of(lines, "a", "i1", OneKilohertz);
        double slope = 1.5 * Kt / Charge / (I + 1e-14);
        Close(Math.Sqrt(2 * Charge * I) * slope, run["onoise_spectrum"][0], 1e-8);
        Close(0, run["onoise_d1_rs"][0]);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "m kf (I/m)^af / f on R; its integral is kf I^af R^2 ln(f2/f1)")]
    public void Flicker_noise_falls_with_the_frequency()
    {
        var lines = new TestCircuit().Add("I1 0 a 2m").Add("R1 a 0 2k rm m=2").Model("rm", "r", ("kf", 1e-12), ("af", 1.5));
        var run = NoiseRun.Of(lines, "a", "i1", new(FrequencySpacing.Decade, 3, 1, 1e3));
        double atOne = 2 * 1e-12 * Math.Pow(1e-3, 1.5) * 1e6;
        for (int k = 0; k < run.Frequencies.Length; k++) Close(Math.Sqrt(atOne / run.Frequencies[k]), run["onoise_r1_1overf"][k]);
        Close(Math.Sqrt(atOne * Math.Log(1e3)), run.Total("onoise_total_r1_1overf"), 1e-9);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "integral of a power law")]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-0.999999)]
    [InlineData(-2)]
    [InlineData(3)]
    public void Integral_between_two_frequencies_is_that_of_a_power_law(double p)
    {
        double f1 = 10, f2 = 37, expected = p == -1 ? 5 * f1 * Math.Log(f2 / f1) : 5 * f1 * (Math.Pow(f2 / f1, p + 1) - 1) / (p + 1);
        // What is left out of the series near p = -1 is below 1e-13; the closed form itself loses eps/(p + 1).
        Close(expected, NoiseIntegral.Piece(f1, 5, f2, 5 * Math.Pow(f2 / f1, p)), 2e-10);
    }

    [Theory, Oracle(OracleKind.Invariant, "Nyquist: a passive circuit in equilibrium makes 4 k T Re Z(f) at any of its ports")]
    [InlineData("R3 a c 5k", "C3 c 0 1n")]
    [InlineData("L3 a c 1m", "R3 c 0 300")]
    [InlineData("N3 a c b slit", "R3 c 0 1k")]
    [InlineData("S3 a c b 0 sw", "R3 c 0 1k")]
    [InlineData("Z3 a c cpe", "R3 c 0 1k")]
    public void Noise_in_equilibrium_is_that_of_the_real_part_of_the_impedance(string first, string second)
    {
        TestCircuit Lines() => new TestCircuit().Add("I1 0 a 0").Add("R1 a b 1k").Add("C1 b 0 10n").Add("R2 b 0 20k").Add(first).Add(second)
            .Model("slit", "nanoslit", ("rc", 2e3), ("gamma", 0.5), ("cslit", 1e-9), ("qmax", 1e-9)).Model("sw", "sw", ("vt", 1), ("roff", 1e4)).Model("cpe", "cpe", ("q", 1e-6), ("alpha", 0.6));
        var frequencies = new AcOptions(FrequencySpacing.Decade, 4, 10, 1e7);
        var impedance = ImpedanceRun.Of(Lines(), "i1", frequencies).Z;
        var noise = NoiseRun.Of(Lines(), "a", "i1", frequencies)["onoise_spectrum"];
        for (int k = 0; k < noise.Length; k++) Close(4 * Kt * impedance[k].Real, noise[k] * noise[k], 1e-9);
    }

    [Fact, Oracle(OracleKind.CrossCheck, "every source put in by itself and the circuit solved forwards")]
    public void Adjoint_gives_the_way_from_every_source_to_the_output()
    {
        var lines = new TestCircuit().Add("V1 in 0 0.7").Add("Rs in b 1k").Add("Vcc c 0 5").Add("Rl c out 2k").Add("Cl out 0 1p").Add("Q1 out b e qm").Add("Re e 0 50")
            .Model("qm", "npn", ("is", 1e-15), ("rb", 100), ("rc", 10), ("re", 1), ("cje", 5e-12), ("cjc", 2e-12), ("tf", 1e-9));
        var circuit = lines.Build();
        var context = new AnalysisContext { Circuit = circuit, ResultName = "x", Title = "", Sink = null!, Options = circuit.Options, Saved = [] };
        double[] bias = new Solver(circuit).OperatingPoint(context, holdInitialConditions: false);
        var forwards = new SmallSignal(circuit, bias);
        var adjoint = new SmallSignal(circuit, bias);
        adjoint.SolveAdjoint(3e7, lines["out"], Unknown.Ground);
        Assert.Equal(12, adjoint.NoiseSources().Count);
        foreach (var source in adjoint.NoiseSources())
        {
            forwards.Solve(3e7, ac =>
            {
                ac.Flow(source.A, 1);
                ac.Flow(source.B, -1);
            });
            Complex expected = forwards.At(lines["out"]), found = adjoint.At(source.B) - adjoint.At(source.A);
            Assert.InRange((found - expected).Magnitude, 0, 1e-9 * Math.Max(expected.Magnitude, 1));
        }
    }

    [Fact, Oracle(OracleKind.ClosedForm, "4 k T R of the one that is left, at its own temperature")]
    public void Quiet_resistors_make_none_and_hot_ones_more()
    {
        var lines = new TestCircuit().Add("V1 in 0 0").Add("R1 in out 1k noisy=0").Add("R2 out 0 1k temp=127");
        Close(Math.Sqrt(4 * 1.380649e-23 * 400.15 * 1e-3) * 500, NoiseRun.Of(lines, "out", "v1", OneKilohertz)["onoise_spectrum"][0]);
    }

    [Fact, Oracle(OracleKind.Invariant, "a source that does not reach the output is said so; SPICE's least gain of 1e-10")]
    public void Source_without_effect_is_warned_of()
    {
        var run = NoiseRun.Of(new TestCircuit().Add("V1 in 0 0").Add("R1 in 0 1k").Add("R2 out 0 1k"), "out", "v1", OneKilohertz);
        Assert.Contains("does not reach", Assert.Single(run.Warnings));
        Close(Math.Sqrt(4 * Kt * 1e3) * 1e10, run["inoise_spectrum"][0]);
    }

    [Fact, Oracle(OracleKind.Invariant, "LTspice's names stand for the same vectors")]
    public void Vectors_may_be_chosen_by_name()
    {
        var lines = new TestCircuit().Add("V1 in 0 0").Add("R1 in out 1k").Add("R2 out 0 1k");
        var run = NoiseRun.Of(lines, "out", "v1", OneKilohertz, new(["v(onoise)", "v(r1)", "gain"], Only: true));
        Close(Math.Sqrt(4 * Kt * 500), run["v(onoise)"][0]);
        Close(Math.Sqrt(4 * Kt * 250), run["v(r1)"][0]);
        Close(0.5, run["gain"][0]);
    }

    private static void Close(double expected, double found, double relative = 1e-12) => Assert.InRange(found, expected - relative * expected, expected + relative * expected);
}
