using System.Numerics;
using NanoSpice.Engine.Devices;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class DiffusionElementTests
{
    [Theory, Oracle(OracleKind.CrossCheck, "central differences")]
    [InlineData("cpe")]
    [InlineData("half")]
    [InlineData("capacitor")]
    [InlineData("open")]
    [InlineData("short")]
    public void Jacobian_matches_differences(string model) =>
        JacobianCheck.Verify(Models().Add($"Z1 a b {model}").Build());

    [Theory, Oracle(OracleKind.ClosedForm, "Y(j w) against the sum of the relaxations, at 60 frequencies a decade; the bound is tol")]
    [InlineData(0.02, 1e-3)]
    [InlineData(0.2, 1e-2)]
    [InlineData(0.5, 1e-3)]
    [InlineData(0.5, 1e-6)]
    [InlineData(0.8, 1e-4)]
    [InlineData(0.95, 1e-3)]
    [InlineData(0.9999, 1e-3)]
    public void Constant_phase_keeps_to_its_tolerance(double alpha, double tolerance)
    {
        var law = new ConstantPhaseLaw(3e-5, alpha);
        var band = new FrequencyBand(1e-5, 1e6, tolerance);
        var rates = law.Relaxations(band);
        Assert.InRange(law.Error(rates, band), 0, tolerance);
        // pi^2 / ln(4 sin / tol) apart, and a quarter more for what lies beyond the band.
        double spacing = Math.PI * Math.PI / Math.Log(4 * Math.Sin(alpha * Math.PI) / tolerance);
        Assert.InRange(rates.Count, 2, 8 + 1.25 * Math.Log(1e11) / Math.Min(spacing, 3));
        Assert.All(rates, r => Assert.True(r is { Conductance: > 0, Rate: > 0 }));
    }

    [Theory, Oracle(OracleKind.ClosedForm, "Y(j w) of finite diffusion against modes and their compressed rest; the bound is tol")]
    [InlineData(true, 1e-2, 1e4)]
    [InlineData(true, 1e-3, 1e6)]
    [InlineData(true, 1e-5, 1e3)]
    [InlineData(false, 1e-3, 1e6)]
    [InlineData(false, 1e-4, 1)]
    [InlineData(false, 1e-6, 1e4)]
    public void Finite_diffusion_keeps_to_its_tolerance(bool open, double tolerance, double high)
    {
        var law = new FiniteDiffusionLaw(25, 0.3, open);
        var band = new FrequencyBand(1e-5, high, tolerance);
        var modes = law.Relaxations(band);
        Assert.InRange(law.Error(modes, band), 0, tolerance);
        Assert.InRange(modes.Count, 2, 420);
        double first = Math.PI * Math.PI / 0.3 * (open ? 0.25 : 1);
        Assert.Equal(first, modes[0].Rate, 1e-12 * first);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "the definition by tanh in System.Numerics where it is well conditioned")]
    [InlineData(1e-4)]
    [InlineData(0.99e-3)]
    [InlineData(1.01e-3)]
    [InlineData(1)]
    [InlineData(300)]
    public void Finite_diffusion_is_x_tanh_x(double omegaTau)
    {
        Complex x = Complex.Sqrt(new Complex(0, omegaTau));
        var open = new FiniteDiffusionLaw(2, 0.5, true).Admittance(new Complex(0, omegaTau / 0.5));
        var closed = new FiniteDiffusionLaw(2, 0.5, false).Admittance(new Complex(0, omegaTau / 0.5));
        AssertClose(x * Complex.Tanh(x) / 2, open, 1e-13);
        AssertClose(x / Complex.Tanh(x) / 2, closed, 1e-13);
    }

    [Theory, Oracle(OracleKind.Snapshot, "wording")]
    [InlineData("Z1 a b", "error DIF001: z1 needs two nodes and a model name (hint: write Zname n+ n- model [m=] [ic=], with a CPE, WARBURG, WOPEN or WSHORT model)")]
    [InlineData("Z1 a b cpe alpha=1.2", "error DIF003: z1: alpha = 1.2 must be above 0 and at most 1")]
    [InlineData("Z1 a b cpe q=-1", "error DIF003: z1: q = -1 must be above 0")]
    [InlineData("Z1 a b cpe tau=1", "warning DIF004: z1: tau has no effect with a cpe model")]
    [InlineData("Z1 a b band", "error DIF003: z1: the band from fmin = 100 to fmax = 10 Hz is empty")]
    [InlineData("Z1 a b tight", "error DIF003: z1: tol = 1e-09 must lie between 1e-6 and 0.1")]
    [InlineData("Z1 a b lacking", "error DIF002: z1: tau is missing in model lacking")]
    public void Values_are_checked(string line, string expected)
    {
        var test = Models().Model("band", "warburg", ("sigma", 1), ("fmin", 100), ("fmax", 10)).Model("tight", "warburg", ("sigma", 1), ("tol", 1e-9))
            .Model("lacking", "wopen", ("r", 1));
        Assert.Equal([expected], test.Add(line).BuildDevices());
    }

    private static void AssertClose(Complex expected, Complex actual, double tolerance) =>
        Assert.True((expected - actual).Magnitude <= tolerance * expected.Magnitude, $"{actual} is not {expected}");

    private static TestCircuit Models() => new TestCircuit()
        .Model("cpe", "cpe", ("q", 1e-3), ("alpha", 0.8), ("fmin", 1), ("fmax", 100))
        .Model("half", "warburg", ("sigma", 10), ("fmin", 1), ("fmax", 100))
        .Model("capacitor", "cpe", ("q", 1e-3), ("alpha", 1))
        .Model("open", "wopen", ("r", 10), ("tau", 0.1), ("fmin", 1), ("fmax", 100))
        .Model("short", "wshort", ("r", 10), ("tau", 0.1), ("fmin", 1), ("fmax", 100));
}
