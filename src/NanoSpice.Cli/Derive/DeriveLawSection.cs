using NanoSpice.Derive;
using NanoSpice.Plots;
using static NanoSpice.Cli.DerivePage;

namespace NanoSpice.Cli;

/// <summary>The part of the report on the law of a step: Fig. 3, S6, S7.</summary>
internal static class DeriveLawSection
{
    public static void Write(HtmlReport page, CaseResult[] main, CaseResult[] other)
    {
        page.Section("The law of a step between slits (Fig. 3)");
        page.Figure(DeriveFigures.Profiles(main[0].Table), "Fig. 3a: what the search is given.");
        Found(page, [.. main, .. other]);
        var shown = main.FirstOrDefault(r => Math.Abs(r.Table.Settings.SlitWidth - 2e-9) < 1e-12) ?? main[0];
        page.Figure(DeriveFigures.Resistance(shown, electric: true), "Fig. 3b with its inset, on the potential phi at mid-slit. The law is fitted on the first ramp only; the way back shows what it does not hold.");
        page.Figure(DeriveFigures.Resistance(shown, electric: false), "The same on psi = (mu+ - mu-)/2e, which drives the current and is zero at rest.");
        page.Claim("The resistance of a step falls from about Rc at the start of charging to (1 - gamma) Rc at its end, and rises again on the way back.",
            string.Join(" ", main.Select(r => F($"{r.Case.Name}: {r.Electric.Step.Rc:g3} to {r.Electric.Step.Rc * (1 - r.Electric.Gamma):g3} Ohm m on phi, {r.Elements.Step.Rc:g3} to {r.Elements.Step.Rc * (1 - r.Elements.Gamma):g3} on psi."))));
        Numbers(page, main, "main set");
        if (other.Length > 0) Numbers(page, other, "other set");
        Spread(page, main);
        Widths(page, main, "main set");
        if (other.Length > 0) Widths(page, other, "other set");
    }

    private static void Found(HtmlReport page, CaseResult[] all)
    {
        if (all.All(r => r.Found is null)) return;
        page.Claim("A search over formulas finds dphi_i = I_i (Rc + Rd), Rd = -gamma Rc Q_i/Qmax.",
            "Which law the search chooses for each table, and how the paper's form I (a + b Q) does in the same table, is below. A smooth table without noise lets larger laws win by some percent; whole pages of each search, with its runners-up, lie in the folder laws.");
        page.Table("Laws found in dphi of the first ramp, all steps between slits", [["run", "law chosen", "error", "on slits left out", "I (a + b Q): error", "on slits left out"],
            .. all.Where(r => r.Found is not null).Select(r => (string[])[r.Case.Word, r.Found!.Law, Percent(r.Found.Nrmse), Percent(r.Found.HeldOut),
                Percent(r.Electric.Step.Nrmse), Percent(Extraction.LeftOut(r.Table, SlitPotential.Electric))])]);
    }

    private static void Numbers(HtmlReport page, CaseResult[] set, string name)
    {
        page.Table($"Rc and gamma, {name}: first ramp, steps 1 .. N-1 together; intervals 95 %", [["run", "potential", "Rc [Ohm m]", "95 %", "gamma", "95 %", "Qmax [C/m]", "error", "error of Ohm's law"],
            .. set.SelectMany(r => new[] { Row(r, electric: false), Row(r, electric: true) })]);

        static string[] Row(CaseResult r, bool electric)
        {
            var e = electric ? r.Electric : r.Elements;
            var n = (electric ? r.ElectricFit : r.ChargeFit)?.Nanoslit;
            return [r.Case.Name, electric ? "phi" : "psi", F($"{e.Step.Rc:g4}"), n is null ? "-" : F($"{n.Rc.Low:g3} to {n.Rc.High:g3}"), F($"{e.Gamma:g3}"),
                n is null ? "-" : F($"{n.Beta.Low * e.Qmax:g3} to {n.Beta.High * e.Qmax:g3}"), F($"{e.Qmax:g4}"), Percent(e.Step.Nrmse), Percent(e.OhmStep.Nrmse)];
        }
    }

    private static void Spread(HtmlReport page, CaseResult[] main)
    {
        var rows = main.SelectMany(r => Extraction.StepByStep(r.Table, SlitPotential.Electric).Zip(Extraction.StepByStep(r.Table), (phi, psi) => (phi, psi))
            .Select((l, k) => (string[])[r.Case.Name, F($"{k + 1} to {k + 2}"), F($"{l.phi.Rc:g3}"), F($"{l.phi.Gamma(r.Elements.Qmax):g3}"), Percent(l.phi.Nrmse), F($"{l.psi.Rc:g3}"), F($"{l.psi.Gamma(r.Elements.Qmax):g3}"), Percent(l.psi.Nrmse)]));
        var psi = Extraction.StepByStep(main[0].Table);
        page.Claim("All steps of a network follow the same Rc and gamma, which depend on the slit width only.",
            F($"At {main[0].Case.Name}, fitted step by step on psi, gamma runs from {psi.Min(l => l.Gamma(main[0].Elements.Qmax)):g3} to {psi.Max(l => l.Gamma(main[0].Elements.Qmax)):g3} and Rc from {psi.Min(l => l.Rc):g3} to {psi.Max(l => l.Rc):g3} Ohm m. One law for all steps is a good mean, not an identity; and gamma depends on window, ion size and rate as well."));
        page.Table("The law step by step", [["run", "step", "Rc on phi", "gamma", "error", "Rc on psi", "gamma", "error"], .. rows]);
    }

    private static void Widths(HtmlReport page, CaseResult[] set, string name)
    {
        if (set.Select(r => r.Table.Settings.SlitWidth).Distinct().Count() < 2) return;
        page.Figure(DeriveFigures.Widths(set, electric: true, resistivity: false), $"Fig. 3c, {name}: largest and smallest resistance of a step against slit width.");
        page.Figure(DeriveFigures.Widths(set, electric: true, resistivity: true), $"Fig. 3d, {name}: resistivity, resistance times d over the path half_period + d + sheet.");
        var sorted = set.OrderBy(r => r.Table.Settings.SlitWidth).ToArray();
        double Most(CaseResult r) => r.Electric.Step.Rc;
        double Least(CaseResult r) => r.Electric.Step.Rc * (1 - r.Electric.Gamma);
        double PerPath(CaseResult r) => r.Table.Settings.SlitWidth / (r.Table.Settings.HalfPeriod + r.Table.Settings.SlitWidth + r.Table.Settings.SheetThickness);
        page.Claim("The largest resistance hardly depends on d; the smallest falls with smaller d; both resistivities fall with smaller d, their difference stays about the same.",
            F($"{name}, from d = {sorted[^1].Table.Settings.SlitWidth * 1e9:g3} nm to {sorted[0].Table.Settings.SlitWidth * 1e9:g3} nm: largest {Most(sorted[^1]):g3} to {Most(sorted[0]):g3}, smallest {Least(sorted[^1]):g3} to {Least(sorted[0]):g3} Ohm m; resistivity difference {(Most(sorted[^1]) - Least(sorted[^1])) * PerPath(sorted[^1]):g3} to {(Most(sorted[0]) - Least(sorted[0])) * PerPath(sorted[0]):g3} Ohm m."));
    }
}
