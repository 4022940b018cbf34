using System.Diagnostics;
using NanoSpice.Discovery;
using NanoSpice.Discovery.Tests;
using NanoSpice.Testing;

namespace NanoSpice.Bench;

/// <summary>How often the law of the ladder is chosen, and how true its numbers and intervals are.</summary>
public static class DiscoverLawsBench
{
    private const int Seeds = 20;

    public static void Run(string[] args)
    {
        int seeds = args.Length > 0 ? int.Parse(args[0]) : Seeds;
        Console.WriteLine("| stage 0 | columns | noise | law chosen | Rc within 2 se | gamma within 2 se | both | Rc off, worst | gamma off, worst | seconds, mean |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (bool exhaustive in (bool[])(args.Contains("subsets") ? [true] : [true, false]))
            foreach (bool normalised in (bool[])[false, true])
                foreach (double noise in (double[])[0, 0.001, 0.01, 0.05])
                    Row(exhaustive, normalised, noise, seeds);
    }

    private static void Row(bool exhaustive, bool normalised, double noise, int seeds)
    {
        int runs = 0, chosen = 0, rcIn = 0, gammaIn = 0, both = 0;
        double rcOff = 0, gammaOff = 0, seconds = 0;
        foreach (double gamma in (double[])[0.2, 0.5, 0.9])
        {
            for (int seed = 1; seed <= seeds; seed++, runs++)
            {
                var table = LadderTable.Make(gamma, noise, seed + (int)(1000 * (gamma + (10 * noise))), normalised: normalised);
                var data = LadderData.Of(table);
                var clock = Stopwatch.StartNew();
                var report = Discoverer.Discover(data, new DiscoverOptions { Exhaustive = exhaustive, Search = new SearchOptions { Seed = (ulong)seed } }, null, null, default);
                seconds += clock.Elapsed.TotalSeconds;
                if (report.Chosen.Law.Form != "i*(a + b*q)")
                {
                    Console.Error.WriteLine($"  {gamma} {noise} {(normalised ? "normalised" : "SI")} seed {seed}: {report.Chosen.Law.Form}; {report.Why}");
                    continue;
                }
                chosen++;
                var law = report.Fit.Nanoslit!;
                double trueGamma = -table.Truth.B / table.Truth.A * law.Qmax;
                double rc = Math.Abs(law.Rc.Value - table.Truth.A), g = Math.Abs(law.Gamma.Value - trueGamma);
                bool a = rc <= 2 * law.Rc.StandardError, b = g <= 2 * law.Gamma.StandardError;
                (rcIn, gammaIn, both) = (rcIn + (a ? 1 : 0), gammaIn + (b ? 1 : 0), both + (a && b ? 1 : 0));
                (rcOff, gammaOff) = (Math.Max(rcOff, rc / table.Truth.A), Math.Max(gammaOff, g));
            }
        }
        string Share(int n, int of) => $"{100.0 * n / Math.Max(1, of):f0} %";
        Console.WriteLine($"| {(exhaustive ? "on" : "off")} | {(normalised ? "normalised" : "SI")} | {100 * noise:g2} % | {Share(chosen, runs)} of {runs} | {Share(rcIn, chosen)} | {Share(gammaIn, chosen)} | {Share(both, chosen)} | {100 * rcOff:g3} % | {gammaOff:g3} | {seconds / runs:f3} |");
    }
}
