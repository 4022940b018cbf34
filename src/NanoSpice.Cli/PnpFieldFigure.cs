using System.Globalization;
using NanoSpice.Engine;
using NanoSpice.Plots;
using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>Figures of the field snapshots: maps of the potential with the current (Fig. 4a of the paper), profiles along x (Fig. 2d and 2g). [NCM]</summary>
internal static class PnpFieldFigure
{
    /// <summary>Arrows are this far apart at least and the longest is as long [m].</summary>
    private const double Spacing = 0.7e-9;

    /// <summary>Arrows along x at most; a map this many times longer than high is stretched.</summary>
    private const double MostArrows = 40, Flattest = 7;

    /// <summary>Potential in colours, ionic current as arrows, one map per snapshot; a network with its mirror image.</summary>
    public static HeatFigure Maps(IReadOnlyList<PnpField> fields, PnpSettings settings)
    {
        double length = fields[0].XFaces[^1], height = fields[0].YFaces[^1], spacing = Math.Max(Spacing, length / MostArrows);
        int stretch = Math.Max(1, (int)(length / (Flattest * height)));
        return new("Potential and ionic current", new Axis("x", "m"), new Axis("y", "m"), new Axis("potential", "V"), [.. fields.Select(f => Map(f, settings, spacing))])
        {
            Arrows = new ArrowScale("ionic current", "A/m^2", spacing),
            Stretch = stretch,
            Note = stretch > 1 ? $"y drawn {stretch} times longer than x" : "",
        };
    }

    /// <summary>Potential along x at half height (on the axis of a straight pore), inside the sheets that of the electrode.</summary>
    /// <param name="inside">the electrode; false: the open space before it</param>
    public static Plot Profile(IReadOnlyList<PnpField> fields, PnpSettings settings, bool inside)
    {
        double mouth = settings.Reservoir, height = fields[0].YFaces[^1];
        double middle = settings.Geometry == PnpGeometry.Slit ? 0 : 0.5 * height;
        var f0 = fields[0];
        int row = Enumerable.Range(0, f0.Rows).MinBy(j => Math.Abs(0.5 * (f0.YFaces[j] + f0.YFaces[j + 1]) - middle));
        int[] columns = [.. Enumerable.Range(0, f0.Columns).Where(i => inside == (Center(f0, i) > mouth))];
        double[] x = [.. columns.Select(i => Center(f0, i))];
        Series Curve(PnpField f) => new(Label(f), x, columns.Select(i => f.IsFluid(i * f.Rows + row) ? f.Phi[i * f.Rows + row] : f.Potential).ToArray()) { Style = LineStyle.Solid };
        return new Plot(inside ? "Potential along the stack" : "Potential in the open space", new Axis("x", "m") { Tight = true }, [new Panel(new Axis("phi", "V"), [.. fields.Select(Curve)])])
        {
            Note = string.Create(CultureInfo.InvariantCulture, $"at y = {middle * 1e9:g3} nm; the electrode begins at x = {mouth * 1e9:g3} nm"),
            Bands = inside ? Sheets(f0, columns, row) : [],
        };
    }

    private static HeatMap Map(PnpField f, PnpSettings settings, double spacing)
    {
        var map = new HeatMap(Label(f), f.XFaces, f.YFaces, f.Phi).WithArrows(f.CurrentX, f.CurrentY, spacing);
        return settings.Geometry == PnpGeometry.Network ? map.MirroredUpwards() : map;
    }

    private static string Label(PnpField f) => $"{UnitScale.Text(f.Time, "s")}, {UnitScale.Text(f.Potential, "V")}";

    private static double Center(PnpField f, int column) => 0.5 * (f.XFaces[column] + f.XFaces[column + 1]);

    private static Band[] Sheets(PnpField f, int[] columns, int row)
    {
        var bands = new List<Band>();
        for (int k = 0; k < columns.Length; k++)
        {
            if (f.IsFluid(columns[k] * f.Rows + row)) continue;
            int end = k;
            while (end + 1 < columns.Length && !f.IsFluid(columns[end + 1] * f.Rows + row)) end++;
            bands.Add(new Band(f.XFaces[columns[k]], f.XFaces[columns[end] + 1]));
            k = end;
        }
        return [.. bands];
    }
}
