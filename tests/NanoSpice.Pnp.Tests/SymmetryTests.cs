using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Pnp.Tests;

/// <summary>What must not change, or only its sign, when polarity or the unit of time changes.</summary>
public class SymmetryTests
{
    private const double Tolerance = 1e-8;

    [Theory, Oracle(OracleKind.Invariant, "phi_m -> -phi_m with the ions in each other's place: all potentials, charges and currents change their sign")]
    [InlineData(2e-9, 2e-9)]
    [InlineData(2e-9, 1.6e-9)]
    public void Polarity_mirrors(double plus, double minus)
    {
        var settings = ConservationTests.Network with
        {
            Program = PnpProgram.Table, CationDiffusivity = plus, AnionDiffusivity = minus, Table = [(0, 0), (5e-9, 0.15), (10e-9, 0)], RelativeTolerance = 1e-3,
        };
        var rows = Recording.Of(settings).Rows;
        var mirrored = Recording.Of(settings with { CationDiffusivity = minus, AnionDiffusivity = plus, Table = [.. settings.Table.Select(p => (p.Time, -p.Potential))] }).Rows;
        Compare(rows, mirrored, -1, -1, Tolerance);
    }

    [Fact, Oracle(OracleKind.Invariant, "D s and T/s is another unit of time: charges and potentials stay, currents times s")]
    public void Faster_ions_on_a_shorter_ramp_give_the_same()
    {
        const double s = 3.7;
        var settings = ConservationTests.Network with { AnionDiffusivity = 1.3e-9, RelativeTolerance = 1e-3 };
        var rows = Recording.Of(settings).Rows;
        var faster = Recording.Of(settings with { CationDiffusivity = s * settings.CationDiffusivity, AnionDiffusivity = s * settings.AnionDiffusivity, RampTime = settings.RampTime / s }).Rows;
        Compare(rows, faster, 1, s, Tolerance);
    }

    private static void Compare(List<PnpRow> rows, List<PnpRow> others, double sign, double current, double tolerance)
    {
        Assert.Equal(rows.Count, others.Count);
        (Func<SlitState, double> Get, double Factor)[] slits =
        [
            (s => s.StepPhi, sign), (s => s.Phi, sign), (s => s.Psi, sign), (s => s.StepPsi, sign), (s => s.Charge, sign), (s => s.Ions, 1),
            (s => s.Current, current), (s => s.Migration, current), (s => s.Diffusion, current), (s => s.Steric, current),
        ];
        for (int i = 0; i < rows[0].Slits.Count; i++)
            foreach (var (get, factor) in slits) Same(rows, others, r => get(r.Slits[i]), factor, tolerance);
        Same(rows, others, r => r.Charge, sign, tolerance);
        Same(rows, others, r => r.Current, current, tolerance);
    }

    private static void Same(List<PnpRow> rows, List<PnpRow> others, Func<PnpRow, double> get, double factor, double tolerance)
    {
        double scale = rows.Max(r => Math.Abs(get(r)));
        for (int k = 0; k < rows.Count; k++) Assert.InRange(Math.Abs(get(others[k]) / factor - get(rows[k])), 0, tolerance * scale);
    }
}
