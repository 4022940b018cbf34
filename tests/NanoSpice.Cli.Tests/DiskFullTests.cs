using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

/// <summary>A disk that takes no more: a limit on the size of files, which every Linux has, and a small file system where mounting one is permitted.</summary>
public sealed class DiskFullTests : BatchFixture
{
    private const string Oscillator = "sine through a lowpass\nV1 a 0 sin(0 1 1k)\nR1 a b 1k\nC1 b 0 1u\n.tran 1u 30m\n.op\n";

    private const string Stepped = "stepped\n.param r=1k\nV1 a 0 sin(0 1 1k)\nR1 a b {r}\nC1 b 0 1u\n.step param r 1k 4k 1k\n.tran 1u 5m\n";

    /// <summary>Of the limit of a shell [bytes].</summary>
    private const int Block = 512;

    private static readonly string[] Batch = ["batch", "cell.cir", "--sweep", "rc=1:12:1", "--sweep", "s.gamma=-0.9:0.9:0.2", "-j", "2", "--resume"];

    [SkippableTheory, Oracle(OracleKind.Invariant, "the rows kept are the first rows of a run on a disk with room, to the byte; exit 2 and a summary")]
    [InlineData("csv"), InlineData("raw"), InlineData("raw-ascii")]
    public void A_run_keeps_what_was_written(string format)
    {
        string file = format == "csv" ? "tran1.csv" : "tran1.raw";
        Write("rc.cir", Oscillator);
        Assert.Equal(ExitCode.Done, Run("run", "rc.cir", "-o", "whole", "--format", format).Exit);
        var (exit, error) = Limited(400, "run", "rc.cir", "-o", "cut", "--format", format);
        Assert.Equal(ExitCode.NumericalFailure, exit);
        Assert.Contains("takes no more results", error);
        Assert.Contains("rows are kept; make room", error);
        byte[] whole = File.ReadAllBytes(FullPath($"whole/{file}")), cut = File.ReadAllBytes(FullPath($"cut/{file}"));
        Assert.InRange(cut.Length, 100 * Block, 400 * Block);
        int count = Math.Max(0, whole.AsSpan().IndexOf("No. Points:"u8)), after = count + (count > 0 ? 40 : 0);
        Assert.True(whole.AsSpan(0, count).SequenceEqual(cut.AsSpan(0, count)));
        Assert.True(whole.AsSpan(after, cut.Length - after).SequenceEqual(cut.AsSpan(after)));
        Assert.Equal(["summary.json", file], new DirectoryInfo(FullPath("cut")).GetFiles().Select(f => f.Name).Order());
        using var summary = JsonDocument.Parse(Text("cut/summary.json"));
        Assert.Equal(2, summary.RootElement.GetProperty("status").GetProperty("exit_code").GetInt32());
    }

    [SkippableFact, Oracle(OracleKind.Invariant, "the count of points in the heading is that of the numbers behind it")]
    public void A_cut_raw_file_can_be_read()
    {
        Write("rc.cir", Oscillator);
        Limited(400, "run", "rc.cir", "-o", "cut", "--format", "raw");
        var table = RawFile.Read(FullPath("cut/tran1.raw")).Single();
        using var summary = JsonDocument.Parse(Text("cut/summary.json"));
        Assert.InRange(table.Rows, 1000, 20_000);
        Assert.Contains($"\"rows\": {table.Rows.ToString(CultureInfo.InvariantCulture)}", Text("cut/summary.json"));
    }

