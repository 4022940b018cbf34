using NanoSpice.Netlist;
using NanoSpice.Testing;

namespace NanoSpice.Netlist.Tests;

public class DiagnosticPrinterTests
{
    [Fact, Oracle(OracleKind.ClosedForm, "a tab reaches the next multiple of four columns")]
    public void Tabs_are_widened_so_that_the_caret_stands_below_its_word()
    {
        var file = new SourceFile("t.cir", ["R1\ta\t0 bad"]);
        Assert.Equal("t.cir(1,8): error NET999: no\n  1 | R1  a   0 bad\n    |           ^~~\n", Print(new(file, 1, 8, 3)));
    }

    [Theory, Oracle(OracleKind.ClosedForm, "the marked word stands above its caret run, in a window of at most 120 columns")]
    [InlineData(0)]
    [InlineData(150)]
    [InlineData(400)]
    public void A_long_line_is_cut_to_a_window_around_the_place(int before)
    {
        string text = new string('x', before) + "BAD" + new string('y', 300);
        var lines = Print(new(new SourceFile("t.cir", [text]), 1, before + 1, 3)).Split('\n');
        Assert.InRange(lines[1].Length, 100, 120);
        Assert.Equal("BAD", lines[1].Substring(lines[2].IndexOf('^'), 3));
        Assert.EndsWith("^~~", lines[2]);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "digits of the line number move the bar")]
    public void The_bar_stays_aligned_for_large_line_numbers()
    {
        var file = new SourceFile("t.cir", Enumerable.Repeat("ab", 1234).ToArray());
        Assert.Equal("t.cir(1234,2): error NET999: no\n  1234 | ab\n       |  ^\n", Print(new(file, 1234, 2, 1)));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "counted by hand")]
    public void The_summary_counts_errors_warnings_and_notes()
    {
        var at = new SourceSpan(new SourceFile("t.cir", ["a"]), 1, 1, 1);
        var bag = new DiagnosticBag();
        Assert.Equal("", DiagnosticPrinter.Print(bag.All));
        bag.Error("NET999", "no", at);
        bag.Warn("NET998", "no", at);
        bag.Error("NET999", "no", at);
        Assert.EndsWith("2 errors, 1 warning\n", DiagnosticPrinter.Print(bag.All));
    }

    [Fact, Oracle(OracleKind.Invariant, "order of the text, not of discovery")]
    public void Messages_are_sorted_by_place_with_included_files_at_their_include()
    {
        var main = new SourceFile("main.cir", ["t", "a", "b"]);
        var inner = new SourceFile("x.inc", ["a"], new SourceSpan(main, 2, 1, 1));
        var bag = new DiagnosticBag();
        bag.Error("NET999", "third", new(main, 3, 1, 1));
        bag.Error("NET999", "second", new(inner, 1, 1, 1));
        bag.Error("NET999", "first", new(main, 2, 1, 1));
        Assert.Equal(["first", "second", "third"], DiagnosticPrinter.InOrder(bag.All).Select(d => d.Message));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "edits counted by hand")]
    public void Spelling_finds_the_nearest_name_and_none_when_all_are_far()
    {
        Assert.Equal("tran", Spelling.Nearest("trna", ["ac", "tran", "dc"]));
        Assert.Equal("gamma", Spelling.Nearest("gama", ["rc", "gamma"]));
        Assert.Null(Spelling.Nearest("xyz", ["tran", "noise"]));
        Assert.Equal(1, Spelling.Distance("trna", "tran"));
        Assert.Equal(3, Spelling.Distance("kitten", "sitting"));
    }

    private static string Print(SourceSpan at) => DiagnosticPrinter.Print(new Diagnostic(Severity.Error, "NET999", "no", at));
}
