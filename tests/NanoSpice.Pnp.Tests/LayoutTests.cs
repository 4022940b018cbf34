using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Pnp.Tests;

/// <summary>Grids against the geometry they stand for, in nm; sums over some thousand cells of order one: 1e-10.</summary>
public class LayoutTests
{
    private const double RoundOff = 1e-10;

    private static PnpSettings Stack(int layers, double gap, int refine) => new()
    {
        Layers = layers, HalfPeriod = 5e-9, Gap = gap * 1e-9, SlitWidth = 1.5e-9, SheetThickness = 0.34e-9, Reservoir = 4e-9, Refine = refine,
    };

    /// <summary>Gaps in the corners, up to the middle, and beyond it.</summary>
    public static TheoryData<int, double, int> Stacks => new() { { 1, 0.5, 1 }, { 3, 0.5, 2 }, { 4, 2.5, 1 }, { 3, 3.5, 1 } };

    [Theory, MemberData(nameof(Stacks)), Oracle(OracleKind.ClosedForm, "open space Lres Ly + g t/2; slits d Ly + g t, the last d Ly + g t/2")]
    public void Areas_of_slits_and_open_space(int layers, double gap, int refine)
    {
        var layout = PnpLayout.From(Stack(layers, gap, refine));
        double[] areas = new double[layers + 1];
        for (int c = 0; c < layout.Grid.Cells; c++) areas[layout.Region[c]] += layout.Grid.Volume[c];
        Assert.Equal(4 * 5 + 0.17 * gap, areas[0], RoundOff);
        for (int i = 1; i <= layers; i++) Assert.Equal(1.5 * 5 + (i < layers ? 0.34 : 0.17) * gap, areas[i], RoundOff);
    }

    [Theory, MemberData(nameof(Stacks)), Oracle(OracleKind.ClosedForm, "sheet i from Lres + i (t + d) on, open below g and above Ly - g by turns; opening i at the middle of sheet i + 1")]
    public void Sheets_and_gaps_are_in_their_places(int layers, double gap, int refine)
    {
        var layout = PnpLayout.From(Stack(layers, gap, refine));
        var grid = layout.Grid;
        for (int column = 0; column < grid.Columns; column++)
            for (int row = 0; row < grid.Rows; row++)
            {
                double behind = grid.X(column) - 4, y = grid.Y(row);
                int sheet = (int)Math.Floor(behind / (0.34 + 1.5));
                bool inSheet = behind > 0 && behind - sheet * (0.34 + 1.5) < 0.34, open = sheet % 2 == 0 ? y < gap : y > 5 - gap;
                Assert.Equal(inSheet && !open, grid.At(column, row) < 0);
            }
        for (int i = 0; i < layers; i++) Assert.Equal(4 + i * (0.34 + 1.5) + 0.17, grid.XFaces[layout.Openings[i]], RoundOff);
    }

    [Theory, MemberData(nameof(Stacks)), Oracle(OracleKind.ClosedForm, "the point (middle of the slit, Ly/2): probes of x, y and 1 are exact")]
    public void Probes_lie_at_mid_slit(int layers, double gap, int refine)
    {
        var layout = PnpLayout.From(Stack(layers, gap, refine));
        var grid = layout.Grid;
        double[] x = [.. grid.Place.Select(p => grid.X(p / grid.Rows))], y = [.. grid.Place.Select(p => grid.Y(p % grid.Rows))];
        Assert.Equal(layers, layout.Middles.Length);
        for (int i = 0; i < layers; i++)
        {
            Assert.Equal(4 + 0.34 + i * (0.34 + 1.5) + 0.75, layout.Middles[i].Value(x), RoundOff);
            Assert.Equal(2.5, layout.Middles[i].Value(y), RoundOff);
            Assert.Equal(1, layout.Middles[i].Value([.. x.Select(_ => 1.0)]), RoundOff);
        }
    }

