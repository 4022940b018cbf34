using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

public sealed class ExportCommandTests : IDisposable
{
    private const string Deck = "A cell\nV1 in 0 0\nR1 in a 1k\nC1 a 0 1m\n.param unused=1\n.tran 1m 1\n.cv V1 0 0.5 0.1 cycles=1\n.end\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact, Oracle(OracleKind.Invariant, "one analysis goes to standard output, and only it")]
    public void One_analysis_is_printed()
    {
        Write("deck.cir", Deck);
        var (exit, output, error) = Run("export deck.cir --to ngspice --only cv1");
        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.StartsWith("A cell\n* for ngspice, written by nanospice ", output, StringComparison.Ordinal);
        Assert.Contains("\n* .cv V1 0 0.5 0.1 cycles=1\n.tran ", output, StringComparison.Ordinal);
        Assert.EndsWith("\n.end\n", output, StringComparison.Ordinal);
        Assert.Equal(["deck.cir"], _folder.Names());
    }

    [Fact, Oracle(OracleKind.Invariant, "a file each, the analysis behind the name, in a folder that is made")]
    public void Several_analyses_are_several_files()
    {
        Write("deck.cir", Deck);
        Assert.Equal((ExitCode.Done, "tran1 -> new/out-tran1.cir\ncv1 -> new/out-cv1.cir\n", ""), Run("export deck.cir --to LTspice -o new/out.cir"));
        Assert.Equal(["out-cv1.cir", "out-tran1.cir"], Directory.GetFiles(_folder["new"]).Select(Path.GetFileName).Order());
    }

    [Fact, Oracle(OracleKind.Invariant, "another value of a parameter")]
    public void An_override_is_written()
    {
        Write("deck.cir", "Divider\n.param r=1k\nV1 a 0 1\nR1 a 0 {r}\n.op\n.end\n");
        Assert.Contains("\n.param r=2k\n", Run("export deck.cir --to xyce -p r=2k").Output, StringComparison.Ordinal);
    }

    [Theory, Oracle(OracleKind.Snapshot, "wording")]
    [InlineData("export deck.cir --to hspice", "nanospice: error: --to hspice: not a simulator that decks are written for\n  hint: they are ngspice, ltspice and xyce\n")]
    [InlineData("export none.cir --to ngspice", "nanospice: error: none.cir: there is no such file\n  hint: check the name, and the folder you are in\n")]
    [InlineData("export deck.cir --to ltspice", "nanospice: error: the analyses of deck.cir take 2 files: tran1, cv1\n  hint: name a file with -o FILE, or one analysis with --only NAME\n")]
    [InlineData("export deck.cir --to ngspice --only ac1", "nanospice: error: --only ac1: the deck has no such analysis\n  hint: it has tran1, cv1\n")]
    [InlineData("export deck.cir --to ngspice -p r", "nanospice: error: -p r: an override is written NAME=VALUE\n  hint: for example -p rc=5\n")]
    [InlineData("export deck.cir --to ngspice --plot --fast", "nanospice: error: there is no option --fast\n  hint: nanospice export --help shows the options\n")]
    [InlineData("export deck.cir", "nanospice: error: Option '--to' is required.\n  hint: nanospice --help shows the commands, nanospice export --help the options of one\n")]
    public void Bad_words_are_said_and_leave_no_file(string words, string message)
    {
        Write("deck.cir", Deck);
        Assert.Equal((ExitCode.BadInput, "", message), Run(words));
        Assert.Equal(["deck.cir"], _folder.Names());
    }

    [Fact, Oracle(OracleKind.Invariant, "what has no form is an error with its line, and no file is written")]
    public void A_deck_without_a_form_leaves_no_file()
    {
        Write("deck.cir", "Integral\nV1 a 0 1\nB1 b 0 V=idt(v(a))\nR1 b 0 1\n.tran 1m 1\n.end\n");
        var (exit, output, error) = Run("export deck.cir --to ngspice -o out.cir");
        Assert.Equal((ExitCode.BadInput, ""), (exit, output));
        Assert.StartsWith("deck.cir(3,10): error XPT001: ngspice has no form for the function idt\n", error, StringComparison.Ordinal);
        Assert.Equal(["deck.cir"], _folder.Names());
    }

    [Fact, Oracle(OracleKind.Invariant, "a file that stands where a folder is needed is said")]
    public void A_folder_that_is_a_file_is_bad_input()
    {
        Write("deck.cir", Deck);
        var (exit, _, error) = Run("export deck.cir --to ngspice -o deck.cir/out.cir");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("hint: check the path, its rights and the room on the disk", error, StringComparison.Ordinal);
    }

    private void Write(string name, string text) => File.WriteAllText(_folder[name], text);

    private (int Exit, string Output, string Error) Run(string words)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        int exit = CommandLine.Run(words.Split(' '), new ConsoleReport(output, error, false, _folder.Path), default);
        return (exit, output.ToString(), error.ToString());
    }
}
