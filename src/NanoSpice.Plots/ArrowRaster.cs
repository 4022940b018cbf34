namespace NanoSpice.Plots;

/// <summary>Picks arrows on an even raster out of a field on graded cells.</summary>
public static class ArrowRaster
{
    /// <summary>One arrow per box of about <paramref name="spacing"/> squared whose middle is not solid: the mean over the fluid around that middle.</summary>
    /// <remarks>A box is cut at the solids above, below and beside its middle, so that flows on both sides of a thin sheet do not cancel;
    /// the arrow stands in the middle of what is left.</remarks>
    public static IReadOnlyList<Arrow> Sample(HeatMap map, ReadOnlySpan<double> vx, ReadOnlySpan<double> vy, double spacing)
    {
        map.Check();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(spacing);
        if (vx.Length != map.Values.Length || vy.Length != map.Values.Length)
        {
            throw new ArgumentException($"{vx.Length} and {vy.Length} components for {map.Values.Length} cells");
        }

        ReadOnlySpan<double> x = map.XFaces.Span, y = map.YFaces.Span;
        int across = Count(x[^1] - x[0], spacing), up = Count(y[^1] - y[0], spacing);
        double width = (x[^1] - x[0]) / across, height = (y[^1] - y[0]) / up;
        var arrows = new List<Arrow>();
        for (int i = 0; i < across; i++)
        {
            for (int j = 0; j < up; j++)
            {
                double midX = x[0] + ((i + 0.5) * width), midY = y[0] + ((j + 0.5) * height);
                int column = CellAt(x, midX), row = CellAt(y, midY);
                if (!double.IsNaN(map.Values.Span[(column * map.Rows) + row]))
                {
                    var columns = Reach(map, column, row, true, midX, width / 2);
                    var rows = Reach(map, column, row, false, midY, height / 2);
                    arrows.Add(Mean(map, vx, vy, columns, rows));
                }
            }
        }

        return arrows;
    }

    /// <summary>The cell that holds a place; the last one at and beyond the end.</summary>
    internal static int CellAt(ReadOnlySpan<double> faces, double place)
    {
        int found = faces.BinarySearch(place);
        return Math.Clamp(found >= 0 ? found : ~found - 1, 0, faces.Length - 2);
    }

    private static int Count(double length, double spacing) => Math.Max(1, (int)Math.Round(length / spacing));

    /// <summary>The stretch about a middle, up to <paramref name="half"/> on either side, without crossing a solid.</summary>
    private static (double Low, double High) Reach(HeatMap map, int column, int row, bool along, double middle, double half)
    {
        var faces = (along ? map.XFaces : map.YFaces).Span;
        int first = along ? column : row, last = first;
        while (first > 0 && faces[first] > middle - half && IsFluid(first - 1))
        {
            first--;
        }

        while (last < faces.Length - 2 && faces[last + 1] < middle + half && IsFluid(last + 1))
        {
            last++;
        }

        return (Math.Max(faces[first], middle - half), Math.Min(faces[last + 1], middle + half));

        bool IsFluid(int k) => !double.IsNaN(map.Values.Span[along ? (k * map.Rows) + row : (column * map.Rows) + k]);
    }

    private static Arrow Mean(HeatMap map, ReadOnlySpan<double> vx, ReadOnlySpan<double> vy, (double Low, double High) across, (double Low, double High) up)
    {
        ReadOnlySpan<double> x = map.XFaces.Span, y = map.YFaces.Span;
        double area = 0, sumX = 0, sumY = 0;
        for (int i = CellAt(x, across.Low); i < map.Columns && x[i] < across.High; i++)
        {
            double width = Math.Min(x[i + 1], across.High) - Math.Max(x[i], across.Low);
            for (int j = CellAt(y, up.Low); j < map.Rows && y[j] < up.High; j++)
            {
                int cell = (i * map.Rows) + j;
                double part = width * (Math.Min(y[j + 1], up.High) - Math.Max(y[j], up.Low));
                if (!double.IsNaN(map.Values.Span[cell]) && double.IsFinite(vx[cell]) && double.IsFinite(vy[cell]))
                {
                    (area, sumX, sumY) = (area + part, sumX + (part * vx[cell]), sumY + (part * vy[cell]));
                }
            }
        }

        var mean = area > 0 ? (sumX / area, sumY / area) : (0, 0);
        return new Arrow((across.Low + across.High) / 2, (up.Low + up.High) / 2, mean.Item1, mean.Item2);
    }
}
