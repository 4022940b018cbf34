using NanoSpice.Elaboration;
using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>nanospice check: reads and elaborates a deck, runs nothing, writes nothing.</summary>
public static class CheckCommand
{
    public static int Run(string deckPath, IReadOnlyList<ParameterOverride> overrides, ConsoleReport console)
    {
        if (Load(deckPath, overrides, console, out _) is not { } simulation) return ExitCode.BadInput;
        var circuit = simulation.Circuit;
        string analyses = string.Join(", ", simulation.Analyses.Select(a => a.ResultName));
        console.Output.WriteLine($"{deckPath}: {circuit.Devices.Count} devices, {circuit.Size} unknowns, analyses {analyses}{(simulation.Sweep is { } sweep ? $", {sweep.Count} points" : "")}");
        return ExitCode.Done;
    }

    /// <summary>The simulation of a deck, its warnings shown; null with all errors shown.</summary>
    internal static Simulation? Load(string deckPath, IReadOnlyList<ParameterOverride> overrides, ConsoleReport console, out IReadOnlyList<Diagnostic> messages)
    {
        var bag = new DiagnosticBag();
        messages = bag.All;
        if (!DeckFile.TryRead(deckPath, console, bag, out var deck)) return null;
        var simulation = Elaborator.Elaborate(deck, bag, overrides);
        console.Diagnostics(bag.All);
        return bag.HasErrors ? null : simulation;
    }
}
