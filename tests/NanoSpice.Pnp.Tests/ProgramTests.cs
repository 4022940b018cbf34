using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Pnp.Tests;

/// <summary>What the programs ask for is what the electrode gets.</summary>
public class ProgramTests
{
    private const double Ramp = 10e-9;

    /// <summary>Relaxes in lam L/D = 0.3 ns.</summary>
    private static readonly PnpSettings Cell = ConservationTests.Network with { Geometry = PnpGeometry.Cell, RampTime = Ramp };

    [Theory, Oracle(OracleKind.CrossCheck, "Newton's equilibrium at the potential that was held; what a step leaves of a state at rest is below the local tolerance")]
    [InlineData(PnpGeometry.Cell, 2e-9)]
    [InlineData(PnpGeometry.Cell, 0.7e-9)]
    [InlineData(PnpGeometry.Slit, 2e-9)]
    public void A_long_hold_ends_in_equilibrium(PnpGeometry geometry, double anion)
    {
        // The pore relaxes in (4 L^2/pi^2)/D = 1 ns, with the slow anion in 3 ns: 20 of these are e^-20.
        var settings = Cell with
        {
            Geometry = geometry, Program = PnpProgram.Step, PoreLength = 2e-9, Layers = 1, AnionDiffusivity = anion, HoldTime = 60e-9, LowPotential = 0.02, StartPotential = -0.03,
        };
        var rows = Recording.Of(settings).Rows;
        double high = Recording.Equilibrium(settings, settings.HighPotential).Charge, low = Recording.Equilibrium(settings, settings.LowPotential).Charge;
        Assert.Equal(Recording.Equilibrium(settings, -0.03).Charge, rows[0].Charge);
        Assert.InRange(Math.Abs(RowAt(rows, 60e-9).Charge - high) / high, 0, settings.RelativeTolerance);
        Assert.InRange(Math.Abs(rows[^1].Charge - low) / high, 0, settings.RelativeTolerance);
    }

    [Fact, Oracle(OracleKind.Invariant, "steps are logarithmic: after a jump each sample is later than the last by one factor, from 1e-4 of the hold to its end")]
    public void Rows_of_a_step_lie_closely_behind_the_jump()
    {
        var settings = Cell with { Program = PnpProgram.Step, Samples = 9 };
        double[] times = [.. Recording.Of(settings).Rows.Select(r => r.Time)];
        Assert.Equal(1 + 2 * 9, times.Length);
        for (int k = 1; k <= 9; k++)
        {
            double expected = Ramp * Math.Pow(10, -4 + 0.5 * (k - 1));
            Assert.Equal(expected, times[k], 1e-12 * Ramp);
            Assert.Equal(Ramp + expected, times[9 + k], 1e-12 * Ramp);
        }
    }

    [Theory, Oracle(OracleKind.ClosedForm, "Q = Q0 +- I t between the vertices; Newton alone leaves an error, far below 1e-8 of the charge")]
    [InlineData(PnpGeometry.Cell, 3)]
    [InlineData(PnpGeometry.Slit, 1)]
    public void Constant_current_charges_in_proportion_to_time(PnpGeometry geometry, int cycles)
    {
        const double current = 0.3;
        var settings = Cell with { Geometry = geometry, PoreLength = 4e-9, Layers = 1, Program = PnpProgram.ConstantCurrent, Current = current, Cycles = cycles, Samples = 40, StartPotential = 0.05 };
        var rows = Recording.Of(settings).Rows;
        double scale = rows.Max(r => Math.Abs(r.Charge)), spacing = rows[1].Time;
        int halves = 0;
        var from = rows[0];
        foreach (var row in rows.Skip(1))
        {
            double sign = halves % 2 == 0 ? 1 : -1;
            bool vertex = Math.Abs(row.Potential - (sign > 0 ? 0.15 : 0)) < 1e-6;
            Assert.InRange(Math.Abs(row.Charge - from.Charge - sign * current * (row.Time - from.Time)) / scale, 0, 1e-8);
            if (!vertex)
            {
                Assert.Equal(Math.Round(row.Time / spacing), row.Time / spacing, 1e-9);
                Assert.Equal(sign * current, row.Current, 1e-12);
                Assert.InRange(row.Potential, 0, 0.15);
                continue;
            }
            (from, halves) = (row, halves + 1);
            Assert.Equal(sign * current, row.Current, 1e-12);
        }
        Assert.Equal(2 * cycles, halves);
        Assert.Same(from, rows[^1]);
        Assert.Equal(1 + 2 * cycles + (int)Math.Floor(rows[^1].Time / spacing), rows.Count);
    }

