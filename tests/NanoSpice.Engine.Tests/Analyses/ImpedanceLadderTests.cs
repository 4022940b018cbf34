using System.Globalization;
using System.Numerics;
using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Analyses;

/// <summary>Impedance of the nanoslit electrode: transmission line at gamma = 0, Fourier transform of a transient at gamma = 0.9.</summary>
public class ImpedanceLadderTests
{
    [Theory, InlineData(6), InlineData(200)]
    [Oracle(OracleKind.ClosedForm, "the ladder's own recursion Y_k = jwC + 1/(R + 1/Y_(k+1)); round-off of up to 200 steps")]
    public void Without_gamma_the_electrode_is_its_ladder(int layers)
    {
        var run = Run(layers, rc: 5, cslit: 10e-3, ropen: 1, copen: 2e-3);
        foreach (var (f, z) in run.Frequencies.Zip(run.Z))
        {
            var exact = Ladder(2 * Math.PI * f, layers, 5, 10e-3, 1, 2e-3);
            Assert.True((z - exact).Magnitude < 1e-10 * exact.Magnitude, $"{f} Hz: {z}, expected {exact}");
        }
    }

    [Fact, Oracle(OracleKind.Order, "with the half cell at its mouth, R/2N less, the ladder meets sqrt(R/jwC) coth(sqrt(jwRC)) with order 2 in 1/N: the leading term is that of the midpoint rule")]
    public void Many_layers_make_a_transmission_line()
    {
        const double r = 30, c = 60e-3, open = 1e-3;
        double Miss(int n) => Run(n, r / n, c / n, open, 0) is var run ? run.Frequencies.Zip(run.Z).Max(p =>
        {
            var s = new Complex(0, 2 * Math.PI * p.First);
            var exact = Complex.Sqrt(r / (s * c)) / Complex.Tanh(Complex.Sqrt(s * r * c));
            return (p.Second - open - r / (2 * n) - exact).Magnitude / exact.Magnitude;
        }) : 0;
        double coarse = Miss(50), middle = Miss(100), fine = Miss(200);
        Assert.InRange(coarse / middle, 3.6, 4.4);
        Assert.InRange(middle / fine, 3.6, 4.4);
        // |w R C| / (8 N^2) at 10 Hz, the highest frequency.
        Assert.InRange(fine, 0, 2 * Math.PI * 10 * r * c / (8 * 200.0 * 200));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "copen + 6 cslit; 1/C = -w Im Z, whose next term in w is (w RC)^2 / 3 of a line at most: 3e-5 at 0.1 mHz, squared 1e-7 over 3")]
    public void Low_frequency_capacitance_is_the_sum_of_all()
    {
        double w = 2 * Math.PI * 1e-4, rc = 30 * 62e-3;
        var run = Run(6, 5, 10e-3, 1, 2e-3);
        Assert.Equal(62e-3, run.Derived("capacitance"), 62e-3 * w * rc * w * rc / 3);
        Assert.InRange(run.Derived("kk_residual"), 0, 6e-4);
    }

    [Theory, InlineData(0.1), InlineData(0.25), InlineData(0.4)]
    [Oracle(OracleKind.CrossCheck, "Fourier integral of a transient in its periodic state; 1 mV on qmax/cslit = 0.5 V bends R by 0.9 * 2m/(1 - 0.9 * 0.8) = 0.6 %, and the fundamental by the square of that, 4e-5; integration 1e-5")]
    public void The_spectrum_is_the_Fourier_transform_of_a_small_transient(double bias)
    {
        foreach (double f in new[] { 0.1, 1, 3 })
        {
            var small = ImpedanceRun.Of(Electrode(6, 0.9, 5, 10e-3, 1, 2e-3).Add($"V1 cell 0 {Text(bias)}"), "v1", new(FrequencySpacing.Decade, 1, f, f)).Z[0];
            var z = Transformed(bias, 1e-3, f);
            Assert.True((z - small).Magnitude < 1e-4 * small.Magnitude, $"{bias} V, {f} Hz: {z} by the transient, {small} by .eis, {(z - small).Magnitude / small.Magnitude:e2}");
        }
    }

    /// <summary>v/i at the frequency of a sine of that amplitude, over two periods of the periodic state.</summary>
    private static Complex Transformed(double bias, double amplitude, double f)
    {
        const int samples = 64;
        // The slowest relaxation of the line at its largest resistance takes 4 RC/pi^2 = 0.75 s: 12 s leave 1e-7 of it.
        double start = Math.Ceiling(12 * f) / f, stop = start + 2 / f;
        var lines = Electrode(6, 0.9, 5, 10e-3, 1, 2e-3, new SimulationOptions { RelativeTolerance = 1e-6, VoltageTolerance = 1e-10, CurrentTolerance = 1e-13 })
            .Add($"V1 cell 0 {Text(bias)} sin {Text(bias)} {Text(amplitude)} {Text(f)}");
        var run = AnalysisRun.Of(lines, new Transient(new() { Stop = stop, Step = 1 / (f * samples) }), "v(cell)", "i(v1)");
        Complex v = 0, i = 0;
        int taken = 0;
        double[] times = run.Scale, potential = run["v(cell)"], current = run["i(v1)"];
        for (int k = 0; k < times.Length; k++)
        {
            double t = times[k], place = t * f * samples;
            if (t <= start + 0.5 / (f * samples) || Math.Abs(place - Math.Round(place)) > 1e-6) continue;
            var turn = Complex.FromPolarCoordinates(1, -2 * Math.PI * f * t);
            (v, i, taken) = (v + turn * potential[k], i - turn * current[k], taken + 1);
        }
        Assert.Equal(2 * samples, taken);
        return v / i;
    }

    private static ImpedanceRun Run(int layers, double rc, double cslit, double ropen, double copen) =>
        ImpedanceRun.Of(Electrode(layers, 0, rc, cslit, ropen, copen).Add("V1 cell 0 0"), "v1", new(FrequencySpacing.Decade, 8, 1e-4, 10));

    private static TestCircuit Electrode(int layers, double gamma, double rc, double cslit, double ropen, double copen, SimulationOptions? options = null) =>
        new TestCircuit(options).Model("slit", "nanoslit", ("rc", rc), ("gamma", gamma), ("cslit", cslit), ("qmax", 0.5 * cslit))
            .Model("stack", "nanostack", [("slit", "slit")], ("ropen", ropen), ("copen", copen)).Add($"U1 0 cell stack layers={layers}");

    private static Complex Ladder(double w, int layers, double rc, double cslit, double ropen, double copen)
    {
        var y = new Complex(0, w * cslit);
        for (int k = 1; k < layers; k++) y = new Complex(0, w * cslit) + 1 / (rc + 1 / y);
        return ropen + 1 / (new Complex(0, w * copen) + 1 / (rc + 1 / y));
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
