namespace NanoSpice.Plots;

/// <summary>A number over two quantities that take a few values each: one coloured cell a pair, the values of a quantity evenly spaced.</summary>
/// <param name="Title">Heading, plain text; empty for none.</param>
/// <param name="X">Quantity across; its range is not used.</param>
/// <param name="Y">Quantity upwards; its range is not used.</param>
/// <param name="Value">What the colours show: label, unit, and the range where Minimum and Maximum say so.</param>
/// <param name="Columns">Values of the quantity across, as text, ascending.</param>
/// <param name="Rows">Values of the quantity upwards, as text, ascending.</param>
/// <param name="Values">Number of each cell, index = row * columns + column; NaN where there is none.</param>
public sealed record MatrixFigure(string Title, Axis X, Axis Y, Axis Value, IReadOnlyList<string> Columns, IReadOnlyList<string> Rows, IReadOnlyList<double> Values)
{
    /// <summary>What the cells without number are.</summary>
    public string EmptyLabel { get; init; } = "no value";

    /// <summary>Width of the picture [px].</summary>
    public double Width { get; init; } = 720;

    internal double At(int row, int column) => Values[(row * Columns.Count) + column];

    internal void Check()
    {
        if (Columns.Count < 1 || Rows.Count < 1 || Values.Count != Columns.Count * Rows.Count)
        {
            throw new ArgumentException($"matrix '{Title}': {Values.Count} values in {Columns.Count} x {Rows.Count} cells");
        }
    }
}
