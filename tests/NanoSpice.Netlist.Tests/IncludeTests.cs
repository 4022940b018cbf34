using NanoSpice.Netlist;
using NanoSpice.Testing;

namespace NanoSpice.Netlist.Tests;

public class IncludeTests
{
    [Fact, Oracle(OracleKind.ClosedForm, "an include is replaced by the file's cards")]
    public void Included_cards_stand_in_place_and_paths_are_relative_to_the_including_file()
    {
        var deck = Read(out var bag, "main/deck.cir", ("main/deck.cir", "t\nR1 a 0 1\n.include \"sub/x.inc\"\nR3 a 0 3\n"),
            ("main/sub/x.inc", "* no title here\nR2 a 0 2\n.inc y.inc\n"), ("main/sub/y.inc", "C1 a 0 1\n"));
        Assert.Empty(bag.All);
        Assert.Equal("R1 [a 0 1]\nR2 [a 0 2]\nC1 [a 0 1]\nR3 [a 0 3]", Dump.Of(deck));
        var inner = deck.Cards[2].At.File;
        Assert.Equal("main/sub/y.inc", inner.Path.Replace('\\', '/'));
        Assert.Equal(3, inner.IncludedAt!.Value.Line);
        Assert.Equal("main/deck.cir", inner.IncludedAt!.Value.File.IncludedAt!.Value.File.Path);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "only the named section's cards are read")]
    public void A_library_section_is_read_alone_and_may_call_another_section_of_its_file()
    {
        const string library = """
            .lib common
            C9 a 0 9
            .endl common
            .lib Fast
            R1 a 0 1
            .lib "p.lib" common
            .endl
            .lib slow
            R2 a 0 2
            .endl slow
            """;
        var deck = Read(out var bag, "d.cir", ("d.cir", "t\n.lib 'p.lib' fast\n.end\n"), ("p.lib", library));
        Assert.Empty(bag.All);
        Assert.Equal("R1 [a 0 1]\nC9 [a 0 9]", Dump.Of(deck));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "LTspice's .lib file is .include file")]
    public void A_lib_line_with_a_file_alone_reads_the_whole_file()
    {
        var deck = Read(out var bag, "d.cir", ("d.cir", "t\n.lib diodes.lib\n"), ("diodes.lib", ".model d1 d(is=1f)\n"));
        Assert.Empty(bag.All);
        Assert.Equal(".model d1 d is=<1f> flags[]", Dump.Of(deck));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a one-word .lib inside a section names a file, not another section")]
    public void A_section_may_read_a_file()
    {
        var deck = Read(out var bag, "d.cir", ("d.cir", "t\n.lib p.lib tt\n"), ("p.lib", ".lib tt\n.lib extra.lib\n.lib more\nR1 a 0 1\n.endl\n.lib ff\nR9 a 0 9\n.endl\n"),
            ("extra.lib", "R2 a 0 2\n"), ("more", "R3 a 0 3\n"));
        Assert.Empty(bag.All);
        Assert.Equal("R2 [a 0 2]\nR3 [a 0 3]\nR1 [a 0 1]", Dump.Of(deck));
    }

    [Theory, Oracle(OracleKind.ClosedForm, "spellings of one path")]
    [InlineData(".include sub\\x.inc")]
    [InlineData(".inc 'sub\\x.inc'")]
    [InlineData(".lib \"sub\\x.inc\"")]
    [InlineData(".include C:\\work\\models\\y.inc")]
    [InlineData(".include \"D:/my models/y.inc\"")]
    [InlineData(".include below.inc")]
    public void Files_are_found_by_the_paths_of_windows_and_beside_the_deck(string line)
    {
        var deck = Read(out var bag, "main/deck.cir", ("main/deck.cir", $"t\n{line}\n"), ("main/sub/x.inc", "R1 a 0 1\n"), ("main/y.inc", "R1 a 0 1\n"),
            ("main/below.inc", ".include sub/z.inc\n"), ("main/sub/z.inc", ".include y.inc\n"));
        Assert.Empty(bag.All);
        Assert.Equal("R1 [a 0 1]", Dump.Of(deck));
    }

    [Fact, Oracle(OracleKind.Invariant, "a branch that is not taken reads no file")]
    public void An_include_of_a_condition_waits_for_it()
    {
        var deck = Read(out var bag, "d.cir", ("d.cir", "t\n.if (a)\n.include missing.inc\n.lib \"m.lib\" tt\n.else\n.include x.inc\n.endif\n"), ("x.inc", "R1 a 0 1\n"));
        Assert.Empty(bag.All);
        var branches = Assert.IsType<IfCard>(Assert.Single(deck.Cards)).Branches;
        Assert.Equal("R1 [a 0 1]", Dump.Of(Assert.Single(Assert.IsType<IncludeCard>(Assert.Single(branches[1].Body)).Read(bag))));
        Assert.Empty(bag.All);
        Assert.IsType<IncludeCard>(branches[0].Body[0]).Read(bag);
        Assert.Equal("NET008", Assert.Single(bag.All).Code);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a section defined in the deck may be called from it")]
    public void A_deck_may_call_its_own_section()
    {
        var deck = Read(out var bag, "d.cir", ("d.cir", "t\n.lib fast\nR1 a 0 1\n.endl\n.lib d.cir fast\n"));
        Assert.Empty(bag.All);
        Assert.Equal("R1 [a 0 1]", Dump.Of(deck));
    }

    [Fact, Oracle(OracleKind.Snapshot, "text as it was reviewed")]
    public void A_message_in_an_included_file_shows_the_stack_and_stands_at_its_include()
    {
        Read(out var bag, "main.cir", ("main.cir", "t\n* c\n.include sub.inc\n.trna\n"), ("sub.inc", ".subckt cell a b\nN1 a b 0 m\n\n\n+ roff=\n.ends\n"));
        Assert.Equal(
            """
            sub.inc(5,8): error NET001: roff= needs a value
              included from main.cir(3,10)
              5 | + roff=
                |        ^
              hint: write roff=1meg
            main.cir(4,1): error NET006: there is no .trna card
              4 | .trna
                | ^~~~~
              hint: did you mean .tran?
            2 errors

            """, DiagnosticPrinter.Print(bag.All));
    }

    [Fact, Oracle(OracleKind.Invariant, "one file, two places")]
    public void A_file_may_be_included_twice()
    {
        var deck = Read(out var bag, "d.cir", ("d.cir", "t\n.include a.inc\n.include a.inc\n"), ("a.inc", "R1 a 0 1\n"));
        Assert.Empty(bag.All);
        Assert.Equal(2, deck.Cards.Count);
    }

    [Fact, Oracle(OracleKind.Invariant, "a block is closed in the file that opened it")]
    public void A_block_left_open_in_an_included_file_does_not_swallow_the_deck()
    {
        var deck = Read(out var bag, "d.cir", ("d.cir", "t\n.include a.inc\nR2 a 0 2\n"), ("a.inc", ".subckt s a\nR1 a 0 1\n"));
        Assert.Equal(["NET012"], bag.All.Select(d => d.Code));
        Assert.Equal(".subckt s [a] {R1 [a 0 1]}\nR2 [a 0 2]", Dump.Of(deck));
    }

    [Theory, Oracle(OracleKind.ClosedForm, "the bytes' encodings")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'t', 10, (byte)'R', (byte)'1', 32, (byte)'a', 32, (byte)'0', 32, (byte)'1', 0xC2, 0xB5 })]
    [InlineData(new byte[] { (byte)'t', 13, 10, (byte)'R', (byte)'1', 9, (byte)'a', 32, (byte)'0', 32, (byte)'1', 0xB5, 13, 10 })]
    public void Utf8_with_mark_and_latin1_files_give_the_same_micro_sign(byte[] bytes)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            var bag = new DiagnosticBag();
            var deck = NetlistReader.Read(path, bag);
            Assert.Empty(bag.All);
            Assert.Equal("t", deck.Title);
            Assert.Equal("R1 [a 0 1\u00B5]", Dump.Of(deck));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact, Oracle(OracleKind.Snapshot, "text as it was reviewed")]
    public void A_deck_that_does_not_exist_is_a_message()
    {
        var deck = Read(out var bag, "none.cir");
        Assert.Empty(deck.Cards);
        Assert.Equal("none.cir(1,1): error NET008: cannot read 'none.cir'\n  hint: check the path and the rights\n1 error\n", DiagnosticPrinter.Print(bag.All));
    }

    private static Deck Read(out DiagnosticBag bag, string path, params (string Path, string Text)[] files)
    {
        bag = new();
        return NetlistReader.Read(path, bag, p => files.FirstOrDefault(f => f.Path == p.Replace('\\', '/')).Text);
    }
}