    public static TheoryData<PnpGeometry, double, double, double> Walls => new()
    {
        { PnpGeometry.Network, 4, 3 * (2 * 4.5 + 0.34) + 5, 5 }, { PnpGeometry.Slit, 4, 50 + 0.17, 0.75 + 0.17 },
        { PnpGeometry.Slit, 0, 50, 0.75 }, { PnpGeometry.Cell, 4, 5, 5 },
    };

    [Theory, MemberData(nameof(Walls)), Oracle(OracleKind.ClosedForm, "stack N (2 (Ly - g) + t) + Ly; pore L, with open space also t/2 of front; cell Ly")]
    public void Lengths_of_wall_and_mouth(PnpGeometry geometry, double reservoir, double wall, double mouth)
    {
        // Behind a Stern layer of a metre the half cells count nothing (1e-10 of it): conductance times thickness is the length.
        var settings = Stack(3, 0.5, 1) with { Geometry = geometry, Reservoir = reservoir * 1e-9, PoreLength = 50e-9, SternThickness = 1 };
        var grid = PnpLayout.From(settings).Grid;
        Assert.Equal(wall, grid.Walls.Sum(w => w.Conductance) * 1e9, 1e-8);
        double half = 0.5 * grid.XFaces[1];
        Assert.Equal(mouth, grid.Bath.Sum(f => f.Conductance) * half, RoundOff);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "sections of L/N each, half a slit wide; the open space is d/2 + t/2 high")]
    [InlineData(0)]
    [InlineData(4)]
    public void Areas_of_a_pore(double reservoir)
    {
        var layout = PnpLayout.From(Stack(5, 0.5, 1) with { Geometry = PnpGeometry.Slit, Reservoir = reservoir * 1e-9, PoreLength = 50e-9 });
        double[] areas = new double[6];
        for (int c = 0; c < layout.Grid.Cells; c++) areas[layout.Region[c]] += layout.Grid.Volume[c];
        Assert.Equal(reservoir * (0.75 + 0.17), areas[0], RoundOff);
        for (int i = 1; i <= 5; i++) Assert.Equal(10 * 0.75, areas[i], RoundOff);
    }

    [Fact, Oracle(OracleKind.Invariant, "level k splits every cell in k by k")]
    public void Levels_split_every_cell()
    {
        int first = PnpLayout.From(Stack(2, 0.5, 1)).Grid.Cells;
        Assert.Equal(4 * first, PnpLayout.From(Stack(2, 0.5, 2)).Grid.Cells);
        Assert.Equal(9 * first, PnpLayout.From(Stack(2, 0.5, 3)).Grid.Cells);
    }

    [Theory, Oracle(OracleKind.Invariant, "settings without a fault give probes on electrolyte alone: a constant field is 1")]
    [InlineData(PnpGeometry.Network, 0.1)]
    [InlineData(PnpGeometry.Network, 0.3)]
    [InlineData(PnpGeometry.Slit, 0.1)]
    public void Narrow_slits_still_have_their_middle(PnpGeometry geometry, double width)
    {
        var settings = Stack(2, 0.5, 1) with { Geometry = geometry, SlitWidth = width * 1e-9, IonSize = 0 };
        Assert.Empty(SettingRanges.Faults(settings));
        var layout = PnpLayout.From(settings);
        double[] ones = [.. layout.Region.Select(_ => 1.0)];
        foreach (var probe in layout.Middles) Assert.Equal(1, probe.Value(ones), RoundOff);
    }

    [Theory, InlineData(PnpGeometry.Network), InlineData(PnpGeometry.Slit)]
    [Oracle(OracleKind.Invariant, "a slit of 0.05 nm has one cell across at level 1 and no parabola: it is a fault")]
    public void Slits_narrower_than_an_atom_are_a_fault(PnpGeometry geometry) =>
        Assert.Equal("slit", Assert.Single(SettingRanges.Faults(Stack(2, 0.5, 1) with { Geometry = geometry, SlitWidth = 0.05e-9, IonSize = 0 })).Key);
}
