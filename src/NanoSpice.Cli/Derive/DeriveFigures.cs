using System.Globalization;
using NanoSpice.Derive;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>Figures of a derivation that show tables and ladders.</summary>
internal static class DeriveFigures
{
    private const string Black = "#222222";

    /// <summary>A resistance that is a quotient is shown where the current is above this part of its largest value.</summary>
    private const double LeastCurrent = 0.1;

    /// <summary>Fig. 3a: what the search is given: step of the potential, current and charge of three slits over the cycle.</summary>
    public static string Profiles(NetworkTable table)
    {
        int last = table.Layers - 1;
        int[] slits = [.. new[] { 1, (last + 1) / 2, last }.Distinct()];
        var (first, end) = (0, table.Cycle(1).Last);
        double[] time = table.Time[first..(end + 1)];
        Panel Panel(string label, string unit, Func<SlitColumns, double[]> column) =>
            new(new Axis(label, unit), [.. slits.Select(s => new Series($"slit {s}", time, column(table.Slits[s])[first..(end + 1)]))]);
        return SvgWriter.Write(new Plot("Transients of three slits", new Axis("time", "s") { Tight = true },
            [Panel("dphi", "V", s => s.StepPhi), Panel("I", "A/m", s => s.Current), Panel("Q", "C/m", s => s.Charge)]) { Height = 460 });
    }

    /// <summary>Fig. 3b: resistance of a step over the cycle, by the law and as quotient; below it the potential step and the law.</summary>
    /// <param name="electric">on phi, as the paper; else on psi</param>
    public static string Resistance(CaseResult result, bool electric)
    {
        var table = result.Table;
        var law = (electric ? result.Electric : result.Elements).Step;
        int end = table.Cycle(1).Last, middle = Math.Max(1, table.Layers / 2);
        var slit = table.Slits[middle];
        double[] time = table.Time[..(end + 1)], step = (electric ? slit.StepPhi : slit.StepPsi)[..(end + 1)], current = slit.Current[..(end + 1)];
        double[] byLaw = [.. slit.Charge[..(end + 1)].Select(q => law.Rc * (1 - law.Beta * Math.Abs(q)))];
        double least = LeastCurrent * current.Max(Math.Abs);
        double[] quotient = [.. step.Select((d, k) => Math.Abs(current[k]) > least && d * current[k] > 0 ? d / current[k] : double.NaN)];
        string name = electric ? "phi" : "psi";
        return SvgWriter.Write(new Plot($"Resistance of the step from slit {middle} to {middle + 1}, {result.Case.Name}", new Axis("time", "s") { Tight = true },
        [
            // The quotient runs away where the current changes its sign before the potential does: the law sets the range.
            new Panel(new Axis("resistance", "Ohm m") { Minimum = 0, Maximum = 1.5 * byLaw.Max() }, [new Series($"d{name} / I", time, quotient), new Series("Rc (1 - gamma Q/Qmax)", time, byLaw) { Color = Black, Style = LineStyle.Dash }]),
            new Panel(new Axis($"d{name}", "V"), [new Series("mPNP", time, step), new Series("law", time, byLaw.Select((r, k) => r * current[k]).ToArray()) { Color = Black, Style = LineStyle.Dash }]),
        ]));
    }

