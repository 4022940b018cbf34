using FsCheck.Xunit;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Plots.Tests;

public sealed class PolylineTests
{
    [Fact, Oracle(OracleKind.ClosedForm, "a straight line is its two ends")]
    public void A_straight_line_keeps_its_ends()
        => Assert.Equal(
            [new(0, 0), new(300, 150)],
            Polyline.Reduce([.. Enumerable.Range(0, 1001).Select(i => new PixelPoint(0.3 * i, 0.15 * i))]));

    [Fact, Oracle(OracleKind.Invariant, "lowest and highest point of every half-pixel column are kept")]
    public void Extremes_of_every_column_survive()
    {
        var random = new Random(7);
        var points = Enumerable.Range(0, 200_000).Select(i => new PixelPoint(i * 0.003, 100 * random.NextDouble())).ToArray();
        var reduced = Polyline.Reduce(points);
        Assert.InRange(reduced.Count, 1200, 4 * 1201);
        var kept = reduced.ToHashSet();
        foreach (var column in points.GroupBy(p => Math.Floor(p.X / 0.5)))
        {
            Assert.Contains(column.MinBy(p => p.Y), kept);
            Assert.Contains(column.MaxBy(p => p.Y), kept);
        }
    }

    [Property, Oracle(OracleKind.Invariant, "every point given lies within the tolerance of 0.025 px of the line drawn")]
    public bool No_point_strays_from_the_line(int seed, int count)
    {
        var random = new Random(seed);
        var points = new List<PixelPoint>();
        double x = 0, y = 0;
        for (int i = 0; i < Math.Abs(count % 200) + 2; i++)
        {
            (x, y) = (x + (4 * random.NextDouble()) - 1, y + (3 * random.NextDouble()) - 1.5);
            points.Add(new PixelPoint(x, y));
        }

        var line = Polyline.Reduce(points);
        return points.All(p => Distance(p, line) <= 0.0251);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "three runs of points with gaps stay three strokes")]
    public void A_gap_stays_a_gap()
    {
        var reduced = Polyline.Reduce([new(0, 0), new(1, 1), PixelPoint.Break, PixelPoint.Break, new(5, 5), PixelPoint.Break, new(7, 1), new(8, 3)]);
        Assert.Equal(
            [new(0, 0), new(1, 1), PixelPoint.Break, new(5, 5), PixelPoint.Break, new(7, 1), new(8, 3)], reduced);
    }

    [Fact, Oracle(OracleKind.Invariant, "a thousand equal cycles draw like one, within the points of a few")]
    public void Repeated_cycles_are_drawn_once()
    {
        var reduced = Polyline.Reduce([.. Enumerable.Range(0, 1_000_001).Select(i => Circle(2 * Math.PI * i / 1000))]);
        Assert.InRange(reduced.Count, 50, 10_000);
        for (int i = 0; i < 1000; i++)
        {
            Assert.InRange(Distance(Circle(2 * Math.PI * i / 1000), reduced), 0, 1.3);
        }
    }

    private static PixelPoint Circle(double angle) => new(300 + (200 * Math.Cos(angle)), 200 + (150 * Math.Sin(angle)));

    private static double Distance(PixelPoint p, List<PixelPoint> line)
    {
        double best = double.PositiveInfinity;
        for (int i = 0; i < line.Count; i++)
        {
            var b = line[i];
            var a = i > 0 && !line[i - 1].IsBreak ? line[i - 1] : b;
            double dx = b.X - a.X, dy = b.Y - a.Y, length2 = (dx * dx) + (dy * dy);
            double s = length2 == 0 ? 0 : Math.Clamp((((p.X - a.X) * dx) + ((p.Y - a.Y) * dy)) / length2, 0, 1);
            double d = Math.Sqrt(Math.Pow(p.X - a.X - (s * dx), 2) + Math.Pow(p.Y - a.Y - (s * dy), 2));
            best = b.IsBreak ? best : Math.Min(best, d);
        }

        return best;
    }
}
