using System.Globalization;
using NanoSpice.Derive;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>report.html of a derivation: the paper's figures, each beside what the paper says and what came out here.</summary>
internal static class DerivePage
{
    public static string Html(DerivePlan plan, IReadOnlyList<CaseResult> results, string folder)
    {
        var page = new HtmlReport("From physics to circuit: nanoslit electrodes");
        CaseResult[] main = [.. results.Where(r => r.Case.Role == DeriveRole.Main)], other = [.. results.Where(r => r.Case.Role == DeriveRole.Other)], transfer = [.. results.Where(r => r.Case.Role == DeriveRole.Transfer)];
        Summary(page, main, other, transfer);
        Configuration(page, results);
        Mechanism(page, plan, main[0], folder);
        DeriveLawSection.Write(page, main, other);
        DeriveCircuitSection.Write(page, main, other);
        if (transfer.Length > 0) DeriveTransferSection.Write(page, main[0], transfer);
        DeriveStudySection.Write(page, main[0], new LadderStudy(CancellationToken.None));
        page.Section("Cards").Text("They lie in the folder cards, the decks that use them in decks. Write .include and the name of the stack as the line \"use:\" shows.");
        foreach (var result in main) page.Listing(DeriveCard.Write(result, plan.Seed));
        return page.ToString();
    }

    /// <summary>1.5 %, two digits.</summary>
    public static string Percent(double share) => LawText.Percent(share);

    public static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Error of a model in cycle c, as "1.1 %"; "-" where there is none.</summary>
    public static string Error(CaseResult result, string label, int cycle) => result.Curve(label) is { } c && cycle <= c.Cycles.Count ? Percent(c.Cycles[cycle - 1].Rms) : "-";

    private static void Summary(HtmlReport page, CaseResult[] main, CaseResult[] other, CaseResult[] transfer)
    {
        var first = main[0];
        var e = first.Elements;
        page.Section("In short");
        page.Key(F($"dpsi_i = I_i ({e.Step.Rc:g4} Ohm m) (1 - {e.Gamma:g3} |Q_i|/Qmax), {first.Case.Name}"));
        string best = first.Curve(DeriveCurves.Layers) is null ? DeriveCurves.Constant : DeriveCurves.Layers;
        int last = first.Table.Cycles;
        page.Text($"A ladder built from elements extracted inside the slits, without a look at the voltammogram, misses the current of the mPNP equations by {Error(first, best, 1)} of its maximum in cycle 1 and {Error(first, best, last)} in cycle {last}; "
            + $"with constant capacitors by {Error(first, DeriveCurves.Constant, 1)} and {Error(first, DeriveCurves.Constant, last)}; a transmission line built in the same way by {Error(first, DeriveCurves.Line, 1)} and {Error(first, DeriveCurves.Line, last)}, and one fitted freely to that voltammogram still by {Error(first, DeriveCurves.FreeLine, last)}.");
        if (transfer.Length > 0)
            page.Text($"The same elements, carried over to {string.Join(", ", transfer.Select(t => t.Case.Name))} without refitting, miss by at most {Percent(transfer.Max(t => Worst(t, best)))} in any cycle.");
        if (other.Length > 0)
        {
            double worse = other.Max(o => Worst(o, DeriveCurves.Line)), better = other.Max(o => Worst(o, o.Curve(DeriveCurves.Layers) is null ? DeriveCurves.Constant : DeriveCurves.Layers));
            page.Text($"With the other parameter set a transmission line misses by up to {Percent(worse)} and the ladder with charge-dependent steps by up to {Percent(better)}: {(worse < 1.5 * better ? "the voltammogram of that set does not tell the two apart" : "the voltammogram of that set tells them apart")}.");
        }
    }

    /// <summary>Largest rms error over the cycles.</summary>
    public static double Worst(CaseResult result, string label) => result.Curve(label)?.Cycles.Max(c => c.Rms) ?? double.NaN;