    /// <summary>Fig. 3c and 3d: largest and smallest resistance of a step over a cycle, and resistivity, against the slit width.</summary>
    public static string Widths(IReadOnlyList<CaseResult> results, bool electric, bool resistivity)
    {
        var sorted = results.OrderBy(r => r.Table.Settings.SlitWidth).ToArray();
        double[] width = [.. sorted.Select(r => r.Table.Settings.SlitWidth)];
        double Scale(CaseResult r) => resistivity ? r.Table.Settings.SlitWidth / (r.Table.Settings.HalfPeriod + r.Table.Settings.SlitWidth + r.Table.Settings.SheetThickness) : 1;
        Elements Of(CaseResult r) => electric ? r.Electric : r.Elements;
        double[] most = [.. sorted.Select(r => Of(r).Step.Rc * Scale(r))], least = [.. sorted.Select(r => Of(r).Step.Rc * (1 - Of(r).Gamma) * Scale(r))];
        return SvgWriter.Write(new Plot($"{(resistivity ? "Resistivity" : "Resistance")} against slit width, law on {(electric ? "phi" : "psi")}", new Axis("slit width d", "m"),
        [
            new Panel(new Axis(resistivity ? "resistivity" : "resistance", resistivity ? "Ohm m" : "Ohm m, per metre of depth") { Minimum = 0 },
                [new Series("Rc", width, most) { Markers = true }, new Series("(1 - gamma) Rc", width, least) { Markers = true }]),
        ]) { Width = 480, Height = 320 });
    }

    /// <summary>Fig. 4c: voltammogram of one cycle, mPNP and models.</summary>
    public static string Voltammogram(CaseResult result, int cycle, params string[] labels)
    {
        var (first, last) = result.Table.Cycle(cycle);
        // The row before the first closes the loop.
        int from = first - 1;
        double[] v = result.Table.Potential[from..(last + 1)];
        Series Of(string label, double[] i) => new(label, v, i[from..(last + 1)]);
        var curves = new List<Series> { Of("mPNP", result.Table.Current) with { Color = Black, Style = LineStyle.Solid } };
        foreach (string label in labels)
            if (result.Curve(label) is { } c) curves.Add(Of(label, c.Current) with { Style = LineStyle.Dash });
        return SvgWriter.Write(new Plot($"Cycle {cycle.ToString(CultureInfo.InvariantCulture)}, {result.Case.Name}", new Axis("phi_m", "V"), [new Panel(new Axis("I", "A/m"), curves)]) { Width = 640, Height = 420 });
    }

    /// <summary>S12: the last cycle of several runs, each scaled to its largest current.</summary>
    public static string Shapes(IReadOnlyList<CaseResult> results, string title, Func<CaseResult, string> label, string? model)
    {
        var curves = results.Select(r =>
        {
            var (first, last) = r.Table.Cycle(r.Table.Cycles);
            double[] i = model is null ? r.Table.Current : r.Curve(model)!.Current;
            double scale = i[first..(last + 1)].Max(Math.Abs);
            return new Series(label(r), r.Table.Potential[(first - 1)..(last + 1)], i[(first - 1)..(last + 1)].Select(x => x / scale).ToArray());
        });
        return SvgWriter.Write(new Plot($"{title}, {model ?? "mPNP"}, last cycle", new Axis("phi_m", "V"), [new Panel(new Axis("I / max |I|"), [.. curves])]) { Width = 480, Height = 340 });
    }

    /// <summary>S14: ions and charge in the slits over the first cycle, as parts of their largest change.</summary>
    public static string Ions(CaseResult result)
    {
        var table = result.Table;
        int end = table.Cycle(1).Last;
        double[] time = table.Time[..(end + 1)];
        double[] Sum(Func<SlitColumns, double[]> column) => [.. Enumerable.Range(0, end + 1).Select(k => table.Slits.Skip(1).Sum(s => column(s)[k]))];
        double[] charge = Sum(s => s.Charge), ions = Sum(s => s.Ions);
        return SvgWriter.Write(new Plot($"Ions in all slits, {result.Case.Name}", new Axis("time", "s") { Tight = true },
        [
            new Panel(new Axis("charge and ions", "C/m"), [new Series("charge Q", time, charge), new Series("e times all ions", time, ions)]),
            new Panel(new Axis("change of ions / charge"), [new Series("(ions - ions at rest) / |Q|", time, ions.Select((n, k) => Math.Abs(charge[k]) > 0.05 * charge.Max(Math.Abs) ? (n - ions[0]) / Math.Abs(charge[k]) : double.NaN).ToArray())]),
        ]));
    }
}
