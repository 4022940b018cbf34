using System.Diagnostics;
using System.Globalization;
using System.Text;
using NanoSpice.Elaboration;
using NanoSpice.Netlist;

namespace NanoSpice.Bench;

/// <summary>Reading and elaborating a deck of 100,000 R and C lines.</summary>
public static class DeckBench
{
    public static void Run(TextWriter output, string? program)
    {
        string deck = Deck(50_000);
        var watch = Stopwatch.StartNew();
        var bag = new DiagnosticBag();
        var cards = NetlistReader.ReadText(deck, "big.cir", bag);
        double read = watch.Elapsed.TotalSeconds;
        var simulation = Elaborator.Elaborate(cards, bag) ?? throw new InvalidOperationException("the deck has errors");
        double all = watch.Elapsed.TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"100,000 lines: read {read:f2} s, read and elaborated {all:f2} s, {simulation.Circuit.Size} unknowns, {GC.GetTotalMemory(false) / 1e6:f0} MB held"));
        if (program is null) return;
        var folder = Directory.CreateTempSubdirectory("nanospice-bench");
        string path = Path.Combine(folder.FullName, "big.cir");
        File.WriteAllText(path, deck);
        var cost = ProcessCost.Of(program, ["check", path], 3);
        folder.Delete(recursive: true);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"nanospice check: {cost?.Seconds:f2} s, {cost?.PeakMegabytes:f0} MB"));
    }

    private static string Deck(int sections)
    {
        var deck = new StringBuilder("RC line\nV1 n0 0 PULSE(0 1 0 1n 1n 1u 2u)\n");
        for (int k = 1; k <= sections; k++)
            deck.Append(CultureInfo.InvariantCulture, $"R{k} n{k - 1} n{k} {k % 9 + 1}k\nC{k} n{k} 0 {k % 7 + 1}p\n");
        return deck.Append(".save v(n1)\n.tran 1n 2u\n.end\n").ToString();
    }
}
