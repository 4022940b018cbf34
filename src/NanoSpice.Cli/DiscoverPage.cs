using System.Globalization;
using NanoSpice.Discovery;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>report.html of a discovery.</summary>
internal static class DiscoverPage
{
    /// <summary>The page of one table.</summary>
    /// <param name="card">text of the card, file name of it</param>
    public static string Html(DiscoveryReport report, string name, string card)
    {
        string target = report.Data.Target.Name;
        var page = new HtmlReport($"{name}: the law of {target}");
        page.Section("What was found").Key(LawText.Short(target, report.Fit.Law)).Text(report.Why);
        page.Table("Numbers of the law", Numbers(report.Fit));
        if (report.Fit.Nanoslit is { } law)
            page.Text($"gamma refers to qmax = {LawText.Number(law.Qmax)}, the {law.QmaxMeaning}; beta = gamma/qmax does not depend on that choice.");
        page.Text($"The law misses {LawText.Percent(report.Fit.Nrmse)} of the rms of {target}, that is {LawText.Percent(report.Fit.PercentOfMax / 100)} of its largest magnitude. "
            + "A high R2 would say little here: Ohm's law alone often explains 97 % and more of the variance. What counts is the error on slits and runs that the fit has not seen.");
        page.Table("The law chosen and the next best", [["law", "error", "error on rows left out", "criterion", "nodes", "found by", "remark"],
            .. report.RunnersUp.Prepend(report.Chosen).Select(j => Row(target, j))]);
        page.Figure(DiscoverFigures.Front(report), "Every law judged. A law is worth its nodes when the error on rows left out falls with them.");
        Checks(page, report);
        page.Section("Law and data").Figure(DiscoverFigures.Parity(report), "Each dot is a row; a perfect law has all of them on the line.");
        page.Figure(DiscoverFigures.Residual(report), "A residual with a shape is physics that the law does not hold; one without is noise.");
        if (report.Fit.Nanoslit is not null)
            page.Figure(DiscoverFigures.Resistance(report), $"Above: {target} over current, where the current is not small, and the resistance by the law (dashed). Below: {target} and the law.");
        page.Table("Residual by slit, half cycle and run, and what these rows alone would say", Residuals(report.Fit));
        page.Section("The card").Text($"Save as {name}.lib (it lies beside this page) and write .include {name}.lib in a netlist.").Listing(card);
        return page.ToString();
    }

    /// <summary>The page of several tables, each with a law of its own: the law of element N for all, side by side.</summary>
    public static string Series(string name, IReadOnlyList<DiscoverOutcome> outcomes)
    {
        var page = new HtmlReport($"{name}: laws of {outcomes.Count} tables");
        page.Section("Laws").Table("Law chosen for each table", [["table", "law", "error", "error on rows left out"],
            .. outcomes.Select(o => (string[])[o.Case.Name, LawText.Short(o.Case.Data.Target.Name, o.Report.Fit.Law), LawText.Percent(o.Report.Fit.Nrmse), LawText.Percent(o.Report.Chosen.HeldOutNrmse)])]);
        var rows = outcomes.Select(SlitRow.Of).OfType<SlitRow>().ToArray();
        if (rows.Length == 0) return page.ToString();
        page.Section("The law of element N in each table").Text("target = I Rc (1 - gamma Q/Qmax), fitted to each table whatever law was chosen for it. "
            + "Rc is the largest resistance of a cycle, at rest; (1 - gamma) Rc the smallest, where the charge is largest.");
        page.Table("Rc, gamma and the range of resistance", [["table", "Rc", "95 %", "gamma", "95 %", "Qmax", "(1 - gamma) Rc", "error"], .. rows.Select(r => r.Cells)]);
        if (rows.All(r => r.Width > 0) && rows.Select(r => r.Width).Distinct().Count() > 1)
        {
            var byWidth = rows.OrderBy(r => r.Width).ToArray();
            double[] at = [.. byWidth.Select(r => r.Width)];
            page.Figure(DiscoverFigures.Range("width of the slit", at, [.. byWidth.Select(r => r.Rc)], [.. byWidth.Select(r => r.Least)], "resistance", byWidth[0].Unit), "Largest and smallest trans-slit resistance of the cycle.");
            if (byWidth.All(r => r.Path > 0))
                page.Figure(DiscoverFigures.Range("width of the slit", at, [.. byWidth.Select(r => r.Rc * r.Width / r.Path)], [.. byWidth.Select(r => r.Least * r.Width / r.Path)], "resistivity", "Ohm m"),
                    "Resistivity: resistance times the width of the slit over the length of the path from one slit to the next, half_period + slit + sheet.");
        }
        return page.ToString();
    }

