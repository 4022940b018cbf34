using System.Diagnostics;
using System.Globalization;
using NanoSpice.Elaboration;
using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>nanospice -b -r FILE -o LOG DECK: a run that programs which start ngspice can read.</summary>
internal static class NgspiceRun
{
    /// <summary>A deck on standard input goes by this name.</summary>
    private const string StandardInput = "stdin";

    /// <returns>exit code as ngspice's: 0, or 1 for a deck at fault and for a run that failed; 130 interrupted</returns>
    public static int Run(NgspiceCall call, ConsoleReport console, CancellationToken cancellation)
    {
        if (call.Log is not { } log) return Run(call, console, console, cancellation);
        try
        {
            using var text = new StreamWriter(console.FullPath(log)) { NewLine = "\n", AutoFlush = true };
            console.Output.WriteLine($"Batch mode\n\n{(call.Raw is null ? "" : $"Simulation output goes to rawfile: {call.Raw}\n")}Comments and warnings go to log-file: {log}");
            return Run(call, console, console.Into(text), cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            console.Fail($"-o {log}: {e.Message}", "check the folder and its rights");
            return ExitCode.BadInput;
        }
    }

    private static int Run(NgspiceCall call, ConsoleReport console, ConsoleReport log, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        var bag = new DiagnosticBag();
        if (Load(call, console, log, bag) is not { } simulation)
        {
            log.Output.WriteLine("\nError: circuit not parsed.");
            return ExitCode.BadInput;
        }
        log.Output.WriteLine($"\nCircuit: {simulation.Title.ToLowerInvariant()}\n");
        if (call.Raw is not null) log.Output.WriteLine($"{(IsAscii(call, simulation) ? "ascii" : "binary")} raw file \"{call.Raw}\"");
        log.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Doing analysis at TEMP = {simulation.Options.Temperature - 273.15:f6} and TNOM = {simulation.Options.NominalTemperature - 273.15:f6}\n"));
        using var raw = call.Raw is { } file ? new NgspiceRawFile(console.FullPath(file), IsAscii(call, simulation), CFormat.Date(Now())) : null;
        int exit = RunPoints(simulation, raw, log, cancellation);
        raw?.Commit();
        log.Output.WriteLine($"\nTotal elapsed time (seconds) = {Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("f3", CultureInfo.InvariantCulture)} ");
        return exit;
    }

    private static int RunPoints(Simulation first, NgspiceRawFile? raw, ConsoleReport log, CancellationToken cancellation)
    {
        int worst = ExitCode.Done;
        for (int k = 0; k < (first.Sweep?.Count ?? 1); k++)
        {
            var bag = new DiagnosticBag();
            if ((k == 0 ? first : first.AtPoint(first.Sweep![k], bag)) is not { } simulation)
            {
                log.Diagnostics(bag.All);
                log.Output.WriteLine($"\nError: the point {first.Sweep![k].Label} cannot be run");
                worst = ExitCode.BadInput;
                continue;
            }
            var printed = new NgspiceTables(simulation, CFormat.Date(Now()));
            var files = new NgspicePlots(simulation, raw, printed);
            var run = new DeckRun(simulation, files, log, cancellation, simulation.Point is { } p ? $" at {p.Label}" : "");
            run.RunAll(Ordered(simulation.Analyses));
            new NgspiceLog(log.Output).Write(files.Written, run);
            if (raw is null) printed.Write(log.Output);
            if (run.ExitCode != ExitCode.Done) log.Output.WriteLine($"\nError: {run.Reason}\nrun simulation(s) aborted");
            if (run.ExitCode == ExitCode.Interrupted) return run.ExitCode;
            if (run.ExitCode != ExitCode.Done) worst = ExitCode.BadInput;
        }
        return worst;
    }

    /// <summary>ngspice runs kind by kind, and of a kind the last line first.</summary>
    private static IEnumerable<PlannedAnalysis> Ordered(IReadOnlyList<PlannedAnalysis> analyses) =>
        analyses.Select((a, k) => (a, k)).OrderBy(p => Rank(p.a.Analysis)).ThenBy(p => p.a.Analysis is Ac or DcSweep or TransferFunction or Noise or OperatingPoint ? -p.k : p.k).Select(p => p.a);

    private static int Rank(Analysis analysis) => analysis switch { Ac => 0, DcSweep => 1, OperatingPoint => 2, TransferFunction => 4, Noise => 5, _ => 3 };

    private static Simulation? Load(NgspiceCall call, ConsoleReport console, ConsoleReport log, DiagnosticBag bag)
    {
        Deck deck;
        if (call.Deck is null) deck = NetlistReader.Read(StandardInput, bag, name => name == StandardInput ? console.Input.ReadToEnd() : DeckFile.Text(console.FullPath(name)));
        else if (!DeckFile.TryRead(call.Deck, log, bag, out deck)) return null;
        var simulation = Elaborator.Elaborate(deck, bag, call.Overrides);
        log.Diagnostics(bag.All);
        return bag.HasErrors ? null : simulation;
    }

    /// <summary>-D filetype=ascii, .options filetype=ascii, or SPICE_ASCIIRAWFILE other than 0 in the environment.</summary>
    private static bool IsAscii(NgspiceCall call, Simulation simulation) => call.Ascii
        || simulation.Cards.OfType<OptionsCard>().SelectMany(o => o.Assignments).Any(a => a.Name.Text.Equals("filetype", StringComparison.OrdinalIgnoreCase) && a.Value.Text.Equals("ascii", StringComparison.OrdinalIgnoreCase))
        || (int.TryParse(Environment.GetEnvironmentVariable("SPICE_ASCIIRAWFILE"), NumberStyles.Integer, CultureInfo.InvariantCulture, out int set) && set != 0);

    /// <summary>The time, or SOURCE_DATE_EPOCH for files that are the same bytes each time.</summary>
    private static DateTime Now() => long.TryParse(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), NumberStyles.Integer, CultureInfo.InvariantCulture, out long seconds)
        ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime : DateTime.Now;
}
