using System.Xml.Linq;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

/// <summary>report.html of nanospice run --report.</summary>
public sealed class RunPageTests : IDisposable
{
    private const string Deck = """
        Page < of & everything
        V1 in 0 DC 1 AC 1
        R1 in out 1k
        C1 out 0 1u
        .op
        .dc V1 0 1 0.1
        .ac dec 5 1 1k
        .tran 1u 1m
        .eis V1 dec 10 1 10k
        .eis V1 dec 10 1 10k bias=0.5
        *expect op1 v(out) = 1 tol 1e-6  ; from no current
        *expect eis1 capacitance = 1u tol 0.01%  ; from C
        *expect eis2 series_resistance = 2k tol 1  ; from a mistake
        .end

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact, Oracle(OracleKind.Invariant, "a figure for every plot that --plot would draw and two over both spectra; every number with its meaning; no file but the page")]
    public void The_page_holds_every_analysis_without_plot_files()
    {
        var body = Page("--report", out string output);
        Assert.Equal(["Deck", "op1: operating point", "dc1: DC sweep", "ac1: small-signal frequency response", "tran1: transient",
            "eis1: impedance spectroscopy", "eis2: impedance spectroscopy", "All spectra", "Work done"], body.Elements("h2").Select(h => h.Value));
        Assert.Equal("Page < of & everything", body.Element("h1")!.Value);
        Assert.Equal(1 + 1 + 1 + 2 + 2 + 2, body.Elements("figure").Count());
        Assert.Equal(["2 of 3 expectations met."], body.Elements("p").Where(p => p.Attribute("class")?.Value == "bad").Select(p => p.Value));
        Assert.Contains(".eis V1 dec 10 1 10k bias=0.5", body.Elements("p").Select(p => p.Value));
        var numbers = body.Elements("table").Where(t => t.Element("caption")!.Value.StartsWith("Derived", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, numbers.Count);
        Assert.All(numbers.SelectMany(t => t.Elements("tr").Skip(1)), r => Assert.NotEqual("", r.Elements("td").Last().Value));
        Assert.DoesNotContain(Directory.GetFiles(_folder["out"]), f => f.EndsWith(".svg", StringComparison.Ordinal));
        Assert.Contains("report -> ", output, StringComparison.Ordinal);
    }

    [Fact, Oracle(OracleKind.Invariant, "with --plot the same figures, and the files; two runs give the same bytes")]
    public void Plot_files_and_page_go_together()
    {
        Page("--report", out _);
        string alone = File.ReadAllText(_folder["out/report.html"]);
        var body = Page("--report --plot", out _);
        Assert.Equal(9, body.Elements("figure").Count());
        Assert.Equal(7, Directory.GetFiles(_folder["out"], "*.svg").Length);
        // The page names the files that lie beside it: those alone differ.
        string with = File.ReadAllText(_folder["out/report.html"]);
        Assert.Equal(alone, System.Text.RegularExpressions.Regex.Replace(with, " <a href=\"[a-z0-9-]*\\.svg\">[a-z0-9-]*\\.svg</a>", ""));
    }

    [Fact, Oracle(OracleKind.Snapshot, "rows of netlists/TECHNIQUES.md as a reader sees them")]
    public void Definitions_are_those_of_the_documentation()
    {
        Assert.Equal("Re Z at the lowest frequency [Ohm]", TechniqueDefinitions.Of("eis", "resistance_low"));
        Assert.Equal("", TechniqueDefinitions.Of("eis", "area"));
        var read = TechniqueDefinitions.Read("```\n.cv SRC\n```\n| number | definition |\n|---|---|\n| `a`, `b` | \\|x\\| of `y` |\n.gcd\n| `a` | other |\n");
        Assert.Equal([("a", "|x| of y"), ("b", "|x| of y")], read.Where(r => r.Key.Keyword == "cv").Select(r => (r.Key.Quantity, r.Value)));
        Assert.Equal("other", read[("gcd", "a")]);
    }

    [Fact, Oracle(OracleKind.Invariant, "a deck that fails still has a page, which says so first")]
    public void A_failed_run_has_a_page()
    {
        File.WriteAllText(_folder["hard.cir"], "no solution\nV1 a 0 1\nR1 a b 1k\nB1 b 0 I={2+v(b)*v(b)}\n.op\n.tran 1n 1n uic\n.end\n");
        Assert.Equal(ExitCode.NumericalFailure, Run("run", "hard.cir", "-o", "out", "--report").Exit);
        Assert.Contains("<p class=\"bad\">numerical failure: ", File.ReadAllText(_folder["out/report.html"]), StringComparison.Ordinal);
    }

    private XElement Page(string options, out string output)
    {
        File.WriteAllText(_folder["deck.cir"], Deck);
        (int exit, output) = Run(["run", "deck.cir", "-o", "out", .. options.Split(' ')]);
        Assert.Equal(ExitCode.Done, exit);
        string page = File.ReadAllText(_folder["out/report.html"]);
        return XDocument.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..].Replace("</html>", "")).Root!;
    }

    private (int Exit, string Output) Run(params string[] words)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        return (CommandLine.Run(words, new ConsoleReport(output, error, false, _folder.Path), default), output.ToString());
    }
}
