namespace NanoSpice.Plots;

/// <summary>Draws a <see cref="HeatFigure"/>; the same figure gives the same bytes.</summary>
public static class HeatWriter
{
    /// <summary>The picture as standalone SVG: the colours as an embedded PNG, all else as vectors.</summary>
    public static string Svg(HeatFigure figure)
    {
        var layout = HeatLayout.Of(figure);
        var canvas = new SvgCanvas(layout.Width, layout.Height, figure.Title);
        HeatDrawing.Draw(figure, layout, canvas);
        return canvas.ToString();
    }

    /// <summary>The picture as PNG.</summary>
    /// <param name="figure">What to draw.</param>
    /// <param name="scale">Pixels per px of the figure, 0.5 to 8; 2 suits print and screens of double density.</param>
    public static byte[] Png(HeatFigure figure, double scale = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 0.5);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, 8);
        var layout = HeatLayout.Of(figure);
        var canvas = new RasterCanvas(layout.Width, layout.Height, scale);
        HeatDrawing.Draw(figure, layout, canvas);
        return canvas.ToPng();
    }
}
