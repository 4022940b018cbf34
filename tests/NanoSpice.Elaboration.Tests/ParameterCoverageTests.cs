using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Elaboration.Tests;

/// <summary>Every parameter of a model that has an effect stands in a recorded deck and changes its answer.</summary>
public class ParameterCoverageTests
{
    private static readonly string[] Types = ["d", "npn", "njf", "vdmos", "nmos"];

    /// <summary>Not to be had as a case of .op, .dc, .ac or .tran of ngspice 39, or covered elsewhere.</summary>
    private static readonly string[] Exceptions =
    [
        "level", "nlev", "gdsnoi",                                                          // one level each; noise-jfet-nlev3
        "ron", "roff", "vfwd", "vrev", "rrev", "ilimit", "revilimit", "epsilon", "revepsilon",   // LTspice's
        "c2", "c4", "tcvth", "l", "w",                                        // ngspice 39 means something else, or has none
    ];

    /// <summary>Without effect on any recorded answer, and why.</summary>
    private static readonly string[] Silent = [];

    [Fact, Oracle(OracleKind.Invariant, "names in the .model lines of the recorded decks against the tables")]
    public void Parameters_of_semiconductor_models_are_recorded()
    {
        var used = Uses().GroupBy(u => u.Key).ToDictionary(g => g.Key, g => g.Select(u => u.Parameter).ToHashSet());
        var missing = used.OrderBy(u => u.Key, StringComparer.Ordinal)
            .SelectMany(u => Expected(u.Key).Where(p => !u.Value.Contains(p)).Select(p => $"{u.Key}: {p.Name}"));
        Assert.Equal([], missing);
        Assert.Equal(["d", "njf", "nmos1", "nmos2", "nmos3", "npn", "vdmos"], used.Keys.Order(StringComparer.Ordinal));
    }

    [Fact, Oracle(OracleKind.Invariant, "the recorded deck run with a parameter left out: some saved vector moves by more than the tolerance of the case")]
    public void Each_parameter_changes_a_recorded_answer()
    {
        var silent = new ConcurrentBag<string>();
        var groups = Uses().GroupBy(u => (u.Key, u.Parameter.Name)).Where(g => Expected(g.Key.Key).Any(p => p.Name == g.Key.Name)).ToArray();
        var answers = new ConcurrentDictionary<string, Lazy<MemoryRun>>();
        Parallel.ForEach(groups, new ParallelOptions { MaxDegreeOfParallelism = 2 }, g =>
        {
            if (!g.OrderBy(u => u.Case.Analysis == "tran").Any(u => u.Moves(answers))) silent.Add($"{g.Key.Key}: {g.Key.Name}");
        });
        Assert.True(silent.Order(StringComparer.Ordinal).SequenceEqual(Silent), string.Join("; ", silent.Order(StringComparer.Ordinal)));
    }

    /// <summary>A parameter in a .model line of a recorded deck.</summary>
    /// <param name="Key">type of the model, with the level of a MOS transistor</param>
    /// <param name="Deck">text of the deck</param>
    /// <param name="At">where name=value stands in it</param>
    private sealed record Use(string Key, Parameter Parameter, ReferenceCase Case, string Deck, Capture At)
    {
        /// <summary>True when the answer differs without the parameter.</summary>
        public bool Moves(ConcurrentDictionary<string, Lazy<MemoryRun>> answers)
        {
            var with = answers.GetOrAdd(Case.Case, _ => new(() => Run(Deck))).Value;
            var without = Run(Deck.Remove(At.Index, At.Length));
            NumberTable grid = Case.Expected();
            return grid.Names.Skip(1).Any(vector => Enumerable.Range(0, grid.Count).Any(row => !(Case.Ratio(vector, Read(without, vector, grid[row, 0], row), Read(with, vector, grid[row, 0], row)) <= 1)));
        }

        private MemoryRun Run(string text) => MemoryRun.Of(Regex.Replace(text, @"^(\.tran \S+ \S+ \S+) [0-9]\S*", "$1", RegexOptions.Multiline), "deck.cir", Case.Analysis);

        private double Read(MemoryRun run, string vector, double at, int row)
        {
            lock (run) return Case.Analysis == "tran" ? run.At(at, run.Offset(vector)) : run[row, run.Offset(vector)];
        }
    }

    /// <summary>All uses in decks of our own reading; cards in subcircuits count as well.</summary>
    private static IEnumerable<Use> Uses()
    {
        foreach (var reference in ReferenceCase.All)
        {
            string deck = File.ReadAllText(reference.DeckPath(reference.Decks[0])).ToLowerInvariant();
            foreach (Match card in Regex.Matches(deck, @"^\.model\s+\S+\s+(\w+)(.*(?:\n\+.*)*)$", RegexOptions.Multiline))
            {
                string type = card.Groups[1].Value switch { "pnp" => "npn", "pjf" => "njf", "pmos" => "nmos", var t => t };
                if (!Types.Contains(type)) continue;
                var table = Catalog.Default.OfModelType(type)!.ModelParameters(type);
                string level = Regex.Match(card.Groups[2].Value, @"level\s*=\s*(\d)") is { Success: true } m ? m.Groups[1].Value : "1", key = type == "nmos" ? type + level : type;
                var pair = new Regex(@"\G(?:[^=]*?)(?<pair>\b(?<name>\w+)\s*=\s*[^\s,()]+)");
                for (var at = pair.Match(deck, card.Groups[2].Index, card.Groups[2].Length); at.Success; at = at.NextMatch())
                    if (table.Find(at.Groups["name"].Value) is { } parameter) yield return new(key, parameter, reference, deck, at.Groups["pair"]);
            }
        }
    }

    private static IEnumerable<Parameter> Expected(string key)
    {
        string type = key.TrimEnd('1', '2', '3');
        string[] strangers = key switch
        {
            "nmos1" => ["vmax", "xj", "nfs", "delta", "uexp", "ucrit", "neff", "eta", "theta", "kappa", "xl", "wd", "xw", "delvto"],
            "nmos2" => ["eta", "theta", "kappa", "xl", "wd", "xw", "delvto"],
            "nmos3" => ["lambda", "uexp", "ucrit", "neff"],
            "d" => ["pj"],                                                              // stands on the lines
            "njf" => ["n"],                                                             // later versions of ngspice have it
            "vdmos" => ["ttt1", "ttt2", "tm1", "tm2", "texp1"],                         // likewise
            _ => [],
        };
        return Catalog.Default.OfModelType(type)!.ModelParameters(type).All
            .Where(p => !p.Ignored && p.Type == ParameterType.Number && !Exceptions.Contains(p.Name) && !strangers.Contains(p.Name));
    }
}