    private static void Configuration(HtmlReport page, IReadOnlyList<CaseResult> results)
    {
        var keys = PnpKeys.Settings.Where(k => !k.IsList).ToArray();
        // One column for each set of runs; keys that differ within a set are in the names of its runs.
        var sets = results.GroupBy(r => r.Case.Role).Select(g => g.ToArray()).ToArray();
        string Value(PnpKey key, CaseResult[] set) => string.Join(", ", set.Select(r => key.Value(r.Case.Settings)).Select(v => v is double d ? LawText.Number(d) : F($"{v}")).Distinct());
        string Title(DeriveRole role) => role switch { DeriveRole.Main => "main set", DeriveRole.Other => "other set", _ => "carried over" };
        page.Section("Configuration").Table("Settings of the mPNP runs", [["key", "unit", .. sets.Select(s => Title(s[0].Case.Role))],
            .. keys.Select(k => (string[])[k.Name, k.Unit, .. sets.Select(s => Value(k, s))])]);
    }

    private static void Mechanism(HtmlReport page, DerivePlan plan, CaseResult result, string folder)
    {
        page.Section("Transport inside and outside (Fig. 2)");
        string runs = result.Case.Tables ?? Path.Combine(folder, result.Case.Folder);
        bool Add(string name, string caption)
        {
            string path = Path.Combine(runs, name);
            if (!File.Exists(path)) return false;
            page.Figure(File.ReadAllText(path), caption);
            return true;
        }
        Add("currents_outside.svg", "Fig. 2c: parts of the ionic current just outside the electrode.");
        page.Claim("Outside the electrode diffusion and steric flux run against migration throughout the cycle.", Directions(result, outside: true));
        Add("profile_outside.svg", "Fig. 2d: potential outside the electrode.");
        Add("currents_slits.svg", "Fig. 2f: parts of the ionic current from slit to slit.");
        page.Claim("From slit to slit diffusion and migration run the same way throughout; the steric flux too where d is below 2 nm.", Directions(result, outside: false));
        Add("profile_slits.svg", "Fig. 2g: potential along the slits.");
        if (!Add("field.svg", "Fig. 4a: potential (colours) and current (arrows) in the network.") && plan.Cases[0].Tables is not null)
            page.Text("Figures of the fields are missing: the tables are not from a run of nanospice pnp with --plot.");
    }

    /// <summary>In how many rows of the first cycle each part has the sign of migration.</summary>
    private static string Directions(CaseResult result, bool outside)
    {
        var table = result.Table;
        var (first, last) = table.Cycle(1);
        var parts = Enumerable.Range(first, last - first + 1).SelectMany(k => outside
            ? [(table.Rows[k].Outside.Migration, table.Rows[k].Outside.Diffusion, table.Rows[k].Outside.Steric)]
            : Enumerable.Range(1, table.Layers - 1).Select(s => (Migration: table.Slits[s].Migration[k], Diffusion: table.Slits[s].Diffusion[k], Steric: table.Slits[s].Steric[k]))).ToArray();
        double Share(Func<(double Migration, double Diffusion, double Steric), double> part) => (double)parts.Count(p => part(p) * p.Migration > 0) / parts.Length;
        double Size(Func<(double Migration, double Diffusion, double Steric), double> part) => Math.Sqrt(parts.Sum(p => part(p) * part(p)) / parts.Sum(p => Math.Pow(p.Migration + p.Diffusion + p.Steric, 2)));
        return $"Over cycle 1 at {result.Case.Name}: diffusion has the direction of migration in {Percent(Share(p => p.Diffusion))} of all rows, the steric flux in {Percent(Share(p => p.Steric))}. "
            + $"In rms the parts are {F($"{Size(p => p.Migration):g3}, {Size(p => p.Diffusion):g3} and {Size(p => p.Steric):g3}")} of the whole current (migration, diffusion, steric).";
    }
}
