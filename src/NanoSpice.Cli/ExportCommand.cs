using System.CommandLine;
using NanoSpice.Elaboration;
using NanoSpice.Export;
using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>What nanospice export was asked for.</summary>
/// <param name="Output">file; null: standard output</param>
/// <param name="Only">one analysis by its result name; null: all</param>
public sealed record ExportSettings(string Deck, Target Target, string? Output, string? Only, IReadOnlyList<ParameterOverride> Overrides);

/// <summary>nanospice export: a deck as text for another simulator.</summary>
public static class ExportCommand
{
    private static readonly Dictionary<string, Target> Targets = new(StringComparer.OrdinalIgnoreCase) { ["ngspice"] = Target.Ngspice, ["ltspice"] = Target.Ltspice, ["xyce"] = Target.Xyce };

    /// <summary>The words of the command line.</summary>
    internal static Command Line(ConsoleReport console, Option<string[]> parameters, Func<string[]?, ConsoleReport, List<ParameterOverride>?> read)
    {
        var deck = new Argument<string>("DECK") { Description = "netlist file" };
        var to = new Option<string>("--to") { Description = "simulator: ngspice, ltspice or xyce", HelpName = "NAME", Required = true };
        var output = new Option<string?>("--output", "-o") { Description = "file (default: standard output); several get the analysis behind the name", HelpName = "FILE" };
        var only = new Option<string?>("--only") { Description = "one analysis by its result name, such as eis2", HelpName = "NAME" };
        var command = new Command("export", "Write a deck for another simulator. Example: nanospice export deck.cir --to ngspice -o deck-ngspice.cir") { deck, to, output, only, parameters };
        command.SetAction(p =>
        {
            if (read(p.GetValue(parameters), console) is not { } overrides) return ExitCode.BadInput;
            if (Targets.TryGetValue(p.GetValue(to)!, out var target)) return Run(new(p.GetValue(deck)!, target, p.GetValue(output), p.GetValue(only), overrides), console);
            console.Fail($"--to {p.GetValue(to)}: not a simulator that decks are written for", "they are ngspice, ltspice and xyce");
            return ExitCode.BadInput;
        });
        return command;
    }

    /// <returns>exit code; nothing is written when something has no form there</returns>
    public static int Run(ExportSettings settings, ConsoleReport console)
    {
        var bag = new DiagnosticBag();
        if (!DeckFile.TryRead(settings.Deck, console, bag, out var deck)) return ExitCode.BadInput;
        var simulation = Elaborator.Elaborate(deck, bag, settings.Overrides);
        IReadOnlyList<ExportedDeck> decks = simulation is null || bag.HasErrors ? [] : Exporter.Export(simulation, settings.Target, CommandLine.Version, bag);
        console.Diagnostics(bag.All);
        if (bag.HasErrors) return ExitCode.BadInput;
        if (settings.Only is { } only)
        {
            string known = string.Join(", ", decks.SelectMany(d => d.Analyses));
            decks = [.. decks.Where(d => d.Analyses.Contains(only, StringComparer.OrdinalIgnoreCase))];
            if (decks.Count == 0)
            {
                console.Fail($"--only {only}: the deck has no such analysis", $"it has {known}");
                return ExitCode.BadInput;
            }
        }
        return Write(decks, settings, console);
    }

    private static int Write(IReadOnlyList<ExportedDeck> decks, ExportSettings settings, ConsoleReport console)
    {
        if (settings.Output is { } file)
        {
            foreach (var deck in decks)
            {
                string path = decks.Count == 1 ? file : Path.Combine(Path.GetDirectoryName(file) ?? "", $"{Path.GetFileNameWithoutExtension(file)}-{deck.Name}{Path.GetExtension(file)}");
                AtomicFile.WriteText(console.FullPath(path), deck.Text);
                console.Output.WriteLine($"{string.Join(", ", deck.Analyses)} -> {path}");
            }
            return ExitCode.Done;
        }
        if (decks.Count == 1)
        {
            console.Output.Write(decks[0].Text);
            return ExitCode.Done;
        }
        console.Fail($"the analyses of {settings.Deck} take {decks.Count} files: {string.Join(", ", decks.Select(d => d.Name))}", "name a file with -o FILE, or one analysis with --only NAME");
        return ExitCode.BadInput;
    }
}
