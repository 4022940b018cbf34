using System.Text;
using NanoSpice.Netlist;
using NanoSpice.Testing;
using Xunit.Abstractions;

namespace NanoSpice.Netlist.Tests;

public class ReadSpeedTests(ITestOutputHelper output)
{
    private const int Count = 100_000;

    [Fact, Oracle(OracleKind.Snapshot, "allocation budget: file text 2.6 MB in two bytes a character, its lines, 100,000 cards of about 300 bytes")]
    public void A_hundred_thousand_element_lines_are_read_within_the_allocation_budget()
    {
        string text = Ladder(Count);
        NetlistReader.ReadText(Ladder(100), "warm.cir", new());
        var bag = new DiagnosticBag();
        long before = GC.GetAllocatedBytesForCurrentThread();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var deck = NetlistReader.ReadText(text, "ladder.cir", bag);
        watch.Stop();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        output.WriteLine($"{Count} lines: {watch.Elapsed.TotalMilliseconds:0} ms, {allocated / 1e6:0.0} MB allocated, {GC.GetTotalMemory(true) / 1e6:0.0} MB live");
        Assert.Empty(bag.All);
        Assert.Equal(Count, deck.Cards.Count);
        Assert.True(allocated < 100_000_000, $"{allocated} bytes");
    }

    [Fact, Oracle(OracleKind.Invariant, "equal words share one string")]
    public void Node_names_of_many_lines_are_one_string()
    {
        var deck = NetlistReader.ReadText("title\nR1 node1 node2 1k\nR2 node2 node3 1k\n", "t.cir", new());
        Assert.Same(((ElementCard)deck.Cards[0]).Words[1].Text, ((ElementCard)deck.Cards[1]).Words[0].Text);
    }

    private static string Ladder(int count)
    {
        var text = new StringBuilder("ladder\n");
        for (int k = 0; k < count / 2; k++)
        {
            text.Append($"R{k} n{k} n{k + 1} 1k\nC{k} n{k + 1} 0 10p ic=0\n");
        }

        return text.ToString();
    }
}
