using System.Diagnostics;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

public sealed class BatchResumeTests : BatchFixture
{
    private static readonly string[] What = ["batch", "cell.cir", "--sweep", "rc=1:12:1", "--sweep", "s.gamma=-0.9:0.9:0.2"];

    [Fact, Oracle(OracleKind.Invariant, "killed at 20 random moments and gone on with each time: the bytes of a batch that ran through")]
    public void A_killed_batch_finishes_to_the_same_bytes()
    {
        Write("cell.cir", Cell);
        Assert.Equal(ExitCode.Done, Run([.. What, "-o", "whole"]).Exit);
        var expected = Results("whole");
        var random = new Random(7);
        int midway = 0;
        for (int kill = 0; kill < 20; kill++)
        {
            using var process = Start([.. What, "-o", "killed", "--resume"]);
            long before = JournalLength();
            // Some kills fall into the start, most after a random number of runs of some 700 bytes each.
            if (kill % 5 == 0) Thread.Sleep(random.Next(300));
            else for (long until = before + 700 + random.Next(3000); JournalLength() < until && !process.HasExited;) Thread.Sleep(1);
            process.Kill();
            process.WaitForExit();
            if (JournalLength() > before) midway++;
        }
        Assert.True(midway >= 10, $"only {midway} kills fell between runs");
        Assert.Equal(ExitCode.Done, Run([.. What, "-o", "killed", "--resume"]).Exit);
        Assert.Equal(expected, Results("killed"));
    }

    [Fact, Oracle(OracleKind.Invariant, "a journal cut at any byte, or with a damaged byte, is gone on with to the same bytes")]
    public void A_damaged_journal_costs_no_more_than_the_lines_damaged()
    {
        string[] what = ["batch", "rc.cir", "--sweep", "r=1:5:1", "-o", "out"];
        Write("rc.cir", "rc\n.param r=1\nV1 a 0 1\nR1 a b {r}\nR2 b 0 1\n.op\n");
        Assert.Equal(ExitCode.Done, Run(what).Exit);
        var expected = Results("out");
        byte[] journal = File.ReadAllBytes(FullPath("out/journal.jsonl"));
        var random = new Random(3);
        for (int k = 0; k < 30; k++)
        {
            int at = random.Next(journal.Length);
            byte[] hurt = k % 2 == 0 ? journal[..at] : [.. journal];
            if (k % 2 == 1) hurt[at] ^= 0x10;
            File.WriteAllBytes(FullPath("out/journal.jsonl"), hurt);
            File.Delete(FullPath("out/runs.csv"));
            Assert.Equal(ExitCode.Done, Run([.. what, "--resume"]).Exit);
            Assert.Equal(expected, Results("out"));
        }
    }

    [Fact, Oracle(OracleKind.Invariant, "SIGTERM: what is done is in runs.csv, exit 130; resumed to the same bytes")]
    public void An_interrupted_batch_leaves_its_table()
    {
        Write("cell.cir", Cell);
        Assert.Equal(ExitCode.Done, Run([.. What, "-o", "whole"]).Exit);
        using var process = Start([.. What, "-o", "stopped"]);
        while (JournalLength("stopped") < 2000 && !process.HasExited) Thread.Sleep(1);
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) kill.WaitForExit();
        process.WaitForExit();
        Assert.Equal(ExitCode.Interrupted, process.ExitCode);
        string[] part = Lines("stopped/runs.csv"), whole = Lines("whole/runs.csv");
        Assert.InRange(part.Length, 3, whole.Length - 1);
        Assert.Subset(whole.ToHashSet(), part.ToHashSet());
        Assert.Equal(ExitCode.Done, Run([.. What, "-o", "stopped", "--resume"]).Exit);
        Assert.Equal(Results("whole"), Results("stopped"));
    }

    private Process Start(string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. words]) { WorkingDirectory = Folder, RedirectStandardError = true, RedirectStandardOutput = true };
        return Process.Start(start)!;
    }

    private long JournalLength(string folder = "killed") => new FileInfo(FullPath($"{folder}/journal.jsonl")) is { Exists: true } f ? f.Length : 0;
}
