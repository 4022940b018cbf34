using System.Diagnostics;
using System.Globalization;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

/// <summary>The script of --slurm: its tasks, run by Slurm or by hand, join to what one process writes.</summary>
public sealed class BatchSlurmTests : BatchFixture
{
    private static readonly string[] What = ["batch", "cell.cir", "--sweep", "rc=1:7:1", "--sweep", "s.gamma=-0.9,0,0.9", "-p", "x=2"];

    [Fact, Oracle(OracleKind.Invariant, "each task of the array started by hand, one of them twice: after the merge the bytes of the whole batch")]
    public void Tasks_started_by_hand_make_the_whole()
    {
        WriteScript();
        foreach (int task in (int[])[2, 1, 3, 2])
        {
            var (exit, error) = Shell("sh out/batch.sbatch", ("SLURM_ARRAY_TASK_ID", task.ToString(CultureInfo.InvariantCulture)));
            Assert.True(exit == 0, error);
        }
        Compare();
    }

    [SkippableFact, Oracle(OracleKind.Invariant, "a job array of the Slurm that is running: after the merge the bytes of the whole batch")]
    public void A_job_array_makes_the_whole()
    {
        Skip.IfNot(Shell("sinfo --noheader --states=idle,mixed,allocated | grep -q . && which sbatch").Exit == 0, "no Slurm with a node that is up is running here");
        WriteScript();
        var (exit, error) = Shell("timeout 240 sbatch --wait --export=ALL out/batch.sbatch");
        Assert.True(exit == 0, error);
        Assert.Equal(3, Directory.GetFiles(FullPath("out"), "slurm-*.log").Length);
        Compare();
    }

    private void WriteScript()
    {
        Write("cell.cir", Cell.Replace("copen=2m", "copen={x*1m}", StringComparison.Ordinal).Replace(".param rc=5", ".param rc=5 x=1", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Done, Run([.. What, "-o", "whole"]).Exit);
        var (exit, output, _) = Run([.. What, "-o", "out", "--slurm", "3"]);
        Assert.Equal((ExitCode.Done, true), (exit, output.Contains("sbatch out/batch.sbatch", StringComparison.Ordinal)));
    }

    private void Compare()
    {
        var (exit, _, error) = Run("batch", "merge", "out/shard-1", "out/shard-2", "out/shard-3", "-o", "joined");
        Assert.True(exit == ExitCode.Done, error);
        Assert.Equal(Results("whole"), Results("joined"));
    }

    private (int Exit, string Error) Shell(string script, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("sh", ["-c", script]) { WorkingDirectory = Folder, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["NANOSPICE"] = $"dotnet {typeof(CommandLine).Assembly.Location}";
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error + output.Result);
    }
}
