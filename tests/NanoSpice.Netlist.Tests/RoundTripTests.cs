using FsCheck.Xunit;
using NanoSpice.Netlist;
using NanoSpice.Testing;

namespace NanoSpice.Netlist.Tests;

public class RoundTripTests
{
    private const string Alphabet = "aR1 0=(){}'\"+*;$/,.\n\t-:\u00B5\u2212[]<>!vieE#@\\|";

    [Theory, Oracle(OracleKind.Invariant, "reading undoes writing")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_written_deck_reads_back_to_equal_cards(int index)
    {
        var bag = new DiagnosticBag();
        var deck = NetlistReader.ReadText(Decks.All[index], "t.cir", bag);
        Assert.Equal("", DiagnosticPrinter.Print(bag.All));
        AssertRoundTrip(deck);
    }

    [Property(MaxTest = 2000, Replay = "1,3"), Oracle(OracleKind.Invariant, "no text may stop the reader; it answers with cards or messages")]
    public void A_spoilt_deck_never_throws_and_places_its_messages_inside_the_text(FsCheck.DoNotSize<int> seed)
    {
        string text = Spoil(new Random(seed.Item));
        var bag = new DiagnosticBag();
        var deck = NetlistReader.ReadText(text, "t.cir", bag, _ => null);
        Assert.True(deck.Cards.Count > 0 || bag.All.Count > 0);
        foreach (var d in bag.All)
        {
            Assert.InRange(d.At.Line, 1, Math.Max(1, deck.File.Lines.Count));
            Assert.InRange(d.At.Column, 1, deck.File.Lines[d.At.Line - 1].Length + 1);
            Assert.True(d.At.Length >= 1 && d.At.Column + d.At.Length <= deck.File.Lines[d.At.Line - 1].Length + 2, d.ToString());
        }

        Assert.NotNull(DiagnosticPrinter.Print(bag.All));
        if (!bag.HasErrors)
        {
            AssertRoundTrip(deck);
        }
    }

    private static void AssertRoundTrip(Deck deck)
    {
        string text = NetlistWriter.Write(deck);
        var bag = new DiagnosticBag();
        var again = NetlistReader.ReadText(text, "t.cir", bag);
        Assert.Equal(deck.Title, again.Title);
        Assert.Equal(Dump.Of(deck), Dump.Of(again));
        Assert.Equal(text, NetlistWriter.Write(again));
    }

    /// <summary>A valid deck with one to twenty characters or lines changed, put in, taken out or doubled.</summary>
    private static string Spoil(Random random)
    {
        var text = new System.Text.StringBuilder(Decks.All[random.Next(Decks.All.Length)]);
        int edits = random.Next(1, 20);
        for (int k = 0; k < edits && text.Length > 40; k++)
        {
            int p = random.Next(text.Length);
            switch (random.Next(4))
            {
                case 0:
                    text.Insert(p, Alphabet[random.Next(Alphabet.Length)]);
                    break;
                case 1:
                    text[p] = Alphabet[random.Next(Alphabet.Length)];
                    break;
                case 2:
                    text.Remove(p, Math.Min(random.Next(1, 12), text.Length - p));
                    break;
                default:
                    int from = random.Next(text.Length);
                    text.Insert(p, text.ToString(from, Math.Min(random.Next(1, 30), text.Length - from)));
                    break;
            }
        }

        return text.ToString();
    }
}
