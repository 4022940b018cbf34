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
        var formats = settings.Formats | (settings.Report ? ResultFormats.Figures : 0);
        PlotRequest[] requests = [.. simulation.Plots.Select(PlotRequest.From)];
        SweepResults? sweep = null;
        var (run, written) = simulation.Sweep is { } plan
            ? RunSweep(new(folder, formats, requests, plan), simulation, console, cancellation, out sweep)
            : RunOnce(new(folder, formats, requests), simulation, console, cancellation);
        var summary = Summarize(settings, simulation, run, messages) with { Sweep = sweep?.Summary };
        string? report = settings.Report ? Path.Combine(folder, "report.html") : null;
        bool isKept = Keep(run, "summary.json", console, () => SummaryFile.Write(Path.Combine(folder, "summary.json"), summary))
            & (report is null || Keep(run, "report.html", console, () => AtomicFile.WriteText(report, new RunPage(simulation, run, written, summary) { Sweep = sweep }.Html())));
        if (settings.Json) WriteJson(summary, console);
        else RunReport.Write(run, written, folder, console);
        if (sweep is { Files.Count: > 0 } && !settings.Json) console.Output.WriteLine($"sweep: {string.Join(' ', sweep.Files.Select(f => Path.Combine(console.ShownPath(folder), f)))}");
        if (report is not null && isKept && !settings.Json) console.Output.WriteLine($"report -> {console.ShownPath(report)}");
        return run.ExitCode;
    }

    /// <summary>Writes a file about a run; after a failure, which may be that the disk is full, one that cannot be written is named and the rest goes on.</summary>
    private static bool Keep(IRunOutcome run, string name, ConsoleReport console, Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception e) when (TableFault.Is(e) && run.ExitCode != ExitCode.Done)
        {
            console.Fail($"{name} could not be written: {e.Message}");
            return false;
        }
    }

    private static (IRunOutcome, IReadOnlyList<WrittenAnalysis>) RunOnce(ResultFiles files, Simulation simulation, ConsoleReport console, CancellationToken cancellation)
    {
        using (files)
        {
            var run = new DeckRun(simulation, files, console, cancellation);
            run.RunAll();
            return (run, files.Written);
        }
    }

    private static (IRunOutcome, IReadOnlyList<WrittenAnalysis>) RunSweep(SteppedFiles files, Simulation simulation, ConsoleReport console, CancellationToken cancellation, out SweepResults sweep)
    {
        using (files)
        {
            var run = new SweepRun(simulation, files, console, cancellation);
            run.RunAll();
            sweep = new SweepResults(run, simulation.Sweep!, simulation.Title);
            var left = sweep;
            Keep(run, "steps.csv", console, () => left.Write(files.Folder, files.Formats));
            return (run, files.Written);
        }
    }

    private static RunSummary Summarize(RunSettings settings, Simulation simulation, IRunOutcome run, IReadOnlyList<Diagnostic> messages) => new()
    {
        Version = CommandLine.Version,
        Deck = settings.Deck,
        Title = simulation.Title,
        ExitCode = run.ExitCode,
        Reason = run.Reason,
        Options = [.. Options(simulation.Options), .. settings.Overrides.Select(o => KeyValuePair.Create($"-p {o.Name}", o.Value))],
        SymbolicFactorizations = simulation.Circuit.Symbolic.Count,
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
