using System.Globalization;
using System.Text;
using NanoSpice.Discovery;

namespace NanoSpice.Cli;

/// <summary>Tables of laws: the front of one discovery, and the laws of many tables side by side.</summary>
internal static class DiscoverTable
{
    /// <summary>front.csv: every law that is more exact than all simpler ones, and the one chosen.</summary>
    public static string Front(DiscoveryReport report)
    {
        var text = new StringBuilder("complexity,nrmse,nrmse_heldout,bic,origin,law\n");
        double best = double.PositiveInfinity;
        foreach (var j in report.Judged)
        {
            if (j.Nrmse >= best && j != report.Chosen) continue;
            best = Math.Min(best, j.Nrmse);
            text.Append(Line(j.Law.Complexity, j.Nrmse, j.HeldOutNrmse, j.Bic, j.Origin, LawText.Full(report.Data.Target.Name, j.Law)));
        }
        return text.ToString();
    }

    /// <summary>laws.csv, and the same on the console when one is given.</summary>
    public static void Write(string path, IReadOnlyList<DiscoverOutcome> outcomes, ConsoleReport? console)
    {
        var text = new StringBuilder("run,form,rc,rc_se,gamma,gamma_se,beta,beta_se,qmax,nrmse,nrmse_heldout,law\n");
        foreach (var o in outcomes)
        {
            var (fit, target, n) = (o.Report.Fit, o.Case.Data.Target.Name, o.Report.Fit.Nanoslit);
            var inLaw = n is { IsOhm: false } ? n : null;
            text.Append(Line(o.Case.Name, LawText.Form(target, fit.Law), n?.Rc.Value, n?.Rc.StandardError, inLaw?.Gamma.Value, inLaw?.Gamma.StandardError,
                inLaw?.Beta.Value, inLaw?.Beta.StandardError, n?.Qmax, o.Report.Chosen.Nrmse, o.Report.Chosen.HeldOutNrmse, LawText.Full(target, fit.Law)));
        }
        AtomicFile.WriteText(path, text.ToString());
        if (console is null) return;
        string[][] rows = [["run", "law", "rc", "gamma", "qmax", "nrmse", "held-out"], .. outcomes.Select(Row)];
        foreach (string line in Aligned(rows, left: 2)) console.Output.WriteLine(line);
        console.Output.WriteLine($"-> {console.ShownPath(path)}");
    }

    /// <summary>Rows as lines, the first columns aligned to the left, the others to the right.</summary>
    public static IEnumerable<string> Aligned(string[][] rows, int left)
    {
        int[] widths = [.. rows[0].Select((_, k) => rows.Max(r => r[k].Length))];
        return rows.Select(r => string.Join("  ", r.Select((cell, k) => k < left ? cell.PadRight(widths[k]) : cell.PadLeft(widths[k]))).TrimEnd());
    }

    private static string[] Row(DiscoverOutcome o)
    {
        var n = o.Report.Fit.Nanoslit;
        return [o.Case.Name, LawText.Form(o.Case.Data.Target.Name, o.Report.Fit.Law), n is null ? "-" : Spread(n.Rc), n is null ? "-" : n.IsOhm ? "not in the law" : Spread(n.Gamma),
            n is null ? "-" : LawText.Number(n.Qmax), LawText.Percent(o.Report.Chosen.Nrmse), LawText.Percent(o.Report.Chosen.HeldOutNrmse)];

        static string Spread(FitParameter p) => $"{LawText.Number(p.Value)} +- {p.StandardError.ToString("g2", CultureInfo.InvariantCulture)}";
    }

    private static string Line(params object?[] fields) => string.Join(',', fields.Select(f => f switch
    {
        null => "",
        double d => double.IsFinite(d) ? d.ToString("R", CultureInfo.InvariantCulture) : "",
        string s => CsvWriter.Field(s),
        _ => Convert.ToString(f, CultureInfo.InvariantCulture),
    })) + "\n";
}
