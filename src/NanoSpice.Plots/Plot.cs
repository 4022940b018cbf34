namespace NanoSpice.Plots;

/// <summary>One axis: what it shows, in which unit and over which range.</summary>
/// <param name="Label">Quantity or vector name, plain text.</param>
/// <param name="Unit">Unit without prefix ("V", "Hz", "Ohm"); the writer adds m, u, k, ... as the range asks. Empty for none.</param>
public sealed record Axis(string Label, string Unit = "")
{
    /// <summary>Logarithmic scale; values that are not positive are then left out.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Lower end, in the axis unit; null takes it from the data.</summary>
    public double? Minimum { get; init; }

    /// <summary>Upper end, in the axis unit; null takes it from the data.</summary>
    public double? Maximum { get; init; }

    /// <summary>Power of ten taken out of the labels of a linear axis, a multiple of three: -3 shows volts as mV; null chooses.</summary>
    public int? Exponent { get; init; }

    /// <summary>The range ends at the data, without the usual margin; for time and frequency.</summary>
    public bool Tight { get; init; }
}

/// <summary>A stretch of the X axis shaded behind the curves: a sheet, a ramp.</summary>
/// <param name="From">Its start, in the unit of the X axis; beyond the range it is cut.</param>
/// <param name="To">Its end.</param>
/// <param name="Label">Name in small print at its top, where there is room; empty for none.</param>
public sealed record Band(double From, double To, string Label = "")
{
    /// <summary>Colour as #rrggbb, light enough for the curves above.</summary>
    public string Color { get; init; } = "#ececec";
}

/// <summary>One drawing area with its own Y axis.</summary>
/// <param name="Y">The vertical axis.</param>
/// <param name="Series">Curves, drawn in this order.</param>
public sealed record Panel(Axis Y, IReadOnlyList<Series> Series)
{
    /// <summary>Share of the height relative to the other panels [-].</summary>
    public double Weight { get; init; } = 1;
}

/// <summary>A figure: panels stacked above one common X axis.</summary>
/// <param name="Title">Heading, plain text; empty for none.</param>
/// <param name="X">The horizontal axis of all panels.</param>
/// <param name="Panels">From top to bottom, at least one.</param>
public sealed record Plot(string Title, Axis X, IReadOnlyList<Panel> Panels)
{
    /// <summary>Remark in small print under the title, such as how many of how many curves are shown.</summary>
    public string Note { get; init; } = "";

    /// <summary>Width of the picture [px].</summary>
    public double Width { get; init; } = 720;

    /// <summary>Height of the picture [px]; 0 takes a height that suits the number of panels.</summary>
    public double Height { get; init; }

    /// <summary>Shaded stretches behind all panels, in this order.</summary>
    public IReadOnlyList<Band> Bands { get; init; } = [];

    /// <summary>One unit is as long on X as on Y (Nyquist plots); linear axes only.</summary>
    public bool EqualAspect { get; init; }
}
