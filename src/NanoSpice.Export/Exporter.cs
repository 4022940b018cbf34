using System.Security.Cryptography;
using System.Text;
using NanoSpice.Elaboration;
using NanoSpice.Netlist;

namespace NanoSpice.Export;

/// <summary>A deck as text of another simulator.</summary>
/// <param name="Analyses">the analyses in it, by their result names; a discharge of a list has its number behind</param>
public sealed record ExportedDeck(string Name, string Text, IReadOnlyList<string> Analyses);

/// <summary>A deck of NanoSpice to decks of another simulator: the hierarchy, names, .param and comments stay as they were written.</summary>
/// <remarks>
///   The cards are written, not the flattened circuit: a deck is sent to be read and changed. The elaborated circuit gives what text cannot: types of
///   models, layers, relaxations, durations of techniques.
///   A technique has a file of its own, as it takes the place of its source; so has each analysis for LTspice and Xyce, which run one a deck.
/// </remarks>
public static class Exporter
{
    /// <summary>The decks; empty when the bag has errors.</summary>
    /// <param name="version">of the program, for the head of the text</param>
    public static IReadOnlyList<ExportedDeck> Export(Simulation simulation, Target target, string version, DiagnosticBag bag)
    {
        var dialect = Dialect.Of(target);
        var context = new ExportContext(simulation, dialect, bag);
        var top = new Level(simulation.Cards, null);
        var provenance = Provenance(simulation, dialect, version);
        var decks = new List<ExportedDeck>();
        foreach (var group in Plain(simulation, dialect))
            decks.Add(new(group[0].ResultName, new DeckText(context, group, null).Write(provenance, top), [.. group.Select(g => g.ResultName)]));
        var techniques = new TechniqueDrives(context);
        foreach (var planned in simulation.Analyses.Where(TechniqueDrives.IsTechnique))
            foreach (var (name, drive) in techniques.Of(planned, top))
                decks.Add(new(name, new DeckText(context, [planned], drive).Write(provenance, top), [name]));
        return bag.HasErrors ? [] : decks;
    }

    /// <summary>Analyses that can stand in one file.</summary>
    private static IEnumerable<PlannedAnalysis[]> Plain(Simulation simulation, Dialect dialect)
    {
        // .four belongs to its .tran.
        PlannedAnalysis[] plain = [.. simulation.Analyses.Where(a => !TechniqueDrives.IsTechnique(a))];
        if (plain.Length == 0) return [];
        if (dialect.IsNgspice) return [plain];
        var four = plain.Where(a => a.Analysis.Keyword == "four").ToArray();
        return plain.Except(four).Select(a => a.Analysis.Keyword == "tran" ? [a, .. four] : new[] { a });
    }

    private static IEnumerable<string> Provenance(Simulation simulation, Dialect dialect, string version)
    {
        string text = string.Join('\n', simulation.File.Lines), hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return [$"for {dialect.Name}, written by nanospice {version} from {Path.GetFileName(simulation.File.Path)}", $"sha256 of that deck's lines: {hash}"];
    }
}
