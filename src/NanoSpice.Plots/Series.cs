namespace NanoSpice.Plots;

/// <summary>How the line of a series is drawn.</summary>
public enum LineStyle
{
    Solid,
    Dash,
    Dot,
    DashDot,
}

/// <summary>One curve: points joined in the order given; a point that is not finite breaks the line.</summary>
/// <param name="Label">Name in the legend, plain text; empty for none.</param>
/// <param name="X">Abscissae, in the unit of the plot's X axis; need not be monotone.</param>
/// <param name="Y">Ordinates, in the unit of the panel's Y axis; as many as <paramref name="X"/>.</param>
public sealed record Series(string Label, ReadOnlyMemory<double> X, ReadOnlyMemory<double> Y)
{
    /// <summary>Line style; null takes the next one of the palette (styles change once the colours are used up).</summary>
    public LineStyle? Style { get; init; }

    /// <summary>Colour as #rrggbb; null takes the next one of the palette.</summary>
    public string? Color { get; init; }

    /// <summary>Draws a dot at each point, for measured or sparse data.</summary>
    public bool Markers { get; init; }

    /// <summary>Number of points [-].</summary>
    public int Count => X.Length == Y.Length
        ? X.Length
        : throw new ArgumentException($"series '{Label}': {X.Length} abscissae but {Y.Length} ordinates");
}
