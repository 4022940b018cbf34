using Xunit;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration.Tests;

/// <summary>Decks written in a test, elaborated with every kind of the engine.</summary>
internal static class DeckText
{
    /// <summary>Title line and the cards; the messages are joined to one text.</summary>
    public static (Simulation? Simulation, DiagnosticBag Bag) Elaborate(string cards, params ParameterOverride[] overrides)
    {
        var bag = new DiagnosticBag();
        var deck = NetlistReader.ReadText("test deck\n" + cards + "\n", "test.cir", bag, _ => null);
        return (Elaborator.Elaborate(deck, bag, overrides), bag);
    }

    /// <summary>The simulation of cards without errors.</summary>
    public static Simulation Simulation(string cards, params ParameterOverride[] overrides)
    {
        var (simulation, bag) = Elaborate(cards, overrides);
        Assert.True(simulation is not null, DiagnosticPrinter.Print(bag.All));
        return simulation;
    }

    /// <summary>"ERR001 message" of each error, in order of the text.</summary>
    public static string[] Errors(string cards, params ParameterOverride[] overrides) =>
        [.. DiagnosticPrinter.InOrder(Elaborate(cards, overrides).Bag.All).Where(d => d.Severity == Severity.Error).Select(d => $"{d.Code} {d.Message}")];

    /// <summary>The same of warnings.</summary>
    public static string[] Warnings(string cards) =>
        [.. DiagnosticPrinter.InOrder(Elaborate(cards).Bag.All).Where(d => d.Severity == Severity.Warning).Select(d => $"{d.Code} {d.Message}")];
}
