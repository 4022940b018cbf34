using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

public sealed class CommandTests : IDisposable
{
    private const string Divider = "divider\nV1 in 0 10\nR1 in out {r}\nR2 out 0 1k\n.param r=3k\n.op\n.tran 1u 1m\n*expect op1 v(out) = 2.5 tol 1e-9\n*expect op1 v(in) = 9 tol 1e-9\n.end\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact, Oracle(OracleKind.Snapshot, "the report of a run, read by a person; 10 V * 1k / 4k = 2.5 V")]
    public void Run_prints_operating_point_expectations_and_files()
    {
        Write("divider.cir", Divider);
        var (exit, output, error) = Run("run", "divider.cir");
        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.StartsWith("""
            op1: operating point
              v(in)               10 V
              v(out)             2.5 V
              i(v1)          -0.0025 A
            expectations: 1 of 2 met
              met    op1 v(out) = 2.5 tol 1e-9: found 2.5, off by 0 where 1e-09 is allowed
              MISSED op1 v(in) = 9 tol 1e-9: found 10, off by 1 where 1e-09 is allowed
            op1: 1 row -> results/divider/op1.csv results/divider/op1.raw

            """, output);
        Assert.Equal(["op1.csv", "op1.raw", "summary.json", "tran1.csv", "tran1.raw"], Files("results/divider"));
    }

    [Fact, Oracle(OracleKind.Invariant, "only the files asked for, in the folder asked for")]
    public void Options_choose_folder_and_formats()
    {
        Write("divider.cir", Divider);
        Assert.Equal(ExitCode.Done, Run("run", "divider.cir", "-o", "out", "--format", "csv", "--plot").Exit);
        Assert.Equal(["op1.csv", "summary.json", "tran1.csv", "tran1.svg"], Files("out"));
        Assert.False(Directory.Exists(_folder["results"]));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "10 V * 1k / (1k + 1k)")]
    public void An_override_changes_a_parameter_and_json_goes_to_output()
    {
        Write("divider.cir", Divider);
        var (exit, output, _) = Run("run", "divider.cir", "-p", "r=1k", "--json");
        Assert.Equal(ExitCode.Done, exit);
        using var json = System.Text.Json.JsonDocument.Parse(output);
        Assert.Equal("done", json.RootElement.GetProperty("status").GetProperty("state").GetString());
        Assert.Contains("\n10,5,", File.ReadAllText(_folder["results/divider/op1.csv"]), StringComparison.Ordinal);
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording")]
    public void Check_counts_and_writes_nothing()
    {
        Write("divider.cir", Divider);
        Assert.Equal((ExitCode.Done, "divider.cir: 3 devices, 3 unknowns, analyses op1, tran1\n", ""), Run("check", "divider.cir"));
        Assert.False(Directory.Exists(_folder["results"]));
    }

    [Theory, Oracle(OracleKind.Snapshot, "wording")]
    [InlineData("run missing.cir", "nanospice: error: missing.cir: there is no such file\n  hint: check the name, and the folder you are in\n")]
    [InlineData("run .", "nanospice: error: .: this is a folder, not a deck\n  hint: name the deck file in it\n")]
    [InlineData("run empty.cir", "nanospice: error: empty.cir: the file is empty\n  hint: the first line of a deck is its title, elements start on the second\n")]
    [InlineData("run binary.cir", "nanospice: error: binary.cir: this is a binary file, not a netlist\n  hint: a deck is plain text (UTF-8)\n")]
    [InlineData("run divider.cir -p r", "nanospice: error: -p r: an override is written NAME=VALUE\n  hint: for example -p rc=5\n")]
    [InlineData("run divider.cir --format pdf", "nanospice: error: --format pdf: not a list of formats\n  hint: formats are csv, raw and raw-ascii; raw and raw-ascii exclude each other\n")]
    [InlineData("run divider.cir --fast", "nanospice: error: there is no option --fast\n  hint: nanospice run --help shows the options\n")]
    [InlineData("run divider.cir -o empty.cir", "nanospice: error: empty.cir is a file; results need a folder\n  hint: name another with -o DIR\n")]
    [InlineData("run divider.cir -p q=1", "command line(1,4): error PAR004: the deck has no parameter 'q'\n  1 | -p q=1\n    |    ^\n  hint: it has r\n1 error\n")]
    public void Bad_input_is_said_and_leaves_no_file(string words, string message)
    {
        Write("divider.cir", Divider);
        Write("empty.cir", "");
        File.WriteAllBytes(_folder["binary.cir"], [1, 0, 2]);
        Assert.Equal((ExitCode.BadInput, "", message), Run(words.Split(' ')));
        Assert.False(Directory.Exists(_folder["results"]));
    }

    [Theory, Oracle(OracleKind.Invariant, "a word of the command line that is none")]
    [InlineData("simulate deck.cir")]
    [InlineData("run")]
    [InlineData("run a.cir b.cir")]
    public void Words_that_make_no_command_are_bad_input(string words)
    {
        var (exit, output, error) = Run(words.Split(' '));
        Assert.Equal((ExitCode.BadInput, ""), (exit, output));
        Assert.Contains("hint: nanospice --help shows the commands", error, StringComparison.Ordinal);
    }

    [Fact, Oracle(OracleKind.Invariant, "help names every command, version is that of the program")]
    public void Help_and_version()
    {
        var (exit, output, _) = Run("--help");
        Assert.Equal(ExitCode.Done, exit);
        Assert.All((string[])["run <DECK>", "check <DECK>", "plot <FILE>", "nanospice run deck.cir"], t => Assert.Contains(t, output, StringComparison.Ordinal));
        Assert.StartsWith($"nanospice {CommandLine.Version}\n", Run("--version").Output, StringComparison.Ordinal);
    }

    [Fact, Oracle(OracleKind.Invariant, "exit 2, the message names the node, and the other analyses run")]
    public void Numerical_failure_keeps_the_rest()
    {
        Write("hard.cir", "no solution\nV1 a 0 1\nR1 a b 1k\nB1 b 0 I={2+v(b)*v(b)}\n.op\n.tran 1n 1n uic\n.end\n");
        var (exit, _, error) = Run("run", "hard.cir");
        Assert.Equal(ExitCode.NumericalFailure, exit);
        Assert.Contains("nanospice: error: op1: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact, Oracle(OracleKind.Invariant, "exit 130, the summary says so, and no file is half written")]
    public void Interruption_keeps_what_is_done()
    {
        Write("long.cir", "long\nV1 a 0 SIN(0 1 1k)\nR1 a b 1k\nC1 b 0 1u\n.tran 1n 100 0 1u\n.end\n");
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var (exit, _, error) = Run(stop.Token, "run", "long.cir");
        Assert.Equal(ExitCode.Interrupted, exit);
        Assert.Contains("interrupted; what was computed is kept", error, StringComparison.Ordinal);
        Assert.Equal(["summary.json", "tran1.csv", "tran1.raw"], Files("results/long"));
    }

    private (int Exit, string Output, string Error) Run(params string[] words) => Run(default, words);

    private (int Exit, string Output, string Error) Run(CancellationToken cancellation, params string[] words)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        int exit = CommandLine.Run(words, new ConsoleReport(output, error, false, _folder.Path), cancellation);
        return (exit, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    private void Write(string name, string text) => File.WriteAllText(_folder[name], text);

    private string[] Files(string folder) => [.. Directory.GetFiles(_folder[folder]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
