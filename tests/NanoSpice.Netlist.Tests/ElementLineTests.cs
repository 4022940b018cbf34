using NanoSpice.Netlist;
using NanoSpice.Testing;

namespace NanoSpice.Netlist.Tests;

public class ElementLineTests
{
    [Theory, Oracle(OracleKind.Snapshot, "the card forms written down in Cards.cs")]
    [InlineData("R1 a b 1k", "R1 [a b 1k]")]
    [InlineData("R1 (a, b) 1k tc=1m,2u", "R1 [a b 1k] tc=<1m,2u>")]
    [InlineData("r1\ta\tb\t{2*r} ; comment", "r1 [a b {2*r}]")]
    [InlineData("R1 a b 1k $ comment", "R1 [a b 1k]")]
    [InlineData("R1 a b 1k // comment", "R1 [a b 1k]")]
    [InlineData("R1 $g_vcc b 1k", "R1 [$g_vcc b 1k]")]
    [InlineData("R1 a b 1k $load", "R1 [a b 1k]")]
    [InlineData("R1 a b '2*r + 1' m = 2", "R1 [a b '2*r + 1'] m=<2>")]
    [InlineData("R1 a b R=v(a)*2 + 1 tc1=1m", "R1 [a b] R=<v(a)*2 + 1> tc1=<1m>")]
    [InlineData("R1 a b R = '1k + i(v1)' tc1 = 1m tc2=0", "R1 [a b] R=<'1k + i(v1)'> tc1=<1m> tc2=<0>")]
    [InlineData("C1 a b Q={1u*x} ic=1", "C1 [a b] Q=<{1u*x}> ic=<1>")]
    [InlineData("C1 a b 1\u00B5 ic=1", "C1 [a b 1\u00B5] ic=<1>")]
    [InlineData("V1 in 0 PULSE(0 5 1n)", "V1 [in 0 PULSE 0 5 1n]")]
    [InlineData("V1 a b DC 5 AC 1 0 SIN(0 1 1k) ", "V1 [a b DC 5 AC 1 0 SIN 0 1 1k]")]
    [InlineData("V1 a b dc=5 ac=1", "V1 [a b] dc=<5> ac=<1>")]
    [InlineData("V1 a b PWL(0 0 1m {v}) r=0 td=1u", "V1 [a b PWL 0 0 1m {v}] r=<0> td=<1u>")]
    [InlineData("V1 a b PWL(0 0, +1m -5)", "V1 [a b PWL 0 0 +1m -5]")]
    [InlineData("V1 a b PWL FILE=\"x y.txt\" r = 0", "V1 [a b PWL] FILE=<\"x y.txt\"> r=<0>")]
    [InlineData("V1 a b PWL file = x.txt", "V1 [a b PWL] file=<x.txt>")]
    [InlineData("E1 a 0 POLY(2) (b,0) (c,0) 0 1 1", "E1 [a 0 POLY 2 b 0 c 0 0 1 1]")]
    [InlineData("E1 a 0 VALUE={2*v(b)}", "E1 [a 0] VALUE=<{2*v(b)}>")]
    [InlineData("E1 a 0 VALUE = {2*v(b)} m=1", "E1 [a 0] VALUE=<{2*v(b)}> m=<1>")]
    [InlineData("E1 a 0 value {2*v(b)}", "E1 [a 0] value=<{2*v(b)}>")]
    [InlineData("G1 a 0 cur='2*v(b)'", "G1 [a 0] cur=<'2*v(b)'>")]
    [InlineData("E1 a 0 vol=2*v(b) - v(c)", "E1 [a 0] vol=<2*v(b) - v(c)>")]
    [InlineData("E1 a 0 TABLE {v(b)} = (0,0) (1,2)", "E1 [a 0 TABLE {v(b)} 0 0 1 2]")]
    [InlineData("E1 a 0 TABLE {v(b)} (0,0) (1,2)", "E1 [a 0 TABLE {v(b)} 0 0 1 2]")]
    [InlineData("E1 a 0 b c table=(-1,-1, 1,1)", "E1 [a 0 b c] table=<-1,-1,1,1>")]
    [InlineData("B1 a 0 V=v(a)*2+1", "B1 [a 0] V=<v(a)*2+1>")]
    [InlineData("B1 a 0 I = v(a) <= 2 ? 1 : (v(b) == 3) tc1=1 tc2 = 2", "B1 [a 0] I=<v(a) <= 2 ? 1 : (v(b) == 3)> tc1=<1> tc2=<2>")]
    [InlineData("B1 a 0 V={v(b)}*2", "B1 [a 0] V=<{v(b)}*2>")]
    [InlineData("B1 a 0 V={v(b)} m=2", "B1 [a 0] V=<{v(b)}> m=<2>")]
    [InlineData("X1 a b divider params: r=1k s = {2*k}", "X1 [a b divider] r=<1k> s=<{2*k}>")]
    [InlineData("X1 a b divider PARAMS:r=1k", "X1 [a b divider] r=<1k>")]
    [InlineData("D1 a b dmod 2 off ic=0.5", "D1 [a b dmod 2 off] ic=<0.5>")]
    [InlineData("Q1 c b e qmod ic=0.6, 5", "Q1 [c b e qmod] ic=<0.6,5>")]
    [InlineData("Q1 c b e qmod ic=(0.6 5) off", "Q1 [c b e qmod off] ic=<0.6,5>")]
    [InlineData("N1 p n s slit rc=(2*3)+1 ic=0", "N1 [p n s slit] rc=<(2*3)+1> ic=<0>")]
    [InlineData("K1 L1 L2 0.9", "K1 [L1 L2 0.9]")]
    public void An_element_line_becomes_words_and_parameters(string line, string expected)
    {
        var bag = new DiagnosticBag();
        var deck = NetlistReader.ReadText("title\n" + line + "\n", "t.cir", bag);
        Assert.Equal("", DiagnosticPrinter.Print(bag.All));
        Assert.Equal(expected, Dump.Of(deck));
    }
}
