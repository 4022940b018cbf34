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

    public static TheoryData<string> Cases() => new(ReferenceCase.All.Select(c => c.Case));

    [Theory, MemberData(nameof(Decks))]
    [Oracle(OracleKind.Peer, "tests/reference/ngspice: deck, command and version in each README, tolerances derived in manifest.json")]
    public void Deck_agrees_with_the_recorded_answer(string name, string deck)
    {
        ReferenceCase peer = ReferenceCase.Named(name);
        NumberTable expected = peer.Expected();
        MemoryRun run = MemoryRun.Of(WithoutLargestStep(File.ReadAllText(peer.DeckPath(deck))), deck);
        if (peer.Analysis != "tran") Assert.Equal(expected.Count, run.Count);
        string worstText = "";
        double worst = 0;
        for (int column = 1; column < expected.Names.Count; column++)
        {
            string vector = expected.Names[column];
            if (deck == "twin-u.cir" && vector != "i(v1)") continue;
            int offset = run.Offset(vector);
            for (int row = 0; row < expected.Count; row++)
            {
                double got = peer.Analysis == "tran" ? run.At(expected[row, 0], offset) : run[row, offset];
                double ratio = peer.Ratio(vector, got, expected[row, column]);
                if (!(ratio <= worst)) (worst, worstText) = (ratio, $"{vector} at {expected[row, 0]:g6}: {got:g9}, recorded {expected[row, column]:g9}");
            }
        }

        Assert.True(worst <= 1, $"{worst:g3} of the tolerance: {worstText}");
    }

    [SkippableTheory, MemberData(nameof(Cases))]
    [Oracle(OracleKind.Peer, "the ngspice of this machine, same deck; half the tolerance is the peer's own spread, so twice that between versions")]
    public void Recorded_answer_is_what_ngspice_says_here(string name)
    {
        Skip.IfNot(Ngspice.Installed, "ngspice is not installed");
        ReferenceCase peer = ReferenceCase.Named(name);
        NumberTable expected = peer.Expected();
        NgspiceRaw live = Ngspice.Run(File.ReadAllText(peer.DeckPath("deck.cir"))).Plots[0];
        double[] scale = peer.Analysis == "tran" ? live["time"] : [];
        for (int column = 1; column < expected.Names.Count; column++)
        for (int row = 0; row < expected.Count; row++)
        {
            string vector = expected.Names[column];
            double got = peer.Analysis == "tran" ? Linear(scale, live[vector], expected[row, 0]) : Live(live, vector, row);
            Assert.True(peer.Ratio(vector, got, expected[row, column]) <= 1, $"{vector} in row {row}: {got}, recorded {expected[row, column]}");
        }
    }

    /// <summary>Drops the fourth number of .tran: the fine step is the peer's need; ours must bound its error without it.</summary>
    private static string WithoutLargestStep(string deck)
        => Regex.Replace(deck, @"^(\.tran \S+ \S+ \S+) [0-9]\S*", "$1", RegexOptions.Multiline);

    private static double Live(NgspiceRaw live, string vector, int row)
        => live.Complex ? live[vector[..^3]][2 * row + (vector.EndsWith(".im") ? 1 : 0)] : live[vector][row];

    private static double Linear(double[] x, double[] y, double at)
    {
        int right = Array.BinarySearch(x, at);
        right = Math.Clamp(right >= 0 ? right : ~right, 1, x.Length - 1);
        double w = (at - x[right - 1]) / (x[right] - x[right - 1]);
        return y[right - 1] + w * (y[right] - y[right - 1]);
    }
}
