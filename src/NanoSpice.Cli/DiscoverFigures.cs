using System.Globalization;
using NanoSpice.Discovery;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>Figures of a discovery.</summary>
internal static class DiscoverFigures
{
    /// <summary>Currents below this part of the largest leave dphi/i undefined [-].</summary>
    private const double SmallCurrent = 0.03;

    /// <summary>Points drawn of a cloud; more only make the file larger.</summary>
    private const int MostPoints = 1500;

    private const double Picture = 360;

    /// <summary>Error against nodes of every law judged; the chosen one apart.</summary>
    public static string Front(DiscoveryReport report)
    {
        var judged = report.Judged.Where(j => double.IsFinite(j.Nrmse)).ToArray();
        double Shown(double error) => 100 * Math.Max(error, 1e-9);
        var all = Dots("fitted to all rows", judged.Select(j => ((double)j.Law.Complexity, Shown(j.Nrmse)))) with { Color = "#0072b2" };
        var front = judged.Where(j => judged.All(o => o.Law.Complexity > j.Law.Complexity || o.Nrmse >= j.Nrmse)).OrderBy(j => j.Law.Complexity).ToArray();
        var line = new Series("front", front.Select(j => (double)j.Law.Complexity).ToArray(), front.Select(j => Shown(j.Nrmse)).ToArray()) { Color = "#888888" };
        var held = Dots("on rows left out", judged.Select(j => ((double)j.Law.Complexity, Shown(j.HeldOutNrmse)))) with { Color = "#d55e00" };
        var chosen = Dots("chosen", [(report.Chosen.Law.Complexity, Shown(report.Chosen.Nrmse))]) with { Color = "#000000" };
        double nodes = report.Chosen.Law.Complexity;
        return SvgWriter.Write(new Plot("Error against complexity", new Axis("nodes of the law") { Minimum = 0 },
            [new Panel(new Axis("rms residual, % of rms") { Logarithmic = true }, [line, all, held, chosen])]) { Height = Picture, Bands = [new Band(nodes - 0.3, nodes + 0.3)] });
    }

    /// <summary>The law against the data, row by row.</summary>
    public static string Parity(DiscoveryReport report)
    {
        var target = report.Data.Target;
        double[] ends = [target.Values.Min(), target.Values.Max()];
        var rows = Thinned(report.Data.Rows);
        var dots = Dots("rows", rows.Select(r => (target.Values[r], report.Fit.Predicted[r])));
        return SvgWriter.Write(new Plot("Law against data", new Axis($"{target.Name} of the data", target.UnitText),
            [new Panel(new Axis($"{target.Name} by the law", target.UnitText), [dots, new Series("equal", ends, ends) { Style = LineStyle.Dash }])]) { Height = Picture });
    }

    /// <summary>Residual over time, a line a slit; the first run.</summary>
    public static string Residual(DiscoveryReport report)
    {
        var data = report.Data;
        double[] residual = [.. data.Target.Values.Zip(report.Fit.Predicted, (y, f) => y - f)];
        return SvgWriter.Write(new Plot("What the law misses", Abscissa(data),
            [new Panel(new Axis($"{data.Target.Name} - law", data.Target.UnitText), Lines(data, r => residual[r]))]) { Height = Picture, Note = RunNote(data) });
    }

    /// <summary>dphi/i of the data and the resistance of the law over the cycle, and below dphi with the law on it: Fig. 3b and its inset.</summary>
    public static string Resistance(DiscoveryReport report)
    {
        var (data, law) = (report.Data, report.Fit.Nanoslit!);
        double[] current = data.Find(law.Current)!.Values, charge = data.Find(law.Charge)!.Values;
        double floor = SmallCurrent * current.Max(Math.Abs);
        var measured = Lines(data, r => Math.Abs(current[r]) > floor ? data.Target.Values[r] / current[r] : double.NaN);
        var byLaw = Lines(data, r => law.Rc.Value * (1 - (law.Beta.Value * (law.IsAbsolute ? Math.Abs(charge[r]) : charge[r]))));
        double[] drawn = [.. byLaw.SelectMany(s => s.Y.ToArray())];
        double least = drawn.Min(), most = drawn.Max();
        // The quotient runs away where the current changes its sign before dphi does: the law sets the range.
        double low = Math.Min(0, least - (0.3 * Math.Abs(least))), high = most + (0.5 * Math.Abs(most));
        string range = string.Create(CultureInfo.InvariantCulture, $"by the law between {least:g4} and {most:g4} {law.Rc.Unit}");
        return SvgWriter.Write(new Plot("Trans-slit resistance over the cycle", Abscissa(data),
            [new Panel(new Axis($"{data.Target.Name}/{law.Current}", law.Rc.Unit) { Minimum = low, Maximum = high }, [.. measured, Together(byLaw)]),
             new Panel(new Axis(data.Target.Name, data.Target.UnitText), [.. Lines(data, r => data.Target.Values[r]), Together(Lines(data, r => report.Fit.Predicted[r]))])])
            { Height = 560, Note = data.Runs.Count > 1 ? $"{RunNote(data)}; {range}" : range });
    }

    /// <summary>Largest and smallest resistance of a cycle by the law against a condition that differs from run to run: Fig. 3c, 3d.</summary>
    public static string Range(string condition, double[] at, double[] largest, double[] smallest, string quantity, string unit) =>
        SvgWriter.Write(new Plot($"{char.ToUpperInvariant(quantity[0])}{quantity[1..]} against {condition}", new Axis(condition, "m"),
            [new Panel(new Axis(quantity, unit) { Minimum = 0 }, [new Series("largest", at, largest) { Markers = true }, new Series("smallest", at, smallest) { Markers = true }])]) { Height = Picture });

    /// <summary>The law of all slits as one dashed black curve with gaps: one name in the legend, seen on any colour.</summary>
    private static Series Together(Series[] slits) =>
        new("law", slits.SelectMany(s => (double[])[.. s.X.Span, double.NaN]).ToArray(), slits.SelectMany(s => (double[])[.. s.Y.Span, double.NaN]).ToArray())
        { Style = LineStyle.Dash, Color = "#000000" };

    private static Axis Abscissa(Dataset data) => data.Time is null ? new Axis("row") : new Axis("time", "s") { Tight = true };

    private static string RunNote(Dataset data) => data.Runs.Count > 1 ? $"run {data.Runs[0].Name}" : "";

    /// <summary>A line for each slit of the first run.</summary>
    private static Series[] Lines(Dataset data, Func<int, double> value)
    {
        var slits = data.Groups.Where(g => g.Run == data.Groups[0].Run).GroupBy(g => g.Slit);
        return [.. slits.Select(slit =>
        {
            int[] rows = [.. slit.SelectMany(g => Enumerable.Range(g.Start, g.Count))];
            return new Series(string.Create(CultureInfo.InvariantCulture, $"slit {slit.Key}"), rows.Select(r => data.Time?[r] ?? r).ToArray(), rows.Select(value).ToArray());
        })];
    }

    private static IEnumerable<int> Thinned(int rows)
    {
        int step = 1 + (rows / MostPoints);
        for (int r = 0; r < rows; r += step) yield return r;
    }

    /// <summary>Points that are not joined: each is followed by a gap.</summary>
    private static Series Dots(string label, IEnumerable<(double X, double Y)> points)
    {
        var apart = points.SelectMany(p => new[] { p, (X: double.NaN, Y: double.NaN) }).ToArray();
        return new Series(label, apart.Select(p => p.X).ToArray(), apart.Select(p => p.Y).ToArray()) { Markers = true };
    }
}
