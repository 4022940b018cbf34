using System.Globalization;
using static NanoSpice.Plots.SvgText;

namespace NanoSpice.Plots;

/// <summary>Draws into SVG; pictures of cells as embedded PNG.</summary>
internal sealed class SvgCanvas : ICanvas
{
    /// <summary>Pixels of an embedded picture per px: fine enough for cells of a third of a px.</summary>
    private const double Density = 3;

    private readonly SvgText _svg = new();

    public SvgCanvas(double width, double height, string title)
    {
        _svg.Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\">");
        _svg.Line($"<title>{new Words(title)}</title>");
    }

    public void Fill(Box box, Rgb color)
        => _svg.Line($"<rect x=\"{box.Left}\" y=\"{box.Top}\" width=\"{box.Width}\" height=\"{box.Height}\" fill=\"{color.Hex}\"/>");

    public void Stroke(IReadOnlyList<PixelPoint> points, Rgb color, double width)
        => _svg.Path(points, $"fill=\"none\" stroke=\"{color.Hex}\" stroke-width=\"{Number(width)}\"");

    public void Shape(IReadOnlyList<PixelPoint> corners, Rgb fill, Rgb edge, double edgeWidth)
        => _svg.Path([.. corners, corners[0]], $"fill=\"{fill.Hex}\" stroke=\"{edge.Hex}\" stroke-width=\"{Number(edgeWidth)}\" paint-order=\"stroke\" stroke-linejoin=\"round\"");

    public void Text(string text, double x, double y, TextStyle style)
    {
        string anchor = style.Anchor switch { 0 => "", 1 => " text-anchor=\"end\"", _ => " text-anchor=\"middle\"" };
        string weight = style.Bold ? " font-weight=\"600\"" : "";
        string turn = style.Upwards ? string.Create(CultureInfo.InvariantCulture, $" transform=\"rotate(-90 {Number(x)} {Number(y)})\"") : "";
        _svg.Line($"<text x=\"{x}\" y=\"{y}\" font-size=\"{style.Size}\" fill=\"{style.Color.Hex}\"{anchor}{weight}{turn}>{new Words(text)}</text>");
    }

    public void Picture(Box box, CellImage image)
    {
        int width = (int)Math.Ceiling(box.Width * Density), height = (int)Math.Ceiling(box.Height * Density);
        string data = Convert.ToBase64String(PngWriter.WriteIndexed(width, height, image.Pixels(width, height), image.Palette));
        _svg.Line($"<image x=\"{box.Left}\" y=\"{box.Top}\" width=\"{box.Width}\" height=\"{box.Height}\" preserveAspectRatio=\"none\" image-rendering=\"pixelated\" href=\"data:image/png;base64,{data}\"/>");
    }

    public override string ToString() => _svg + "</svg>\n";
}
