using System.Text.RegularExpressions;
using NanoSpice.Testing;

namespace NanoSpice.Elaboration.Tests;

/// <summary>The circuits of tests/reference against what ngspice 39 answered.</summary>
public class ReferenceDeckTests
{
    public static TheoryData<string, string> Decks()
    {
        var data = new TheoryData<string, string>();
        foreach (ReferenceCase peer in ReferenceCase.All)
        foreach (string deck in peer.Decks)
            data.Add(peer.Case, deck);
        return data;
    }

    [Theory, MemberData(nameof(Decks))]
    [Oracle(OracleKind.Peer, "tests/reference/ngspice: deck, command and version in each README, tolerances derived in manifest.json")]
    public void Deck_agrees_with_the_recorded_answer(string name, string deck)
    {
        ReferenceCase peer = ReferenceCase.Named(name);
        var (worst, where) = Worst(peer, MemoryRun.Of(WithoutLargestStep(File.ReadAllText(peer.DeckPath(deck))), deck, peer.Analysis), deck is "twin-n.cir" or "twin-u.cir");
        Assert.True(worst <= 1, $"{worst:g3} of the tolerance: {where}");
    }

    [Theory, Oracle(OracleKind.Peer, "same method, same steps as the recording; Gear's error constant 2/9 is 2.7 times that of trap, 1/12")]
    [InlineData("rlc-pulse-tran", "trap", 1)]
    [InlineData("rlc-pulse-tran", "gear", 3)]
    [InlineData("coupled-tran", "trap", 1)]
    [InlineData("coupled-tran", "gear", 3)]
    [InlineData("diode-doubler-tran", "trap", 1)]
    [InlineData("diode-doubler-tran", "gear", 3)]
    [InlineData("c-charge-tran", "trap", 1)]
    [InlineData("b-nonlinear-tran", "trap", 1)]
    [InlineData("nanoslit-gamma-0.9", "trap", 1)]
    [InlineData("nanoslit-gamma-0.9", "gear", 3)]
    public void Methods_of_spice_agree_at_the_peers_steps(string name, string method, double factor)
    {
        ReferenceCase peer = ReferenceCase.Named(name);
        string text = File.ReadAllText(peer.DeckPath("deck.cir")).Replace(".options", $".options method={method}");
        var (worst, where) = Worst(peer, MemoryRun.Of(text));
        Assert.True(worst <= factor, $"{worst:g3} of the tolerance: {where}");
    }

    /// <summary>Largest error over tolerance, and where it is.</summary>
    /// <param name="isPart">a twin in our own elements has only the source current and some vectors in common with the peer's deck</param>
    private static (double Ratio, string Where) Worst(ReferenceCase peer, MemoryRun run, bool isPart = false)
    {
        NumberTable expected = peer.Expected();
        if (peer.Analysis != "tran") Assert.Equal(expected.Count, run.Count);
        var worst = (Ratio: 0.0, Where: "");
        for (int column = 1; column < expected.Names.Count; column++)
        {
            string vector = expected.Names[column];
            if (isPart && vector != "i(v1)" && !run.Has(vector)) continue;
            int offset = run.Offset(vector);
            for (int row = 0; row < expected.Count; row++)
            {
                double got = peer.Analysis == "tran" ? run.At(expected[row, 0], offset) : run[row, offset];
                double ratio = peer.Ratio(vector, got, expected[row, column]);
                if (!(ratio <= worst.Ratio)) worst = (ratio, $"{vector} at {expected[row, 0]:g6}: {got:g9}, recorded {expected[row, column]:g9}");
            }
        }

        return worst;
    }

    /// <summary>Drops the fourth number of .tran: the fine step is the peer's need; ours must bound its error without it.</summary>
    private static string WithoutLargestStep(string deck)
        => Regex.Replace(deck, @"^(\.tran \S+ \S+ \S+) [0-9]\S*", "$1", RegexOptions.Multiline);
}
