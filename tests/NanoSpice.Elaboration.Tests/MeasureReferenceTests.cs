using System.Globalization;
using System.Text.RegularExpressions;
using NanoSpice.Engine;
using NanoSpice.Netlist;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Elaboration.Tests;

/// <summary>.meas against what ngspice 39 measured.</summary>
public class MeasureReferenceTests
{
    public static TheoryData<string> Cases() => [.. ReferenceCase.All.Where(c => File.Exists(c.DeckPath("measures.csv"))).Select(c => c.Case)];

    [Theory, MemberData(nameof(Cases))]
    [Oracle(OracleKind.Peer, "tests/reference/ngspice, measures.csv: three times the peer's change at half the spacing, its printed digits, and 10 reltol")]
    public void Measurements_agree_with_the_recorded_ones(string name)
    {
        var peer = ReferenceCase.Named(name);
        // The fine step is the peer's need; ours must bound its error without it.
        string text = Regex.Replace(File.ReadAllText(peer.DeckPath("deck.cir")), @"^(\.tran \S+ \S+ \S+) [0-9]\S*", "$1", RegexOptions.Multiline);
        var bag = new DiagnosticBag();
        var simulation = Elaborator.Elaborate(NetlistReader.ReadText(text, "deck.cir", bag), bag)!;
        var context = simulation.Context(simulation.Analyses[0], new RecordingSink());
        simulation.Analyses[0].Analysis.Run(context);
        foreach (string[] row in File.ReadLines(peer.DeckPath("measures.csv")).Skip(1).Select(l => l.Split(',')))
        {
            double expected = double.Parse(row[1], CultureInfo.InvariantCulture), tolerance = double.Parse(row[2], CultureInfo.InvariantCulture);
            var found = context.Derived.Single(d => d.IsMeasurement && d.Name == row[0]);
            Assert.True(Math.Abs(found.Value - expected) <= tolerance, $"{row[0]}: {found.Value:g9} {found.Failure}, recorded {expected:g9} +- {tolerance:g3}");
        }
    }
}
