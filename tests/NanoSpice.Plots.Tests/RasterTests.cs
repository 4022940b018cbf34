using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Plots.Tests;

public sealed partial class RasterTests
{
    private static readonly XNamespace Ns = "http://www.w3.org/2000/svg";

    [Fact, Oracle(OracleKind.CrossCheck, "the SVG of the same figure: size, place of the map, colours of its cells")]
    public void Png_and_svg_agree()
    {
        var figure = Small() with { Arrows = null };
        var picture = new PngPixels(HeatWriter.Png(figure, 2));
        var svg = XDocument.Parse(HeatWriter.Svg(figure)).Root!;
        Assert.Equal(Math.Ceiling(2 * Of(svg, "width")), picture.Width);
        Assert.Equal(Math.Ceiling(2 * Of(svg, "height")), picture.Height);
        var image = svg.Element(Ns + "image")!;
        Rgb At(double x, double y) => picture[
            (int)(2 * (Of(image, "x") + (x * Of(image, "width")))), (int)(2 * (Of(image, "y") + (y * Of(image, "height"))))];
        Assert.Equal(ColorMap.Sequential.At(0), At(0.1, 0.9));
        Assert.Equal(Rgb.Of(0x26262a), At(0.6, 0.9));
        Assert.Equal(ColorMap.Sequential.At(1), At(0.6, 0.1));
        Assert.Equal(new Rgb(255, 255, 255), picture[0, 0]);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "an arrow to the right at the middle: white on its axis, dark beside, and wider behind its middle than at the tip")]
    public void Arrows_are_white_with_a_dark_rim()
    {
        var figure = Small() with { Maps = [Small().Maps[0] with { Arrows = [new(2, 1.5, 1, 0)] }], Arrows = new ArrowScale("j", "", 1) };
        var picture = new PngPixels(HeatWriter.Png(figure, 4));
        var image = XDocument.Parse(HeatWriter.Svg(figure)).Root!.Element(Ns + "image")!;
        double unit = 4 * Of(image, "width") / 4, left = 4 * Of(image, "x"), bottom = 4 * (Of(image, "y") + Of(image, "height"));
        int x = (int)(left + (2 * unit)), y = (int)(bottom - (1.5 * unit));
        Assert.Equal(new Rgb(255, 255, 255), picture[x, y]);
        Assert.Contains(Enumerable.Range(1, 8).Select(k => picture[x, y + k]), c => c == Rgb.Of(0x222222));
        Assert.Equal(ColorMap.Sequential.At(1), picture[x, y + 12]);
        Assert.NotEqual(ColorMap.Sequential.At(1), picture[(int)(x + (unit / 2)) - 22, y + 8]);
        Assert.Equal(ColorMap.Sequential.At(1), picture[(int)(x + (unit / 2)) - 4, y + 8]);
    }

    [Fact, Oracle(OracleKind.Invariant, "same figure, same bytes; and every letter of the labels has strokes of its own")]
    public void Bytes_repeat_and_letters_differ()
    {
        Assert.Equal(HeatWriter.Png(Small()), HeatWriter.Png(Small()));
        string[] titles = ["b", "d", "p", "6", "9", "W", "φ", "µ", "²", "2", "−", "☃"];
        Assert.Equal(titles.Length, titles.Select(t => Convert.ToHexString(HeatWriter.Png(Small() with { Title = t }, 1))).Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => HeatWriter.Png(Small(), 0));
    }

    [Fact, Oracle(OracleKind.Snapshot, "tests/snapshots/heat.svg, looked at when stored; the embedded pictures left out, they are tested by pixel")]
    public void A_small_heat_figure_is_drawn_as_stored() => Snapshot("heat.svg", Data().Replace(HeatWriter.Svg(Small()), "data:"));

    [Fact, Oracle(OracleKind.ClosedForm, "a band from 1 to 2 of a range from 0 to 4 covers the second quarter; one outside is not drawn; -3 takes V to mV")]
    public void Bands_cover_their_stretch()
    {
        double[] x = [0, 4];
        var plot = new Plot("", new Axis("t") { Tight = true }, [new(new Axis("u", "V") { Exponent = -3 }, [new("u", x, x)])])
        {
            Bands = [new(1, 2, "a&b") { Color = "#123456" }, new(5, 9) { Color = "#123456" }, new(3, double.PositiveInfinity) { Color = "#654321" }],
        };
        var svg = XDocument.Parse(SvgWriter.Write(plot)).Root!;
        var frame = svg.Elements(Ns + "rect").Single(r => (string?)r.Attribute("fill") == "none");
        var band = svg.Elements(Ns + "rect").Single(r => (string?)r.Attribute("fill") == "#123456");
        var last = svg.Elements(Ns + "rect").Single(r => (string?)r.Attribute("fill") == "#654321");
        Assert.Equal(Of(frame, "x") + (Of(frame, "width") / 4), Of(band, "x"), 0.011);
        Assert.Equal(Of(frame, "width") / 4, Of(band, "width"), 0.011);
        Assert.Equal(Of(frame, "x") + Of(frame, "width"), Of(last, "x") + Of(last, "width"), 0.011);
        Assert.Subset(svg.Descendants(Ns + "text").Select(t => t.Value).ToHashSet(), new HashSet<string> { "a&b", "u [mV]", "4000" });
    }

    private static HeatFigure Small() => new(
        "Small map", new Axis("x", "m"), new Axis("y", "m"), new Axis("potential", "V"),
        [new HeatMap("at 1 s", new double[] { 0, 1, 4 }, new double[] { 0, 1, 2 }, new[] { 0, 0.15, double.NaN, 0.15 }) { Arrows = [new(0.5, 0.5, 2, 1)] }])
    {
        Arrows = new ArrowScale("current", "A/m^2", 0.5), Width = 400,
    };

    private static double Of(XElement element, string name) => (double)element.Attribute(name)!;

    [GeneratedRegex("data:image/png;base64,[^\"]*")]
    private static partial Regex Data();

    private static void Snapshot(string name, string actual, [CallerFilePath] string here = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(here)!, "..", "snapshots", name);
        if (Environment.GetEnvironmentVariable("NANOSPICE_ACCEPT") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }
}
