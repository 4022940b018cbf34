using System.Text;
using NanoSpice.Netlist;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Elaboration.Tests;

public class LargeDeckTests
{
    [Fact, Oracle(OracleKind.Invariant, "one device a line, one node a stage; 500 MB is the most a deck of 100,000 lines may take")]
    public void A_hundred_thousand_lines_are_elaborated_within_bounded_memory()
    {
        var text = new StringBuilder("large ladder\nV1 n0 0 1\n");
        for (int k = 0; k < 50_000; k++) text.Append($"R{k} n{k} n{k + 1} 1k\nC{k} n{k + 1} 0 1p\n");
        string deck = text.Append(".tran 1n 10n\n").ToString();
        long before = GC.GetAllocatedBytesForCurrentThread();
        var bag = new DiagnosticBag();
        var simulation = Elaborator.Elaborate(NetlistReader.ReadText(deck, "large.cir", bag), bag);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Empty(bag.All);
        Assert.Equal((100_001, 50_002), (simulation!.Circuit.Devices.Count, simulation.Circuit.Size));
        Assert.InRange(allocated, 0, 500_000_000);
    }
}
