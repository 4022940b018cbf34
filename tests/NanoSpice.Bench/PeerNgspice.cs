using System.Diagnostics;
using System.Globalization;
using NanoSpice.Testing;
using NanoSpice.Testing.Problems;

namespace NanoSpice.Bench;

/// <summary>What one run of ngspice cost and how far off it was.</summary>
/// <param name="AnalysisSeconds">As ngspice prints it: set-up and transient, without reading the deck [s].</param>
/// <param name="ProcessSeconds">Whole process, wall clock [s].</param>
/// <param name="PeakMegabytes">Largest resident set [MB]; NaN without GNU time.</param>
/// <param name="TimePoints">Accepted time points.</param>
/// <param name="Iterations">Newton iterations.</param>
/// <param name="Error">Largest error of the source current over its maximum, at the points computed.</param>
public sealed record PeerRun(
    double AnalysisSeconds, double ProcessSeconds, double PeakMegabytes, int TimePoints, int Iterations, double Error);

/// <summary>Runs the ladder in ngspice and judges it by the oracle.</summary>
public static class PeerNgspice
{
    private const string GnuTime = "/usr/bin/time";

    /// <summary>True if ngspice is in the path.</summary>
    public static bool Installed => Ngspice.Installed;

    /// <summary>Runs the ladder once; the oracle may be shared between runs.</summary>
    public static PeerRun Run(LadderOde ladder, LadderSolution oracle, double largestStep, string options = "")
    {
        string deck = LadderDecks.ForNgspice(ladder, largestStep, options);
        string[] wrapper = File.Exists(GnuTime) ? [GnuTime, "-f", "peak-kb = %M"] : [];
        var watch = Stopwatch.StartNew();
        var (plots, printed) = Ngspice.Run(deck, wrapper);
        double seconds = watch.Elapsed.TotalSeconds;
        if (plots.Count == 0) throw new InvalidOperationException("ngspice made no result:\n" + printed);
        double error = oracle.WorstError(plots[0]["time"], plots[0]["i(v1)"].Select(i => -i).ToArray()).Error;
        return new PeerRun(
            Printed(printed, "Total analysis time (seconds)"), seconds, Printed(printed, "peak-kb") / 1024,
            (int)Printed(printed, "Accepted timepoints"), (int)Printed(printed, "Transient iterations"), error);
    }

    /// <summary>The largest step at which ngspice meets an error [-] of the source current, by halving from 0.2 s.</summary>
    public static double StepForError(LadderOde ladder, LadderSolution oracle, double error)
    {
        for (double step = 0.2; ; step /= 2)
        {
            if (step < 1e-5) throw new InvalidOperationException($"ngspice does not reach {error} with steps of 1e-5 s");
            if (Run(ladder, oracle, step).Error <= error) return step;
        }
    }

    internal static double Printed(string text, string key)
    {
        int at = text.IndexOf(key + " =", StringComparison.Ordinal);
        if (at < 0) return double.NaN;
        string value = text[(at + key.Length + 2)..].TrimStart().Split(' ', '\n')[0];
        return double.Parse(value, CultureInfo.InvariantCulture);
    }
}
