namespace NanoSpice.Plots;

/// <summary>A place in the picture [px], y downwards; a point that is not finite lifts the pen.</summary>
public readonly record struct PixelPoint(double X, double Y)
{
    /// <summary>Lifts the pen.</summary>
    public static readonly PixelPoint Break = new(double.NaN, double.NaN);

    /// <summary>True where the pen is lifted.</summary>
    public bool IsBreak => !double.IsFinite(X) || !double.IsFinite(Y);
}

/// <summary>Thins out a curve to what can be seen, so that a million points draw as a few thousand.</summary>
public static class Polyline
{
    /// <summary>Width of a column of the first pass [px]; half a pixel stays sharp on screens of double density.</summary>
    private const double Column = 0.5;

    /// <summary>Largest distance of a dropped point from the line drawn [px]; a sixtieth of the line width.</summary>
    private const double Tolerance = 0.025;

    /// <summary>Points up to which only straight parts are joined: a curve of few points keeps its shape exactly.</summary>
    private const int FewPoints = 5_000;

    /// <summary>Points above which repeated strokes are looked for.</summary>
    private const int ManyPoints = 10_000;

    /// <summary>Largest number of points drawn for one curve; about 13 bytes each.</summary>
    private const int MostPoints = 30_000;

    /// <summary>The points to draw: of a long curve the first, lowest, highest and last of each run inside a half-pixel column; straight parts joined.</summary>
    public static List<PixelPoint> Reduce(IReadOnlyCollection<PixelPoint> points)
    {
        var reduced = Straighten(points.Count > FewPoints ? ByColumn(points) : points);
        for (double grid = 0.25; reduced.Count > ManyPoints && grid <= 1; grid *= 2)
        {
            reduced = WithoutRepeats(reduced, grid);
        }

        if (reduced.Count > MostPoints)
        {
            int stride = ((reduced.Count - 1) / MostPoints) + 1;
            reduced = [.. reduced.Where((p, i) => i % stride == 0 || p.IsBreak).Take(MostPoints)];
        }

        return reduced;
    }

    private static IEnumerable<PixelPoint> ByColumn(IEnumerable<PixelPoint> points)
    {
        var run = new ColumnRun();
        foreach (var p in points)
        {
            double column = Math.Floor(p.X / Column);
            if (run.Count > 0 && !p.IsBreak && column == run.Column)
            {
                run.Add(p);
                continue;
            }

            foreach (var kept in run.Kept())
            {
                yield return kept;
            }

            run.Count = 0;
            if (p.IsBreak)
            {
                yield return PixelPoint.Break;
            }
            else
            {
                run.Column = column;
                run.Add(p);
            }
        }

        foreach (var kept in run.Kept())
        {
            yield return kept;
        }
    }

    /// <summary>Drops points that lie on the way between their neighbours, by narrowing the sector seen from the last kept one.</summary>
    private static List<PixelPoint> Straighten(IEnumerable<PixelPoint> points)
    {
        var kept = new List<PixelPoint>();
        var sector = default(Sector);
        PixelPoint? pending = null;
        foreach (var p in points)
        {
            if (p.IsBreak)
            {
                Flush(kept, ref pending);
                if (kept.Count > 0 && !kept[^1].IsBreak)
                {
                    kept.Add(PixelPoint.Break);
                }
            }
            else if (kept.Count == 0 || kept[^1].IsBreak)
            {
                kept.Add(p);
                sector = new Sector(p);
            }
            else if (sector.Admits(p, Tolerance))
            {
                pending = p;
            }
            else
            {
                // A refusal without a pending point cannot be: the first point of a sector is always admitted.
                var corner = pending!.Value;
                kept.Add(corner);
                sector = new Sector(corner);
                sector.Admits(p, Tolerance);
                pending = p;
            }
        }

        Flush(kept, ref pending);
        return kept;
    }

    private static void Flush(List<PixelPoint> kept, ref PixelPoint? pending)
    {
        if (pending is { } last)
        {
            kept.Add(last);
            pending = null;
        }
    }

    /// <summary>Lifts the pen over strokes already drawn on a grid: the hundredth identical cycle costs nothing.</summary>
    private static List<PixelPoint> WithoutRepeats(List<PixelPoint> points, double grid)
    {
        var drawn = new HashSet<(int, int, int, int)>();
        var kept = new List<PixelPoint>();
        bool penDown = false;
        for (int i = 1; i < points.Count; i++)
        {
            PixelPoint a = Snap(points[i - 1], grid), b = Snap(points[i], grid);
            bool isNew = !a.IsBreak && !b.IsBreak && a != b && drawn.Add(Key(a, b, grid));
            if (isNew && !penDown)
            {
                kept.Add(PixelPoint.Break);
                kept.Add(a);
            }

            if (isNew)
            {
                kept.Add(b);
            }

            penDown = isNew || (penDown && a == b);
        }

        return kept;
    }

    private static PixelPoint Snap(PixelPoint p, double grid) => new(Math.Round(p.X / grid) * grid, Math.Round(p.Y / grid) * grid);

    private static (int, int, int, int) Key(PixelPoint a, PixelPoint b, double grid)
    {
        var (p, q) = a.X < b.X || (a.X == b.X && a.Y < b.Y) ? (a, b) : (b, a);
        return ((int)(p.X / grid), (int)(p.Y / grid), (int)(q.X / grid), (int)(q.Y / grid));
    }
}