    [SkippableFact, Oracle(OracleKind.Invariant, "the rows kept of a stepped deck are the first of the whole")]
    public void A_sweep_keeps_what_was_written()
    {
        Write("steps.cir", Stepped);
        Assert.Equal(ExitCode.Done, Run("run", "steps.cir", "-o", "whole").Exit);
        var (exit, error) = Limited(800, "run", "steps.cir", "-o", "cut");
        Assert.Equal(ExitCode.NumericalFailure, exit);
        Assert.Contains("takes no more results", error);
        byte[] whole = File.ReadAllBytes(FullPath("whole/tran1.csv")), cut = File.ReadAllBytes(FullPath("cut/tran1.csv"));
        Assert.InRange(cut.Length, 300 * Block, 800 * Block);
        Assert.True(whole.AsSpan(0, cut.Length).SequenceEqual(cut));
        Assert.Equal((byte)'\n', cut[^1]);
    }

    [SkippableFact, Oracle(OracleKind.Invariant, "a batch stopped by a full disk says so, exit 1, and is gone on with to the same bytes")]
    public void A_batch_goes_on_when_there_is_room_again()
    {
        Write("cell.cir", Cell);
        Assert.Equal(ExitCode.Done, Run([.. Batch, "-o", "whole"]).Exit);
        int size = (int)new FileInfo(FullPath("whole/journal.jsonl")).Length;
        var (exit, error) = Limited(size / 2 / Block, [.. Batch, "-o", "cut", "--keep", "none"]);
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("takes no more results", error);
        Assert.Contains("go on with the same command and --resume", error);
        Assert.Equal(ExitCode.Done, Run([.. Batch, "-o", "cut", "--keep", "none"]).Exit);
        Assert.Equal(Lines("whole/runs.csv"), Lines("cut/runs.csv"));
    }

    [SkippableFact, Oracle(OracleKind.Invariant, "a file system of 300 KB, then room: the bytes of a batch that had it from the start")]
    public void A_small_file_system_is_full_and_grows()
    {
        Write("cell.cir", Cell);
        string small = FullPath("small");
        Directory.CreateDirectory(small);
        Skip.IfNot(Shell($"mount -t tmpfs -o size=300k tmpfs '{small}'").Exit == 0, "mounting a small file system takes rights that this user does not have");
        try
        {
            Assert.Equal(ExitCode.Done, Run([.. Batch, "-o", "whole"]).Exit);
            var (exit, _, error) = Run([.. Batch, "-o", "small/b"]);
            Assert.Equal(ExitCode.BadInput, exit);
            Assert.Contains("takes no more results", error);
            Assert.Equal(0, Shell($"mount -o remount,size=64m '{small}'").Exit);
            Assert.Equal(ExitCode.Done, Run([.. Batch, "-o", "small/b"]).Exit);
            Assert.Equal(Results("whole"), Results("small/b"));
        }
        finally
        {
            Shell($"umount '{small}'");
        }
    }

    [SkippableTheory, Oracle(OracleKind.Invariant, "a folder that takes nothing: exit 1 and a message, for root too")]
    [InlineData("run", "rc.cir"), InlineData("batch", "rc.cir")]
    public void A_folder_that_takes_nothing_is_named(string command, string deck)
    {
        Skip.IfNot(Directory.Exists("/proc/self"), "there is no /proc");
        Write("rc.cir", Oscillator);
        var (exit, _, error) = Run(command, deck, "-o", "/proc/self/results");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("/proc/self/results", error);
        Assert.Contains("hint:", error);
        Assert.DoesNotContain("internal error", error);
    }

    /// <summary>The program as its users start it, no file of it larger than so many blocks.</summary>
    private (int Exit, string Error) Limited(int blocks, params string[] words)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "limits on the size of files are set by a Linux shell");
        string program = typeof(CommandLine).Assembly.Location;
        // The signal that a limit sends is not wanted, as a full disk sends none; the runtime's own large mappings count as files.
        var (exit, error) = Shell($"trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f {blocks.ToString(CultureInfo.InvariantCulture)}; exec dotnet '{program}' {string.Join(' ', words.Select(w => $"'{w}'"))}");
        return (exit, error);
    }

    private (int Exit, string Error) Shell(string script)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { WorkingDirectory = Folder, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        output.Wait();
        return (process.ExitCode, error);
    }
}
