using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Pnp.Tests;

/// <summary>A small step of potential on a flat electrode: the slowest mode of the linear equations.</summary>
/// <remarks>c+ - c- ~ sinh(kx) e^(-t/tau), k^2 = 1/lam^2 - 1/(D tau), tanh(kL) = kL (1 - k^2 lam^2): no ions through the wall, phi given there.</remarks>
public class CellRelaxationTests
{
    [Theory, Oracle(OracleKind.ClosedForm, "slowest root of tanh(kL) = kL (1 - k^2 lam^2); 0.2 %")]
    [InlineData(10e-9, 0.66e-9)]
    [InlineData(3e-9, 0.66e-9)]
    [InlineData(10e-9, 0)]
    public void Slowest_time_constant(double length, double ionSize)
    {
        // 1 mV: the nonlinear part is (1 mV / 25 mV)^2 / 8 = 2e-4 at most. Level 4: 0.1 %.
        const double potential = 1e-3;
        var settings = new PnpSettings
        {
            Geometry = PnpGeometry.Cell, Reservoir = length, HalfPeriod = 1e-9, IonSize = ionSize, Refine = 4, RelativeTolerance = 1e-7,
            Program = PnpProgram.Step, HighPotential = potential,
        };
        double debye = new Scales(settings).DebyeLength, tau = TimeConstant(length, debye, settings.CationDiffusivity);
        settings = settings with { RampTime = 5 * tau, Snapshots = [] };
        double final = Recording.Equilibrium(settings, potential).Charge;
        var rows = Recording.Of(settings).Rows;
        // The other modes decay within lam^2/D = tau lam/L; after 2 tau nothing is left of them.
        var (from, to) = (rows.First(r => r.Time > 2 * tau), rows.Last(r => r.Time < 4 * tau));
        double measured = (to.Time - from.Time) / Math.Log((final - from.Charge) / (final - to.Charge));
        Assert.InRange(measured / tau - 1, -2e-3, 2e-3);
    }

    private static double TimeConstant(double length, double debye, double diffusivity)
    {
        // The slowest mode is the real root next to k = 1/lam; tau = lam L / D for L >> lam.
        double low = 0.5 / debye, high = 1 / debye;
        for (int i = 0; i < 200; i++)
        {
            double k = 0.5 * (low + high);
            if (Math.Tanh(k * length) < k * length * (1 - k * k * debye * debye)) low = k;
            else high = k;
        }
        return 1 / (diffusivity * (1 / (debye * debye) - low * low));
    }
}
