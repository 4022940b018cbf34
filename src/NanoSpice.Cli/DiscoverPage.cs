using System.Globalization;
using NanoSpice.Discovery;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>report.html of a discovery.</summary>
internal static class DiscoverPage
{
    private const int LongestRemark = 240;

    /// <summary>The page of one table.</summary>
    /// <param name="card">text of the card, file name of it</param>
    public static string Html(DiscoveryReport report, string name, string card)
    {
        string target = report.Data.Target.Name;
        var page = new HtmlReport($"{name}: the law of {target}");
        page.Section("What was found").Key(LawText.Short(target, report.Fit.Law)).Text(report.Why);
        page.Table("Numbers of the law", Numbers(report.Fit));
        if (report.Fit.Nanoslit is { } law)
            page.Text($"gamma refers to qmax = {LawText.Number(law.Qmax)} {report.Data.Find(law.Charge)?.UnitText}, the {law.QmaxMeaning}; beta = gamma/qmax does not depend on that choice.");
        page.Text($"The law misses {LawText.Percent(report.Fit.Nrmse)} of the rms of {target}, that is {LawText.Percent(report.Fit.PercentOfMax / 100)} of its largest magnitude. "
            + "A high R2 would say little here: Ohm's law alone often explains 97 % and more of the variance. What counts is the error on slits and runs that the fit has not seen.");
        page.Table("The law chosen and the next best", [["law", "error", "error on rows left out", "criterion", "nodes", "found by", "remark"],
            .. report.RunnersUp.Prepend(report.Chosen).Select(j => Row(target, j))]);
        page.Figure(DiscoverFigures.Front(report), "Every law judged; the chosen one stands on the grey stripe. Blue: error of the fit to all rows; red: error on slits and runs that the fit has not seen. A larger law is worth its nodes only if the red dots fall with it.");
        Checks(page, report);
        page.Section("Law and data").Figure(DiscoverFigures.Parity(report), "Each dot is a row; a perfect law has all of them on the line.");
        page.Figure(DiscoverFigures.Residual(report), "A residual with a shape is physics that the law does not hold; one without is noise.");
        if (report.Fit.Nanoslit is not null)
            page.Figure(DiscoverFigures.Resistance(report), $"Above: {target} over current, where the current is not small, and the resistance by the law (dashed). Below: {target} and the law. As Fig. 3b of the paper and its inset. Where {target} and the current pass zero at different times their quotient runs away: there the data have no resistance that the law could meet.");
        page.Table("Residual by slit, half cycle and run, and what these rows alone would say", Residuals(report));
        page.Section("The card").Text($"It lies beside this page as {name}.lib. Write .include {name}.lib in a netlist, then a line as the comment \"use:\" shows, with your own nodes.").Listing(card);
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
            + "Where gamma is positive, Rc is the largest resistance of a cycle, at rest, and (1 - gamma) Rc the smallest, where the charge is largest. "
            + string.Create(CultureInfo.InvariantCulture, $"It was the law chosen in {rows.Count(r => r.IsChosen)} of {rows.Length} tables; elsewhere the numbers say only what it would give. ")
            + "Where the interval of gamma holds 0, the table cannot tell the law from Ohm's.");
        page.Table("Rc, gamma and the range of resistance", [["table", "Rc", "95 %", "gamma", "95 %", "Qmax", "(1 - gamma) Rc", "error", "law chosen", "gamma differs from 0"], .. rows.Select(r => r.Cells)]);
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
    private sealed record SlitRow(string[] Cells, bool IsChosen, double Width, double Path, double Rc, double Least, string Unit)
    {
        public static SlitRow? Of(DiscoverOutcome o)
        {
            var data = o.Case.Data;
            var (current, charge) = (data.Inputs.FirstOrDefault(NanoslitForm.IsCurrent), data.Inputs.FirstOrDefault(NanoslitForm.IsCharge));
            if (current is null || charge is null || Discoverer.FitNanoslit(data, current.Name, charge.Name, true, o.Report.Options.Search.Seed) is not { Nanoslit: { } law } fit) return null;
            double least = law.Rc.Value * (1 - law.Gamma.Value), width = Condition(data, "slit");
            bool chosen = o.Report.Fit.Law.HasTermsOf(fit.Law);
            return new([o.Case.Name, $"{LawText.Number(law.Rc.Value)} {law.Rc.Unit}", Interval(law.Rc), LawText.Number(law.Gamma.Value), Interval(law.Gamma), LawText.Number(law.Qmax), LawText.Number(least), LawText.Percent(fit.Nrmse), chosen ? "yes" : "no", law.Gamma.Low > 0 || law.Gamma.High < 0 ? "yes" : "no"],
                chosen, width, Condition(data, "half_period") + width + Condition(data, "sheet"), law.Rc.Value, least, law.Rc.Unit);
        }

