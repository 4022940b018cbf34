using System.Text.RegularExpressions;
using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Elaboration.Tests;

/// <summary>Every parameter of a model that has an effect stands in a recorded deck.</summary>
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

    [Fact, Oracle(OracleKind.Invariant, "names in the .model lines of the recorded decks against the tables")]
    public void Parameters_of_semiconductor_models_are_recorded()
    {
        var used = new Dictionary<string, HashSet<Parameter>>();
        foreach (var reference in ReferenceCase.All) Collect(File.ReadAllText(reference.DeckPath(reference.Decks[0])), used);
        var missing = used.OrderBy(u => u.Key, StringComparer.Ordinal)
            .SelectMany(u => Expected(u.Key).Where(p => !u.Value.Contains(p)).Select(p => $"{u.Key}: {p.Name}"));
        Assert.Equal([], missing);
        Assert.Equal(["d", "njf", "nmos1", "nmos2", "nmos3", "npn", "vdmos"], used.Keys.Order(StringComparer.Ordinal));
    }

    private static void Collect(string deck, Dictionary<string, HashSet<Parameter>> used)
    {
        foreach (Match card in Regex.Matches(deck.ToLowerInvariant().Replace("\n+", " "), @"^\.model\s+\S+\s+(\w+)(.*)$", RegexOptions.Multiline))
        {
            string type = card.Groups[1].Value switch { "pnp" => "npn", "pjf" => "njf", "pmos" => "nmos", var t => t };
            if (!Types.Contains(type)) continue;
            var table = Catalog.Default.OfModelType(type)!.ModelParameters(type);
            string level = Regex.Match(card.Groups[2].Value, @"level\s*=\s*(\d)") is { Success: true } m ? m.Groups[1].Value : "1", key = type == "nmos" ? type + level : type;
            if (!used.TryGetValue(key, out var known)) used[key] = known = [];
            foreach (Match name in Regex.Matches(card.Groups[2].Value, @"(\w+)\s*="))
                if (table.Find(name.Groups[1].Value) is { } parameter) known.Add(parameter);
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
