using NanoSpice.Elaboration;
using NanoSpice.Netlist;
using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>What nanospice derive was asked for.</summary>
/// <param name="Configuration">null: the defaults, set P1 at four slit widths</param>
/// <param name="OutputDirectory">null: results/[configuration name], results/derive without one</param>
public sealed record DeriveRequest(string? Configuration, string? OutputDirectory, IReadOnlyList<ParameterOverride> Overrides, bool Json);

/// <summary>nanospice derive: from physics to circuit, mPNP runs to laws, elements, cards, decks and a report.</summary>
public static class DeriveCommand
{
    /// <returns>exit code; nothing is written when the configuration is at fault</returns>
    public static int Run(DeriveRequest request, ConsoleReport console, CancellationToken cancellation, PnpSolver? solver = null)
    {
        var bag = new DiagnosticBag();
        IReadOnlyList<ConfigEntry> file = [];
        if (request.Configuration is { } path)
        {
            string full = console.FullPath(path);
            if (TextInput.Fault(full, "configuration", "YAML") is { } fault)
            {
                console.Fail($"{path}: {fault.What}", fault.Advice);
                return ExitCode.BadInput;
            }
            file = ConfigReader.Read(console.ShownPath(full), File.ReadAllText(full), Path.GetDirectoryName(full)!, "nanospice derive --keys lists them", bag);
        }
        var plan = DerivePlan.Read(file, PnpConfiguration.Entries(request.Overrides, console.FullPath(".")), bag);
        if (!bag.HasErrors) OwnCircuit.Check(plan, bag);
        console.Diagnostics(bag.All);
        if (bag.HasErrors) return ExitCode.BadInput;
        string folder = console.FullPath(request.OutputDirectory ?? Path.Combine("results", request.Configuration is { } c ? Path.GetFileNameWithoutExtension(c) : "derive"));
        if (File.Exists(folder))
        {
            console.Fail($"{console.ShownPath(folder)} is a file; results need a folder", "name another with -o DIR");
            return ExitCode.BadInput;
        }
        if (new DeriveRun(plan, folder, console, cancellation, solver ?? PnpRun.Run).Run(out int exit) is not { } results)
        {
            if (exit == ExitCode.Interrupted) console.Error.WriteLine("interrupted; what was computed is kept, and the same command goes on from there");
            return exit;
        }
        AtomicFile.WriteText(Path.Combine(folder, "report.html"), DerivePage.Html(plan, results, folder));
        DeriveTable.Write(folder, results, console, request.Json);
        console.Error.WriteLine($"-> {Path.Combine(console.ShownPath(folder), "report.html")}, cards in {Path.Combine(console.ShownPath(folder), "cards")}, decks in {Path.Combine(console.ShownPath(folder), "decks")}");
        return exit;
    }
}
