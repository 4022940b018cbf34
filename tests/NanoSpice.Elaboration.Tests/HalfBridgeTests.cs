using NanoSpice.Testing;

namespace NanoSpice.Elaboration.Tests;

public class HalfBridgeTests
{
    [Theory, Oracle(OracleKind.Invariant, "the recorded half bridge runs to its end whatever abstol: charges on an ideal rail of 20 V are known to round-off only")]
    [InlineData("")]
    [InlineData("abstol=1e-12")]
    [InlineData("reltol=1e-5 abstol=1e-14")]
    public void Runs_through_on_an_ideal_rail(string options)
    {
        string deck = File.ReadAllText(ReferenceCase.Named("vdmos-bridge-tran").DeckPath("deck.cir"));
        deck = System.Text.RegularExpressions.Regex.Replace(deck, @"^\.options .*$", options == "" ? "*" : ".options " + options, System.Text.RegularExpressions.RegexOptions.Multiline);
        deck = deck.Replace(".tran 20n 12u 0 0.1n", ".tran 20n 12u");
        var run = MemoryRun.Of(deck);
        Assert.InRange(run.At(12e-6, run.Offset("v(l)")), 0.5, 10);
    }
}
