namespace NanoSpice.Plots;

/// <summary>A vector at a place, in the units of the axes and of the arrow scale.</summary>
/// <param name="X">Place of its middle along X.</param>
/// <param name="Y">Place of its middle along Y, upwards.</param>
/// <param name="Vx">Component along X.</param>
/// <param name="Vy">Component along Y, upwards.</param>
public readonly record struct Arrow(double X, double Y, double Vx, double Vy)
{
    /// <summary>Length of the vector.</summary>
    public double Magnitude => Math.Sqrt((Vx * Vx) + (Vy * Vy));
}

/// <summary>What the arrows of a figure mean and how long they are; one scale for all its maps.</summary>
/// <param name="Label">Quantity, plain text.</param>
/// <param name="Unit">Unit without prefix.</param>
/// <param name="Length">Length of the arrow of the largest magnitude, in the unit of the X axis; the spacing of the raster suits.</param>
public sealed record ArrowScale(string Label, string Unit, double Length)
{
    /// <summary>Magnitude drawn at full length, larger ones are cut to it; null takes the largest of all maps.</summary>
    public double? Maximum { get; init; }

    /// <summary>Length goes with the magnitude; else with its square root, which keeps weak flows visible.</summary>
    public bool Linear { get; init; }
}

/// <summary>Values on the cells of a tensor grid, drawn as colours.</summary>
/// <param name="Title">Heading of this map, plain text; empty for none.</param>
/// <param name="XFaces">Cell boundaries along X, ascending.</param>
/// <param name="YFaces">Cell boundaries along Y, ascending, upwards.</param>
/// <param name="Values">Value of each cell, index = column (x) * rows + row (y); NaN is solid.</param>
public sealed record HeatMap(string Title, ReadOnlyMemory<double> XFaces, ReadOnlyMemory<double> YFaces, ReadOnlyMemory<double> Values)
{
    /// <summary>Arrows over the colours.</summary>
    public IReadOnlyList<Arrow> Arrows { get; init; } = [];

    /// <summary>Cells along X.</summary>
    public int Columns => XFaces.Length - 1;

    /// <summary>Cells along Y.</summary>
    public int Rows => YFaces.Length - 1;

    /// <summary>The map with arrows on an even raster, from components at the cell centres (index as the values).</summary>
    /// <param name="vx">Component along X.</param>
    /// <param name="vy">Component along Y.</param>
    /// <param name="spacing">Distance of the arrows aimed at, in the unit of the axes.</param>
    public HeatMap WithArrows(ReadOnlySpan<double> vx, ReadOnlySpan<double> vy, double spacing)
        => this with { Arrows = ArrowRaster.Sample(this, vx, vy, spacing) };

    /// <summary>The map with its mirror image put above its upper edge.</summary>
    public HeatMap MirroredUpwards()
    {
        var (y, v) = (YFaces.ToArray(), Values.ToArray());
        double edge = y[^1];
        double[] faces = [.. y, .. y[..^1].Reverse().Select(f => (2 * edge) - f)];
        var values = v.Chunk(Rows).SelectMany(column => column.Concat(column.Reverse())).ToArray();
        var image = Arrows.Select(a => new Arrow(a.X, (2 * edge) - a.Y, a.Vx, -a.Vy));
        return new HeatMap(Title, XFaces, faces, values) { Arrows = [.. Arrows, .. image] };
    }

    internal void Check()
    {
        if (Columns < 1 || Rows < 1 || Values.Length != Columns * Rows)
        {
            throw new ArgumentException($"map '{Title}': {Values.Length} values on {Columns} x {Rows} cells");
        }

        CheckRising(XFaces.Span);
        CheckRising(YFaces.Span);
    }

    private void CheckRising(ReadOnlySpan<double> faces)
    {
        for (int i = 1; i < faces.Length; i++)
        {
            if (!(faces[i] > faces[i - 1]) || !double.IsFinite(faces[i] - faces[i - 1]))
            {
                throw new ArgumentException($"map '{Title}': face {i} at {faces[i]} does not lie beyond the one before, at {faces[i - 1]}");
            }
        }
    }
}

/// <summary>Maps stacked above one X axis, with one colour bar; a length is as long on X as on Y, unless stretched.</summary>
/// <param name="Title">Heading, plain text; empty for none.</param>
/// <param name="X">Horizontal axis; its range is that of the cells.</param>
/// <param name="Y">Vertical axis of each map; its range is that of the cells.</param>
/// <param name="Value">What the colours show: label, unit, and the range where Minimum and Maximum say so.</param>
/// <param name="Maps">From top to bottom, at least one; all over the same lengths.</param>
public sealed record HeatFigure(string Title, Axis X, Axis Y, Axis Value, IReadOnlyList<HeatMap> Maps)
{
    /// <summary>Remark in small print under the title.</summary>
    public string Note { get; init; } = "";

    /// <summary>Colours about zero: blue below, red above, and a range as wide below as above.</summary>
    public bool Diverging { get; init; }

    /// <summary>What the cells without value are.</summary>
    public string SolidLabel { get; init; } = "sheet";

    /// <summary>Meaning of the arrows; null draws none.</summary>
    public ArrowScale? Arrows { get; init; }

    /// <summary>How many times longer a length is drawn on Y than on X [-]: above 1 for domains that would be a line.</summary>
    public double Stretch { get; init; } = 1;

    /// <summary>Width of the picture [px]; less is taken where the maps would be higher than wide.</summary>
    public double Width { get; init; } = 760;
}
