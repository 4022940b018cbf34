using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

/// <summary>Raw files of the batch mode beside those that ngspice writes of the same decks.</summary>
/// <remarks>tests/reference/ngspice-raw holds the decks and what ngspice 39 wrote; the live tests write it again with NANOSPICE_RECORD=1.</remarks>
public sealed partial class NgspiceRawFileTests : IDisposable
{
    private const string Origin = "headings in ngspice 39's raw files, byte by byte but for the date and the number of time points";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, Oracle(OracleKind.Peer, Origin)]
    [InlineData("analyses"), InlineData("branches"), InlineData("saves")]
    public void Headings_are_those_recorded_of_ngspice(string deck) => Assert.Equal(File.ReadAllText(Reference($"{deck}.heads")), Heads(Ours(deck)));

    [SkippableTheory, Oracle(OracleKind.Peer, Origin)]
    [InlineData("analyses"), InlineData("branches"), InlineData("saves")]
    public void Headings_are_those_of_the_ngspice_installed(string deck)
    {
        Skip.IfNot(Ngspice.Installed, "ngspice is not installed");
        string theirs = Heads(Theirs(deck));
        if (Environment.GetEnvironmentVariable("NANOSPICE_RECORD") == "1") File.WriteAllText(Reference($"{deck}.heads"), theirs);
        Assert.Equal(theirs, Heads(Ours(deck)));
    }

    [Fact, Oracle(OracleKind.Peer, "ngspice 39's file, every byte but the date: the voltages are multiples of 1/8 V, exact in both")]
    public void Numbers_as_text_have_the_same_bytes() => Assert.Equal(File.ReadAllText(Reference("text.raw")), Undated(Ours("text")));

    [SkippableFact, Oracle(OracleKind.Peer, "the same with the ngspice installed")]
    public void Numbers_as_text_have_the_bytes_of_the_ngspice_installed()
    {
        Skip.IfNot(Ngspice.Installed, "ngspice is not installed");
        string theirs = Undated(Theirs("text"));
        if (Environment.GetEnvironmentVariable("NANOSPICE_RECORD") == "1") File.WriteAllText(Reference("text.raw"), theirs);
        Assert.Equal(theirs, Undated(Ours("text")));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a divider by 2; at 1 rad/s an RC of 1 s has 1/(1+j) = (1-j)/2")]
    public void Values_stand_under_their_names()
    {
        Write("deck.cir", "rc\nV1 in 0 DC 2 AC 1\nR1 in out 1\nC1 out 0 1\nR2 in half 1\nR3 half 0 1\n.op\n.ac lin 1 0.15915494309189535 1\n.end\n");
        Assert.Equal(ExitCode.Done, Run("-b", "-r", "out.raw", "deck.cir").Exit);
        var plots = Testing.NgspiceRaw.Read(_folder["out.raw"]);
        Assert.Equal(["ac analysis", "operating point"], plots.Select(p => p.Plot));
        Assert.Equal(1, plots[1]["v(half)"][0], 1e-12);
        Assert.Equal(-1, plots[1]["i(v1)"][0], 1e-12);
        double[] ac = Doubles("out.raw", "Binary:\n", 2 * 5);
        Assert.Equal([0.15915494309189535, 0, 1, 0], ac[..4]);
        Assert.Equal(0.5, ac[4], 1e-12);
        Assert.Equal(-0.5, ac[5], 1e-12);
    }

    [Fact, Oracle(OracleKind.Invariant, "a plot a point, one file; the date has strftime's form in it")]
    public void Points_of_a_sweep_are_plots_of_one_file()
    {
        Write("deck.cir", "step\n.param r=1\nV1 in 0 1\nR1 in 0 {r}\n.step param r list 1 2\n.op\n.end\n");
        Assert.Equal(ExitCode.Done, Run("-b", "-r", "out.raw", "deck.cir").Exit);
        string text = Encoding.Latin1.GetString(File.ReadAllBytes(_folder["out.raw"]));
        Assert.Equal(["Operating Point (r=1)", "Operating Point (r=2)"], PlotName().Matches(text).Select(m => m.Groups[1].Value));
        Assert.Matches(@"\nDate: (Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d  \d{4}\n", text);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "C's %.{n}e")]
    [InlineData(0, 6, "0.000000e+00"), InlineData(-1.5, 6, "-1.500000e+00"), InlineData(1e100, 3, "1.000e+100"), InlineData(1.0 / 3, 15, "3.333333333333333e-01")]
    [InlineData(5e-324, 2, "4.94e-324"), InlineData(double.NaN, 6, "nan"), InlineData(double.NegativeInfinity, 6, "-inf")]
    public void Numbers_are_written_as_C_writes_them(double value, int digits, string text) => Assert.Equal(text, CFormat.Exponent(value, digits));

    private double[] Doubles(string file, string after, int count)
    {
        byte[] bytes = File.ReadAllBytes(_folder[file]);
        int start = Encoding.Latin1.GetString(bytes).IndexOf(after, StringComparison.Ordinal) + after.Length;
        return [.. Enumerable.Range(0, count).Select(k => BitConverter.ToDouble(bytes, start + 8 * k))];
    }

    private string Ours(string deck)
    {
        File.Copy(Reference($"{deck}.cir"), _folder["deck.cir"]);
        var (exit, output, error) = Run("-b", "-r", "ours.raw", "-o", "ours.log", "deck.cir");
        Assert.True(exit == ExitCode.Done, $"{exit}\n{output}{error}{File.ReadAllText(_folder["ours.log"])}");
        return _folder["ours.raw"];
    }

    private string Theirs(string deck)
    {
        var start = new ProcessStartInfo("ngspice", ["-n", "-b", "-r", _folder["theirs.raw"], Reference($"{deck}.cir")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string printed = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, printed);
        return _folder["theirs.raw"];
    }

    /// <summary>All headings of a file; what stands there for the date and the number of time points is dropped, not its width.</summary>
    private static string Heads(string file)
    {
        string text = Encoding.Latin1.GetString(File.ReadAllBytes(file));
        return string.Concat(Heading().Matches(text).Select(m => TimePoints().Replace(Date().Replace(m.Value, "Date: \n"), n => n.Groups[1].Value + new string('#', n.Groups[2].Length) + "\n")));
    }

    private static string Undated(string file) => Date().Replace(Encoding.Latin1.GetString(File.ReadAllBytes(file)), "Date: \n");

    private static string Reference(string name) => Repository.Path("tests", "reference", "ngspice-raw", name);

    private void Write(string name, string text) => File.WriteAllText(_folder[name], text);

    private (int Exit, string Output, string Error) Run(params string[] words)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        int exit = CommandLine.Run(words, new ConsoleReport(output, error, false, _folder.Path), default);
        return (exit, output.ToString(), error.ToString());
    }

    [GeneratedRegex(@"Title: .*?\n(Binary|Values):\n", RegexOptions.Singleline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"Date: .{25}\n")]
    private static partial Regex Date();

    [GeneratedRegex(@"(Transient Analysis\nFlags: real\nNo. Variables: \d+\nNo. Points: )(.*)\n")]
    private static partial Regex TimePoints();

    [GeneratedRegex(@"Plotname: (.*)\n")]
    private static partial Regex PlotName();
}
