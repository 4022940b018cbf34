using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Plots.Tests;

public sealed class ArrowRasterTests
{
    [Fact, Oracle(OracleKind.ClosedForm, "cells 1 and 3 wide in one box of 4: mean (1*8 + 3*4)/4 = 5; two rows of one arrow")]
    public void An_arrow_is_the_mean_by_area()
    {
        var map = Map([0, 1, 4], [0, 4, 8], [0, 0, 0, 0]);
        var arrows = ArrowRaster.Sample(map, [8, 0, 4, 2], [0, -4, 0, -4], 4);
        Assert.Equal([new Arrow(2, 2, 5, 0), new Arrow(2, 6, 1.5, -4)], arrows);
    }

    [Fact, Oracle(OracleKind.Invariant, "a uniform field has equal arrows, evenly spaced, none in the solid")]
    public void A_uniform_field_gives_equal_arrows()
    {
        double[] faces = [.. Enumerable.Range(0, 31).Select(k => k * k / 90.0)];
        double[] values = new double[900], vx = [.. Enumerable.Repeat(3.0, 900)], vy = [.. Enumerable.Repeat(-4.0, 900)];
        var arrows = ArrowRaster.Sample(Map(faces, faces, values), vx, vy, 1);
        Assert.Equal(100, arrows.Count);
        Assert.All(arrows, a => Assert.Equal(5, a.Magnitude, 1e-12));
        Assert.Equal(10, arrows.Select(a => Math.Round(a.X, 9)).Distinct().Count());
        Array.Fill(values, double.NaN, 0, 450);
        double wall = faces[15];
        Assert.All(ArrowRaster.Sample(Map(faces, faces, values), vx, vy, 1), a => Assert.True(a.X > wall));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a sheet from 2.2 to 2.4 parts an upward from a downward flow: the box about 2.5 sees the right one alone")]
    public void Flows_on_both_sides_of_a_sheet_do_not_cancel()
    {
        var map = Map([0, 2.2, 2.4, 5], [0, 1], [0, double.NaN, 0]);
        var arrows = ArrowRaster.Sample(map, [0, 0, 0], [7, 0, -7], 1);
        Assert.Equal([7.0, 7, -7, -7, -7], arrows.Select(a => Math.Round(a.Vy, 12)));
        Assert.Equal(2.7, arrows[2].X, 1e-12);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "the mirror image at y = 1 of a cell from 0 to 1 reaches to 2; a vector upwards becomes one downwards")]
    public void A_mirrored_map_is_twice_as_high()
    {
        var map = (Map([0, 1], [0, 0.25, 1], [3, 5]) with { Arrows = [new(0.5, 0.2, 1, 2)] }).MirroredUpwards();
        Assert.Equal([0, 0.25, 1, 1.75, 2], map.YFaces.ToArray());
        Assert.Equal([3, 5, 5, 3], map.Values.ToArray());
        Assert.Equal([new Arrow(0.5, 0.2, 1, 2), new Arrow(0.5, 1.8, 1, -2)], map.Arrows);
    }

    [Fact, Oracle(OracleKind.Invariant, "components and cells have to agree, a spacing is positive")]
    public void Wrong_arguments_are_refused()
    {
        var map = Map([0, 1], [0, 1], [0]);
        Assert.Throws<ArgumentException>(() => ArrowRaster.Sample(map, [1, 2], [1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ArrowRaster.Sample(map, [1], [1], 0));
    }

    private static HeatMap Map(double[] x, double[] y, double[] values) => new("", x, y, values);
}
