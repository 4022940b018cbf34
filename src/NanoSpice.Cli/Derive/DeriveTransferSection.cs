using NanoSpice.Plots;
using static NanoSpice.Cli.DerivePage;

namespace NanoSpice.Cli;

/// <summary>The part of the report on other numbers of layers and other rates: S12.</summary>
internal static class DeriveTransferSection
{
    public static void Write(HtmlReport page, CaseResult first, CaseResult[] transfer)
    {
        page.Section("Other layers and rates without refitting (S12)");
        page.Text($"Elements of {first.Case.Name} ({first.Table.Layers} layers) used as they are for more layers and other rates.");
        string best = first.Curve(DeriveCurves.Layers) is null ? DeriveCurves.Constant : DeriveCurves.Layers;
        page.Table("Elements carried over: rms of the difference over max |I|", [["run", "cycle", "NCM", "NCM, constant C", "TLM", "A of mPNP", "A, NCM", "A, constant C", "A, TLM"],
            .. transfer.Prepend(first).SelectMany(r => new[] { 1, r.Table.Cycles }.Distinct().Select(c => (string[])[r.Case.Name, F($"{c}"),
                Error(r, DeriveCurves.Layers, c), Error(r, DeriveCurves.Constant, c), Error(r, DeriveCurves.Line, c), Percent(r.Curve(DeriveCurves.Line)!.Cycles[c - 1].TableAsymmetry),
                A(r, DeriveCurves.Layers, c), A(r, DeriveCurves.Constant, c), A(r, DeriveCurves.Line, c)]))]);
        CaseResult[] layers = [.. transfer.Where(t => t.Table.Layers != first.Table.Layers).Prepend(first).OrderBy(t => t.Table.Layers)], rates = [.. transfer.Where(t => t.Table.Layers == first.Table.Layers).Prepend(first).OrderByDescending(t => t.Table.Settings.RampTime)];
        string Count(CaseResult r) => F($"{r.Table.Layers} layers");
        string Rate(CaseResult r) => F($"{r.Table.Settings.HighPotential / r.Table.Settings.RampTime / 1e6:g3} V/us");
        foreach (var (set, title, label) in new[] { (layers, "Layers", (Func<CaseResult, string>)Count), (rates, "Rates", Rate) })
        {
            if (set.Length < 2) continue;
            page.Figure(DeriveFigures.Shapes(set, title, label, null), $"S12: shape of the last cycle of the mPNP equations, {title.ToLowerInvariant()}.");
            page.Figure(DeriveFigures.Shapes(set, title, label, best), $"S12: the same of the ladder with elements carried over.");
        }
        page.Claim("Asymmetry grows with the number of layers and with the rate; a transmission line has none.",
            $"A of the mPNP current in its last cycle, and A of the transmission line: {Row(layers, Count)}; slowest to fastest: {Row(rates, Rate)}. {(Grows(layers) && Grows(rates) ? "It grows with both." : "It does not grow steadily with both.")} What the transmission line has of it is start-up from rest, which lasts longer in thicker electrodes: only what exceeds it speaks about the law.");
        page.Claim("The model carries over to larger systems.", $"Largest error of any run and cycle: {Percent(transfer.Max(t => Worst(t, best)))} with {best}, {Percent(transfer.Max(t => Worst(t, DeriveCurves.Line)))} with the transmission line.");
    }

    private static string A(CaseResult r, string label, int cycle) => r.Curve(label) is { } c ? Percent(c.Cycles[cycle - 1].Asymmetry) : "-";

    private static double LastA(CaseResult r) => r.Curves[0].Cycles[^1].TableAsymmetry;

    private static string Row(CaseResult[] set, Func<CaseResult, string> label) => string.Join(", ", set.Select(r => $"{label(r)} {Percent(LastA(r))} ({Percent(r.Curve(DeriveCurves.Line)!.Cycles[^1].Asymmetry)})"));

    private static bool Grows(CaseResult[] set) => Enumerable.Range(1, set.Length - 1).All(k => LastA(set[k]) > LastA(set[k - 1]));
}
