namespace NanoSpice.Plots;

/// <summary>Where everything of a heat figure goes, and over which range. All lengths in px.</summary>
internal sealed class HeatLayout
{
    public const double BarWidth = 14, LegendHeight = 22;
    private const double Outer = 10, MapGap = 14, TitleLine = 18, BarGap = 18, LabelRoom = 20;

    private HeatLayout(HeatFigure figure)
    {
        var map = figure.Maps[0];
        X = Range(figure.X, map.XFaces);
        Y = Range(figure.Y, map.YFaces);
        Value = Colors(figure);
        Exponent = figure.X.Exponent ?? UnitScale.Exponent(figure.X.Unit, Math.Max(Largest(X), Largest(Y)));
        ValueExponent = figure.Value.Exponent ?? UnitScale.Engineering(figure.Value.Unit, Largest(Value));
        HasSolid = figure.Maps.Any(m => m.Values.ToArray().Any(double.IsNaN));
        Longest = figure.Arrows?.Maximum ?? figure.Maps.SelectMany(m => m.Arrows).Select(a => a.Magnitude).Where(double.IsFinite).DefaultIfEmpty().Max();
        HasArrows = figure.Arrows is not null && Longest > 0 && figure.Maps.Any(m => m.Arrows.Count > 0);
        Place(figure);
    }

    public AxisScale X { get; }

    public AxisScale Y { get; }

    public AxisScale Value { get; }

    /// <summary>Power of ten taken out of the labels of both axes.</summary>
    public int Exponent { get; }

    public int ValueExponent { get; }

    public bool HasSolid { get; }

    public bool HasArrows { get; }

    /// <summary>Magnitude of the arrow of full length.</summary>
    public double Longest { get; }

    public double Width { get; private set; }

    public double Height { get; private set; }

    /// <summary>Places of the maps.</summary>
    public IReadOnlyList<Box> Boxes { get; private set; } = [];

    public Box Bar { get; private set; }

    /// <summary>Base line of the legend.</summary>
    public double LegendLine => Height - 13;

    public TickSet XTicks => X.Ticks(Boxes[0].Width, 60);

    public TickSet YTicks => Y.Ticks(Boxes[0].Height, 26);

    public TickSet BarTicks => Value.Ticks(Bar.Height, 30);

    /// <summary>Pixels per unit of either axis.</summary>
    public double Scale => Boxes[0].Width / (X.High - X.Low);

    public static HeatLayout Of(HeatFigure figure)
    {
        if (figure.Maps.Count == 0)
        {
            throw new ArgumentException("a heat figure needs at least one map");
        }

        foreach (var map in figure.Maps)
        {
            map.Check();
        }

        return new HeatLayout(figure);
    }

    private void Place(HeatFigure figure)
    {
        double top = Outer + (figure.Title.Length > 0 ? 22 : 0) + (figure.Note.Length > 0 ? 15 : 0);
        double left = Outer + LabelRoom + 8 + Widest(Y, Exponent);
        double right = BarGap + BarWidth + 8 + Widest(Value, ValueExponent) + LabelRoom + Outer;
        double room = Math.Max(80, figure.Width - left - right);
        double scale = room / Math.Max(X.High - X.Low, figure.Stretch * (Y.High - Y.Low));
        double width = scale * (X.High - X.Low), height = scale * figure.Stretch * (Y.High - Y.Low);
        var boxes = new List<Box>();
        foreach (var map in figure.Maps)
        {
            top += map.Title.Length > 0 ? TitleLine : 0;
            boxes.Add(new Box(left, top, width, height));
            top += height + MapGap;
        }

        Boxes = boxes;
        Bar = new Box(left + width + BarGap, boxes[0].Top, BarWidth, boxes[^1].Bottom - boxes[0].Top);
        Width = left + width + right;
        Height = Math.Ceiling(boxes[^1].Bottom + 46 + (HasSolid || HasArrows ? LegendHeight : 0));
    }

    private static AxisScale Range(Axis axis, ReadOnlyMemory<double> faces) => AxisScale.For(
        axis with { Logarithmic = false, Tight = true, Minimum = null, Maximum = null }, [new[] { faces.Span[0], faces.Span[^1] }]);

    private static AxisScale Colors(HeatFigure figure)
    {
        var axis = figure.Value with { Logarithmic = false, Tight = true };
        var scale = AxisScale.For(axis, figure.Maps.Select(m => m.Values));
        double reach = Math.Max(Math.Abs(axis.Minimum ?? scale.Low), Math.Abs(axis.Maximum ?? scale.High));
        return figure.Diverging ? scale.Over(-reach, reach) : scale;
    }

    private static double Largest(AxisScale scale) => Math.Max(Math.Abs(scale.Low), Math.Abs(scale.High));

    private static double Widest(AxisScale scale, int exponent)
    {
        var ticks = scale.Ticks(800, 30);
        return ticks.Values.Max(v => TextWidth.Of(UnitScale.TickText(v, ticks.Step, exponent), PlotLayout.FontSize));
    }
}
