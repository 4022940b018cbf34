using NanoSpice.Netlist;
using NanoSpice.Testing;

namespace NanoSpice.Netlist.Tests;

public class LogicalLineTests
{
    [Fact, Oracle(OracleKind.ClosedForm, "places counted by hand")]
    public void Words_of_a_continued_card_have_the_places_of_their_own_lines()
    {
        var card = (ElementCard)Read("title\n  V1 a 0 ; source\n* comment\n\n  + PWL(0 0\n+\t1m 5) r = 2\n").Cards[0];
        Assert.Equal("V1 [a 0 PWL 0 0 1m 5] r=<2>", Dump.Of(card));
        Assert.Equal((2, 3, 2), Place(card.Name));
        Assert.Equal((5, 5, 3), Place(card.Words[2]));
        Assert.Equal((6, 3, 2), Place(card.Words[5]));
        Assert.Equal((6, 9, 1), Place(card.Parameters[0].Name));
        Assert.Equal((6, 13, 1), Place(card.Parameters[0].Value));
        Assert.Equal((2, 3), (card.At.Line, card.At.Column));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "two backslashes at the end of a line continue it, as a plus sign in the next would")]
    public void A_line_goes_on_behind_two_backslashes()
    {
        var deck = Read("title\nR1 a 0 \\\\\n  1k\n.param x={1+ \\\\ ; comment\n2} \\\\\n+ y=3\nR2 a 0 2\n");
        Assert.Equal("R1 [a 0 1k]\n.param x=<{1+ 2}> y=<3>\nR2 [a 0 2]", Dump.Of(deck));
        Assert.Equal((3, 3, 2), Place(((ElementCard)deck.Cards[0]).Words[2]));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "places counted by hand")]
    public void An_expression_over_two_lines_starts_on_the_first_and_is_shown_to_its_end()
    {
        var card = (ParamCard)Read("title\n.param a={1 +\n+ 2} b=3\n").Cards[0];
        Assert.Equal("{1 +  2}", card.Assignments[0].Value.Text);
        Assert.Equal((2, 10, 4), Place(card.Assignments[0].Value));
        Assert.Equal((3, 6, 1), Place(card.Assignments[1].Name));
        var two = card.Assignments[0].Value.Inside(6, 1);
        Assert.Equal((3, 3, 1), (two.Line, two.Column, two.Length));
        var one = card.Assignments[0].Value.Inside(1, 1);
        Assert.Equal((2, 11, 1), (one.Line, one.Column, one.Length));
    }

    [Fact, Oracle(OracleKind.Snapshot, "text as it was reviewed")]
    public void A_missing_value_before_a_continuation_is_marked_on_its_own_line()
    {
        var bag = new DiagnosticBag();
        NetlistReader.ReadText("title\nS1 a b c d sw ron=\n+ roff=1\n", "t.cir", bag);
        Assert.StartsWith("t.cir(2,19): error NET001: ron= needs a value\n", DiagnosticPrinter.Print(bag.All));
    }

    [Fact, Oracle(OracleKind.Invariant, "one bad card never hides the next")]
    public void Every_bad_card_has_its_own_message()
    {
        var bag = new DiagnosticBag();
        var deck = NetlistReader.ReadText("title\nR1 a 0 {r\n.trna 1\nR2 a 0 1k tc=\n=x\n.model\nR3 a 0 1k\n", "t.cir", bag);
        Assert.Equal(["NET003", "NET006", "NET001", "NET007", "NET022"], bag.All.Select(d => d.Code));
        Assert.Equal("R3 [a 0 1k]", Dump.Of(deck.Cards[^1]));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "comment marks inside quotes are text")]
    public void Quotes_protect_comment_marks()
    {
        var deck = Read("title\n.model m d(file=\"a;b//c $ d\") ; real comment\nR1 a 0 'x' ; it's\n");
        Assert.Equal(".model m d file=<\"a;b//c $ d\"> flags[]\nR1 [a 0 'x']", Dump.Of(deck));
    }

    [Theory, Oracle(OracleKind.ClosedForm, "the three line ends")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void All_line_ends_count_lines_alike(string end)
    {
        var deck = Read(string.Join(end, "title", "R1 a 0 1k", "", "R2 a 0 1k"));
        Assert.Equal(4, deck.Cards[1].At.Line);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "the last title wins")]
    public void The_title_is_the_first_line_or_the_title_card()
    {
        Assert.Equal("my title", Read("* my title \nR1 a 0 1\n").Title);
        Assert.Equal("other one", Read("* my title \nR1 a 0 1\n.title other one\n").Title);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "a warning only where the line reads as a card from end to end")]
    [InlineData("V1 in 0 5", true)]
    [InlineData("R1 a b 1k tc=1m", true)]
    [InlineData(".tran 1u 1m", true)]
    [InlineData("V1 in 0 SIN(0 5 50)", true)]
    [InlineData("R2 ladder with 5 steps", false)]
    [InlineData("* V1 in 0 5", false)]
    [InlineData("Fig. 4d of the paper", false)]
    [InlineData("", false)]
    public void A_title_that_reads_as_a_card_is_warned_about(string title, bool warned)
    {
        var bag = new DiagnosticBag();
        NetlistReader.ReadText(title + "\nR9 a 0 1k\n", "t.cir", bag);
        Assert.Equal(warned ? ["NET021"] : [], bag.All.Select(d => d.Code));
    }

    private static (int Line, int Column, int Length) Place(Word word) => (word.At.Line, word.At.Column, word.At.Length);

    private static Deck Read(string text)
    {
        var bag = new DiagnosticBag();
        var deck = NetlistReader.ReadText(text, "t.cir", bag);
        Assert.Equal("", DiagnosticPrinter.Print(bag.All));
        return deck;
    }
}
