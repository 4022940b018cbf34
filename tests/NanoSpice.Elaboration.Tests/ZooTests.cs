using System.Globalization;
using System.Text.RegularExpressions;
using NanoSpice.Engine;
using NanoSpice.Netlist;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Elaboration.Tests;

/// <summary>Circuits that are hard to start or to follow, in Zoo: switching converters, latches, oscillators, op-amps of gain 1e6, ideal diodes in series.</summary>
public class ZooTests
{
    private static readonly string Folder = Repository.Path("tests", "NanoSpice.Elaboration.Tests", "Zoo");

    private static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.cir").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal);

    public static TheoryData<string> Decks() => [.. Names];

    /// <summary>Measured quantities of a run by name; the run must reach its end.</summary>
    private static Dictionary<string, double> Measure(string deck, string options)
    {
        string text = Regex.Replace(File.ReadAllText(Path.Combine(Folder, deck + ".cir")), @"^\*expect.*\n", "", RegexOptions.Multiline);
        var bag = new DiagnosticBag();
        var simulation = Elaborator.Elaborate(NetlistReader.ReadText(text + (options == "" ? "" : $".options {options}\n") + ".end\n", deck + ".cir", bag), bag);
        Assert.True(simulation is not null, DiagnosticPrinter.Print(bag.All));
        var context = simulation.Context(simulation.Analyses[0], new RecordingSink());
        simulation.Analyses[0].Analysis.Run(context);
        return context.Derived.Where(d => d.IsMeasurement).ToDictionary(d => d.Name, d => d.Value);
    }

    [Theory, MemberData(nameof(Decks)), Oracle(OracleKind.Peer, "*expect lines: closed forms, and ngspice 39 at reltol 1e-5 in 30000 steps or more; each says which")]
    public void Default_options_meet_what_is_expected(string deck) => Check(deck, "", 1);

    [Theory, MemberData(nameof(Decks)), Oracle(OracleKind.Peer, "as above, within half the tolerance")]
    public void A_hundredth_of_the_tolerance_changes_little(string deck) => Check(deck, "reltol=1e-5", 0.5);

    /// <remarks>SPICE's step control bounds the error of a step and not that of the waveform: four times the tolerance.</remarks>
    [Theory, MemberData(nameof(Decks)), Oracle(OracleKind.Peer, "as above, four times the tolerance")]
    public void Trapezoidal_rule_meets_what_is_expected(string deck) => Check(deck, "method=trap", 4);

    /// <summary>An op-amp of gain 1e5 that meets its rail: Newton of method=gear does not come through there, that of the others does.</summary>
    public static TheoryData<string> DecksOfGear() => [.. Names.Where(d => d != "opampclip")];

    /// <remarks>kickopen: at the default reltol steps of 0.09 us pass a peak of 500 V by up to 1 - cos(0.45), whatever their error.</remarks>
    [Theory, MemberData(nameof(DecksOfGear)), Oracle(OracleKind.Peer, "as above, four times the tolerance")]
    public void Gear_meets_what_is_expected(string deck) => Check(deck, deck == "kickopen" ? "method=gear reltol=1e-4" : "method=gear", 4);

    private static void Check(string deck, string options, double factor)
    {
        var found = Measure(deck, options);
        var lines = Regex.Matches(File.ReadAllText(Path.Combine(Folder, deck + ".cir")), @"^\*expect tran1 (\w+) = (\S+) tol (\S+?)(%?) ; from .+$", RegexOptions.Multiline);
        string all = string.Join(' ', found.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Key}={f.Value:g6}")));
        Assert.True(lines.Count > 0, all);
        foreach (Match line in lines)
        {
            double expected = double.Parse(line.Groups[2].Value, CultureInfo.InvariantCulture), tolerance = double.Parse(line.Groups[3].Value, CultureInfo.InvariantCulture);
            if (line.Groups[4].Value == "%") tolerance *= Math.Abs(expected) / 100;
            Assert.True(Math.Abs(found[line.Groups[1].Value] - expected) <= factor * tolerance, $"{line.Value.Trim()}: {all}");
        }
    }
}
