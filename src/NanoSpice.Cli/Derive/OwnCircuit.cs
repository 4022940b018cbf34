using System.Text.RegularExpressions;
using NanoSpice.Derive;
using NanoSpice.Elaboration;
using NanoSpice.Netlist;
using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>A card or a deck of the user's own in a derivation.</summary>
internal static partial class OwnCircuit
{
    /// <summary>A deck that drives the first NANOSTACK of a card as a run was driven.</summary>
    public static string DeckOf(string card, PnpSettings settings) =>
        Ladder.Deck("own card", $".include \"{card}\"\n", StackName().Match(File.ReadAllText(card)).Groups[1].Value, settings, LadderRun.Tolerance);

    /// <summary>Reads both before anything is simulated, which may take minutes; what is wrong goes to the bag.</summary>
    public static void Check(DerivePlan plan, DiagnosticBag bag)
    {
        if (plan.Card is { } card && Text(card, "card", bag) is { } text)
        {
            if (StackName().IsMatch(text)) Elaborate(DeckOf(card, plan.Cases[0].Settings), Path.Combine(Path.GetDirectoryName(card)!, "own"), bag);
            else bag.Report(DeriveCodes.BadValue, "card: it holds no .model of type NANOSTACK", Start(card, text), "netlists/README.md shows one");
        }
        if (plan.Deck is { } deck && Text(deck, "deck", bag) is { } lines && Elaborate(lines, deck, bag) is { Analyses.Count: 0 })
            bag.Report(DeriveCodes.BadValue, "deck: it asks for no analysis", Start(deck, lines), "write .cv or .tran");
    }

    private static Simulation? Elaborate(string text, string path, DiagnosticBag bag) => Elaborator.Elaborate(NetlistReader.ReadText(text, path, bag), bag);

    private static string? Text(string path, string kind, DiagnosticBag bag)
    {
        if (TextInput.Fault(path, kind, "a netlist") is not { } fault) return File.ReadAllText(path);
        bag.Report(DeriveCodes.NoFile, $"{kind}: {fault.What}", Start(path, ""), fault.Advice);
        return null;
    }

    private static SourceSpan Start(string path, string text) => new(new SourceFile(path, text.Split('\n')), 1, 1, 1);

    [GeneratedRegex(@"^\s*\.model\s+(\S+)\s+nanostack", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex StackName();
}
