using System.Globalization;
using NanoSpice.Elaboration;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>Derived numbers over the innermost stepped quantity, a panel each, a curve for each combination of the others.</summary>
internal static class StepFigure
{
    /// <summary>Panels at most.</summary>
    private const int Most = 4;

    /// <summary>What designers look at first.</summary>
    private static readonly string[] First = ["capacitance", "low_frequency_capacitance", "esr", "series_resistance", "energy", "power", "peak", "asymmetry"];

    /// <summary>Low for what is looked at first; counts of cycles and changes between them come last.</summary>
    public static int RankOf(string quantity) => Array.IndexOf(First, quantity) is >= 0 and var rank ? rank : quantity is "cycles" or "change" ? 1000 : 100;

    /// <summary>The figure; null when no number was derived at two points or more.</summary>
    public static Plot? Of(StepTable table, SweepPlan plan, string title)
    {
        var x = StepTable.Columns(plan)[0];
        var numbers = table.Numbers;
        int[] shown = [.. table.Ranked.Where(k => table.Values(k).Take(2).Count() == 2).OrderBy(k => IsConstant(table.Values(k))).Take(Most)];
        if (shown.Length == 0) return null;
        var outer = table.Values(shown[0]).Select(v => v.Point.Outer).DistinctBy(p => p.Label).ToList();
        bool apart = outer.Count < table.Values(shown[0]).Count();
        var look = new FamilyLook(apart ? outer : [new([], [])], single: false);
        var panels = shown.Select((k, panel) => new Panel(new Axis(numbers[k].Name, numbers[k].Unit),
            [.. (apart ? table.Values(k).GroupBy(v => v.Point.Outer.Label) : table.Values(k).GroupBy(_ => "")).Select((g, m) => Curve(g, panel == 0 && apart && outer.Count > 1 ? look.Label(m) : "", look.Color(m)))]));
        string note = shown.Length < numbers.Count ? string.Create(CultureInfo.InvariantCulture, $"{shown.Length} of {numbers.Count} numbers, all in steps.csv") : "";
        return new Plot(title, new Axis(x.Name, x.Unit) { Logarithmic = plan.Axes[0].Logarithmic }, [.. panels]) { Note = note };
    }

    /// <summary>No more than the error of a run shows in it.</summary>
    private static bool IsConstant(IEnumerable<(FamilyPoint Point, double Value)> values)
    {
        double low = values.Min(v => v.Value), high = values.Max(v => v.Value);
        return high - low <= 1e-5 * Math.Max(Math.Abs(low), Math.Abs(high));
    }

    private static Series Curve(IEnumerable<(FamilyPoint Point, double Value)> values, string label, string color)
    {
        var sorted = values.OrderBy(v => v.Point.Values[0]).ToList();
        return new(label, sorted.Select(v => v.Point.Values[0]).ToArray(), sorted.Select(v => v.Value).ToArray()) { Markers = true, Color = color, Style = LineStyle.Solid };
    }
}
