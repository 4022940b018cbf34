using NanoSpice.Netlist;
using NanoSpice.Testing;

namespace NanoSpice.Netlist.Tests;

/// <summary>The other forms messages take beside the example of their code.</summary>
public class MessageVariantTests
{
    [Theory, Oracle(OracleKind.Snapshot, "text as it was reviewed")]
    [InlineData("S1 a b c d sw ron= roff=1", "(2,19): error NET001: ron= needs a value; write ron=1")]
    [InlineData("B1 a 0 V=", "(2,10): error NET001: V= needs a value; write V={2*v(a)}")]
    [InlineData(".model m sw(ron=, roff=1)", "(2,17): error NET001: ron= needs a value; write ron=1")]
    [InlineData(".param rload=", "(2,14): error NET001: rload= needs a value; write rload=1")]
    [InlineData("R1 a 0 'r", "(2,8): error NET003: ' is never closed; add the missing '")]
    [InlineData("V1 a 0 PWL file=\"x.txt", "(2,17): error NET003: \" is never closed; add the missing \"")]
    [InlineData(".print tran {v(a)", "(2,13): error NET025: no vector of .print can be read here; write v(node), v(a,b), i(v1) or @r1[i]")]
    [InlineData("V1 a 0 1)", "(2,9): error NET004: ) closes nothing; remove it, or add the missing (")]
    [InlineData("R1 a 0 1k tc=1]", "(2,14): error NET004: brackets without their partners; write [ ] and { } in pairs")]
    [InlineData("R1 a 0 {r}=5", "(2,11): error NET005: = has an expression on its left, not a name; write name=value")]
    [InlineData("R1 = 5", "(2,4): error NET005: = has no name on its left; write name=value")]
    [InlineData(".xyzzyx 1", "(2,1): error NET006: there is no .xyzzyx card; ")]
    [InlineData("1k a b", "(2,1): error NET007: a card starts with a letter or a dot, not with 1; write * before it if it is a comment, + if it continues the card above")]
    [InlineData(".endl", "(2,1): error NET011: .endl without .lib; remove it, or add the missing .lib line")]
    [InlineData(".if (1)", "(2,1): error NET012: .if has no .endif; add .endif below its last line")]
    [InlineData(".endif", "(2,1): error NET013: .endif without .if; remove it, or add the missing .if line")]
    [InlineData(".else", "(2,1): error NET013: .else without .if; remove it, or add the missing .if line")]
    [InlineData(".elseif (1)", "(2,1): error NET013: .elseif without .if; remove it, or add the missing .if line")]
    [InlineData(".endc", "(2,1): error NET018: .endc without .control; remove it, or add the missing .control line")]
    [InlineData(".include", "(2,9): error NET022: .include needs a file name; write .include \"name\"")]
    [InlineData(".lib", "(2,5): error NET022: .lib needs a file name; write .lib \"file\" section")]
    [InlineData(".model", "(2,7): error NET022: .model needs a name and a type; write .model name type(parameter=value)")]
    [InlineData(".temp", "(2,6): error NET022: .temp needs a temperature; write .temp 27")]
    [InlineData(".global", "(2,8): error NET022: .global needs a node; write .global vdd")]
    [InlineData(".param", "(2,7): error NET022: .param needs name=value; write .param rload=1k")]
    [InlineData(".ic", "(2,4): error NET022: .ic needs name=value; write .ic v(node)=1")]
    [InlineData(".meas tran", "(2,11): error NET022: .meas needs an analysis, a name and what to measure; write .meas tran name avg v(out) from=0 to=1m")]
    [InlineData(".ic v(a)", "(2,5): error NET023: .ic needs name=value here; write .ic v(node)=1")]
    [InlineData(".nodeset v(b", "(2,10): error NET023: .nodeset needs name=value here; write .nodeset v(node)=1")]
    [InlineData(".func f(x)", "(2,7): error NET024: .func needs a name, arguments in parentheses and an expression; write .func f(x,y) {x*y}")]
    [InlineData(".meas tran x avg v(a", "(2,18): error NET025: .meas cannot be read from here on; write .meas tran name avg v(out) from=0 to=1m")]
    [InlineData(".temp 27 t=5", "(2,10): warning NET027: .temp takes no name=value; remove it")]
    public void A_message_names_the_fault_its_place_and_the_way_out(string line, string expected)
    {
        var bag = new DiagnosticBag();
        NetlistReader.ReadText("title\n" + line + "\n", "t.cir", bag);
        var d = bag.All[0];
        Assert.Equal(expected, $"({d.At.Line},{d.At.Column}): {d.Severity.ToString().ToLowerInvariant()} {d.Code}: {d.Message}; {d.Hint}");
        Assert.Single(bag.All);
    }

    [Theory, Oracle(OracleKind.Snapshot, "text as it was reviewed")]
    [InlineData(".options", "(3,9): warning NET038: .options names no option and is skipped; write .options reltol=1e-4")]
    [InlineData(".save", "(3,6): warning NET038: .save names no vector and is skipped; write v(node), v(a,b) or i(v1)")]
    [InlineData(".plot tran", "(3,11): warning NET038: .plot names no vector and is skipped; write v(node), v(a,b) or i(v1)")]
    public void A_card_that_asks_for_nothing_is_skipped_with_a_word(string line, string expected)
    {
        var bag = new DiagnosticBag();
        NetlistReader.ReadText("title\nR1 a 0 1k\n" + line + "\n", "t.cir", bag);
        var d = Assert.Single(bag.All);
        Assert.Equal(expected, $"({d.At.Line},{d.At.Column}): {d.Severity.ToString().ToLowerInvariant()} {d.Code}: {d.Message}; {d.Hint}");
    }

    [Fact, Oracle(OracleKind.Snapshot, "text as it was reviewed")]
    public void Subcircuits_and_branches_that_cross_are_named_by_line()
    {
        var bag = new DiagnosticBag();
        NetlistReader.ReadText("title\n.if (1)\n.subckt s a\nR1 a 0 1\n.endif\n.ends\n.else b\n.endif\n.subckt\n.ends x\n", "t.cir", bag);
        Assert.Equal(
            [
                "5 NET015 .endif, but the .subckt of line 3 is still open",
                "7 NET027 .else takes no words",
                "9 NET022 .subckt needs a name",
            ], bag.All.Select(d => $"{d.At.Line} {d.Code} {d.Message}"));
    }

    [Fact, Oracle(OracleKind.Snapshot, "text as it was reviewed")]
    public void Several_control_blocks_get_one_note()
    {
        var bag = new DiagnosticBag();
        var deck = NetlistReader.ReadText("t\n.control\nrun { ' (\n.endc\nR1 a 0 1\n.control\n.endc\n", "t.cir", bag);
        Assert.Equal(["NET019"], bag.All.Select(d => d.Code));
        Assert.Single(deck.Cards);
    }
}
