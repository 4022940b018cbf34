namespace NanoSpice.Plots.Tests;

/// <summary>Made-up fields on the graded grid of a stack of sheets that leave gaps alternately at either end.</summary>
internal static class HeatFixture
{
    private const double Nano = 1e-9, Reservoir = 10 * Nano, Slit = 1.5 * Nano, Sheet = 0.34 * Nano, Gap = 0.5 * Nano, Half = 5 * Nano;

    /// <summary>Potential falling from the sheets into the slits, and a current that winds from gap to gap.</summary>
    public static HeatMap Network(string title, double potential, double current, double spacing = 0.5 * Nano)
    {
        double[] x = [.. Graded([0, Reservoir, .. Enumerable.Range(1, 12).Select(k => Reservoir + (((k + 1) / 2) * Sheet) + ((k / 2) * Slit))])];
        double[] y = [.. Graded([0, Gap, Half - Gap, Half])];
        int rows = y.Length - 1, cells = (x.Length - 1) * rows;
        double[] phi = new double[cells], vx = new double[cells], vy = new double[cells];
        for (int c = 0; c < cells; c++)
        {
            double cx = (x[c / rows] + x[(c / rows) + 1]) / 2, cy = (y[c % rows] + y[(c % rows) + 1]) / 2;
            double depth = cx - Reservoir, inPeriod = depth - (Math.Floor(depth / (Slit + Sheet)) * (Slit + Sheet));
            int sheet = (int)Math.Floor(depth / (Slit + Sheet));
            double reach = sheet % 2 == 0 ? cy : Half - cy;
            bool inSheet = depth > 0 && inPeriod < Sheet;
            double wall = depth < 0 ? -depth : Math.Min(Math.Abs(inPeriod - Sheet), Slit + Sheet - inPeriod);
            phi[c] = inSheet && reach > Gap ? double.NaN : potential * Math.Exp(-wall / (0.35 * Nano));
            double share = current * (1 - (Math.Max(0, sheet) / 7.0));
            (vx[c], vy[c]) = depth < 0
                ? (share * Gap / Half, -share * 0.3 * Math.Exp(depth / Half) * (cy / Half))
                : inSheet ? (share, 0) : (share * (reach < 2 * Gap ? 0.4 : 0.05), share * Gap / Slit * (sheet % 2 == 0 ? 1 : -1));
        }

        return new HeatMap(title, x, y, phi).WithArrows(vx, vy, spacing);
    }

    /// <summary>A figure of such maps.</summary>
    public static HeatFigure Figure(params HeatMap[] maps) => new(
        "Potential and ionic current, d = 1.5 nm", new Axis("x", "m"), new Axis("y", "m"), new Axis("potential", "V"), maps)
    {
        Arrows = new ArrowScale("ionic current", "A/m^2", 0.5e-9),
    };

    /// <summary>Faces between the walls: 0.04 nm at a wall, growing by a quarter towards the middle.</summary>
    private static IEnumerable<double> Graded(double[] walls)
    {
        yield return walls[0];
        for (int k = 1; k < walls.Length; k++)
        {
            double length = walls[k] - walls[k - 1];
            var half = new List<double> { 0 };
            for (double h = 0.04 * Nano; half[^1] < length / 2; h *= 1.25)
            {
                half.Add(half[^1] + h);
            }

            double stretch = length / 2 / half[^1];
            foreach (double s in half.Skip(1).Select(s => s * stretch).Concat(half.Select(s => length - (s * stretch)).Reverse().Skip(1)))
            {
                yield return walls[k - 1] + s;
            }
        }
    }
}
