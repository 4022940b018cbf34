using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Pnp.Tests;

/// <summary>A long straight pore at small potentials: the transmission line and its cross-section.</summary>
/// <remarks>
///   mu is uniform over the cross-section, so (c+ - c-)/2c0 = psi - phi with phi = psi + (phi_m - psi) cosh(y/lam)/cosh(d/2lam):
///   of a gradient of psi the share cosh(y/lam)/cosh(d/2lam) is diffusion, 1 minus that is field; half a pore holds 2 (phi_m - psi) lam tanh(d/2lam).
///   Corrections: (d/L)^2 from the bending along x, lam^2/(D T) from the drive.
/// </remarks>
public class StraightSlitTests
{
    private static PnpSettings Pore(double width, double length) => new()
    {
        Geometry = PnpGeometry.Slit, Reservoir = 0, SlitWidth = width, PoreLength = length, Layers = 4, Refine = 3, RelativeTolerance = 1e-5, Snapshots = [],
        HighPotential = 1e-3,                          // (1 mV / 25 mV)^2 / 8 = 2e-4 nonlinear at most
    };

    [Theory, Oracle(OracleKind.ClosedForm, "diffusion (2 lam/d) tanh(d/2lam), potential 1 - sech(d/2lam), no steric part to first order; 0.3 %")]
    [InlineData(1.5e-9)]
    [InlineData(0.7e-9)]
    public void Shares_of_diffusion_and_potential(double width)
    {
        var settings = Pore(width, 50e-9) with { RampTime = 1e-6, Samples = 20 };
        double debye = new Scales(settings).DebyeLength, half = 0.5 * width / debye;
        var row = Recording.Of(settings with { Program = PnpProgram.Table, Table = [(0, 0), (0.5e-6, 0.5e-3)] }).Last;
        for (int i = 2; i <= 3; i++)
        {
            var slit = row.Slits[i];
            Assert.InRange(slit.Diffusion / slit.Current / (Math.Tanh(half) / half) - 1, -3e-3, 3e-3);
            Assert.InRange(Math.Abs(slit.Steric / slit.Current), 0, 3e-3);
            if (i == 3) Assert.InRange(slit.StepPhi / slit.StepPsi / (1 - 1 / Math.Cosh(half)) - 1, -3e-3, 3e-3);
        }
    }

    [Theory, Oracle(OracleKind.ClosedForm, "tau = (4 L^2/pi^2) (2 lam tanh(d/2lam)) / (d D), slowest mode sin(pi x/2L); 0.3 %")]
    [InlineData(0.7e-9, 50e-9)]
    public void Time_constant_of_the_transmission_line(double width, double length)
    {
        var settings = Pore(width, length) with { Layers = 2, Refine = 2 };
        double debye = new Scales(settings).DebyeLength;
        double tau = 4 * length * length / (Math.PI * Math.PI) * 2 * debye * Math.Tanh(0.5 * width / debye) / (width * settings.CationDiffusivity);
        double jump = settings.HighPotential;
        settings = settings with { Program = PnpProgram.Table, Table = [(0, 0), (0, jump), (2.5 * tau, jump)] };
        double final = Recording.Equilibrium(settings, jump).Charge;
        var rows = Recording.Of(settings).Rows;
        // The next mode, 3 pi x/2L, is nine times faster: e^-9/9 after one tau.
        var (from, to) = (rows.First(r => r.Time > tau), rows[^1]);
        double measured = (to.Time - from.Time) / Math.Log((final - from.Charge) / (final - to.Charge));
        Assert.InRange(measured / tau - 1, -3e-3, 3e-3);
    }
}
