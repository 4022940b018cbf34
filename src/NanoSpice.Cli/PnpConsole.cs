using System.Globalization;
using System.Text.Json;
using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>What nanospice pnp prints at the end: a line of figures for each run, its files, and what failed.</summary>
internal static class PnpConsole
{
    private static readonly string[] Heading = ["run", "grid", "cells", "steps", "factorizations", "rows", "Q_e[C/m]", "worst defect", "state"];

    public static void Write(IReadOnlyList<PnpOutcome> outcomes, string name, ConsoleReport console)
    {
        string[][] lines = [Heading, .. outcomes.Select(o => Line(o, name))];
        int[] widths = [.. Heading.Select((_, k) => lines.Max(l => l[k].Length))];
        foreach (string[] line in lines)
            console.Output.WriteLine(string.Join("  ", line.Select((cell, k) => k is 0 or 8 ? cell.PadRight(widths[k]) : cell.PadLeft(widths[k]))).TrimEnd());
        foreach (var outcome in outcomes.Where(o => o.Files.Count > 0))
            console.Output.WriteLine($"-> {string.Join(' ', outcome.Files.Select(f => Path.Combine(console.ShownPath(outcome.Folder), f)))}");
    }

    /// <summary>The summaries as JSON: an object for one run, an array for a batch.</summary>
    public static void WriteJson(IReadOnlyList<PnpOutcome> outcomes, bool isBatch, ConsoleReport console)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, SummaryFile.Options))
        {
            if (isBatch) json.WriteStartArray();
            foreach (var outcome in outcomes) PnpSummary.Write(json, outcome);
            if (isBatch) json.WriteEndArray();
        }
        console.Output.WriteLine(System.Text.Encoding.UTF8.GetString(memory.ToArray()));
    }

    /// <summary>Why runs failed or ended early.</summary>
    public static void WriteFailures(IReadOnlyList<PnpOutcome?> outcomes, ConsoleReport console)
    {
        foreach (var o in outcomes.OfType<PnpOutcome>().Where(o => o.Report.Failure.Length > 0))
            console.Fail(o.Name.Length > 0 ? $"{o.Name}: {o.Report.Failure}" : o.Report.Failure, o.Report.Hint.Length > 0 ? o.Report.Hint : null);
        if (outcomes.Any(o => o is null or { ExitCode: ExitCode.Interrupted }))
            console.Error.WriteLine("interrupted; what was computed is kept, and the same command resumes it");
    }

    private static string[] Line(PnpOutcome o, string name)
    {
        PnpReport r = o.Report;
        double defect = new[] { r.CationDefect, r.AnionDefect, r.ChargeDefect, r.GaussDefect }.Max();
        return [o.Name.Length > 0 ? o.Name : name, $"{r.Columns}x{r.Rows}", Count(r.FluidCells), Count(r.Steps), Count(r.Factorizations), Count(o.Rows),
            r.ChargeAtVertex is { } q ? Figure(q, "G6") : "-", Figure(defect, "G2"), SummaryFile.StateOf(o.ExitCode)];
    }

    private static string Count(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Figure(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
}
