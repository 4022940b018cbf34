using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Plots.Tests;

public sealed class ColorMapTests
{
    [Fact, Oracle(OracleKind.Peer, "first and last entry of viridis [Viridis]; ends and middle of table 2 of [Moreland]")]
    public void Ends_and_middle_are_those_published()
    {
        Assert.Equal([new Rgb(68, 1, 84), new Rgb(253, 231, 37)], new[] { ColorMap.Sequential.At(-1), ColorMap.Sequential.At(2) });
        Assert.Equal(
            [new Rgb(59, 76, 192), new Rgb(221, 221, 221), new Rgb(180, 4, 38)], new[] { 0, 0.5, 1 }.Select(ColorMap.Diverging.At));
    }

    [Fact, Oracle(OracleKind.Invariant, "CIE lightness rises throughout; by even steps within a third, as the eye sees them")]
    public void Sequential_lightness_rises_evenly()
    {
        double[] steps = [.. Steps(ColorMap.Sequential, 0, 1)];
        Assert.All(steps, s => Assert.InRange(s, 0.67 * steps.Average(), 1.33 * steps.Average()));
    }

    [Fact, Oracle(OracleKind.Invariant, "lightest in the middle, as dark at one end as at the other within 5 of 100")]
    public void Diverging_lightness_rises_to_the_middle_and_falls()
    {
        Assert.All(Steps(ColorMap.Diverging, 0, 0.5), s => Assert.True(s > 0));
        Assert.All(Steps(ColorMap.Diverging, 0.5, 1), s => Assert.True(s < 0));
        Assert.Equal(Lightness(ColorMap.Diverging.At(0)), Lightness(ColorMap.Diverging.At(1)), 5.0);
    }

    private static IEnumerable<double> Steps(ColorMap map, double from, double to)
    {
        double[] l = [.. Enumerable.Range(0, 17).Select(k => Lightness(map.At(from + ((to - from) * k / 16))))];
        return l.Skip(1).Zip(l, (b, a) => b - a);
    }

    /// <summary>CIE L*, from linear sRGB luminance.</summary>
    private static double Lightness(Rgb c)
    {
        double y = (0.2126 * Linear(c.R)) + (0.7152 * Linear(c.G)) + (0.0722 * Linear(c.B));
        return y > 0.008856 ? (116 * Math.Cbrt(y)) - 16 : 903.3 * y;
    }

    private static double Linear(byte c) => c <= 10 ? c / 255.0 / 12.92 : Math.Pow(((c / 255.0) + 0.055) / 1.055, 2.4);
}
