using System.Globalization;
using System.Runtime.ExceptionServices;
using NanoSpice.Derive;
using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>The steps card, deck and comparison: ladders built from the elements, run, and laid beside the current of their table.</summary>
internal sealed class DeriveCurves(string folder, DerivePlan plan, ConsoleReport console, CancellationToken cancellation)
{
    /// <summary>Labels of the models: NCM has double layers with finite ions where it is not said otherwise.</summary>
    public const string Layers = "NCM", Constant = "NCM, constant C", Line = "TLM";
    public const string FreeLayers = "NCM, free fit", FreeConstant = "NCM, constant C, free fit", FreeLine = "TLM, free fit", OwnCard = "own card", OwnDeck = "own deck";

    private static readonly (string Label, string Free, LadderKind Kind)[] Kinds =
        [(Layers, FreeLayers, LadderKind.Layer), (Constant, FreeConstant, LadderKind.Constant), (Line, FreeLine, LadderKind.TransmissionLine)];

    /// <summary>The results with their curves; files written.</summary>
    public IReadOnlyList<CaseResult>? Add(IReadOnlyList<CaseResult> results, out int exit)
    {
        var source = results[0].Elements;
        var done = new CaseResult[results.Count];
        var faults = new string[results.Count];
        var progress = new ProgressLine(console, "ladders");
        int count = 0;
        try
        {
            Parallel.For(0, results.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, k =>
            {
                (done[k], faults[k]) = Curves(results[k], source);
                lock (progress) progress.Report((double)++count / results.Count);
            });
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
        progress.Clear();
        foreach (string fault in faults.Where(f => f.Length > 0)) console.Fail(fault);
        exit = faults.All(f => f.Length == 0) ? ExitCode.Done : ExitCode.NumericalFailure;
        foreach (var result in done) Write(result);
        return done;
    }

    private (CaseResult Result, string Fault) Curves(CaseResult result, Elements source)
    {
        var curves = new List<ModelCurve>();
        var faults = new List<string>();
        var table = result.Table;
        bool carried = result.Case.Role == DeriveRole.Transfer;
        foreach (var (label, free, kind) in Kinds)
        {
            var ladder = Ladder.From(carried ? source : result.Elements, kind);
            if (kind == LadderKind.Layer && ladder.Nu == 0) continue;
            if (LadderRun.Current(ladder, table, LadderRun.Tolerance, cancellation, out string fault) is { } current)
                curves.Add(new(label, false, ladder, current, Agreement.Of(table, current)));
            else faults.Add($"{result.Case.Name}: {label}: {fault}");
            if (!carried && plan.FreeFit && Free(result, ladder, kind) is { } best && LadderRun.Current(best, table, LadderRun.Tolerance, cancellation, out _) is { } fitted)
                curves.Add(new(free, true, best, fitted, Agreement.Of(table, fitted)));
        }
        Own(result, curves, faults);
        return (result with { Curves = curves }, string.Join("; ", faults));
    }

    /// <summary>The freely fitted ladder, from an earlier run when nothing changed.</summary>
    private Ladder? Free(CaseResult result, Ladder start, LadderKind kind)
    {
        string path = Path.Combine(folder, "fits", $"{result.Case.Word}_{kind.ToString().ToLowerInvariant()}.txt");
        var step = new StepKey(path + ".step", CommandLine.Version, start.Models("start", result.Table.Layers), PnpKeys.Canonical(result.Table.Settings), string.Join(',', result.Table.Current.Select(i => i.ToString("R", CultureInfo.InvariantCulture))));
        if (step.IsDone(path))
        {
            double[] n = [.. File.ReadAllText(path).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => double.Parse(l.Split(' ')[1], CultureInfo.InvariantCulture))];
            return start with { Ropen = n[0], Open = n[1], Rin = n[2], GammaIn = n[3], Rc = n[4], Gamma = n[5], Slit = n[6] };
        }
        step.Begin();
        if (FreeFit.Run(result.Table, start, linear: kind == LadderKind.TransmissionLine, result.Table.Cycles, cancellation) is not { Ladder: var best }) return null;
        (string, double)[] numbers = [("ropen", best.Ropen), ("open", best.Open), ("rin", best.Rin), ("gammain", best.GammaIn), ("rc", best.Rc), ("gamma", best.Gamma), ("slit", best.Slit)];
        AtomicFile.WriteText(path, string.Concat(numbers.Select(n => string.Create(CultureInfo.InvariantCulture, $"{n.Item1} {n.Item2:R}\n"))));
        step.Done();
        return best;
    }

    /// <summary>A card or a deck of the user's own beside the ladders of the first run.</summary>
    private void Own(CaseResult result, List<ModelCurve> curves, List<string> faults)
    {
        if (result.Case.Role != DeriveRole.Main) return;
        if (plan.Card is { } card) Take(OwnCard, OwnCircuit.DeckOf(card, result.Table.Settings), Path.Combine(folder, "own"));
        if (plan.Deck is { } deck && ReferenceEquals(result.Case, plan.Cases[0])) Take(OwnDeck, File.ReadAllText(deck), deck);

        void Take(string label, string text, string path)
        {
            var run = LadderRun.Run(text, path, cancellation);
            string? column = run.Columns.ContainsKey("i") ? "i" : run.Columns.Keys.FirstOrDefault(k => k.StartsWith("i(v", StringComparison.Ordinal));
            if (run.Fault.Length > 0 || column is null || !run.Columns.ContainsKey("time"))
            {
                faults.Add($"{path}: {(run.Fault.Length > 0 ? run.Fault : "its first analysis has no time and no current of a voltage source")}");
                return;
            }
            int sign = column == "i" ? 1 : -1;
            double[] current = [.. run.At(column, result.Table.Time).Select(i => sign * i)];
            curves.Add(new(label, false, null, current, Agreement.Of(result.Table, current)));
        }
    }

    private void Write(CaseResult result)
    {
        var table = result.Table;
        WaveformColumn[] columns = [new("time", "s"), new("phi_m", "V"), new("i_mpnp", "A/m"), .. result.Curves.Select(c => new WaveformColumn($"i_{TableCase.Word(c.Label)}", "A/m"))];
        using (var csv = new CsvWriter(Path.Combine(folder, "curves", result.Case.Role == DeriveRole.Transfer ? $"transfer_{TableCase.Word(result.Case.Name)}.csv" : $"{result.Case.Word}.csv")))
        {
            csv.Begin(new WaveformTable("curves", WaveformKind.Transient, "", columns, false));
            for (int k = 0; k < table.Time.Length; k++) csv.Row([table.Time[k], table.Potential[k], table.Current[k], .. result.Curves.Select(c => c.Current[k])]);
            csv.End(complete: true);
        }
        if (result.Case.Role == DeriveRole.Transfer) return;
        string name = result.Case.Word;
        AtomicFile.WriteText(Path.Combine(folder, "cards", name + ".lib"), DeriveCard.Write(result, plan.Seed));
        AtomicFile.WriteText(Path.Combine(folder, "curves", name + ".svg"), DeriveFigures.Voltammogram(result, table.Cycles, Layers, Constant, Line));
        string include = $".include \"../cards/{name}.lib\"\n";
        AtomicFile.WriteText(Path.Combine(folder, "decks", name + ".cir"), Ladder.Deck($"Voltammogram of the ladder {name}", include, DeriveCard.Stack(name, LadderKind.Layer, result.Elements), table.Settings, LadderRun.Tolerance));
    }
}
