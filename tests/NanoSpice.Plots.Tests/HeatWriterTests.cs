using System.Globalization;
using System.Xml.Linq;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Plots.Tests;

public sealed class HeatWriterTests
{
    private static readonly XNamespace Ns = "http://www.w3.org/2000/svg";
    private static readonly Rgb Solid = Rgb.Of(0x26262a), Low = ColorMap.Sequential.At(0), High = ColorMap.Sequential.At(1);

    /// <summary>Cells 1 and 3 wide, 1 and 1 high: lowest, highest; solid, highest.</summary>
    private static readonly HeatMap Four = new("", new double[] { 0, 1, 4 }, new double[] { 0, 1, 2 }, new[] { 0, 10, double.NaN, 10 });

    [Fact, Oracle(OracleKind.ClosedForm, "boundary at a quarter of the width and half of the height; y upwards")]
    public void Graded_cells_land_on_their_pixels()
    {
        var map = Pictures(Figure(Four))[0];
        int x = map.Width / 4, y = map.Height / 2;
        Assert.Equal(Low, map[x - 2, y + 2]);
        Assert.Equal(Solid, map[x + 2, y + 2]);
        Assert.Equal(Solid, map[map.Width - 1, map.Height - 1]);
        Assert.Equal(High, map[x - 2, y - 2]);
        Assert.Equal(High, map[x + 2, y - 2]);
        Assert.Equal(map.Width, 2.0 * map.Height, 2.0);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "the bar runs from the lowest colour at its foot to the highest at its top")]
    public void The_bar_shows_the_colours_upwards()
    {
        var bar = Pictures(Figure(Four))[1];
        Assert.Equal((Low, High), (bar[0, bar.Height - 1], bar[0, 0]));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "21 nm and 0.15 V read 0, 5, ... [nm] and 0, 50, ... [mV]; 2 MA/m2")]
    public void Labels_take_the_prefix_of_the_largest_value()
    {
        var texts = Texts(HeatFixture.Figure(HeatFixture.Network("", 0.15, 2e6)));
        Assert.Subset(texts, new HashSet<string> { "x [nm]", "y [nm]", "potential [mV]", "50", "100", "20", "sheet" });
        Assert.Contains(texts, t => t.StartsWith("ionic current") && t.Contains(" MA/m²"));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "values from -1 to 3: the range about zero goes from -3 to 3, and zero is grey")]
    public void A_diverging_range_is_as_wide_below_as_above()
    {
        var map = Four with { Values = new double[] { -1, 0, 0, 3 } };
        var picture = Pictures(Figure(map) with { Diverging = true })[0];
        Assert.Equal(new Rgb(221, 221, 221), picture[0, 0]);
        Assert.Equal(ColorMap.Diverging.At(1), picture[picture.Width - 1, 0]);
        Assert.Equal(ColorMap.Diverging.At(Math.Round(254 / 3.0) / 254), picture[0, picture.Height - 1]);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "the tip lies where the vector points, y upwards; lengths go as the square root, 1 to 2")]
    public void Arrows_point_along_the_vectors()
    {
        var map = Four with { Arrows = [new(2, 1, 0, 4), new(3, 1.5, -1, 0), new(1, 1, 1e-6, 0)] };
        var figure = Figure(map) with { Arrows = new ArrowScale("flux", "", 0.5) };
        var arrows = Arrows(figure);
        Assert.Equal(3, arrows.Count);
        var (up, left, sample) = (arrows[0], arrows[1], arrows[2]);
        Assert.True(up.Tip.Y < up.Tail.Y && Math.Abs(up.Tip.X - up.Tail.X) < 0.02);
        Assert.True(left.Tip.X < left.Tail.X && Math.Abs(left.Tip.Y - left.Tail.Y) < 0.02);
        Assert.True(sample.Tip.X > sample.Tail.X);
        Assert.Equal(up.Tail.Y - up.Tip.Y, 2 * (left.Tail.X - left.Tip.X), 0.1);
        Assert.Equal(up.Tail.Y - up.Tip.Y, sample.Tip.X - sample.Tail.X, 0.05);
        Assert.Equal(up.Tail.Y - up.Tip.Y, 4 * Arrows(figure with { Arrows = figure.Arrows! with { Linear = true } })
            .Select(a => a.Tail.X - a.Tip.X).Max(), 0.2);
    }

    [Fact, Oracle(OracleKind.Invariant, "the XML reader gives back the text that went in")]
    public void Text_is_escaped()
    {
        const string nasty = "a<b & \"c\"";
        var figure = Figure(Four with { Title = nasty }) with { Title = nasty, Note = nasty, SolidLabel = nasty, Value = new Axis("</text>") };
        Assert.Subset(Texts(figure), new HashSet<string> { nasty, "</text>" });
        Assert.Equal(3, Document(figure).Descendants(Ns + "text").Count(t => t.Value == nasty) - 1);
    }

    [Fact, Oracle(OracleKind.Invariant, "same figure, same bytes, whatever the culture of the machine")]
    public void Bytes_do_not_depend_on_the_culture()
    {
        var figure = HeatFixture.Figure(HeatFixture.Network("", 0.15, 2e6));
        string first = HeatWriter.Svg(figure);
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("", false) { NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Assert.Equal(first, HeatWriter.Svg(figure));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact, Oracle(OracleKind.Invariant, "maps of solid alone or of one value draw; sizes that disagree are refused")]
    public void Odd_maps_draw_or_are_refused()
    {
        Document(Figure(Four with { Values = new double[] { 1, 1, 1, 1 } }));
        Document(Figure(Four with { Values = Enumerable.Repeat(double.NaN, 4).ToArray() }));
        Assert.Throws<ArgumentException>(() => HeatWriter.Svg(Figure(Four with { Values = new double[3] })));
        Assert.Throws<ArgumentException>(() => HeatWriter.Svg(Figure(Four with { XFaces = new double[] { 0, 1, 1 } })));
        Assert.Throws<ArgumentException>(() => HeatWriter.Svg(Figure()));
    }

    private static HeatFigure Figure(params HeatMap[] maps) => new("", new Axis("x"), new Axis("y"), new Axis("u"), maps);

    private static XDocument Document(HeatFigure figure) => XDocument.Parse(HeatWriter.Svg(figure));

    private static HashSet<string> Texts(HeatFigure figure) => [.. Document(figure).Descendants(Ns + "text").Select(t => t.Value)];

    private static List<PngPixels> Pictures(HeatFigure figure) => [.. Document(figure).Descendants(Ns + "image")
        .Select(i => new PngPixels(Convert.FromBase64String(i.Attribute("href")!.Value["data:image/png;base64,".Length..])))];

    /// <summary>Middle of the tail and tip of each arrow: of its seven corners the first and last, and the fourth.</summary>
    private static List<(PixelPoint Tail, PixelPoint Tip)> Arrows(HeatFigure figure) => [.. Document(figure).Descendants(Ns + "path")
        .Where(p => (string?)p.Attribute("fill") == "#ffffff")
        .Select(p => p.Attribute("d")!.Value.Split(['M', 'L'], StringSplitOptions.RemoveEmptyEntries)
            .Select(c => c.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray()).ToArray())
        .Select(c => (new PixelPoint((c[0][0] + c[6][0]) / 2, (c[0][1] + c[6][1]) / 2), new PixelPoint(c[3][0], c[3][1])))];
}
