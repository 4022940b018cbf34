using System.Globalization;
using NanoSpice.Testing;
using NanoSpice.Testing.Problems;
using Xunit.Abstractions;

namespace NanoSpice.SpiceSharp.Tests;

/// <summary>Seconds of both engines at equal error, for tests/NanoSpice.Bench/results/spicesharp.md; asked for with NANOSPICE_TIME=1.</summary>
public class LadderTiming(ITestOutputHelper output)
{
    [SkippableFact, Oracle(OracleKind.CrossCheck, "errors against the ladder oracle; seconds are told, not judged")]
    public void Both_engines_at_the_error_that_ours_makes()
    {
        Skip.IfNot(Environment.GetEnvironmentVariable("NANOSPICE_TIME") == "1", "NANOSPICE_TIME=1 asks for it");
        Tell($"| steps | engine | seconds | time points | error / Imax |\n|---|---|---|---|---|");
        foreach (int steps in (int[])[6, 60, 600])
        {
            var ladder = new LadderOde { Steps = steps, Gamma = 0.9 };
            var oracle = ladder.Solve();
            var both = BothEngines.OfText(LadderText.Deck(ladder));
            int current = both.Deck.Simulation.Analyses[0].Saved.Count;      // the only saved vector stands behind the time
            double ours = Best(() => both.Run());
            double error = oracle.WorstError([.. both.Rows.Select(r => r[0])], [.. both.Rows.Select(r => -r[current])]).Error;
            Tell($"| {steps} | NanoSpice | {ours:f4} | {both.Rows.Count} rows | {error:e1} |");
            for (double step = 0.04; step > 1e-4; step /= 2)
            {
                PeerRun peer = null!;
                var options = new PeerOptions { MaxStep = step };
                double off = ErrorOf(oracle, peer = both.Peer(options));
                bool meets = off <= error;
                if (!meets && step < 0.04 && step / 2 > 1e-4) continue;
                Tell($"| {steps} | SpiceSharp, steps of {step:g3} s | {Best(() => peer = BothEngines.OfText(LadderText.Deck(ladder)).Peer(options)):f4} | {peer.Rows.Count} | {off:e1} |");
                if (meets) break;
            }
        }
    }

    private static double ErrorOf(LadderSolution oracle, PeerRun run)
    {
        int at = run.Names.ToList().IndexOf("i(v1)");
        return oracle.WorstError([.. run.Rows.Select(r => r[0])], [.. run.Rows.Select(r => -r[at])]).Error;
    }

    /// <summary>Seconds of processor that the process spends for itself, so that other work on the machine does not count: the least of three to fifty runs in two seconds.</summary>
    internal static double Best(Action run)
    {
        double best = double.PositiveInfinity, all = 0;
        for (int k = 0; k < 3 || (k < 50 && all < 2); k++)
        {
            var before = Environment.CpuUsage.UserTime;
            run();
            double seconds = (Environment.CpuUsage.UserTime - before).TotalSeconds;
            (best, all) = (Math.Min(best, seconds), all + seconds);
        }
        return best;
    }

    private void Tell(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
