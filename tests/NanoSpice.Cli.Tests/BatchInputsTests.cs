using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

/// <summary>What a batch is gone on with for: the same decks, with all files they name.</summary>
public sealed class BatchInputsTests : BatchFixture
{
    private const string Deck = """
        files of all kinds
        V1 a 0 PWL FILE=wave.csv
        V2 c 0 PWL FILE "steps.csv"
        .include notes.inc
        .param high=0
        .if (high)
        .include high.inc
        .else
        .include low.inc
        .endif
        R2 c 0 1k
        .tran 0.1 1
        """;

    private static readonly string[] What = ["batch", "deck.cir", "-o", "out", "--resume"];

    [Fact, Oracle(OracleKind.Invariant, "a change of any file that a deck names is noticed; the content of before is gone on with")]
    public void A_changed_file_is_noticed()
    {
        Write("deck.cir", Deck);
        Write("wave.csv", "0,0\n1,1\n");
        Write("steps.csv", "0 0\n1 1\n");
        Write("notes.inc", "* nothing\n");
        Write("low.inc", "R1 a 0 1k\n");
        Write("high.inc", "R1 a 0 5k\n.include deep.inc\nV3 d 0 PWL FILE=inner.csv\nR3 d 0 1k\n");
        Write("deep.inc", "* nothing\n");
        Write("inner.csv", "0 0\n1 1\n");
        Assert.Equal((ExitCode.Done, ""), Process(What));
        foreach (var (file, text) in ((string, string)[])[("wave.csv", "0,0\n1,2\n"), ("steps.csv", "0 0\n1 3\n"), ("low.inc", "R1 a 0 2k\n"), ("high.inc", "R1 a 0 7k\n"),
            ("notes.inc", "* nothing\n.end\n"), ("deep.inc", "* nothing more\n"), ("inner.csv", "0 0\n1 9\n")])
        {
            string before = Text(file);
            Write(file, text);
            var (exit, error) = Process(What);
            Assert.Equal(ExitCode.BadInput, exit);
            Assert.Contains("holds a batch of another deck", error);
            Write(file, before);
        }
        Assert.Equal(ExitCode.Done, Process(What).Exit);
    }

    [Fact, Oracle(OracleKind.Invariant, "a batch moved to another folder is the same batch")]
    public void The_place_of_the_files_does_not_matter()
    {
        foreach (string folder in (string[])["a", "b"])
        {
            Directory.CreateDirectory(FullPath(folder));
            Write($"{folder}/deck.cir", "deck\nV1 a 0 PWL FILE=wave.csv\n.include low.inc\n.tran 0.1 1\n");
            Write($"{folder}/wave.csv", "0,0\n1,1\n");
            Write($"{folder}/low.inc", "R1 a 0 1k\n");
            Write($"{folder}/plan.yaml", "deck: deck.cir\n");
            Assert.Equal((ExitCode.Done, ""), Process("batch", $"{folder}/plan.yaml", "-o", folder));
        }
        Assert.Equal(Text("a/batch.json"), Text("b/batch.json"));
    }

    [Fact, Oracle(OracleKind.Invariant, "two points and three draws: each draw number at both points, in the order of the runs")]
    public void A_row_names_its_draw()
    {
        Write("mc.cir", "mc\n.param r=gauss(1k,0.1,1) v=1\nV1 a 0 {v}\nR1 a 0 {r}\n.op\n");
        Assert.Equal(ExitCode.Done, Run("batch", "mc.cir", "--sweep", "v=1,2", "--mc", "3", "-o", "out", "-j", "2").Exit);
        string[] lines = Lines("out/runs.csv");
        Assert.StartsWith("run,deck,draw,v,r,status", lines[0]);
        Assert.Equal(["1", "1", "2", "2", "3", "3"], lines.Skip(1).Select(l => l.Split(',')[2]));
        Assert.Contains("<td>draw</td>", Text("out/report.html").Replace(" class=\"words\"", "").Replace("th>", "td>"));
        Assert.DoesNotContain("draw</td><td>swept", Text("out/report.html"));
    }

    [Fact, Oracle(OracleKind.Invariant, "of a run that meets its limit the row has what does not depend on the machine, twice the same")]
    public void A_timeout_gives_the_same_row_each_time()
    {
        Write("long.cir", "long\nV1 a 0 sin(0 1 1meg)\nR1 a b 1k\nC1 b 0 1n\n.op\n.tran 1n 1000\n.meas tran top max v(b)\n");
        string[] rows = [.. Enumerable.Range(0, 2).Select(k =>
        {
            Assert.Equal(ExitCode.NumericalFailure, Run("batch", "long.cir", "--timeout", "0.5", "-o", $"out{k}").Exit);
            return Text($"out{k}/runs.csv");
        })];
        Assert.Contains("timeout,tran1: not done after 0.5 s", rows[0]);
        Assert.Equal(rows[0], rows[1]);
    }

    [Fact, Oracle(OracleKind.Snapshot, "the hint names the command that reads the file")]
    public void A_hint_in_a_plan_names_batch()
    {
        Write("plan.yaml", "deck: a.cir\n[1, 2]: 3\n");
        string error = Run("batch", "plan.yaml").Error;
        Assert.Contains("nanospice batch --help", error);
        Assert.DoesNotContain("pnp", error);
    }

    [Theory, Oracle(OracleKind.Snapshot, "blanks are no name")]
    [InlineData(" =1,2"), InlineData("\u2028=1:3:1"), InlineData("\r=1"), InlineData("=1")]
    public void A_sweep_of_nothing_is_told(string sweep)
    {
        Write("cell.cir", Cell);
        var (exit, _, error) = Run("batch", "cell.cir", "--sweep", sweep);
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("is not NAME=VALUES", error);
    }

    /// <summary>Files of numbers are looked for from the folder of the process.</summary>
    private (int Exit, string Error) Process(params string[] words)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. words])
            { WorkingDirectory = Folder, RedirectStandardError = true, RedirectStandardOutput = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}
