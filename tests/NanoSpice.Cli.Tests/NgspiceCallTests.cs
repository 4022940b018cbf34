using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

/// <summary>The command line and the log that programs expect which start ngspice.</summary>
public sealed class NgspiceCallTests : IDisposable
{
    private const string Divider = "Divider\nV1 in 0 10\nR1 in out {r}\nR2 out 0 1k\n.param r=3k\n.op\n.tran 1u 1m\n.meas tran half find v(out) at=0.5m\n.meas tran none when v(out)=7\n.end\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, Oracle(OracleKind.Invariant, "getopt takes all of these for the same")]
    [InlineData("-b -r out.raw -o out.log deck.cir"), InlineData("run deck.cir -b -r out.raw -o out.log"), InlineData("deck.cir -b -r out.raw -o out.log")]
    [InlineData("-n -a -brout.raw -oout.log deck.cir"), InlineData("--batch --rawfile=out.raw --output=out.log deck.cir"), InlineData("--batch --raw out.raw --out out.log -- deck.cir")]
    [InlineData("-D ngbehavior=kiltpsa -b -o out.log -r out.raw ./deck.cir"), InlineData("-qb -t xterm --soa-log soa.log -r out.raw -o out.log -c deck.cir"), InlineData("-r out.raw -o out.log deck.cir")]
    public void All_spellings_run_the_deck(string words)
    {
        Write("deck.cir", Divider);
        var (exit, output, error) = Run(words.Split(' '));
        Assert.Equal((ExitCode.Done, "Batch mode\n\nSimulation output goes to rawfile: out.raw\nComments and warnings go to log-file: out.log\n", ""), (exit, output, error));
        Assert.Equal(["deck.cir", "out.log", "out.raw"], _folder.Names());
        Assert.StartsWith("Title: divider\nDate: ", File.ReadAllText(_folder["out.raw"]), StringComparison.Ordinal);
    }