        private static double Condition(Dataset data, string key)
        {
            string? text = data.Runs[0].Conditions.FirstOrDefault(c => c.Key == key).Value;
            return text is not null && double.TryParse(text.Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : 0;
        }
    }

    private static void Checks(HtmlReport page, DiscoveryReport report)
    {
        page.Section("Checks").Text($"Second method: {Cut(report.CrossCheck.Remark)}. {(report.CrossCheck.Agrees ? "Both agree." : "The methods disagree: look at the runners-up and at collinear inputs before trusting either.")}");
        if (report.Collinear.Count > 0)
            page.Table("Inputs that others tell: a law may be written with either", [["input", "relation", "left over"], .. report.Collinear.Select(c => (string[])[c.Input, c.Relation, LawText.Percent(c.Unexplained)])]);
        var data = report.Data;
        page.Table("Data", [["run", "file", "conditions"], .. data.Runs.Select(r => (string[])[r.Name, r.Path, string.Join(", ", r.Conditions.Select(c => $"{c.Key} {c.Value}"))])]);
        page.Text($"{data.Rows} rows in {data.Groups.Count} groups of slit, half cycle and run; inputs {string.Join(", ", data.Inputs.Select(c => c.UnitText.Length > 0 ? $"{c.Name} [{c.UnitText}]" : c.Name))}.");
    }

    private static string Cut(string remark) => remark.Length > LongestRemark ? remark[..LongestRemark] + "... (whole in discover.json)" : remark;

    private static string[] Row(string target, JudgedLaw j) =>
        [LawText.Form(target, j.Law), LawText.Percent(j.Nrmse), LawText.Percent(j.HeldOutNrmse), LawText.Number(Math.Round(j.Bic, 1)), j.Law.Complexity.ToString(CultureInfo.InvariantCulture), j.Origin, j.Remark];

    private static IReadOnlyList<IReadOnlyList<string>> Numbers(FinalFit fit)
    {
        var all = fit.Nanoslit?.Numbers ?? fit.Parameters;
        return [["name", "value", "unit", "95 % interval", "standard error"],
            .. all.Select(p => (string[])[p.Name, LawText.Number(p.Value), p.Unit, Interval(p), LawText.Number(double.Parse(p.StandardError.ToString("g2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))])];
    }

    private static string WithUnit(string name, string unit) => unit.Length > 0 ? $"{name} [{unit}]" : name;

    private static string Interval(FitParameter p) => $"{LawText.Number(p.Low)} to {LawText.Number(p.High)}";

    private static IReadOnlyList<IReadOnlyList<string>> Residuals(DiscoveryReport report) =>
        [["rows", "number", WithUnit("rms", report.Data.Target.UnitText), "% of largest", WithUnit("own Rc", report.Fit.Nanoslit?.Rc.Unit ?? ""), "own gamma"],
        .. report.Fit.Residuals.Select(r => (string[])[$"{r.Kind} {r.Label}", r.Rows.ToString(CultureInfo.InvariantCulture), LawText.Number(r.Rms), r.PercentOfMax.ToString("g3", CultureInfo.InvariantCulture), LawText.Number(r.OwnRc), LawText.Number(r.OwnGamma)])];
}
