using NanoSpice.Plots;
using static NanoSpice.Cli.DerivePage;

namespace NanoSpice.Cli;

/// <summary>The part of the report on the circuit: elements, Fig. 4c, the transmission line of S11.</summary>
internal static class DeriveCircuitSection
{
    public static void Write(HtmlReport page, CaseResult[] main, CaseResult[] other)
    {
        page.Section("From elements to the circuit (Fig. 4b, 4c, S11)");
        page.Text("Every number of the ladder comes from inside the slits: steps between slits (rc, gamma), the step from the open space (rin, gammain), the open space (ropen, copen), the capacitor of a slit. Two capacitors are tried: a constant one, as the paper has it, and the double layer with ions of finite size [KBA], which NCM without a further word means below. Nothing is fitted to the voltammogram except where the label says free fit; that is a bound for the equations, not a prediction.");
        page.Table("Elements, per metre of depth", [["run", "rc", "gamma", "rin", "gammain", "ropen", "cslit", "error", "copen", "qs", "error", "qs/theory", "qsopen"],
            .. main.Concat(other).Select(r => Elements(r))]);
        var first = main[0];
        int last = first.Table.Cycles;
        foreach (int cycle in new[] { 1, last }.Distinct())
            page.Figure(DeriveFigures.Voltammogram(first, cycle, DeriveCurves.Layers, DeriveCurves.Constant, DeriveCurves.Line, DeriveCurves.OwnCard, DeriveCurves.OwnDeck), $"Fig. 4c: {first.Case.Name}, cycle {cycle}; models built from elements.");
        page.Figure(DeriveFigures.Voltammogram(first, last, DeriveCurves.FreeLayers, DeriveCurves.FreeConstant, DeriveCurves.FreeLine), $"The same cycle with models fitted freely to it.");
        page.Claim("The voltammogram of the nano-circuitry model agrees very well with that of the mPNP equations (6 layers, d = 1.5 nm).",
            $"Built: {Error(first, DeriveCurves.Layers, last)} with double layers, {Error(first, DeriveCurves.Constant, last)} with constant capacitors, of max |I| in cycle {last}; transmission line {Error(first, DeriveCurves.Line, last)}. Fitted freely: {Error(first, DeriveCurves.FreeLayers, last)}, {Error(first, DeriveCurves.FreeConstant, last)} and {Error(first, DeriveCurves.FreeLine, last)}.");
        var c = first.Curve(DeriveCurves.Line)?.Cycles[^1];
        if (c is not null)
            page.Claim("The asymmetry between charging and discharging cannot be had from a transmission line with any parameters.",
                $"In its periodic state any linear ladder has A = 0, and so misses by A/2 at least. Here A of the mPNP current in cycle {last} is {Percent(c.TableAsymmetry)}; of the ladder with charge-dependent steps {Percent((first.Curve(DeriveCurves.Layers) ?? first.Curve(DeriveCurves.Constant))!.Cycles[^1].Asymmetry)}; of the transmission line {Percent(c.Asymmetry)}, freely fitted {Percent(first.Curve(DeriveCurves.FreeLine)?.Cycles[^1].Asymmetry ?? double.NaN)} (what is left of its start-up). {Verdict(first)}");
        Comparison(page, [.. main, .. other]);
        foreach (var r in main.Skip(1)) page.Figure(DeriveFigures.Voltammogram(r, r.Table.Cycles, DeriveCurves.Layers, DeriveCurves.Constant, DeriveCurves.Line), $"{r.Case.Name}, last cycle.");
        if (other.Length == 0) return;
        page.Figure(DeriveFigures.Voltammogram(other[0], other[0].Table.Cycles, DeriveCurves.Layers, DeriveCurves.Constant, DeriveCurves.Line), $"Other parameter set, {other[0].Case.Name}, last cycle.");
        page.Text("Other parameter set: " + string.Join(" ", other.Select(o => $"{o.Case.Name}: {Verdict(o)}")));
    }

    /// <summary>Whether the voltammogram tells charge-dependent steps from constant ones.</summary>
    private static string Verdict(CaseResult r)
    {
        string best = r.Curve(DeriveCurves.Layers) is null ? DeriveCurves.Constant : DeriveCurves.Layers;
        double ladder = r.Curve(best)!.Cycles[^1].Rms, line = r.Curve(DeriveCurves.Line)?.Cycles[^1].Rms ?? double.NaN, free = r.Curve(DeriveCurves.FreeLine)?.Cycles[^1].Rms ?? double.NaN;
        string numbers = $"charge-dependent steps {Percent(ladder)}, transmission line {Percent(line)} built and {Percent(free)} freely fitted";
        return Math.Min(line, free) > 1.5 * ladder ? $"The voltammogram tells them apart: {numbers}." : $"The voltammogram does not discriminate: {numbers}.";
    }

    private static string[] Elements(CaseResult r)
    {
        var e = r.Elements;
        return [r.Case.Word, F($"{e.Step.Rc:g4}"), F($"{e.Gamma:g3}"), F($"{e.Entry.Rc:g4}"), F($"{e.EntryGamma:g3}"), F($"{e.Ropen:g4}"), F($"{e.Slit.Value:g4}"), Percent(e.Slit.Nrmse), F($"{e.Open.Value:g4}"),
            F($"{e.SlitLayer.Value:g4}"), Percent(e.SlitLayer.Nrmse), F($"{e.SlitLayer.Value / e.SlitLayerTheory:g4}"), F($"{e.OpenLayer.Value:g4}")];
    }

    private static void Comparison(HtmlReport page, CaseResult[] all)
    {
        page.Table("rms of the difference to the mPNP current over max |I|, by cycle, and asymmetry A; A of the mPNP current in the last column",
            [["run", "cycle", "model", "rms error", "largest error", "A", "A of mPNP"],
            .. all.SelectMany(r => r.Curves.SelectMany(c => c.Cycles.Where(y => y.Cycle == 1 || y.Cycle == r.Table.Cycles)
                .Select(y => (string[])[r.Case.Word, F($"{y.Cycle}"), c.Label, Percent(y.Rms), Percent(y.Worst), Percent(y.Asymmetry), Percent(y.TableAsymmetry)])))]);
        page.Text("A in cycle 1 is mostly start-up from rest: only the periodic state speaks about the law.");
    }
}
