namespace NanoSpice.Plots;

/// <summary>How a text stands: which of its points is given, how large, which way.</summary>
/// <param name="Size">Font size [px].</param>
/// <param name="Anchor">0 the left end, 0.5 the middle, 1 the right end.</param>
internal readonly record struct TextStyle(double Size, double Anchor, Rgb Color)
{
    public bool Bold { get; init; }

    /// <summary>Turned to read upwards.</summary>
    public bool Upwards { get; init; }
}

/// <summary>What a figure is drawn on; lengths in px, y downwards.</summary>
internal interface ICanvas
{
    void Fill(Box box, Rgb color);

    /// <summary>Strokes; a point that is not finite lifts the pen.</summary>
    void Stroke(IReadOnlyList<PixelPoint> points, Rgb color, double width);

    /// <summary>Closed shape with an edge around it.</summary>
    void Shape(IReadOnlyList<PixelPoint> corners, Rgb fill, Rgb edge, double edgeWidth);

    /// <summary>Text whose base line passes the point.</summary>
    void Text(string text, double x, double y, TextStyle style);

    void Picture(Box box, CellImage image);
}
