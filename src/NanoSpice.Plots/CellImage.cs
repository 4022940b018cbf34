namespace NanoSpice.Plots;

/// <summary>The colours of a map as pixels: each takes the cell under its middle.</summary>
internal sealed class CellImage(HeatMap map, ColorMap colors, Rgb solid, double low, double high)
{
    /// <summary>Colours of the values; one place of the palette is left for the solid.</summary>
    private const int Shades = 255;

    /// <summary>The colours that <see cref="Pixels"/> points into.</summary>
    public Rgb[] Palette { get; } = [.. Enumerable.Range(0, Shades).Select(k => colors.At(k / (Shades - 1.0))), solid];

    /// <summary>Places in the palette, row by row from the top.</summary>
    public byte[] Pixels(int width, int height)
    {
        int[] columns = Cells(map.XFaces.Span, width), rows = Cells(map.YFaces.Span, height);
        var values = map.Values.Span;
        byte[] pixels = new byte[width * height];
        for (int y = 0; y < height; y++)
        {
            int row = rows[height - 1 - y];
            for (int x = 0; x < width; x++)
            {
                pixels[(y * width) + x] = Place(values[(columns[x] * map.Rows) + row]);
            }
        }

        return pixels;
    }

    private byte Place(double value) => double.IsNaN(value)
        ? (byte)Shades
        : (byte)Math.Round(Math.Clamp((value - low) / (high - low), 0, 1) * (Shades - 1));

    private static int[] Cells(ReadOnlySpan<double> faces, int pixels)
    {
        int[] cells = new int[pixels];
        for (int k = 0; k < pixels; k++)
        {
            cells[k] = ArrowRaster.CellAt(faces, faces[0] + ((k + 0.5) / pixels * (faces[^1] - faces[0])));
        }

        return cells;
    }
}
