using System.Diagnostics;
using System.Globalization;

namespace NanoSpice.Bench;

/// <summary>Wall clock, processor time and peak memory of a whole process, by GNU time.</summary>
public sealed record ProcessCost(double Seconds, double ProcessorSeconds, double PeakMegabytes)
{
    /// <summary>Fastest of several runs; null when the program fails.</summary>
    public static ProcessCost? Of(string program, IReadOnlyList<string> arguments, int runs)
    {
        ProcessCost? best = null;
        for (int k = 0; k < runs; k++)
        {
            var start = new ProcessStartInfo("/usr/bin/time") { RedirectStandardError = true, RedirectStandardOutput = true };
            foreach (string word in (string[])["-f", "cost %e %U %S %M", program, .. arguments]) start.ArgumentList.Add(word);
            var watch = Stopwatch.StartNew();
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            double seconds = watch.Elapsed.TotalSeconds;
            string? line = error.Split('\n').LastOrDefault(l => l.StartsWith("cost ", StringComparison.Ordinal));
            if (process.ExitCode != 0 || line is null) return null;
            double[] v = [.. line.Split(' ')[1..].Select(w => double.Parse(w, CultureInfo.InvariantCulture))];
            if (best is null || seconds < best.Seconds) best = new(seconds, v[1] + v[2], v[3] / 1024);
        }
        return best;
    }
}
