using NanoSpice.Netlist;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Elaboration.Tests;

public class WarningTests
{
    private const string Circuit = "V1 a 0 1\nR1 a 0 1k\n.op\n";

    [Theory, Oracle(OracleKind.Snapshot, "wording")]
    [InlineData("R2 a 0 1M", "PAR008 1M is read with M = milli, 1e-3")]
    [InlineData("C1 a 0 1F", "PAR008 1F is read with F = femto, 1e-15")]
    [InlineData("D1 a 0 dx\n.model dx d(is=1n foo=1 bar=2)", "MOD003 model 'dx' (d): unknown parameters foo, bar, without effect")]
    [InlineData(".model mx nmf(vto=1)", "MOD004 model type 'nmf' is not known; elements cannot use 'mx'")]
    [InlineData("M1 a a 0 0 mx\n.model mx nmos(eta=1 xj=1u)", "MOS004 model 'mx' (nmos): level 1 has no xj, eta; without effect")]
    [InlineData(".param x=1\n.step param x 1 2 1", "STP011 parameter 'x' is stepped, but no line uses it")]
    [InlineData(".options reltoll=1e-4", "OPT001 option 'reltoll' is not known")]
    [InlineData(".options foo=1 bar", "OPT001 options foo, bar are not known")]
    [InlineData("D1 a 0 dx\n.model dx d(is=1n lott=5% devi=2% lott=1%)", "MOD003 model 'dx' (d): unknown parameters lott, devi, without effect")]
    [InlineData("D1 a 0 dx\n.model dx d(is=1n fv_max=1 bv_max=2)", "MOD008 model 'dx' (d): fv_max, bv_max have no effect here")]
    [InlineData("I1 a 0 1m load", "DEV031 i1: load has no effect here, the current flows at any voltage")]
    [InlineData(".print ac v(a)", "SAV003 the deck has no .ac analysis for this line")]
    [InlineData(".four 1k v(a)", "SAV003 the deck has no .tran analysis for this line")]
    [InlineData("R2 a b 1k", "TOP005 node b is connected to r2 only")]
    [InlineData("*expect op1 v(a) about 1", "EXP001 this expectation cannot be read")]
    public void Warning_is_given_and_the_deck_runs(string line, string expected)
    {
        Assert.Equal([expected], DeckText.Warnings(Circuit + line));
        Assert.NotNull(DeckText.Elaborate(Circuit + line).Simulation);
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording")]
    public void A_line_without_effect_in_a_subcircuit_is_named() =>
        Assert.Equal(["SUB007 this line has no effect inside a subcircuit"], DeckText.Warnings(".subckt s p\nR1 p 0 1k\n.options gmin=1p\n.ends\nV1 a 0 1\nX1 a s\n.op"));

    [Fact, Oracle(OracleKind.Invariant, "a known option without effect gets a note, not a warning")]
    public void Options_of_other_programs_get_a_note()
    {
        var note = Assert.Single(DeckText.Elaborate(Circuit + ".options acct").Bag.All);
        Assert.Equal((Severity.Note, "OPT002"), (note.Severity, note.Code));
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording")]
    public void An_override_of_no_parameter_is_an_error_with_a_suggestion()
    {
        var (simulation, bag) = DeckText.Elaborate(".param rload=1k\n" + Circuit, new ParameterOverride("rlaod", "2k"));
        Assert.Null(simulation);
        Assert.Equal("command line(1,4): error PAR004: the deck has no parameter 'rlaod'\n  1 | -p rlaod=2k\n    |    ^~~~~\n  hint: did you mean 'rload'?\n1 error\n", DiagnosticPrinter.Print(bag.All));
    }

    [Theory, Oracle(OracleKind.Invariant, "what a vendor writes beside the model goes without a word")]
    [InlineData("D1 a 0 dx\n.model dx D(Is=1n Iave=1 Vpk=100 mfg=ACME type=silicon)")]
    [InlineData("Q1 a a 0 qx\n.model qx NPN(Is=1f Vceo=45 Icrating=100m mfg=ACME)")]
    [InlineData("C1 a 0 1u V=25 Irms=1 mfg=ACME type=\"X7R\"")]
    [InlineData("R2 a 0 1k tol=1 pwr=0.25")]
    [InlineData(".probe")]
    [InlineData(".probe/csdf")]
    [InlineData(".backanno")]
    public void Ratings_and_settings_of_others_are_taken_silently(string line) => Assert.Empty(DeckText.Elaborate(Circuit + line).Bag.All);

    [Theory, Oracle(OracleKind.Invariant, "rshunt, uic and .ic make a floating node solvable")]
    [InlineData("V1 a 0 1\nC1 a b 1n\nC2 b 0 1n\n.options rshunt=1e12\n.op")]
    [InlineData("V1 a 0 1\nC1 a b 1n\nC2 b 0 1n\n.tran 1u 1m uic")]
    [InlineData("V1 a 0 1\nC1 a b 1n\nC2 b 0 1n\n.ic v(b)=0.5\n.tran 1u 1m")]
    public void Floating_nodes_are_accepted_where_they_are_decided(string cards) => Assert.Empty(DeckText.Errors(cards));
}
