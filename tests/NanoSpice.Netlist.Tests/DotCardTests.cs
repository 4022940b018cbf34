using NanoSpice.Netlist;
using NanoSpice.Testing;

namespace NanoSpice.Netlist.Tests;

public class DotCardTests
{
    [Theory, Oracle(OracleKind.Snapshot, "the card forms written down in Cards.cs")]
    [InlineData(".model d1 d(is=1e-14 rs=1)", ".model d1 d is=<1e-14> rs=<1> flags[]")]
    [InlineData(".model d1 d is=1e-14, rs=1", ".model d1 d is=<1e-14> rs=<1> flags[]")]
    [InlineData(".model n1 nmos ( level=1, off kp = {k} )", ".model n1 nmos level=<1> kp=<{k}> flags[off]")]
    [InlineData(".model n1 nanoslit(rc=5 gamma=-0.5\n+ cslit=10m qmax=5m law=abs)", ".model n1 nanoslit rc=<5> gamma=<-0.5> cslit=<10m> qmax=<5m> law=<abs> flags[]")]
    [InlineData(".param a=1 b={2*a} c = a + 1, d='x'", ".param a=<1> b=<{2*a}> c=<a + 1> d=<'x'>")]
    [InlineData(".param f(x,y)='x*y' a=2", ".param a=<2>\n.func f(x y) <'x*y'>")]
    [InlineData(".param a = (1 + 2) * max(3, 4)", ".param a=<(1 + 2) * max(3, 4)>")]
    [InlineData(".param a = b >= 2 ? 1 : 0 c=3", ".param a=<b >= 2 ? 1 : 0> c=<3>")]
    [InlineData(".func f(x,y) {x*y}", ".func f(x y) <{x*y}>")]
    [InlineData(".func f ( x ) = x*x + 1", ".func f(x) <x*x + 1>")]
    [InlineData(".func pi2() {2*pi}", ".func pi2() <{2*pi}>")]
    [InlineData(".options reltol=1e-4 method = gear acct", ".options reltol=<1e-4> method=<gear> flags[acct]")]
    [InlineData(".option abstol=1n", ".options abstol=<1n> flags[]")]
    [InlineData(".temp 27 85", ".temp [27 85]")]
    [InlineData(".temp=27", ".temp [27]")]
    [InlineData(".global vdd vss", ".global [vdd vss]")]
    [InlineData(".ic v(a)=1 v( b ) = {x}", ".ic v(a)=<1> v(b)=<{x}>")]
    [InlineData(".nodeset v(a)=1, v(b)=2*3", ".nodeset v(a)=<1> v(b)=<2*3>")]
    [InlineData(".save all v(a) i(V1) @r1[i]", ".save - [all v(a) i(V1) @r1[i]]")]
    [InlineData(".print tran v(a, b) vdb(out)", ".print tran [v(a,b) vdb(out)]")]
    [InlineData(".plot dc i(v1) vs v(in) v(a) (0,5)", ".plot dc [i(v1) vs v(in) v(a)]")]
    [InlineData(".probe v(a)-v(b) {2*v(a) + 1}", ".probe - [v(a)-v(b) {2*v(a) + 1}]")]
    [InlineData(".tran 1n 10u uic", ".tran [1n 10u uic]")]
    [InlineData(".ac dec 10 1 1meg", ".ac [dec 10 1 1meg]")]
    [InlineData(".dc V1 0 5 0.1 V2 0 1 {step}", ".dc [V1 0 5 0.1 V2 0 1 {step}]")]
    [InlineData(".noise v(out,ref) V1 dec 10 1 1k", ".noise [v(out,ref) V1 dec 10 1 1k]")]
    [InlineData(".four 1k v(out) i(v1)", ".four [1k v(out) i(v1)]")]
    [InlineData(".cv V1 0 0.5 0.2 cycles=3", ".cv [V1 0 0.5 0.2] cycles=<3>")]
    [InlineData(".meas tran d trig v(a) val=0.5 rise=1 targ v(b) val=1", ".meas tran d trig<v(a)> val<0.5> rise<1> targ<v(b)> val<1>")]
    [InlineData(".measure tran x find v(a) when v(b)=v(c) cross=last", ".meas tran x find<v(a)> when<v(b)=v(c)> cross<last>")]
    [InlineData(".meas tran p param='a + b'", ".meas tran p param<'a + b'>")]
    [InlineData(".meas p PARAM 3*a + max(b, c)", ".meas - p param<3*a + max(b, c)>")]
    [InlineData(".MEAS TRAN r4 FIND V(out) * I(Vout) WHEN V(x) = 3*V(y) TD = 1m CROSS=LAST", ".meas TRAN r4 find<V(out) * I(Vout)> when<V(x) = 3*V(y)> td<1m> cross<LAST>")]
    [InlineData(".meas tran d trig at=1m targ v(b) val = 'vdd/2' fall=2", ".meas tran d trig<> at<1m> targ<v(b)> val<'vdd/2'> fall<2>")]
    [InlineData(".meas tran a integral v(a)-v(b), from=td to=to + at", ".meas tran a integ<v(a)-v(b)> from<td> to<to + at>")]
    [InlineData(".meas tran a maximum v(a)", ".meas tran a -<maximum v(a)>")]
    [InlineData(".meas tran a when (v(a)-v(b))=at", ".meas tran a when<(v(a)-v(b))=at>")]
    [InlineData(".step param r list 1 2 3", ".step [param r list 1 2 3]")]
    [InlineData(".subckt div a b params: r=1k\nR1 a b {r}\n.ends div", ".subckt div [a b] r=<1k> {R1 [a b {r}]}")]
    [InlineData(".subckt o a\n.subckt i b\nR1 b 0 1\n.ends\nX1 a i\n.ends o", ".subckt o [a] {.subckt i [b] {R1 [b 0 1]}; X1 [a i]}")]
    [InlineData(".if (a==1)\nR1 a 0 1\n.elseif(a > 2)\nR1 a 0 2\n.else\nR1 a 0 3\n.endif", ".if <(a==1)> {R1 [a 0 1]} .if <(a > 2)> {R1 [a 0 2]} .if <else> {R1 [a 0 3]}")]
    public void A_dot_card_becomes_its_record(string text, string expected)
    {
        var bag = new DiagnosticBag();
        var deck = NetlistReader.ReadText("title\n" + text + "\n", "t.cir", bag);
        Assert.Equal("", DiagnosticPrinter.Print(bag.All));
        Assert.Equal(expected, Dump.Of(deck));
    }
}
