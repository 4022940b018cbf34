using System.Diagnostics;
using NanoSpice.Elaboration;
using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>Does one run of a batch.</summary>
internal sealed class BatchMember(BatchPlan plan, string folder)
{
    private static readonly ConsoleReport Quiet = new(TextWriter.Null, TextWriter.Null, false, "");

    /// <summary>Folder of a run's files: runs/000012 for run 12, the first being 1.</summary>
    public static string FolderOf(string folder, int run) => Path.Combine(folder, "runs", (run + 1).ToString("D6", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>The record; null when the batch was stopped meanwhile.</summary>
    /// <exception cref="IOException">The folder takes no more files; nothing is wrong with the run.</exception>
    public RunRecord? Run(int run, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        RunRecord? record;
        try
        {
            record = Simulate(run, stop);
        }
        catch (Exception e) when (e is not (IOException or UnauthorizedAccessException))
        {
            record = new(run, RunStatus.Failed, $"internal error: {e.GetType().Name}: {e.Message}");
        }
        if (record is null) return null;
        var (deck, draw, point) = plan[run];
        return record with { Deck = deck.Name, Draw = plan.Settings.Draws > 0 ? draw + 1 : null, Point = [.. plan.Swept.Select(q => ValueOf(point, q.Label))], Seconds = watch.Elapsed.TotalSeconds };
    }

    private static double? ValueOf(SweepPoint point, string label)
    {
        for (int k = 0; k < point.Quantities.Count; k++)
            if (point.Quantities[k].Label == label) return point.Values[k];
        return null;
    }

    private RunRecord? Simulate(int run, CancellationToken stop)
    {
        var (deck, draw, point) = plan[run];
        if (deck.Sweep is null) return new(run, RunStatus.Failed, deck.Fault);
        var bag = new DiagnosticBag();
        if (plan.Settings.Draws > 0) point = point with { Draw = new(plan.Settings.Seed, point.Draw is { } own ? (long)draw * deck.Points + own.Run : draw) };
        var simulation = deck.Sweep.At(point, bag);
        var warnings = bag.All.Where(d => d.Severity == Severity.Warning).Select(BatchDeck.Describe).Where(w => !deck.Warnings.Contains(w)).Distinct();
        if (simulation is null) return new(run, RunStatus.Failed, BatchDeck.Describe(bag.All.First(d => d.Severity == Severity.Error))) { Warnings = [.. warnings] };
        var settings = plan.Settings;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (double.IsFinite(settings.Timeout)) limit.CancelAfter(TimeSpan.FromSeconds(Math.Min(settings.Timeout, 4e6)));
        using var files = new ResultFiles(FolderOf(folder, run), settings.Keep, []);
        var deckRun = new DeckRun(simulation, files, Quiet, limit.Token, judges: false);
        deckRun.RunAll();
        if (files.Fault is { } fault) throw new IOException(fault.Message, fault);
        if (stop.IsCancellationRequested) return null;
        bool isLate = deckRun.ExitCode == ExitCode.Interrupted;
        string reason = isLate ? $"{deckRun.Reason.Replace("interrupted during ", "", StringComparison.Ordinal)}: not done after {RunRecord.Text(settings.Timeout)} s" : deckRun.Reason;
        var status = isLate ? RunStatus.Timeout : deckRun.ExitCode == ExitCode.Done ? RunStatus.Done : RunStatus.Failed;
        // What an analysis has got to by its time limit is of the machine and not of the run.
        List<AnalysisSummary> analyses = [.. deckRun.Analyses.Where(a => a.Written.Complete || !isLate)];
        return new(run, status, reason)
        {
            Drawn = [.. simulation.Drawn.Select(d => KeyValuePair.Create(d.Name, d.Value))],
            Numbers = [.. deckRun.Derived.Where(t => !isLate || analyses.Any(a => a.Written.Table.Name == t.Result)).SelectMany(t => t.Last.Select(n => Number(t.Result, n))), .. Measured(analyses).Select(m => Number(m.Result, m.Number))],
            Work = Work(analyses),
            Warnings = [.. warnings, .. analyses.SelectMany(a => a.Warnings.Concat(a.Written.Warnings).Select(w => $"{a.Written.Table.Name}: {w}")),
                .. Measured(analyses).Where(m => m.Number.Failure is not null).Select(m => $"{m.Result}.{m.Number.Quantity} failed: {m.Number.Failure}")],
        };
    }

    private static IEnumerable<(string Result, DerivedNumber Number)> Measured(IEnumerable<AnalysisSummary> analyses) =>
        analyses.SelectMany(a => a.Measurements.Select(m => (a.Written.Table.Name, m)));

    private static RunNumber Number(string result, DerivedNumber n) => new($"{result}.{n.Quantity}", n.Unit, n.Value);

    /// <summary>Work of all analyses together; sizes are not added up.</summary>
    private static List<KeyValuePair<string, long>> Work(IEnumerable<AnalysisSummary> analyses)
    {
        var work = new List<KeyValuePair<string, long>>();
        foreach (var (name, count) in analyses.SelectMany(a => a.Work))
        {
            int at = work.FindIndex(w => w.Key == name);
            if (at < 0) work.Add(new(name, count));
            else work[at] = new(name, name is "unknowns" or "matrix_entries" or "factor_entries" ? Math.Max(work[at].Value, count) : work[at].Value + count);
        }
        return work;
    }
}
