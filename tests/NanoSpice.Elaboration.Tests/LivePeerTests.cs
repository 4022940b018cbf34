using NanoSpice.Testing;

namespace NanoSpice.Elaboration.Tests;

/// <summary>The recordings of tests/reference against the ngspice of this machine, where there is one.</summary>
public class LivePeerTests
{
    /// <summary>Harmonics are printed only; they are no plot of the raw file.</summary>
    public static TheoryData<string> Cases() => new(ReferenceCase.All.Where(c => c.Analysis != "four").Select(c => c.Case));

    [SkippableTheory, MemberData(nameof(Cases))]
    [Oracle(OracleKind.Peer, "the ngspice of this machine runs the recorded deck; tolerances of manifest.json cover versions and rounding")]
    public void Recorded_answer_is_what_ngspice_says_here(string name)
    {
        Skip.IfNot(Ngspice.Installed, "ngspice is not installed");
        ReferenceCase peer = ReferenceCase.Named(name);
        NumberTable expected = peer.Expected();
        NgspiceRaw live = Ngspice.RunAs(peer.NgBehavior, File.ReadAllText(peer.DeckPath("deck.cir"))).Plots[0];
        double[] scale = peer.Analysis == "tran" ? live["time"] : [];
        for (int column = 1; column < expected.Names.Count; column++)
        for (int row = 0; row < expected.Count; row++)
        {
            string vector = expected.Names[column];
            double got = peer.Analysis == "tran" ? Linear(scale, live[vector], expected[row, 0]) : Live(live, vector, row);
            Assert.True(peer.Ratio(vector, got, expected[row, column]) <= 1, $"{vector} in row {row}: {got}, recorded {expected[row, column]}");
        }
    }

    private static double Live(NgspiceRaw live, string vector, int row)
        => live.Complex ? live[vector[..^3]][2 * row + (vector.EndsWith(".im") ? 1 : 0)] : live[live.Names.Contains(vector) ? vector : $"v({vector})"][row];

    private static double Linear(double[] x, double[] y, double at)
    {
        int right = Array.BinarySearch(x, at);
        right = Math.Clamp(right >= 0 ? right : ~right, 1, x.Length - 1);
        double w = (at - x[right - 1]) / (x[right] - x[right - 1]);
        return y[right - 1] + w * (y[right] - y[right - 1]);
    }
}
