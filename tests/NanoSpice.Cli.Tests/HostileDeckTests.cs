using System.Diagnostics;
using System.Text;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

/// <summary>Decks that no one writes by hand: each ends, within bounded memory, in a result or in a message with its place.</summary>
public class HostileDeckTests
{
    private const string Rest = "V1 a 0 1\nR1 a 0 1k\n.op\n.end\n";

    private static string Times(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private static string Each(int count, Func<int, string> line) => string.Concat(Enumerable.Range(0, count).Select(line));

    /// <summary>Name, deck, exit code and the beginning of the first message; none where the deck runs without one.</summary>
    public static TheoryData<string, string, int, string> Decks => new()
    {
        { "a comment of a million letters", "t\n* " + Times("x", 1_000_000) + "\n" + Rest, 0, "" },
        { "a name of a million letters", "t\nR" + Times("x", 1_000_000) + " a 0 1\n" + Rest, 0, "" },
        { "a number of a million digits", "t\nR2 a 0 " + Times("1", 1_000_000) + "\n" + Rest, 1, "deck.cir(2,8): error PAR006: 111" },
        { "a million words", "t\nV2 b 0 PWL(" + Each(500_000, k => $"{k}u 1 ") + ")\nR2 b 0 1\n" + Rest, 0, "" },
        { "200,000 + lines", "t\nV2 b 0 PWL(\n" + Each(200_000, k => $"+ {k} 1\n") + "+ )\nR2 b 0 1\n" + Rest, 0, "" },
        { "a sum of 200,000 terms", "t\nR2 a 0 {1" + Times("+1", 200_000) + "}\n" + Rest, 0, "" },
        { "100,000 parentheses", "t\nR2 a 0 {" + Times("(", 100_000) + "1" + Times(")", 100_000) + "}\n" + Rest, 1, "deck.cir(2,259): error PAR003: the expression is nested too deeply" },
        { "100,000 open parentheses", "t\nR2 a 0 {" + Times("(", 100_000) + "\n" + Rest, 1, "deck.cir(2,8): error NET003: " },
        { "100,000 braces", "t\nR2 a 0 " + Times("{", 100_000) + "1" + Times("}", 100_000) + "\n" + Rest, 1, "deck.cir(2,259): error PAR003: " },
        { "100,000 calls", "t\nR2 a 0 {" + Times("abs(", 100_000) + "1" + Times(")", 100_000) + "}\n" + Rest, 1, "deck.cir(2,1009): error PAR003: the expression is nested too deeply" },
        { "100,000 signs", "t\nR2 a 0 {" + Times("-", 100_000) + "1}\n" + Rest, 1, "deck.cir(2,259): error PAR003: the expression is nested too deeply" },
        { "100,000 choices", "t\nR2 a 0 {" + Times("1?1:", 100_000) + "1}\n" + Rest, 1, "deck.cir(2,1007): error PAR003: the expression is nested too deeply" },
        { "100,000 .if in each other", "t\n" + Times(".if (1)\n", 100_000) + Times(".endif\n", 100_000) + Rest, 1, "deck.cir(52,1): error NET035: " },
        { "100,000 .subckt in each other", "t\n" + Each(100_000, k => $".subckt s{k} a\n") + Times(".ends\n", 100_000) + Rest, 1, "deck.cir(52,1): error NET035: " },
        { "100,000 .if left open", "t\n" + Times(".if (1)\n", 100_000) + Rest, 1, "deck.cir(2,1): error NET012: " },
        { "100,000 subcircuits", "t\n" + Each(100_000, k => $".subckt s{k} a\nR1 a 0 1\n.ends\n") + Rest, 0, "" },
        { "a million empty instances", "t\nX1 a s0\n" + Each(6, k => $".subckt s{k} a\n" + Each(10, j => $"X{j} a s{k + 1}\n") + ".ends\n") + ".subckt s6 a\n.ends\n" + Rest, 1, "deck.cir(13,1): error SUB010: " },
        { "100,000 ancestors", "t\nD1 a 0 m0\n" + Each(100_000, k => $".model m{k} ako:m{k + 1} d(n=1)\n") + Rest, 1, "deck.cir(52,16): error MOD010: " },
        { "functions that double", "t\n.func f0(x) {x+x}\n" + Each(39, k => $".func f{k + 1}(x) {{f{k}(x)+f{k}(x)}}\n") + "B2 b 0 V={f39(v(a))}\nR2 b 0 1\n" + Rest, 1, "deck.cir(42,11): error PAR003: " },
        { "100,000 lines that are wrong", "t\n" + Each(100_000, k => $"Y{k} a 0 1\n") + Rest, 1, "deck.cir(2,1): error ELM001: " },
        { "a parameter that needs itself", "t\n.param x={x+1}\nR2 a 0 {x}\n" + Rest, 1, "deck.cir(2,10): error PAR002: " },
        { "a million points of a sweep", "t\n.step param x 0 1e12 1\nR2 a 0 {x}\n" + Rest, 1, "deck.cir(2,22): error STP007: " },
        { "a billion layers", "t\nU1 a 0 st layers=1e9\n.model sl nanoslit(rc=5 gamma=0.5 cslit=10m qmax=5m)\n.model st nanostack(slit=sl ropen=1 copen=2m)\n" + Rest, 1, "deck.cir(2,18): error NST004: " },
        { "a polynomial of a billion controls", "t\nE2 b 0 POLY(1000000000) a 0 1 2\nR2 b 0 1\n" + Rest, 1, "deck.cir(2,8): error DEV041: " },
        { "loops of PWL in each other", "t\nV2 b 0 PWL " + Times("REPEAT FOR 1 (", 100_000) + "0 0\nR2 b 0 1\n" + Rest, 1, "deck.cir(2,8): error DEV027: " },
        { "PWL written a thousand times", "t\nV2 b 0 " + Times("PWL ", 1000) + "FILE=none.csv\nR2 b 0 1\n" + Rest, 1, "deck.cir(2,8): error ELM013: " },
        { "a .meas with letters behind a brace", "t\n.meas op x find {1/0}(a)\n" + Rest, 1, "deck.cir(2,21): error PAR003: nothing can stand behind this }" },
        { "only plus signs", "+\n+\n", 1, "deck.cir(2,1): error NET002: " },
        { "only .end", ".end\n", 1, "deck.cir(1,1): warning NET021: " },
        { "blank lines", "\n\n\n", 1, "deck.cir(3,1): error NET031: " },
        { "line ends of old computers", ("t\n" + Rest).Replace('\n', '\r'), 0, "" },
        { "a path out of the folder", "t\n.include ../../../no/such/file\n" + Rest, 1, "deck.cir(2,10): error NET008: cannot read '../../../no/such/file'" },
        { "a folder", "t\n.include .\n" + Rest, 1, "deck.cir(2,10): error NET008: " },
        { "a file without a name", "t\n.step param x file=\"\"\nR2 a 0 {x}\n" + Rest, 1, "deck.cir(2,20): error STP009: " },
    };

    [Theory, MemberData(nameof(Decks)), Oracle(OracleKind.Invariant, "a result, or a message with file, line, column and code")]
    public void Deck_ends_as_designed(string name, string deck, int exit, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "deck.cir"), deck);
        var (code, error) = Run(folder, "deck.cir");
        Assert.True(code == exit && error.StartsWith(message, StringComparison.Ordinal) && (message.Length > 0 || !error.Contains("error", StringComparison.Ordinal)), $"{name}: exit code {code}\n{error[..Math.Min(error.Length, 2000)]}");
        Assert.InRange(error.Length, 0, 100_000);
    }

    [Theory, Oracle(OracleKind.Invariant, "numbers beyond the range of doubles and words that look like numbers are named")]
    [InlineData("1e999", "error PAR006: 1e999 is too large for a number")]
    [InlineData("-1e999", "error PAR006: ")]
    [InlineData("1e308k", "error PAR006: ")]
    [InlineData("{1e308*10}", "error PAR006: {1e308*10} has no finite value")]
    [InlineData("{0/0}", "error PAR006: ")]
    [InlineData("1e-999", "warning DEV005: ")]
    [InlineData("-0", "warning DEV005: ")]
    [InlineData("0x10", "error MOD001: there is no model '0x10'")]
    [InlineData("nan", "error MOD001: ")]
    [InlineData("-inf", "error MOD001: ")]
    public void Odd_number_is_named(string number, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "deck.cir"), $"t\nR2 a 0 {number}\n{Rest}");
        Assert.Contains(message, Run(folder, "deck.cir").Error, StringComparison.Ordinal);
    }

    [Theory, Oracle(OracleKind.Invariant, "bytes that are no text are told from text in another code")]
    [InlineData(new byte[] { (byte)'t', (byte)'\n', (byte)'R', 0, (byte)' ' }, 1, "this is a binary file, not a netlist")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'t', 0, (byte)'\n', 0, (byte)'R' }, 1, "this is a binary file, not a netlist")]
    [InlineData(new byte[] { (byte)'t', 0xFF, 0xC3, (byte)'\n', (byte)'R', (byte)'1', (byte)' ', 0x80, (byte)' ', (byte)'0', (byte)' ', (byte)'1' }, 1, "error ANA003: the deck asks for no analysis")]
    public void Bytes_are_read_or_refused(byte[] bytes, int exit, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(Path.Combine(folder.Path, "deck.cir"), bytes);
        var (code, error) = Run(folder, "deck.cir");
        Assert.Equal(exit, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Readers
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (string file in (string[])["/dev/zero", "/dev/random", "pipe"])
            {
                foreach (string line in (string[])[".include {0}", ".lib {0} tt", "V2 b 0 PWL file={0}", ".step param x file={0}", ".step table {0}"]) all.Add(line, file);
            }
            return all;
        }
    }

    [SkippableTheory, MemberData(nameof(Readers)), Oracle(OracleKind.Invariant, "a device never ends and a pipe never begins: neither is opened")]
    public void Devices_and_pipes_are_not_opened(string line, string file)
    {
        using var folder = new TemporaryFolder();
        if (file == "pipe") Skip.IfNot(MadePipe(Path.Combine(folder.Path, file)), "no mkfifo here");
        else Skip.IfNot(File.Exists(file), $"no {file} here");
        file = Path.Combine(folder.Path, file);
        File.WriteAllText(Path.Combine(folder.Path, "deck.cir"), $"t\n{string.Format(System.Globalization.CultureInfo.InvariantCulture, line, file)}\n.param x=1\nR2 b 0 {{x}}\nR3 a b 1\n{Rest}");
        var (_, error) = Run(folder, "deck.cir");
        Assert.Contains("no plain file but a device or a pipe", error, StringComparison.Ordinal);
    }

    [SkippableTheory, Oracle(OracleKind.Invariant, "a pipe on the command line is named as what it is taken for")]
    [InlineData("run pipe")]
    [InlineData("check pipe")]
    [InlineData("pnp pipe")]
    [InlineData("derive pipe")]
    [InlineData("discover pipe")]
    [InlineData("fit pipe --name step")]
    [InlineData("plot pipe")]
    public void Pipe_on_the_command_line_is_refused(string words)
    {
        using var folder = new TemporaryFolder();
        Skip.IfNot(MadePipe(Path.Combine(folder.Path, "pipe")), "no mkfifo here");
        using StringWriter output = new(), error = new();
        Assert.Equal(ExitCode.BadInput, CommandLine.Run(words.Split(' '), new ConsoleReport(output, error, false, folder.Path), default));
        Assert.Contains("empty", error.ToString(), StringComparison.Ordinal);
    }

    private static bool MadePipe(string path)
    {
        try
        {
            using var made = Process.Start("mkfifo", [path]);
            made.WaitForExit();
            return made.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static (int Code, string Error) Run(TemporaryFolder folder, string deck)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        int code = CommandLine.Run(["run", deck, "-o", "results"], new ConsoleReport(output, error, false, folder.Path), default);
        return (code, error.ToString());
    }
}
