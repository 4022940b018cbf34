using NanoSpice.Plots;
using static NanoSpice.Cli.DerivePage;

namespace NanoSpice.Cli;

/// <summary>The part of the report on what charge-dependent steps do to a voltammogram: Fig. 4d, 4e, S13, S14.</summary>
internal static class DeriveStudySection
{
    public static void Write(HtmlReport page, CaseResult first, LadderStudy study)
    {
        page.Section("What the law does to a voltammogram (Fig. 4d, 4e, S13, S14)");
        page.Text("The ladder of netlists/paper: six layers, ropen 1, copen 2m, cslit 10m, qmax 5m, 0 to 0.5 V in 2.5 s, third cycle; the paper prints no capacitances, these give its pictures.");
        page.Figure(LadderStudy.Voltammograms(study.ByGamma, byGamma: true), "Fig. 4d: gamma from -0.9 to 0.9 at Rc = 5 Ohm.");
        page.Table("Shape against gamma", [["gamma", "area [A V]", "A", "max I [A]", "at [V]"], .. study.ByGamma.Select(m => (string[])[F($"{m.Gamma}"), F($"{m.Area:g4}"), Percent(m.Asymmetry), F($"{m.I.Max():g4}"), F($"{m.PeakPotential:g3}")])]);
        var (zero, most) = (study.ByGamma.First(m => m.Gamma == 0), study.ByGamma[^1]);
        page.Claim("Rising gamma turns the ellipse of gamma = 0 into a trapezoid and encloses a larger area.",
            $"A goes from {Percent(zero.Asymmetry)} at gamma = 0 to {Percent(most.Asymmetry)} at 0.9, the area from {F($"{zero.Area:g4}")} to {F($"{most.Area:g4}")} A V ({F($"{100 * (most.Area / zero.Area - 1):+0.0;-0.0}")} %).");
        page.Figure(LadderStudy.Voltammograms(study.ByRc, byGamma: false), "Fig. 4e: Rc from 1 to 10 Ohm at gamma = 0.9.");
        page.Table("Peak against Rc", [["Rc [Ohm]", "max I [A]", "at [V]", "I at the vertex / max I", "A"], .. study.ByRc.Select(m => (string[])[F($"{m.Rc}"), F($"{m.I.Max():g4}"), F($"{m.PeakPotential:g3}"), F($"{m.I[(m.I.Length - 1) / 2] / m.I.Max():g3}"), Percent(m.Asymmetry)])]);
        page.Claim("A peak at the upper right grows with Rc, without any reaction.",
            string.Join("; ", study.ByRc.Select(m => F($"Rc = {m.Rc}: largest current at {m.PeakPotential:g3} V of 0.5 V"))) + ". No element of the ladder is a reaction.");
        page.Figure(LadderStudy.Resistances(study.ByGamma), "S13: resistance of the third step over the cycle.");
        page.Figure(LadderStudy.Charges(study.ByGamma), "S14: charge stored in all slits and the open space over the cycle.");
        page.Claim("A smaller resistance brings more ions into the slits.", F($"Largest stored charge: {study.ByGamma[0].Q.Max():g4} C at gamma = -0.9, {zero.Q.Max():g4} at 0, {most.Q.Max():g4} at 0.9."));
        page.Figure(DeriveFigures.Ions(first), "S14 by the mPNP equations: charge and number of ions in all slits over cycle 1. Where the ratio below is 1 every charge is an ion that came in; where it is 0 ions of one sign take the place of the other.");
    }
}
