using System.Text.Json;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

public sealed class BatchCommandTests : BatchFixture
{
    [Fact, Oracle(OracleKind.CrossCheck, "nanospice run of the same deck stepped by lines of its own: numbers of steps.csv, tables of the points")]
    public void A_batch_gives_the_numbers_of_a_stepped_deck()
    {
        Write("cell.cir", Cell);
        Write("stepped.cir", Cell + ".step param rc list 2 5\n.step s(gamma) 0 0.9 0.45\n");
        Assert.Equal(ExitCode.Done, Run("run", "stepped.cir", "-o", "run").Exit);
        var (exit, output, error) = Run("batch", "cell.cir", "--sweep", "rc=2,5", "--sweep", "s.gamma=0:0.9:0.45", "-o", "out");
        Assert.Equal((ExitCode.Done, "batch: 6 runs, 6 done, 0 failed -> out/runs.csv\n", ""), (exit, output, error));
        string[] steps = Lines("run/steps.csv"), runs = Lines("out/runs.csv");
        Assert.StartsWith("run,deck,rc,s.gamma,status,reason,cv1.area[A V],cv1.capacitance[F],", runs[0], StringComparison.Ordinal);
        int numbers = steps[0].Split(',').Length - 3;
        for (int k = 1; k <= 6; k++)
        {
            string[] step = steps[k].Split(','), run = runs[k].Split(',');
            Assert.Equal([$"{k}", "cell.cir", step[0], step[1], "done", ""], run[..6]);
            Assert.Equal(step[3..].Select(n => n == "NaN" ? "" : n), run[6..(6 + numbers)]);
        }
        string[] all = Lines("run/cv1.csv");
        Assert.Equal(all[1..].Where(l => l.StartsWith("5,0.45,", StringComparison.Ordinal)).Select(l => l[7..]), Lines("out/runs/000004/cv1.csv")[1..]);
    }

    [Fact, Oracle(OracleKind.Invariant, "the same bytes whatever the number of threads, and however the runs are shared out")]
    public void Threads_and_shards_change_no_byte()
    {
        Write("cell.cir", Cell + ".meas cv top max i(v1)\n.step s(gamma) list 0 0.9\n");
        Write("rc.cir", "rc\nV1 a 0 1\nR1 a b {rc}\nC1 b 0 1m\n.step param cap list 1m 2m\n.param cap=1\nC2 b 0 {cap}\n.tran 1m 10m\n.meas tran late find v(b) at=5m\n");
        string[] what = ["batch", "cell.cir", "rc.cir", "--sweep", "rc=1:3:1", "--keep", "csv,raw"];
        Assert.Equal(ExitCode.Done, Run([.. what, "-j", "1", "-o", "one"]).Exit);
        Assert.Equal(ExitCode.Done, Run([.. what, "-j", "2", "-o", "two"]).Exit);
        Assert.Equal(Results("one"), Results("two"));
        for (int k = 1; k <= 3; k++) Assert.Equal(ExitCode.Done, Run([.. what, "--shard", $"{k}/3", "-o", $"s{k}"]).Exit);
        Assert.Equal((ExitCode.Done, "batch: 12 runs, 12 done, 0 failed -> whole/runs.csv\n", ""), Run("batch", "merge", "s2", "s1", "s3", "-o", "whole"));
        Assert.Equal(Results("one"), Results("whole"));
        var (exit, _, error) = Run("batch", "merge", "s1", "s3", "-o", "part");
        Assert.Equal((ExitCode.BadInput, "nanospice: error: runs 2, 5, 8, 11 of 12 are missing\n  hint: finish shard 2/3 with --resume, or name the folder\n"), (exit, error));
    }

