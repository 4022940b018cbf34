using NanoSpice.Pnp;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Derive.Tests;

/// <summary>Half cycles of tables, and how currents are compared over them.</summary>
public class AgreementTests
{
    private const double Low = -0.1, High = 0.3;

    [Theory, Oracle(OracleKind.ClosedForm, "vertices after every 20 rows; row 0 is the start")]
    [InlineData(1)]
    [InlineData(3)]
    public void Half_cycles_end_at_the_vertices(int cycles)
    {
        var table = Table(cycles, 20);
        Assert.Equal((2 * cycles, cycles), (table.Ramps.Count, table.Cycles));
        Assert.All(Enumerable.Range(0, 2 * cycles), k => Assert.Equal((20 * k + 1, 20 * k + 20), table.Ramps[k]));
        Assert.Equal((1, 40), table.Cycle(1));
        Assert.All(Enumerable.Range(0, 2 * cycles), k => Assert.Equal(k % 2 == 0 ? High : Low, table.Potential[table.Ramps[k].Last], 1e-12));
    }

    [Theory, Oracle(OracleKind.ClosedForm, "point symmetry: I_down(v) = -I_up(v_low + v_high - v), on even rows and on others")]
    [InlineData(false)]
    [InlineData(true)]
    public void A_point_symmetric_current_has_no_asymmetry(bool uneven)
    {
        // Straight in v, so that straight lines between uneven rows are exact.
        var table = Table(2, 50, uneven ? [10, 33, 61, 124] : [], (v, rises) => (rises ? 1 : -1) + 3 * (v - 0.1));
        Assert.All(new[] { 1, 2 }, c => Assert.Equal(0, Agreement.Asymmetry(table, table.Current, c), 1e-12));
    }

    [Theory, Oracle(OracleKind.ClosedForm, "an even part e adds 2 e to the sum of both sweeps: A = 2 e / max|I|; here max|I| = 1 + 3 * 0.2 + e")]
    [InlineData(0.05, false)]
    [InlineData(-0.2, false)]
    [InlineData(0.05, true)]
    public void An_even_part_is_the_asymmetry(double e, bool uneven)
    {
        var table = Table(1, 100, uneven ? [17, 133] : [], (v, rises) => (rises ? 1 : -1) + 3 * (v - 0.1) + e);
        Assert.Equal(2 * Math.Abs(e) / (1.6 + Math.Abs(e)), Agreement.Asymmetry(table, table.Current, 1), 1e-12);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a constant offset of 0.08 to a current of at most 1.6: rms and largest are 0.05")]
    public void An_offset_is_its_own_rms()
    {
        var table = Table(2, 100, [], (v, rises) => (rises ? 1 : -1) + 3 * (v - 0.1));
        var all = Agreement.Of(table, [.. table.Current.Select(i => i + 0.08)]);
        Assert.Equal([1, 2], all.Select(c => c.Cycle));
        Assert.All(all, c => Assert.Equal((0.05, 0.05), (c.Rms, c.Worst), new Within(1e-12)));
        Assert.All(all, c => Assert.Equal(0, c.TableAsymmetry, 1e-12));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a difference in a quarter of the rows alone: rms is half of it")]
    public void A_difference_in_few_rows_counts_by_their_number()
    {
        var table = Table(1, 100, [], (v, rises) => rises ? 1 : -1);
        double[] model = [.. table.Current.Select((i, k) => k is > 0 and <= 50 ? i + 0.1 : i)];
        Assert.Equal((0.05, 0.1), (Agreement.Of(table, model)[0].Rms, Agreement.Of(table, model)[0].Worst), new Within(1e-12));
    }

    [Theory, Oracle(OracleKind.Invariant, "a vertex without its row, or with two, is still a vertex")]
    [InlineData(true)]
    [InlineData(false)]
    public void A_vertex_is_found_without_its_row(bool missing)
    {
        var whole = Table(2, 20).Rows.ToList();
        if (missing) whole.RemoveAt(20);
        else whole.Insert(21, whole[20]);
        var table = new NetworkTable("own", new PnpSettings(), whole);
        Assert.Equal((4, 2), (table.Ramps.Count, table.Cycles));
        Assert.Equal(missing ? (1, 19) : (1, 20), table.Ramps[0]);
        Assert.Equal(missing ? (20, 39) : (21, 41), table.Ramps[1]);
    }

    [Theory, Oracle(OracleKind.Invariant, "only whole cycles are compared")]
    [InlineData(119, 3)]
    [InlineData(110, 2)]
    [InlineData(95, 2)]
    [InlineData(79, 2)]
    [InlineData(75, 1)]
    [InlineData(20, 0)]
    public void A_cycle_that_breaks_off_does_not_count(int rows, int cycles) =>
        Assert.Equal(cycles, new NetworkTable("own", new PnpSettings(), [.. Table(3, 20).Rows.Take(rows + 1)]).Cycles);

    private static NetworkTable Table(int cycles, int samples, int[]? without = null, Func<double, bool, double>? current = null)
    {
        double V(int k) => Low + (High - Low) * (1 - Math.Abs(1 - (double)(k % (2 * samples)) / samples));
        var rows = Enumerable.Range(0, 2 * samples * cycles + 1).Where(k => without is null || !without.Contains(k))
            .Select(k => new PnpRow(k * 1e-9, V(k), current?.Invoke(V(k), (k - 1) / samples % 2 == 0) ?? 0, 0, default, new SlitState[3]));
        return new("made", new PnpSettings(), [.. rows]);
    }

    private sealed class Within(double tolerance) : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) a, (double, double) b) => Math.Abs(a.Item1 - b.Item1) <= tolerance && Math.Abs(a.Item2 - b.Item2) <= tolerance;

        public int GetHashCode((double, double) pair) => 0;
    }
}
