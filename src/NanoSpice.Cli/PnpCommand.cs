using NanoSpice.Elaboration;
using NanoSpice.Netlist;
using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>What nanospice pnp was asked for.</summary>
/// <param name="Configuration">null: parameter set P0</param>
/// <param name="OutputDirectory">null: results/[configuration name], results/pnp without one</param>
/// <param name="Plot">figures are drawn</param>
/// <param name="Json">summary on standard output in place of the table</param>
public sealed record PnpRequest(string? Configuration, string? OutputDirectory, IReadOnlyList<ParameterOverride> Overrides, bool Plot, bool Json);

/// <summary>One simulation of the mPNP equations: <see cref="PnpRun.Run"/>, or what a test puts in its place.</summary>
public delegate PnpReport PnpSolver(PnpSettings settings, IPnpObserver observer, ICheckpointStore? checkpoints, CancellationToken cancellation);

/// <summary>nanospice pnp: a configuration in, tables, snapshots and a summary out.</summary>
public static class PnpCommand
{
    /// <returns>exit code; nothing is written when the configuration is at fault</returns>
    public static int Run(PnpRequest request, ConsoleReport console, CancellationToken cancellation, PnpSolver? solver = null)
    {
        if (Load(request, console) is not { } cases) return ExitCode.BadInput;
        string name = request.Configuration is { } path ? Path.GetFileNameWithoutExtension(path) : "pnp";
        string folder = console.FullPath(request.OutputDirectory ?? Path.Combine("results", name));
        if (File.Exists(folder))
        {
            console.Fail($"{console.ShownPath(folder)} is a file; results need a folder", "name another with -o DIR");
            return ExitCode.BadInput;
        }
        var outcomes = new PnpBatch(cases, folder, request.Plot, solver ?? PnpRun.Run, console, cancellation).Run();
        List<PnpOutcome> begun = [.. outcomes.OfType<PnpOutcome>()];
        PnpConsole.WriteFailures(outcomes, console);
        if (request.Json) PnpConsole.WriteJson(begun, isBatch: cases.Any(c => c.Name.Length > 0), console);
        else if (begun.Count > 0) PnpConsole.Write(begun, name, console);
        return outcomes.Max(o => o?.ExitCode ?? ExitCode.Interrupted);
    }

    /// <summary>The table of keys for --keys.</summary>
    public static void WriteKeys(TextWriter output)
    {
        int name = PnpKeys.All.Max(k => k.Name.Length), value = PnpKeys.All.Max(k => k.Default.Length), unit = PnpKeys.All.Max(k => k.Unit.Length);
        output.WriteLine($"{"key".PadRight(name)}  {"default".PadRight(value)}  {"unit".PadRight(unit)}  meaning");
        foreach (var key in PnpKeys.All) output.WriteLine($"{key.Name.PadRight(name)}  {key.Default.PadRight(value)}  {key.Unit.PadRight(unit)}  {key.Meaning}");
    }

    /// <summary>The runs asked for, warnings shown; null with all errors shown.</summary>
    private static IReadOnlyList<PnpCase>? Load(PnpRequest request, ConsoleReport console)
    {
        var bag = new DiagnosticBag();
        IReadOnlyList<ConfigEntry> file = [];
        if (request.Configuration is { } path)
        {
            string full = console.FullPath(path);
            if (TextInput.Fault(full, "configuration", "YAML") is { } fault)
            {
                console.Fail($"{path}: {fault.What}", fault.Advice);
                return null;
            }
            file = ConfigReader.Read(console.ShownPath(full), File.ReadAllText(full), Path.GetDirectoryName(full)!, "nanospice pnp --keys lists them", bag);
        }
        var cases = PnpConfiguration.Read(file, PnpConfiguration.Entries(request.Overrides, console.FullPath(".")), bag);
        console.Diagnostics(bag.All);
        return bag.HasErrors ? null : cases;
    }
}