    [Fact, Oracle(OracleKind.Invariant, "each kind of failure is a row with its reason; the other runs are done; exit 2")]
    public void Every_kind_of_failure_ends_as_a_row()
    {
        Write("bad.cir", "not a netlist\nR1 a 0 1k\n.op\nR2 a 0 {1\n");
        // 1 V across 1k drives 2 + v^2 A nowhere; v = k v has no single solution at k = 1; n < 0 is out of range; at h = 1n the run takes ten million steps.
        Write("good.cir", "good\n.param k=0 g=0 r=1k h=1m\nV1 a 0 1\nR1 a b {r}\nB1 b 0 I={k+v(b)*v(b)}\nE1 c 0 c 0 {g}\nR2 c 0 1\nD1 0 a d\n.model d d(n={r/1k})\n.tran {h} 10m 0 {h}\n.meas tran vb find v(b) at=5m\n");
        Write("grid.csv", "k,g,r,h\n0,0,1k,1m\n2,0,1k,1m\n0,1,1k,1m\n0,0,-1,1m\n0,0,1k,1n\n1e-4,0,1k,1m\n");
        var (exit, output, error) = Run("batch", "bad.cir", "good.cir", "--grid", "grid.csv", "--timeout", "5", "-o", "out", "--keep", "none");
        Assert.Equal((ExitCode.NumericalFailure, "batch: 7 runs, 2 done, 5 failed -> out/runs.csv\n"), (exit, output));
        var rows = Lines("out/runs.csv").Skip(1).Select(l => l.Split(',')).ToList();
        Assert.Equal(["failed", "done", "failed", "failed", "failed", "timeout", "done"], rows.Select(r => r[6]));
        Assert.Equal([["bad.cir", "", "", "", ""], ["good.cir", "0", "0", "1000", "0.001"]], rows.Take(2).Select(r => r[1..6]));
        string[] reasons = [.. rows.Select(r => r[7])];
        Assert.Contains("(bad.cir(4,", Text("out/runs.csv"), StringComparison.Ordinal);
        Assert.Contains("no operating point", reasons[2], StringComparison.Ordinal);
        Assert.Contains("singular", Lines("out/runs.csv")[4], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("DIO003", Lines("out/runs.csv")[5], StringComparison.Ordinal);
        Assert.StartsWith("tran1: not done after 5 s", reasons[5], StringComparison.Ordinal);
        Assert.Contains("run 3 at k=2, g=0, r=1k, h=1m: failed: tran1: no operating point", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(FullPath("out/runs")));
    }

    [Fact, Oracle(OracleKind.Invariant, "a begun batch is not overwritten, nor gone on with by other settings; with the same it is")]
    public void A_folder_with_a_batch_is_refused_but_for_resume()
    {
        Write("cell.inc", ".param x=1\n");
        Write("cell.cir", Cell + ".include cell.inc\n");
        string[] what = ["batch", "cell.cir", "--sweep", "rc=1,2", "-o", "out"];
        Assert.Equal(ExitCode.Done, Run(what).Exit);
        Assert.Equal((ExitCode.BadInput, "", "nanospice: error: out holds a batch already\n  hint: --resume goes on with it; for another name another folder with -o DIR\n"), Run(what));
        Assert.Equal((ExitCode.Done, "batch: 2 runs, 2 done, 0 failed -> out/runs.csv\n", "batch: 2 of 2 runs are done already\n"), Run([.. what, "--resume"]));
        Assert.Contains("holds a batch of another deck", Run("batch", "cell.cir", "--sweep", "rc=1,3", "-o", "out", "--resume").Error, StringComparison.Ordinal);
        Write("cell.inc", ".param x=2\n");
        Assert.Contains("holds a batch of another deck", Run([.. what, "--resume"]).Error, StringComparison.Ordinal);
        File.Delete(FullPath("cell.inc"));
        string before = Text("out/runs.csv");
        var (exit, _, error) = Run([.. what, "--resume"]);
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("error NET008", error, StringComparison.Ordinal);
        Assert.Equal(before, Text("out/runs.csv"));
    }

    [Fact, Oracle(OracleKind.Invariant, "the lock of a running batch is held")]
    public void Two_batches_in_one_folder_are_refused()
    {
        Write("cell.cir", Cell);
        Directory.CreateDirectory(FullPath("out"));
        using (FolderLock.Take(FullPath("out")))
        {
            Assert.Equal((ExitCode.BadInput, "", "nanospice: error: another batch is running in out\n  hint: wait for it, or name another folder with -o DIR\n"), Run("batch", "cell.cir", "-o", "out"));
        }
        Assert.Equal(ExitCode.Done, Run("batch", "cell.cir", "-o", "out").Exit);
    }

    [Fact, Oracle(OracleKind.CrossCheck, "the same batch by options")]
    public void A_file_says_what_options_say()
    {
        Directory.CreateDirectory(FullPath("in"));
        Write("in/cell.cir", Cell);
        Write("in/plan.yaml", "deck: cell.cir\nsweep:\n  - rc=1,2,5\n  - s.gamma=0:0.8:0.4\nkeep: none\noutput: ../out\n");
        Assert.Equal(ExitCode.Done, Run("batch", "in/plan.yaml", "--sweep", "rc=1:100:dec1").Exit);
        Assert.Equal(["1", "10", "100"], Lines("out/runs.csv").Skip(1).Select(l => l.Split(',')[2]));
        Assert.Equal(ExitCode.Done, Run("batch", "in/plan.yaml", "-o", "all").Exit);
        Assert.Equal(ExitCode.Done, Run("batch", "in/cell.cir", "--sweep", "rc=1,2,5", "--sweep", "s.gamma=0:0.8:0.4", "--keep", "none", "-o", "same").Exit);
        Assert.Equal(Text("same/runs.csv").Replace("in/cell.cir", "cell.cir"), Text("all/runs.csv"));
        using var json = JsonDocument.Parse(Text("all/batch.json"));
        Assert.Equal([1, 2, 5], json.RootElement.GetProperty("swept")[0].GetProperty("values").EnumerateArray().Select(v => v.GetInt32()));
    }
}
