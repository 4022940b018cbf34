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
}
