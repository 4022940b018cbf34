using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Pnp.Tests;

public class IonFluxTests
{
    private const double Epsilon = 2.2e-16;

    /// <summary>Drives and concentrations of a run at 0.5 V: drops up to some kT a cell, dilutions down to e^-20.</summary>
    private static IEnumerable<(double Conductance, double Field, double Crowding, double Left, double Right)> Faces()
    {
        var random = new Random(7);
        for (int i = 0; i < 500; i++)
            yield return (Math.Exp(2 * random.NextDouble()), 8 * random.NextDouble() - 4, 2 * random.NextDouble() - 1,
                Math.Exp(20 * random.NextDouble() - 18), Math.Exp(20 * random.NextDouble() - 18));
    }

    [Fact, Oracle(OracleKind.Invariant, "mu = ln c + drive is uniform for c_L/c_R = e^drive: no flux, up to the rounding of both terms")]
    public void Uniform_chemical_potential_gives_no_flux()
    {
        foreach (var (g, field, crowding, left, _) in Faces())
        {
            double drive = field + crowding, right = left * Math.Exp(-drive);
            // B(-drive) is taken as B(drive) + drive and meets the concentration on the right: 10 roundings of B at 0.1, eps |drive| else.
            double tolerance = 20 * Epsilon * g * (1 + Math.Abs(drive)) * Math.Max(left, right);
            Assert.InRange(Math.Abs(IonFlux.Value(g, drive, left, right)), 0, tolerance);
        }
    }

    [Fact, Oracle(OracleKind.ClosedForm, "Fick: J = D g (c_L - c_R) without a drive, exactly")]
    public void Without_drive_ions_diffuse()
    {
        foreach (var (g, _, _, left, right) in Faces()) Assert.Equal(g * (left - right), IonFlux.Value(g, 0, left, right));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "equal concentrations drift: J = -D g c drive, for B(x) - B(-x) = -x")]
    public void Uniform_concentration_drifts()
    {
        foreach (var (g, field, _, c, _) in Faces())
            Assert.InRange(Math.Abs(IonFlux.Value(g, field, c, c) + g * c * field), 0, 20 * Epsilon * g * c * (1 + Math.Abs(field)));
    }

    [Fact, Oracle(OracleKind.Invariant, "seen from the other side left and right change place and all drives their sign")]
    public void Flux_is_antisymmetric()
    {
        foreach (var (g, field, crowding, left, right) in Faces())
        {
            double drive = field + crowding, flux = IonFlux.Value(g, drive, left, right), mirrored = IonFlux.Value(g, -drive, right, left);
            Assert.InRange(Math.Abs(flux + mirrored), 0, 50 * Epsilon * g * (1 + Math.Abs(drive)) * Math.Max(left, right));
        }
    }

    [Fact, Oracle(OracleKind.Invariant, "migration, diffusion and steric part are the whole flux; the mean lies between both sides")]
    public void Parts_add_up()
    {
        foreach (var (g, field, crowding, left, right) in Faces())
        {
            var parts = IonFlux.Parts(g, field, crowding, left, right);
            double flux = IonFlux.Value(g, field + crowding, left, right), sum = parts.Migration + parts.Diffusion + parts.Steric;
            Assert.InRange(Math.Abs(sum - flux), 0, 50 * Epsilon * g * (1 + Math.Abs(field) + Math.Abs(crowding)) * Math.Max(left, right));
            Assert.Equal(g * (left - right), parts.Diffusion, 4 * Epsilon * g * Math.Max(left, right));
            double mean = -parts.Migration / (g * field);
            Assert.InRange(mean, Math.Min(left, right) * (1 - 1e-12), Math.Max(left, right) * (1 + 1e-12));
            Assert.Equal(parts.Migration * crowding, parts.Steric * field, 1e-12);
        }
    }

    [Fact, Oracle(OracleKind.CrossCheck, "central differences in each argument; linear in c, h^2 J'''/6 in the drive")]
    public void Slopes_are_those_of_the_value()
    {
        const double h = 1e-5;
        foreach (var (g, field, crowding, left, right) in Faces())
        {
            double drive = field + crowding, size = g * (1 + Math.Abs(drive)) * Math.Max(left, right);
            var slopes = IonFlux.WithSlopes(g, drive, left, right);
            Assert.Equal(IonFlux.Value(g, drive, left, right), slopes.Flux);
            Assert.Equal(IonFlux.Value(g, drive, 1, 0), slopes.ToLeft);
            Assert.Equal(IonFlux.Value(g, drive, 0, 1), slopes.ToRight);
            double difference = (IonFlux.Value(g, drive + h, left, right) - IonFlux.Value(g, drive - h, left, right)) / (2 * h);
            Assert.InRange(Math.Abs(slopes.ToDrive - difference), 0, (h * h + 50 * Epsilon / h) * size);
        }
    }
}