    [Fact, Oracle(OracleKind.Invariant, "the same points by another name: the same bits")]
    public void A_table_of_a_cycle_is_that_cycle()
    {
        var cycle = Recording.Of(Cell).Rows;
        var table = Recording.Of(Cell with { Program = PnpProgram.Table, Table = [(0, 0), (Ramp, 0.15), (2 * Ramp, 0)] }).Rows;
        Assert.Equal(1 + 2 * Cell.Samples, cycle.Count);
        Assert.Equal(cycle.Count, table.Count);
        for (int k = 0; k < cycle.Count; k++)
        {
            Assert.Equal(cycle[k].Slits, table[k].Slits);
            Assert.Equal(cycle[k] with { Slits = [] }, table[k] with { Slits = [] });
        }
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a triangle between the vertices that starts on its way up; rows at even times between its corners; later cycles repeat, to what the integrator may err")]
    public void Cycles_start_between_the_vertices_and_repeat()
    {
        const double low = -0.05, high = 0.15, start = 0.05, rest = 0.5 * Ramp;
        var settings = Cell with { LowPotential = low, StartPotential = start, Cycles = 3 };
        var rows = Recording.Of(settings).Rows;
        Assert.Equal(1 + 3 * 3 * settings.Samples, rows.Count);
        Assert.Equal(6 * Ramp, rows[^1].Time, 1e-12 * Ramp);
        foreach (var row in rows)
        {
            double phase = (row.Time + rest) % (2 * Ramp), expected = phase < Ramp ? low + (high - low) * phase / Ramp : high - (high - low) * (phase - Ramp) / Ramp;
            Assert.Equal(expected, row.Potential, 1e-9);
        }
        int cycle = 3 * settings.Samples;
        double charge = rows.Max(r => Math.Abs(r.Charge)), current = rows.Max(r => Math.Abs(r.Current));
        for (int k = cycle + 1; k <= 2 * cycle; k++)
        {
            Assert.InRange(Math.Abs(rows[k].Charge - rows[k + cycle].Charge), 0, 10 * settings.RelativeTolerance * charge);
            Assert.InRange(Math.Abs(rows[k].Current - rows[k + cycle].Current), 0, 10 * settings.RelativeTolerance * current);
        }
    }

    [Theory, Oracle(OracleKind.ClosedForm, "[KBA] capacitance with the Stern layer in series, 1/C = 1/C_diffuse + t/eps; a slow ramp takes I = C dV/dt; 0.1 % of the grid as in equilibrium")]
    [InlineData(0)]
    [InlineData(0.3e-9)]
    [InlineData(1e-9)]
    public void Slow_ramps_measure_the_capacitance(double stern)
    {
        // 20 Debye lengths relax in 0.9 ns: nothing of the start is left after 100 ns. C'' V^2 / 2C is (1 mV / 25 mV)^2 / 8 = 2e-4 between 0 and 1 mV.
        var settings = Cell with { Reservoir = 6e-9, SternThickness = stern, HighPotential = 1e-3, Refine = 5, RampTime = 100e-9, Samples = 2, RelativeTolerance = 1e-6 };
        var row = RowAt(Recording.Of(settings).Rows, 100e-9);
        double capacitance = row.Current / (1e-3 / 100e-9) / settings.HalfPeriod;
        Assert.InRange(capacitance / new DoubleLayer(settings).Capacitance(1e-3) - 1, -1.2e-3, 1.2e-3);
    }

    private static PnpRow RowAt(List<PnpRow> rows, double time) => rows.Single(r => Math.Abs(r.Time - time) < 1e-9 * time);
}
