namespace NanoSpice.Plots;

/// <summary>A rectangle of the picture [px], y downwards.</summary>
internal readonly record struct Box(double Left, double Top, double Width, double Height)
{
    public double Right => Left + Width;

    public double Bottom => Top + Height;
}

/// <summary>One panel placed: its box, scales, ticks and thinned-out curves.</summary>
internal sealed record PanelLayout(
    Panel Panel, Box Box, AxisScale X, AxisScale Y, TickSet XTicks, TickSet YTicks, int YExponent, IReadOnlyList<List<PixelPoint>> Curves)
{
    /// <summary>Where the legend stands; null without one.</summary>
    public Legend? Legend { get; init; }
}

/// <summary>Where everything of a plot goes. All lengths in px.</summary>
internal sealed class PlotLayout
{
    public const double FontSize = 12, TitleSize = 14, NoteSize = 10.5;
    private const double PanelGap = 16, TickLength = 4, Outer = 10, BottomMargin = 46, LabelSpacing = 30;

    private readonly Plot _plot;

    private PlotLayout(Plot plot, double height)
    {
        _plot = plot;
        Height = height;
    }

    public double Height { get; private set; }

    public IReadOnlyList<PanelLayout> Panels { get; private set; } = [];

    public int XExponent { get; private set; }

    /// <summary>Places a plot; the legends stand in a corner free of curves where every panel has one, else at the right.</summary>
    public static PlotLayout Of(Plot plot)
    {
        if (plot.Panels.Count == 0)
        {
            throw new ArgumentException("a plot needs at least one panel");
        }

        double height = plot.Height > 0 ? plot.Height : plot.Panels.Count == 1 ? 440 : 130 + (200 * plot.Panels.Count);
        var layout = new PlotLayout(plot, height);
        layout.Place(0);
        if (!layout.LegendsInside())
        {
            layout.Place(plot.Panels.Max(p => Legend.WidthOf(p)) + 8);
            layout.LegendsOutside();
        }

        return layout;
    }

    private void Place(double legendWidth)
    {
        double top = Outer + (_plot.Title.Length > 0 ? 22 : 0) + (_plot.Note.Length > 0 ? 15 : 0);
        double inner = Height - top - BottomMargin - (PanelGap * (_plot.Panels.Count - 1));
        double weights = _plot.Panels.Sum(p => p.Weight);
        var x = AxisScale.For(_plot.X, _plot.Panels.SelectMany(p => p.Series).Select(s => s.X));
        XExponent = ExponentOf(x);
        var ys = _plot.Panels.Select(p => AxisScale.For(p.Y, p.Series.Select(s => s.Y))).ToArray();
        double left = Outer + 20 + TickLength + 4 + ys.Max(y => LabelWidth(y, inner / ys.Length));
        double width = Math.Max(80, _plot.Width - left - legendWidth - Outer - 12);
        var panels = new List<PanelLayout>();
        for (int i = 0; i < ys.Length; i++)
        {
            var box = new Box(left, top, width, inner * _plot.Panels[i].Weight / weights);
            var (px, py) = _plot.EqualAspect ? SameScale(x, ys[i], box) : (x, ys[i]);
            XExponent = _plot.EqualAspect ? Math.Max(ExponentOf(px), ExponentOf(py)) : XExponent;
            panels.Add(Place(_plot.Panels[i], box, px, py, _plot.EqualAspect ? XExponent : ExponentOf(py)));
            top = box.Bottom + PanelGap;
        }

        Panels = panels;
    }

    private static PanelLayout Place(Panel panel, Box box, AxisScale x, AxisScale y, int yExponent)
    {
        var curves = panel.Series.Select(s => Polyline.Reduce(Pixels(s, box, x, y))).ToList();
        return new PanelLayout(panel, box, x, y, x.Ticks(box.Width, 80), y.Ticks(box.Height, LabelSpacing), yExponent, curves);
    }

    private static PixelPoint[] Pixels(Series series, Box box, AxisScale x, AxisScale y)
    {
        // Far outside the box a coordinate only has to point the right way.
        const double far = 50;
        var pixels = new PixelPoint[series.Count];
        var xs = series.X.Span;
        var ys = series.Y.Span;
        for (int i = 0; i < pixels.Length; i++)
        {
            double u = x.Map(xs[i]), v = y.Map(ys[i]);
            pixels[i] = double.IsFinite(u) && double.IsFinite(v)
                ? new PixelPoint(box.Left + (Math.Clamp(u, -far, far) * box.Width), box.Bottom - (Math.Clamp(v, -far, far) * box.Height))
                : PixelPoint.Break;
        }

        return pixels;
    }

    private bool LegendsInside()
    {
        var placed = Panels.Select(p => p with { Legend = Legend.Inside(p) }).ToList();
        if (placed.Any(p => p.Legend is null && Legend.IsNeeded(p.Panel)))
        {
            return false;
        }

        Panels = placed;
        return true;
    }

    private void LegendsOutside() => Panels = [.. Panels.Select(p => p with { Legend = Legend.Beside(p) })];

    private static (AxisScale X, AxisScale Y) SameScale(AxisScale x, AxisScale y, Box box)
    {
        double unitsPerPixel = Math.Max((x.High - x.Low) / box.Width, (y.High - y.Low) / box.Height);
        return (Centred(x, unitsPerPixel * box.Width), Centred(y, unitsPerPixel * box.Height));
    }

    private static AxisScale Centred(AxisScale scale, double length)
    {
        double middle = (scale.Low + scale.High) / 2;
        return scale.Over(middle - (length / 2), middle + (length / 2));
    }

    private static int ExponentOf(AxisScale scale) => scale.Axis.Logarithmic
        ? 0
        : scale.Axis.Exponent ?? UnitScale.Exponent(scale.Axis.Unit, Math.Max(Math.Abs(scale.Low), Math.Abs(scale.High)));

    private static double LabelWidth(AxisScale y, double height)
    {
        var ticks = y.Ticks(height, LabelSpacing);
        return ticks.Values.Max(v => TextWidth.Of(Label(y, v, ticks.Step, ExponentOf(y)), FontSize));
    }

    /// <summary>Text of a tick.</summary>
    public static string Label(AxisScale scale, double value, double step, int exponent) => scale.Axis.Logarithmic
        ? UnitScale.LogTickText(value, scale.Axis.Unit)
        : UnitScale.TickText(value, step, exponent);
}
