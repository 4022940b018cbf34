using System.Globalization;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>The plots of many points of a sweep as one: a curve a point.</summary>
internal static class FamilyFigure
{
    /// <summary>Points drawn at most; of more, these many in even strides.</summary>
    private const int MostDrawn = 60;

    /// <summary>Curves of a nested sweep that one panel holds; of more, each outer value gets a panel.</summary>
    private const int MostTogether = 8;

    /// <summary>Free share of the frame above and below the curves [-].</summary>
    private const double Margin = 0.05;

    /// <summary>Whether a point of so many is drawn.</summary>
    public static bool IsDrawn(int index, int count) =>
        count <= MostDrawn || index == 0 || (long)index * (MostDrawn - 1) / (count - 1) != (long)(index - 1) * (MostDrawn - 1) / (count - 1);

    /// <summary>One plot of the plots that the members have for the same plan.</summary>
    /// <param name="count">points of the sweep</param>
    public static Plot Of(IReadOnlyList<(FamilyPoint Point, Plot Plot)> members, PlotPlan plan, int count)
    {
        var first = members[0].Plot;
        var drawn = members.Where(m => m.Plot.Panels.Count == first.Panels.Count).ToList();
        if (drawn is [var only] && count == 1) return only.Plot;
        var curves = drawn.Select(m => m.Plot.Panels.Select(p => Curves(p, plan)).ToList()).ToList();
        var look = new FamilyLook([.. drawn.Select(m => m.Point)], single: curves.All(c => c.All(p => p.Count <= 1)));
        var panels = first.Panels.Select((panel, k) => panel with { Y = Axis([.. drawn.Select(m => m.Plot.Panels[k].Y)]), Series = Family(curves, k, look) });
        if (look.IsNested && drawn.Count > MostTogether && first is { Panels.Count: 1, EqualAspect: false }) panels = Apart(first.Panels[0], drawn, curves, look);
        string of = plan.CycleColumn is not null ? "last cycle" : "", some = drawn.Count < count
            ? string.Create(CultureInfo.InvariantCulture, $"{drawn.Count} of {count} points") : "";
        return first with { Panels = [.. panels], Note = string.Join(", ", new[] { some, of, plan.Note }.Where(n => n.Length > 0)) };
    }

    /// <summary>What of a member's panel joins the family: of cycles the last, of a Nyquist plot not the dots.</summary>
    private static IReadOnlyList<Series> Curves(Panel panel, PlotPlan plan) =>
        plan.CycleColumn is not null ? [.. panel.Series.TakeLast(1)] : plan.Form == PlotForm.Nyquist ? [.. panel.Series.Take(1)] : panel.Series;

    private static List<Series> Family(List<List<IReadOnlyList<Series>>> curves, int panel, FamilyLook look)
    {
        var all = new List<Series>();
        int most = curves.Max(c => c[panel].Count);
        for (int m = 0; m < curves.Count; m++)
        {
            for (int c = 0; c < curves[m][panel].Count; c++)
                all.Add(curves[m][panel][c] with { Label = c == 0 && panel == 0 ? look.Label(m) : "", Color = look.Color(m), Style = look.Style(m, c) });
        }
        if (most > 1) all.AddRange(curves.MaxBy(c => c[panel].Count)![panel].Select((s, k) => FamilyLook.Key(s.Label, (LineStyle)(k % 4))));
        if (panel == 0) all.AddRange(look.OuterKeys());
        return all;
    }

    /// <summary>A panel an outer value, all on one scale.</summary>
    private static IEnumerable<Panel> Apart(Panel panel, List<(FamilyPoint Point, Plot Plot)> drawn, List<List<IReadOnlyList<Series>>> curves, FamilyLook look)
    {
        var all = curves.SelectMany(c => c[0]).SelectMany(s => s.Y.ToArray()).Where(double.IsFinite).DefaultIfEmpty().ToList();
        double low = all.Min(), high = all.Max(), air = Margin * (high - low);
        var y = panel.Y.Logarithmic || high == low ? panel.Y : panel.Y with { Minimum = low - air, Maximum = high + air };
        for (int k = 0; k < look.Outer.Count; k++)
        {
            int[] mine = [.. Enumerable.Range(0, drawn.Count).Where(m => drawn[m].Point.Outer.Label == look.Outer[k])];
            yield return new(y with { Label = $"{panel.Y.Label}, {look.Outer[k]}" },
                [.. mine.SelectMany(m => curves[m][0].Select(s => s with { Label = k == 0 ? look.Label(m) : "", Color = look.Color(m), Style = LineStyle.Solid }))]);
        }
    }

    private static Axis Axis(IReadOnlyList<Axis> axes) => axes[0] with
    {
        Minimum = axes.All(a => a.Minimum is not null) ? axes.Min(a => a.Minimum) : null,
        Maximum = axes.All(a => a.Maximum is not null) ? axes.Max(a => a.Maximum) : null,
    };
}
