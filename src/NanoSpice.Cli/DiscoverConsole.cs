using System.Globalization;
using NanoSpice.Discovery;

namespace NanoSpice.Cli;

/// <summary>What nanospice discover and fit say about a law.</summary>
internal static class DiscoverConsole
{
    /// <summary>Sparse regression may keep dozens of terms.</summary>
    private const int LongestRemark = 160;

    public static void Write(DiscoverOutcome outcome, ConsoleReport console, bool named)
    {
        var (report, to, target) = (outcome.Report, console.Error, outcome.Case.Data.Target.Name);
        if (named) to.WriteLine($"{outcome.Case.Name}:");
        WriteFit(outcome.Case.Data, report.Fit, to);
        to.WriteLine($"  error {LawText.Percent(report.Chosen.Nrmse)} of rms, {LawText.Percent(report.Chosen.HeldOutNrmse)} on left-out slits and runs");
        to.WriteLine($"why: {report.Why}");
        if (report.RunnersUp.Count > 0)
        {
            string[][] rows = [["law (chosen first)", "nrmse", "held-out", "BIC", "nodes"], .. report.RunnersUp.Prepend(report.Chosen).Select(j => Row(target, j))];
            foreach (string line in DiscoverTable.Aligned(rows, left: 1)) to.WriteLine(line);
        }
        string remark = report.CrossCheck.Remark;
        to.WriteLine($"cross-check: {(remark.Length > LongestRemark ? remark[..LongestRemark] + "... (whole in discover.json)" : remark)}");
        foreach (var c in report.Collinear)
            to.WriteLine($"warning: {c.Input} is told by others to {LawText.Percent(c.Unexplained)}: {c.Relation}; a law may be written with either");
        to.WriteLine($"-> {string.Join(' ', outcome.Files.Select(f => Path.Combine(console.ShownPath(outcome.Folder), f)))}");
    }

    /// <summary>The law, its numbers with 95 % intervals, and where it fits less well.</summary>
    public static void WriteFit(Dataset data, FinalFit fit, TextWriter to)
    {
        to.WriteLine(LawText.Short(data.Target.Name, fit.Law));
        var numbers = fit.Nanoslit?.Numbers ?? fit.Parameters;
        string[][] rows = [.. numbers.Select(p => new[] { "  " + p.Name, LawText.Number(p.Value), p.Unit, $"95 %: {LawText.Number(p.Low)} to {LawText.Number(p.High)}" })];
        if (rows.Length > 0) foreach (string line in DiscoverTable.Aligned(rows, left: 4)) to.WriteLine(line);
        if (fit.Nanoslit is { IsOhm: true }) to.WriteLine("  gamma is not in the law: Ohm's law was chosen, which says nothing of how far from 0 gamma may be");
        else if (fit.Nanoslit is { } slit) to.WriteLine($"  gamma refers to qmax = {LawText.Number(slit.Qmax)} {data.Find(slit.Charge)?.UnitText}".TrimEnd() + $", the {slit.QmaxMeaning}");
        to.WriteLine($"  residual {LawText.Number(fit.Rms)} {data.Target.UnitText}".TrimEnd() + $" rms, {LawText.Percent(fit.PercentOfMax / 100)} of the largest |{data.Target.Name}|");
        foreach (var kind in fit.Residuals.GroupBy(r => r.Kind).Where(k => k.Count() > 1))
            to.WriteLine($"  by {kind.Key}: {string.Join(", ", kind.Select(Short))}");
    }

    private static string Short(GroupResidual r)
    {
        string own = double.IsFinite(r.OwnGamma) ? string.Create(CultureInfo.InvariantCulture, $" (gamma {r.OwnGamma:f3})") : "";
        return $"{r.Label}: {LawText.Percent(r.PercentOfMax / 100)}{own}";
    }

    private static string[] Row(string target, JudgedLaw j) =>
        ["  " + LawText.Form(target, j.Law), LawText.Percent(j.Nrmse), LawText.Percent(j.HeldOutNrmse), j.Bic.ToString("f1", CultureInfo.InvariantCulture), j.Law.Complexity.ToString(CultureInfo.InvariantCulture)];
}
