using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Pnp.Tests;

/// <summary>Three points carry a parabola: what a probe gives of one is exact, to round-off of weights of order one.</summary>
public class ProbeTests
{
    private const double RoundOff = 1e-12;

    private static readonly PnpGrid Grid = new([0, 0.1, 0.25, 0.6, 0.7, 1.2, 1.5], [0, 0.2, 0.3, 0.7, 0.8, 1.1], (_, _) => false, endWall: false, topWall: false, 0);

    [Theory, Oracle(OracleKind.ClosedForm, "products of parabolas in x and y, by their formula")]
    [InlineData(0.5, 0.4)]
    [InlineData(0.65, 0.5)]
    [InlineData(1.0, 0.72)]
    [InlineData(0.0, 0.5)]
    public void Products_of_parabolas_are_exact(double x, double y)
    {
        static double Product(double x, double y) => (1 + 2 * x - 3 * x * x) * (2 - y + 0.5 * y * y);
        Assert.Equal(Product(x, y), Probe.At(Grid, x, y).Value(Field(Product)), RoundOff);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "parabolas even about the mirror, by their formula; the mirror image of the nearest centre is the third point")]
    [InlineData(0.0, 0.0)]
    [InlineData(0.05, 0.0)]
    [InlineData(1.1, 1.1)]
    [InlineData(1.04, 1.1)]
    public void Even_parabolas_are_exact_at_the_mirror(double y, double mirror)
    {
        double Even(double x, double at) => (1 - x) * (3 - 2 * (at - mirror) * (at - mirror));
        Assert.Equal(Even(0.5, y), Probe.At(Grid, 0.5, y).Value(Field(Even)), RoundOff);
    }

    [Fact, Oracle(OracleKind.Invariant, "a mirrored grid mirrors the probe")]
    public void Both_mirrors_treat_a_field_alike()
    {
        double[] up = Grid.YFaces, down = [.. up.Select(v => up[^1] - v).Reverse()];
        var mirrored = new PnpGrid(Grid.XFaces, down, (_, _) => false, endWall: false, topWall: false, 0);
        static double Wave(double x, double y) => Math.Cos(3 * y) + x;
        double value = Probe.At(Grid, 0.5, 0).Value(Field(Wave));
        double other = Probe.At(mirrored, 0.5, up[^1]).Value([.. mirrored.Place.Select(p => Wave(mirrored.X(p / mirrored.Rows), up[^1] - mirrored.Y(p % mirrored.Rows)))]);
        Assert.Equal(value, other, RoundOff);
    }

    private static double[] Field(Func<double, double, double> of) => [.. Grid.Place.Select(p => of(Grid.X(p / Grid.Rows), Grid.Y(p % Grid.Rows)))];
}
