namespace NanoSpice.Plots;

/// <summary>The box that names the curves of a panel.</summary>
/// <param name="Box">Its place [px].</param>
/// <param name="Rows">Curves named; the rest are counted in a last row.</param>
/// <param name="IsInside">It stands over the grid and so needs a ground of its own.</param>
internal sealed record Legend(Box Box, int Rows, bool IsInside)
{
    public const double RowHeight = 17, SampleWidth = 24, Padding = 6, MaxLabelWidth = 150;

    private const double Inset = 8;

    /// <summary>Curves of a panel that have a name, and their places among all.</summary>
    public static IReadOnlyList<(Series Series, int Index)> Named(Panel panel) => [.. panel.Series.Select((s, k) => (s, k)).Where(s => s.s.Label.Length > 0)];

    /// <summary>One curve needs no legend: its name stands at the axis.</summary>
    public static bool IsNeeded(Panel panel) => Named(panel) is { Count: > 0 } named && (named.Count > 1 || named[0].Series.Label != panel.Y.Label);

    /// <summary>Width [px] of the legend of a panel; 0 without one.</summary>
    public static double WidthOf(Panel panel) => IsNeeded(panel)
        ? (3 * Padding) + SampleWidth + Named(panel).Max(s => Math.Min(MaxLabelWidth, TextWidth.Of(s.Series.Label, PlotLayout.FontSize)))
        : 0;

    /// <summary>In the first corner that no curve touches; null if there is none, or no need.</summary>
    public static Legend? Inside(PanelLayout panel)
    {
        int count = Named(panel.Panel).Count;
        double width = WidthOf(panel.Panel), height = HeightOf(count);
        var box = panel.Box;
        if (width == 0 || width > box.Width / 2 || height > 0.6 * box.Height)
        {
            return null;
        }

        double right = box.Right - Inset - width, left = box.Left + Inset;
        double top = box.Top + Inset, bottom = box.Bottom - Inset - height, middle = (left + right) / 2;
        foreach (var (x, y) in new[] { (right, top), (left, top), (right, bottom), (left, bottom), (middle, top), (middle, bottom) })
        {
            var place = new Box(x, y, width, height);
            if (panel.Curves.All(c => IsClearOf(c, place)))
            {
                return new Legend(place, count, true);
            }
        }

        return null;
    }

    /// <summary>At the right of the panel, with as many rows as there is room for; null if there is no need.</summary>
    public static Legend? Beside(PanelLayout panel)
    {
        double width = WidthOf(panel.Panel);
        if (width == 0)
        {
            return null;
        }

        int room = Math.Max(1, (int)((panel.Box.Height - (2 * Padding)) / RowHeight));
        int count = Named(panel.Panel).Count;
        return new Legend(
            new Box(panel.Box.Right + 8, panel.Box.Top, width, panel.Box.Height), count <= room ? count : room - 1, false);
    }

    private static double HeightOf(int rows) => (rows * RowHeight) + (2 * Padding) - 3;

    private static bool IsClearOf(List<PixelPoint> curve, Box box)
    {
        const double air = 4;
        var wide = new Box(box.Left - air, box.Top - air, box.Width + (2 * air), box.Height + (2 * air));
        for (int i = 0; i < curve.Count; i++)
        {
            var b = curve[i];
            var a = i > 0 && !curve[i - 1].IsBreak ? curve[i - 1] : b;
            if (!b.IsBreak && Crosses(a, b, wide))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Clips the stroke a-b against the box in turn on each side (Liang and Barsky).</summary>
    private static bool Crosses(PixelPoint a, PixelPoint b, Box box)
    {
        double enter = 0, leave = 1, dx = b.X - a.X, dy = b.Y - a.Y;
        return Cut(-dx, a.X - box.Left) && Cut(dx, box.Right - a.X) && Cut(-dy, a.Y - box.Top) && Cut(dy, box.Bottom - a.Y) && enter <= leave;

        bool Cut(double slope, double room)
        {
            if (slope == 0)
            {
                return room >= 0;
            }

            double at = room / slope;
            (enter, leave) = slope < 0 ? (Math.Max(enter, at), leave) : (enter, Math.Min(leave, at));
            return true;
        }
    }
}
