using System.Globalization;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Plots.Tests;

public sealed class SvgWriterTests
{
    private static readonly Axis Time = new("time", "s") { Tight = true };
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact, Oracle(OracleKind.Snapshot, "tests/snapshots/rc-step.svg, looked at when stored")]
    public void A_small_plot_is_drawn_as_stored() => Snapshot("rc-step.svg", SvgWriter.Write(RcStep()));

    [Fact, Oracle(OracleKind.Snapshot, "tests/snapshots/bode.svg, looked at when stored")]
    public void A_bode_plot_is_drawn_as_stored()
    {
        var f = Sampled(41, s => Math.Pow(10, 5 * s));
        var plot = new Plot("First-order low-pass", new Axis("frequency", "Hz") { Logarithmic = true, Tight = true },
        [
            new(new Axis("magnitude", "dB"), [new("v(out)", f, Map(f, x => -10 * Math.Log10(1 + (x * x * 1e-6))))]),
            new(new Axis("phase", "deg"), [new("v(out)", f, Map(f, x => -Math.Atan(x * 1e-3) * 180 / Math.PI))]),
        ]);
        Snapshot("bode.svg", SvgWriter.Write(plot));
    }

    [Fact, Oracle(OracleKind.Invariant, "same plot, same bytes, whatever the culture of the machine")]
    public void Bytes_do_not_depend_on_the_culture()
    {
        string first = SvgWriter.Write(RcStep());
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("", false) { NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Assert.Equal(first, SvgWriter.Write(RcStep()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact, Oracle(OracleKind.Invariant, "the XML reader gives back the text that went in")]
    public void Text_is_escaped()
    {
        const string nasty = "a<b & \"c\" > 'd'";
        var x = Sampled(3, s => s);
        var plot = RcStep() with { Title = nasty, Panels = [new Panel(new Axis("v\u0001", "V"), [new Series("</text>", x, x), new("q", x, x)])] };
        var document = XDocument.Parse(SvgWriter.Write(plot));
        var texts = document.Descendants(Svg + "text").Select(t => t.Value).ToList();
        Assert.Contains(nasty, texts);
        Assert.Contains("</text>", texts);
        Assert.Contains("v\uFFFD [V]", texts);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "half a megabyte is what a mail or a report takes without complaint")]
    public void A_million_points_stay_below_half_a_megabyte()
    {
        var random = new Random(3);
        var x = Sampled(1_000_000, s => s);
        var plot = new Plot("noise", Time, [new Panel(new Axis("v(n)", "V"), [new Series("v(n)", x, Map(x, _ => random.NextDouble()))])]);
        Assert.InRange(SvgWriter.Write(plot).Length, 1000, 500_000);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "one gap cuts one line into two strokes, a lone point becomes a dot")]
    public void Points_that_are_not_finite_break_the_line()
    {
        double[] x = [0, 1, 2, 3, 4, 5, 6], y = [0, 1, double.NaN, 2, 3, double.PositiveInfinity, 1];
        var document = XDocument.Parse(SvgWriter.Write(new Plot("", Time, [new(new Axis("y", "V"), [new("y", x, y)])])));
        string path = document.Descendants(Svg + "path").Single(p => (string?)p.Attribute("stroke") == Palette.Color(0)).Attribute("d")!.Value;
        Assert.Equal(3, path.Count(c => c == 'M'));
        Assert.Equal(2, path.Count(c => c == 'L'));
        Assert.Single(document.Descendants(Svg + "circle"));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "the four panels of a plot without data, with one point, one value, and none")]
    public void Odd_data_still_draw()
    {
        double[] none = [], one = [1], nan = [double.NaN];
        var plot = new Plot("", Time,
        [
            new(new Axis("none"), [new("none", none, none)]), new(new Axis("one"), [new("one", one, one)]),
            new(new Axis("nan") { Logarithmic = true }, [new("nan", nan, nan)]), new(new Axis("empty"), []),
        ]);
        XDocument.Parse(SvgWriter.Write(plot));
        Assert.Throws<ArgumentException>(() => SvgWriter.Write(plot with { Panels = [] }));
        Assert.Throws<ArgumentException>(() => SvgWriter.Write(plot with { Panels = [new(new Axis("y"), [new("y", one, none)])] }));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a circle in equal units is a circle in pixels")]
    public void Equal_aspect_keeps_a_circle_round()
    {
        var angle = Sampled(361, s => 2 * Math.PI * s);
        var plot = new Plot("", new Axis("x"), [new(new Axis("y"), [new("c", Map(angle, Math.Cos), Map(angle, Math.Sin))])]) { EqualAspect = true };
        string d = XDocument.Parse(SvgWriter.Write(plot)).Descendants(Svg + "path").Last(p => (string?)p.Attribute("stroke") == Palette.Color(0)
            && p.Attribute("d")!.Value.Length > 200).Attribute("d")!.Value;
        var points = d.Split(['M', 'L'], StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray()).ToList();
        double width = points.Max(p => p[0]) - points.Min(p => p[0]), height = points.Max(p => p[1]) - points.Min(p => p[1]);
        Assert.Equal(width, height, 0.05);
    }

    private static Plot RcStep()
    {
        var t = Sampled(51, s => 5e-3 * s);
        return new Plot("RC low-pass", Time,
        [
            new(new Axis("voltage", "V"), [new("v(in)", t, Map(t, _ => 1)), new("v(out)", t, Map(t, x => 1 - Math.Exp(-x * 1e3)))]),
            new(new Axis("i(v1)", "A"), [new("i(v1)", t, Map(t, x => -1e-3 * Math.Exp(-x * 1e3)))]),
        ]);
    }

    private static double[] Sampled(int count, Func<double, double> f) => [.. Enumerable.Range(0, count).Select(i => f(i / (count - 1.0)))];

    private static double[] Map(double[] x, Func<double, double> f) => [.. x.Select(f)];

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
