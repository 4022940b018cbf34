using System.Diagnostics;
using System.Globalization;
using NanoSpice.Testing;
using NanoSpice.Testing.Problems;

namespace NanoSpice.Bench;

/// <summary>A thousand CV runs of the six-layer deck by one nanospice batch, beside ngspice started for each run on all cores, at equal error.</summary>
public static class BatchBench
{
    /// <summary>25 x 40 points.</summary>
    private static readonly string[] Thousand = ["--sweep", "step.gamma=-0.9:0.9:0.075", "--sweep", "step.rc=1:10.75:0.25"];

    /// <summary>25 x 200 points: start-up and report count for little.</summary>
    private static readonly string[] FiveThousand = ["--sweep", "step.gamma=-0.9:0.9:0.075", "--sweep", "step.rc=1:50.75:0.25"];

    /// <summary>Runs of ngspice that are timed, and how often each row is measured: the best counts.</summary>
    private const int PeerRuns = 100, Repeats = 3;

    /// <param name="program">nanospice as published</param>
    public static void Run(TextWriter output, string program)
    {
        var folder = Directory.CreateTempSubdirectory("nanospice-bench");
        try
        {
            string deck = Repository.Path("netlists", "first.cir");
            output.WriteLine("| program | runs | s | runs/s | ms of a run |");
            output.WriteLine("|---|---|---|---|---|");
            double one = Rate(output, "nanospice batch -j 1", 1000, Ours(program, folder, [deck, .. Thousand, "-j", "1"]));
            double two = Rate(output, "nanospice batch -j 2", 1000, Ours(program, folder, [deck, .. Thousand, "-j", "2"]));
            Rate(output, "nanospice batch -j 2 --keep none", 1000, Ours(program, folder, [deck, .. Thousand, "-j", "2", "--keep", "none"]));
            double long1 = Rate(output, "nanospice batch -j 1", 5000, Ours(program, folder, [deck, .. FiveThousand, "-j", "1"]));
            double long2 = Rate(output, "nanospice batch -j 2", 5000, Ours(program, folder, [deck, .. FiveThousand, "-j", "2"]));
            double error = ErrorOf(program, folder, deck);
            var ladder = new LadderOde { Steps = 6, Gamma = 0.9 };
            double step = PeerNgspice.StepForError(ladder, ladder.Solve(800), error);
            double peer = Rate(output, string.Create(CultureInfo.InvariantCulture, $"ngspice, a process a run, {Environment.ProcessorCount} at once, steps of {step:g3} s"), PeerRuns, Best(() => Peer(step)));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"error / Imax {error:e1}; two workers {two / one:f2} x one, of 5000 runs {long2 / long1:f2} x; {two / peer:f1} x ngspice"));
            Memory(output, program, folder, deck);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Rate(TextWriter output, string name, int runs, double seconds)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {runs} | {seconds:f2} | {runs / seconds:f1} | {1000 * seconds / runs:f2} |"));
        return runs / seconds;
    }

    private static double Best(Func<double> seconds) => Enumerable.Range(0, Repeats).Min(_ => seconds());

    private static double Ours(string program, DirectoryInfo folder, string[] words) => Best(() => Once(program, folder, words));

    /// <summary>Wall clock of the whole process, tables and report included [s].</summary>
    private static double Once(string program, DirectoryInfo folder, string[] words)
    {
        var watch = Stopwatch.StartNew();
        using var process = Start(program, folder, words);
        process.WaitForExit();
        double seconds = watch.Elapsed.TotalSeconds;
        if (process.ExitCode != 0) throw new InvalidOperationException($"nanospice batch ended with {process.ExitCode}");
        Directory.Delete(Own(folder), recursive: true);
        return seconds;
    }

    private static Process Start(string program, DirectoryInfo folder, string[] words) =>
        Process.Start(new ProcessStartInfo(program, ["batch", .. words, "-o", Own(folder)]) { RedirectStandardOutput = true })!;

    private static string Own(DirectoryInfo folder) => Path.Combine(folder.FullName, "batch");

    /// <summary>Error of the deck as it stands against the ladder oracle, over Imax.</summary>
    private static double ErrorOf(string program, DirectoryInfo folder, string deck)
    {
        string own = Path.Combine(folder.FullName, "one");
        using var process = Process.Start(new ProcessStartInfo(program, ["batch", deck, "-o", own]) { RedirectStandardOutput = true })!;
        process.WaitForExit();
        var rows = File.ReadLines(Path.Combine(own, "runs", "000001", "tran1.csv")).Skip(1).Select(l => l.Split(',')[..2].Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray()).ToList();
        return new LadderOde { Steps = 6, Gamma = 0.9 }.Solve(800).WorstError([.. rows.Select(r => r[0])], [.. rows.Select(r => r[1])]).Error;
    }

    /// <summary>Seconds that ngspice takes for some points of the same plan, a process each, as many at once as there are cores.</summary>
    private static double Peer(double step)
    {
        var watch = Stopwatch.StartNew();
        Parallel.For(0, PeerRuns, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, k =>
        {
            var ladder = new LadderOde { Steps = 6, Gamma = -0.9 + (0.075 * (k % 25)), Rc = 1 + (k / 25) };
            if (Ngspice.Run(LadderDecks.ForNgspice(ladder, step), []).Plots.Count == 0) throw new InvalidOperationException("ngspice made no result");
        });
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Resident memory over ten thousand runs.</summary>
    private static void Memory(TextWriter output, string program, DirectoryInfo folder, string deck)
    {
        string own = Path.Combine(folder.FullName, "memory"), journal = Path.Combine(own, "journal.jsonl");
        string[] words = ["batch", deck, "--sweep", "step.gamma=-0.9:0.9:0.018018018", "--sweep", "step.rc=1:100:1", "--keep", "none", "-o", own];
        using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true })!;
        output.WriteLine("| s | KB of journal | resident MB |");
        output.WriteLine("|---|---|---|");
        var watch = Stopwatch.StartNew();
        while (!process.WaitForExit(2000))
        {
            process.Refresh();
            long written = File.Exists(journal) ? new FileInfo(journal).Length / 1024 : 0;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {watch.Elapsed.TotalSeconds:f0} | {written} | {process.WorkingSet64 / 1048576.0:f0} |"));
        }
        output.WriteLine($"runs in the journal: {File.ReadLines(journal).Count() - 1}");
    }
}
