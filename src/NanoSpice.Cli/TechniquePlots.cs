using NanoSpice.Engine;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>The picture that belongs to a technique: i over v, v over time, i over time, energy over power.</summary>
internal static class TechniquePlots
{
    /// <summary>The plan of a technique's table; null for other tables.</summary>
    public static PlotPlan? Choose(WaveformTable table) => table.Kind switch
    {
        WaveformKind.Voltammetry => Curve(table, "v", "i") with { CycleColumn = Column(table, "cycle") },
        WaveformKind.Galvanostatic => Curve(table, "time", "v"),
        WaveformKind.Amperometry => Curve(table, "time", "i"),
        WaveformKind.Ragone => Curve(table, "power", "energy", logarithmic: true),
        _ => null,
    };

    private static PlotPlan Curve(WaveformTable table, string x, string y, bool logarithmic = false)
    {
        int across = Column(table, x), up = Column(table, y);
        var axis = new Axis(x, table.Columns[across].Unit) { Tight = x == "time", Logarithmic = logarithmic };
        return new PlotPlan(axis, across, [new Axis(y, table.Columns[up].Unit) { Logarithmic = logarithmic }], [new PlannedCurve(y, up, 0)], PlotForm.Lines, "");
    }

    private static int Column(WaveformTable table, string name)
    {
        for (int c = 0; c < table.Columns.Count; c++)
            if (table.Columns[c].Name == name) return c;
        throw new ArgumentException($"a table of kind {table.Kind} has to have a column '{name}'", nameof(table));
    }
}
