using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>A curve of a planned plot: which column of the table it shows.</summary>
/// <param name="Label">Name in the legend.</param>
/// <param name="Column">Column of the table.</param>
/// <param name="Panel">Panel it goes to; in a Bode plot both.</param>
public sealed record PlannedCurve(string Label, int Column, int Panel);

/// <summary>How the columns of a table become curves.</summary>
public enum PlotForm
{
    /// <summary>Column against column.</summary>
    Lines,

    /// <summary>Complex columns: decibels in the first panel, phase in the second.</summary>
    Bode,

    /// <summary>Complex columns: magnitude in the first panel, phase in the second.</summary>
    Magnitude,

    /// <summary>Complex columns: minus the imaginary part against the real part, on equal scales.</summary>
    Nyquist,
}

/// <summary>What to draw of a table, settled before its first row so that only these columns are kept.</summary>
/// <param name="X">Horizontal axis.</param>
/// <param name="XColumn">Column shown there.</param>
/// <param name="Axes">Vertical axis of each panel.</param>
/// <param name="Curves">All curves.</param>
/// <param name="Form">How the columns become curves.</param>
/// <param name="Note">Remark under the title.</param>
public sealed record PlotPlan(Axis X, int XColumn, IReadOnlyList<Axis> Axes, IReadOnlyList<PlannedCurve> Curves, PlotForm Form, string Note)
{
    /// <summary>Column that counts cycles: each gets a curve of its own; null: one curve for all.</summary>
    public int? CycleColumn { get; init; }
}
