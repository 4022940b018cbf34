using System.Globalization;
using NanoSpice.Elaboration;
using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>What nanospice run was asked for.</summary>
/// <param name="OutputDirectory">null: results/[deck name]</param>
/// <param name="Json">summary on standard output in place of tables</param>
/// <param name="Report">report.html beside the results</param>
public sealed record RunSettings(
    string Deck, string? OutputDirectory, ResultFormats Formats, IReadOnlyList<ParameterOverride> Overrides, bool Json, bool Report = false);

/// <summary>nanospice run: a deck in, result files and a report out.</summary>
public static class RunCommand
{
    /// <returns>exit code; nothing is written when the deck is at fault</returns>
    public static int Run(RunSettings settings, ConsoleReport console, CancellationToken cancellation)
    {
        if (CheckCommand.Load(settings.Deck, settings.Overrides, console, out var messages) is not { } simulation) return ExitCode.BadInput;
        string folder = console.FullPath(settings.OutputDirectory ?? Path.Combine("results", Path.GetFileNameWithoutExtension(settings.Deck)));
        if (File.Exists(folder))
        {
            console.Fail($"{console.ShownPath(folder)} is a file; results need a folder", "name another with -o DIR");
            return ExitCode.BadInput;
        }
        using var files = new ResultFiles(folder, settings.Formats | (settings.Report ? ResultFormats.Figures : 0), [.. simulation.Plots.Select(PlotRequest.From)]);
        var run = new DeckRun(simulation, files, console, cancellation);
        run.RunAll();
        var summary = Summarize(settings, simulation, run, messages);
        SummaryFile.Write(Path.Combine(folder, "summary.json"), summary);
        string? report = settings.Report ? Path.Combine(folder, "report.html") : null;
        if (report is not null) AtomicFile.WriteText(report, new RunPage(simulation, run, files.Written, summary).Html());
        if (settings.Json) WriteJson(summary, console);
        else RunReport.Write(run, files, folder, console);
        if (report is not null && !settings.Json) console.Output.WriteLine($"report -> {console.ShownPath(report)}");
        return run.ExitCode;
    }

    private static RunSummary Summarize(RunSettings settings, Simulation simulation, DeckRun run, IReadOnlyList<Diagnostic> messages) => new()
    {
        Version = CommandLine.Version,
        Deck = settings.Deck,
        Title = simulation.Title,
        ExitCode = run.ExitCode,
        Reason = run.Reason,
        Options = [.. Options(simulation.Options), .. settings.Overrides.Select(o => KeyValuePair.Create($"-p {o.Name}", o.Value))],
        Analyses = run.Analyses,
        Warnings = [.. messages.Where(m => m.Severity == Severity.Warning).Distinct().Select(m => $"{m.At.File.Path}({m.At.Line},{m.At.Column}): {m.Code}: {m.Message}")],
    };

    private static IEnumerable<KeyValuePair<string, string>> Options(SimulationOptions o)
    {
        yield return KeyValuePair.Create("reltol", Text(o.RelativeTolerance));
        yield return KeyValuePair.Create("vntol", Text(o.VoltageTolerance));
        yield return KeyValuePair.Create("abstol", Text(o.CurrentTolerance));
        yield return KeyValuePair.Create("gmin", Text(o.Gmin));
        yield return KeyValuePair.Create("method", o.Method switch { IntegrationMethod.Bdf => "bdf", IntegrationMethod.Gear => "gear", _ => "trap" });
        yield return KeyValuePair.Create("temp", Text(o.Temperature - 273.15));
        yield return KeyValuePair.Create("tnom", Text(o.NominalTemperature - 273.15));
    }

    private static string Text(double value) => value.ToString("G10", CultureInfo.InvariantCulture);

    private static void WriteJson(RunSummary summary, ConsoleReport console)
    {
        using var memory = new MemoryStream();
        SummaryFile.Write(memory, summary);
        console.Output.WriteLine(System.Text.Encoding.UTF8.GetString(memory.ToArray()));
    }
}