    /// <summary>Rc and gamma of one table for the comparison.</summary>
    private sealed record SlitRow(string[] Cells, double Width, double Path, double Rc, double Least, string Unit)
    {
        public static SlitRow? Of(DiscoverOutcome o)
        {
            var data = o.Case.Data;
            var (current, charge) = (data.Inputs.FirstOrDefault(NanoslitForm.IsCurrent), data.Inputs.FirstOrDefault(NanoslitForm.IsCharge));
            if (current is null || charge is null || Discoverer.FitNanoslit(data, current.Name, charge.Name, true, o.Report.Options.Search.Seed) is not { Nanoslit: { } law } fit) return null;
            double least = law.Rc.Value * (1 - law.Gamma.Value), width = Condition(data, "slit");
            return new([o.Case.Name, $"{LawText.Number(law.Rc.Value)} {law.Rc.Unit}", Interval(law.Rc), LawText.Number(law.Gamma.Value), Interval(law.Gamma), LawText.Number(law.Qmax), LawText.Number(least), LawText.Percent(fit.Nrmse)],
                width, Condition(data, "half_period") + width + Condition(data, "sheet"), law.Rc.Value, least, law.Rc.Unit);
        }

        private static double Condition(Dataset data, string key)
        {
            string? text = data.Runs[0].Conditions.FirstOrDefault(c => c.Key == key).Value;
            return text is not null && double.TryParse(text.Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : 0;
        }
    }

    private static void Checks(HtmlReport page, DiscoveryReport report)
    {
        page.Section("Checks").Text($"Second method: {report.CrossCheck.Remark}. {(report.CrossCheck.Agrees ? "Both agree." : "The methods disagree: look at the runners-up and at collinear inputs before trusting either.")}");
        if (report.Collinear.Count > 0)
            page.Table("Inputs that others tell: a law may be written with either", [["input", "relation", "left over"], .. report.Collinear.Select(c => (string[])[c.Input, c.Relation, LawText.Percent(c.Unexplained)])]);
        var data = report.Data;
        page.Table("Data", [["run", "file", "conditions"], .. data.Runs.Select(r => (string[])[r.Name, r.Path, string.Join(", ", r.Conditions.Select(c => $"{c.Key} {c.Value}"))])]);
        page.Text($"{data.Rows} rows in {data.Groups.Count} groups of slit, half cycle and run; inputs {string.Join(", ", data.Inputs.Select(c => c.UnitText.Length > 0 ? $"{c.Name} [{c.UnitText}]" : c.Name))}.");
    }

    private static string[] Row(string target, JudgedLaw j) =>
        [LawText.Form(target, j.Law), LawText.Percent(j.Nrmse), LawText.Percent(j.HeldOutNrmse), LawText.Number(Math.Round(j.Bic, 1)), j.Law.Complexity.ToString(CultureInfo.InvariantCulture), j.Origin, j.Remark];

    private static IReadOnlyList<IReadOnlyList<string>> Numbers(FinalFit fit)
    {
        IEnumerable<FitParameter> all = fit.Nanoslit is { } n ? n.Cslit is { } c ? [n.Rc, n.Gamma, n.Beta, c] : [n.Rc, n.Gamma, n.Beta] : fit.Parameters;
        return [["name", "value", "unit", "95 % interval", "standard error"],
            .. all.Select(p => (string[])[p.Name, LawText.Number(p.Value), p.Unit, Interval(p), p.StandardError.ToString("g2", CultureInfo.InvariantCulture)])];
    }

    private static string Interval(FitParameter p) => $"{LawText.Number(p.Low)} to {LawText.Number(p.High)}";

    private static IReadOnlyList<IReadOnlyList<string>> Residuals(FinalFit fit) => [["rows", "number", "rms", "% of largest", "own Rc", "own gamma"],
        .. fit.Residuals.Select(r => (string[])[$"{r.Kind} {r.Label}", r.Rows.ToString(CultureInfo.InvariantCulture), LawText.Number(r.Rms), r.PercentOfMax.ToString("g3", CultureInfo.InvariantCulture), LawText.Number(r.OwnRc), LawText.Number(r.OwnGamma)])];
}
