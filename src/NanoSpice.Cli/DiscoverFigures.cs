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
        var judged = report.Judged.Where(j => j.Nrmse > 0 && double.IsFinite(j.Nrmse)).ToArray();
        double Shown(double error) => 100 * Math.Max(error, 1e-9);
        var all = Dots("laws judged", judged.Select(j => ((double)j.Law.Complexity, Shown(j.Nrmse))));
        var front = judged.Where(j => judged.All(o => o.Law.Complexity > j.Law.Complexity || o.Nrmse >= j.Nrmse)).OrderBy(j => j.Law.Complexity).ToArray();
        var line = new Series("front", front.Select(j => (double)j.Law.Complexity).ToArray(), front.Select(j => Shown(j.Nrmse)).ToArray());
        var held = Dots("on rows left out", judged.Select(j => ((double)j.Law.Complexity, Shown(j.HeldOutNrmse))));
        var chosen = Dots("chosen", [(report.Chosen.Law.Complexity, Shown(report.Chosen.Nrmse))]) with { Color = "#000000" };
        return SvgWriter.Write(new Plot("Error against complexity", new Axis("nodes of the law") { Minimum = 0 },
            [new Panel(new Axis("rms residual, % of rms") { Logarithmic = true }, [all, held, line, chosen])]) { Height = Picture });
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
        double least = SmallCurrent * current.Max(Math.Abs);
        var measured = Lines(data, r => Math.Abs(current[r]) > least ? data.Target.Values[r] / current[r] : double.NaN);
        var byLaw = Lines(data, r => law.Rc.Value * (1 - (law.Beta.Value * (law.IsAbsolute ? Math.Abs(charge[r]) : charge[r]))));
        var dashed = byLaw.Select((s, k) => s with { Label = s.Label + ", law", Style = LineStyle.Dash, Color = Palette.Color(k) });
        double low = Math.Min(0, (1 - (1.3 * law.Gamma.Value)) * law.Rc.Value), high = law.Rc.Value * 1.6;
        var inset = Lines(data, r => data.Target.Values[r]).Concat(Lines(data, r => report.Fit.Predicted[r]).Select((s, k) => s with { Label = s.Label + ", law", Style = LineStyle.Dash, Color = Palette.Color(k) }));
        return SvgWriter.Write(new Plot("Trans-slit resistance over the cycle", Abscissa(data),
            [new Panel(new Axis($"{data.Target.Name}/{law.Current}", law.Rc.Unit) { Minimum = low, Maximum = high }, [.. measured.Select((s, k) => s with { Color = Palette.Color(k), Style = LineStyle.Solid }), .. dashed]),
             new Panel(new Axis(data.Target.Name, data.Target.UnitText), [.. inset])]) { Height = 560, Note = RunNote(data) });
    }

    /// <summary>Largest and smallest resistance of a cycle by the law against a condition that differs from run to run: Fig. 3c, 3d.</summary>
    public static string Range(string condition, double[] at, double[] largest, double[] smallest, string quantity, string unit) =>
        SvgWriter.Write(new Plot($"{quantity} against {condition}", new Axis(condition, "m"),
            [new Panel(new Axis(quantity, unit) { Minimum = 0 }, [new Series("largest", at, largest) { Markers = true }, new Series("smallest", at, smallest) { Markers = true }])]) { Height = Picture });

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