    [Fact, Oracle(OracleKind.Snapshot, "the log, read by a person beside ngspice's; 10 V * 1k / 4k = 2.5 V")]
    public void Log_has_rows_and_measures_as_ngspice_writes_them()
    {
        Write("deck.cir", Divider);
        Run("-b", "-r", "out.raw", "-o", "out.log", "deck.cir");
        string log = File.ReadAllText(_folder["out.log"]);
        Assert.StartsWith("\nCircuit: divider\n\nbinary raw file \"out.raw\"\nDoing analysis at TEMP = 27.000000 and TNOM = 27.000000\n\nNo. of Data Columns : 3  \n\nNo. of Data Rows : 1\n", log, StringComparison.Ordinal);
        Assert.Contains("\n  Measurements for Transient Analysis\n", log, StringComparison.Ordinal);
        Assert.Contains("\nhalf                =  2.500000e+00 at=  5.000000e-04\n", log, StringComparison.Ordinal);
        Assert.Contains("\nError: measure  none  : v(out) = 7 is never met\n .meas none failed!\n", log, StringComparison.Ordinal);
        Assert.Matches(@"\nTotal elapsed time \(seconds\) = \d+\.\d{3} \n$", log);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "10 V * 1k / (1k + 1k)")]
    public void Deck_on_standard_input_and_overrides_are_taken()
    {
        var (exit, output, error) = Run("-b", "-p", "r=1k", Divider);
        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.Contains("half                =  5.000000e+00", output, StringComparison.Ordinal);
        Assert.Empty(_folder.Names());
    }

    [Theory, Oracle(OracleKind.Snapshot, "wording")]
    [InlineData("-s", "nanospice: error: -s: there is no server mode\n  hint: ngspice's batch mode is nanospice -b -r FILE -o LOG DECK; a deck on standard input is read where none is named\n")]
    [InlineData("-i deck.cir", "nanospice: error: -i: there is no interactive mode\n  hint: ngspice's batch mode is nanospice -b -r FILE -o LOG DECK\n")]
    [InlineData("-b --pipe deck.cir", "nanospice: error: --pipe: there is no pipe mode\n  hint: ngspice's batch mode is nanospice -b -r FILE -o LOG DECK\n")]
    [InlineData("-b -p deck.cir", "nanospice: error: -p deck.cir: there is no pipe mode, and an override is written NAME=VALUE\n  hint: for example -p rc=5\n")]
    [InlineData("-b deck.cir -r", "nanospice: error: -r needs a value\n  hint: ngspice's batch mode is nanospice -b -r FILE -o LOG DECK\n")]
    [InlineData("-b deck.cir --rawfile", "nanospice: error: --rawfile needs a value\n  hint: ngspice's batch mode is nanospice -b -r FILE -o LOG DECK\n")]
    [InlineData("-b -z deck.cir", "nanospice: error: there is no option -z\n  hint: ngspice's batch mode is nanospice -b -r FILE -o LOG DECK\n")]
    [InlineData("run -b --json deck.cir", "nanospice: error: there is no option --json\n  hint: ngspice's batch mode is nanospice -b -r FILE -o LOG DECK\n")]
    [InlineData("-b a.cir b.cir", "nanospice: error: 2 decks are named: a.cir, b.cir\n  hint: one deck a call; nanospice batch runs several\n")]
    public void Words_without_a_meaning_here_are_refused(string words, string message)
    {
        Write("deck.cir", Divider);
        Assert.Equal((ExitCode.BadInput, "", message), Run(words.Split(' ')));
        Assert.Equal(["deck.cir"], _folder.Names());
    }

    [Theory, Oracle(OracleKind.Peer, "ngspice 39 returns 1 for a deck with an error and for a run that failed, and says so with these words; no file without data is ours")]
    [InlineData("bad\nR1 a 0\n.op\n.end\n", "error DEV003", "\nError: circuit not parsed.\n")]
    [InlineData("hard\nV1 a 0 1\nR1 a b 1k\nB1 b 0 I={2+v(b)*v(b)}\n.op\n.end\n", "nanospice: error: op1: ", "run simulation(s) aborted\n")]
    public void Failure_is_in_the_log_and_in_the_exit_code(string deck, string message, string end)
    {
        Write("deck.cir", deck);
        Assert.Equal(ExitCode.BadInput, Run("-b", "-r", "out.raw", "-o", "out.log", "deck.cir").Exit);
        string log = File.ReadAllText(_folder["out.log"]);
        Assert.Contains(message, log, StringComparison.Ordinal);
        Assert.Contains(end, log, StringComparison.Ordinal);
        Assert.Equal(["deck.cir", "out.log"], _folder.Names());
    }

    [Fact, Oracle(OracleKind.Invariant, "a log that cannot be written is said, and nothing is run")]
    public void Log_in_a_missing_folder_is_bad_input()
    {
        Write("deck.cir", Divider);
        var (exit, output, error) = Run("-b", "-r", "out.raw", "-o", "none/out.log", "deck.cir");
        Assert.Equal((ExitCode.BadInput, ""), (exit, output));
        Assert.StartsWith("nanospice: error: -o none/out.log: ", error, StringComparison.Ordinal);
        Assert.Equal(["deck.cir"], _folder.Names());
    }

    [Theory, Oracle(OracleKind.Invariant, "programs look for ngspice-NUMBER in these lines")]
    [InlineData("-v"), InlineData("--version")]
    public void Version_names_the_ngspice_it_stands_in_for(string word)
    {
        var (exit, output, _) = Run(word);
        Assert.Equal(ExitCode.Done, exit);
        Assert.StartsWith($"nanospice {CommandLine.Version}\n", output, StringComparison.Ordinal);
        Assert.Matches(@"\*\* .*\bngspice-(\d+) : Circuit level simulation program\n", output);
    }

    private void Write(string name, string text) => File.WriteAllText(_folder[name], text);

    /// <summary>A last word of several lines goes to standard input.</summary>
    private (int Exit, string Output, string Error) Run(params string[] words)
    {
        bool piped = words[^1].Contains('\n');
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        using var input = new StringReader(piped ? words[^1] : "");
        int exit = CommandLine.Run(piped ? words[..^1] : words, new ConsoleReport(output, error, false, _folder.Path) { Input = input }, default);
        return (exit, output.ToString(), error.ToString());
    }
}
