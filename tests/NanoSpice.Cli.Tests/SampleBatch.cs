using System.Globalization;

namespace NanoSpice.Cli.Tests;

/// <summary>Folders as a batch leaves them, from closed forms.</summary>
internal static class SampleBatch
{
    /// <summary>Ellipses of i over v, two cycles, at every gamma and rc; the run of the largest gamma and rc fails.</summary>
    public static void Sweep(string folder, double[] gammas, double[] rcs)
    {
        List<string> lines = ["run,deck,gamma,rc[Ohm],status,reason,cv1.capacitance[F],cv1.peak[A],cv1.cycles,cv1.steps,warnings"];
        int run = 0;
        foreach (double rc in rcs)
        {
            foreach (double gamma in gammas)
            {
                string name = (++run).ToString("D6", CultureInfo.InvariantCulture);
                bool fails = rc == rcs[^1] && gamma == gammas[^1];
                double capacitance = 0.04 * (1 - (0.1 * gamma)) / (1 + (0.05 * rc)), peak = 0.002 / (1 + (0.1 * rc)) * (1 + (0.3 * gamma));
                string numbers = fails ? ",,," : FormattableString.Invariant($"{capacitance:R},{peak:R},2,{(fails ? 0 : 100 + run)}");
                lines.Add(FormattableString.Invariant($"{run},cell.cir,{gamma:R},{rc:R},{(fails ? "failed" : "done")},{(fails ? "\"cv1: no convergence at t = 0.1 s, <n3>\"" : "")},{numbers},{(run % 3 == 0 ? "floor of R met" : "")}"));
                if (!fails) Curve(Path.Combine(folder, "runs", name), peak, gamma);
            }
        }
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "runs.csv"), lines);
        File.WriteAllText(Path.Combine(folder, "batch.json"), """{"version":"0.1.0","swept":[{"label":"gamma"},{"label":"rc"}],"options":{"keep":"csv"}}""");
    }

    /// <summary>Normal draws of a resistance and the time constant that follows.</summary>
    public static void MonteCarlo(string folder, int runs)
    {
        var random = new Random(3);
        Directory.CreateDirectory(folder);
        using var text = new StreamWriter(Path.Combine(folder, "runs.csv"));
        text.WriteLine("run,deck,r,status,reason,tran1.tau[s],warnings");
        for (int k = 1; k <= runs; k++)
        {
            double r = MathNet.Numerics.Distributions.Normal.Sample(random, 1000, 50);
            text.WriteLine(FormattableString.Invariant($"{k},rc.cir,{r:R},done,,{r * 1e-6:R},"));
        }
        File.WriteAllText(Path.Combine(folder, "batch.json"), $$"""{"version":"0.1.0","swept":[],"options":{"mc":{{runs}},"seed":1} }""");
    }

    private static void Curve(string folder, double peak, double gamma)
    {
        Directory.CreateDirectory(folder);
        using var text = new StreamWriter(Path.Combine(folder, "cv1.csv"));
        text.WriteLine("time[s],cycle,v[V],i[A]");
        for (int k = 0; k <= 200; k++)
        {
            double angle = 2 * Math.PI * k / 100, v = 0.25 * (1 - Math.Cos(angle));
            text.WriteLine(FormattableString.Invariant($"{k * 0.05:R},{1 + (k / 101)},{v:R},{peak * Math.Sin(angle) * (1 + (gamma * v)):R}"));
        }
    }
}
