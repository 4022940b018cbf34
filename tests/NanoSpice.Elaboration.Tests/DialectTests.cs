using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Elaboration.Tests;

/// <summary>What decks of LTspice and PSpice write beyond the common language.</summary>
public class DialectTests
{
    private static double Op(string cards, string vector) => RecordingSink.Run(DeckText.Simulation(cards + "\n.op"), "op1").Final(vector);

    private static double Last(string cards, string vector) => RecordingSink.Run(DeckText.Simulation(cards), "tran1").Final(vector);

    [Theory, Oracle(OracleKind.ClosedForm, "resistors of 1k at 2 V carry 2 mA; a transistor's currents come from 5 V and beta = 100 at 10 uA")]
    [InlineData("V1 a 0 2\nR1 a 0 1k\nB1 out 0 V=1k*I(R1)", 2)]
    [InlineData("V1 a 0 2\nR1 0 a 1k\nE1 out 0 VALUE={1k*I(R1)}", -2)]
    [InlineData("V1 a 0 2\nI2 0 b 3m\nR1 b 0 1k\nB1 out 0 V=1k*I(I2)+V(b)", 6)]
    [InlineData("I1 0 b 10u\nV1 c 0 5\nQ1 c b 0 qm\n.model qm npn(bf=100)\nRx c 0 1k\nB1 out 0 V=1k*Ic(Q1)", 1)]
    [InlineData("I1 0 b 10u\nV1 c 0 5\nQ1 c b 0 qm\n.model qm npn(bf=100)\nRx c 0 1k\nB1 out 0 V=1k*Ie(Q1)", -1.01)]
    [InlineData("I1 0 b 10u\nV1 c 0 5\nQ1 c b 0 qm\n.model qm npn(bf=100)\nRx c 0 1k\nB1 out 0 V=1k*Ib(Q1)", 0.01)]
    [InlineData(".subckt s p\nR1 p 0 1k\nB1 out2 0 V=1k*I(R1)\nR2 out2 0 1k\n.ends\nV1 a 0 2\nX1 a s\nB2 out 0 V=V(x1.out2)", 2)]
    public void Currents_of_any_element_stand_in_expressions(string cards, double expected) => Assert.Equal(expected, Op(cards + "\nRout out 0 1k", "v(out)"), 1e-4);

    [Theory, Oracle(OracleKind.CrossCheck, "m = 3 copies of a subcircuit against three instances side by side")]
    [InlineData("R1 a b 2k")]
    [InlineData("D1 a b dm\n.model dm d(is=1p)")]
    [InlineData("Vs a c 0\nR1 c b 2k\nF1 a b Vs 2\nH1 d 0 Vs 1k\nR2 d b 3k")]
    [InlineData("Vs a c 0\nR1 c b 2k\nF1 a b POLY(1) Vs 0 1 10\nB1 a b I=I(Vs)^2*100+V(a,b)/5k")]
    [InlineData("Vs a c 0.1 Rser=10\nR1 c b 2k\nW1 a b Vs wm\n.model wm csw(it=0.6m ron=1k roff=5k)")]
    [InlineData("Vs a c 0.1\nR1 c b 2k\nW1 a b Vs wm\n.model wm iswitch(ion=1m ioff=0.1m ron=1k roff=5k)")]
    [InlineData("S1 a b a b sm\n.model sm vswitch(von=2 voff=0 ron=1k roff=9k)")]
    [InlineData("R1 a b 2k\nB1 a b I=I(R1)*0.5")]
    [InlineData("X1 a b t m=2\n.subckt t p q\nR1 p q 1k\nVs p r 0\nR2 r q 1k\nF1 p q Vs 1\n.ends")]
    public void Copies_of_a_subcircuit_are_that_many_side_by_side(string body)
    {
        string deck = $".subckt s a b\n{body}\n.ends\nV1 in 0 3\nR0 in n 1k\n";
        double one = Op(deck + "Xa n 0 s m=3", "v(n)"), many = Op(deck + "Xa n 0 s\nXb n 0 s\nXc n 0 s", "v(n)");
        Assert.Equal(many, one, Math.Abs(many) * 1e-9);
    }

    [Theory, Oracle(OracleKind.CrossCheck, "LTspice's x is the element's own voltage or current; against the same law written out")]
    [InlineData("C1 a 0 Q=1u*x+0.1u*x**2", "C1 a 0 Q=1u*V(a)+0.1u*V(a)**2")]
    [InlineData("C1 a 0 Q={1u*x} Rser=10", "Rs a s 10\nC1 s 0 1u")]
    [InlineData("L1 a 0 Flux=1m*tanh(x*10)", "L1 a 0 Flux=1m*tanh(I(L1)*10)")]
    [InlineData("C1 a 0 1u Rser=5 Lser=1u RLshunt=50 Rpar=10k Cpar=10n", "Rs a s 5\nLs s t 1u\nRt s t 50\nC1 t 0 1u\nRp a 0 10k\nCp a 0 10n")]
    [InlineData("L1 a 0 1m Rser=5 Rpar=1k Cpar=1n m=2", "Rs a s 2.5\nL1 s 0 0.5m\nRp a 0 500\nCp a 0 2n")]
    public void Elements_of_ltspice_equal_their_parts(string line, string parts)
    {
        const string Rest = "\nV1 in 0 SIN(0 1 1k)\nR1 in a 100\n.options reltol=1e-6\n.tran 1u 0.7m";
        Assert.Equal(Last(parts + Rest, "v(a)"), Last(line + Rest, "v(a)"), 2e-5);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "points by hand, and each loop begins where the one before ended")]
    [InlineData("PWL(0 0 +1m 2 +1m 0)", 0.5e-3, 1)]
    [InlineData("PWL(0 0 +1m 2 +1m 0)", 1.5e-3, 1)]
    [InlineData("PWL REPEAT FOR 2 (0 0 1m 2 2m 0) ENDREPEAT 5m 3", 3e-3, 2)]
    [InlineData("PWL REPEAT FOR 2 (0 0 1m 2 2m 0) ENDREPEAT 5m 3", 4.5e-3, 1.5)]
    [InlineData("PWL 0 1 1m 0 REPEAT FOREVER (0 0 1m 2 2m 0) ENDREPEAT", 6e-3, 2)]
    [InlineData("PWL TIME_SCALE_FACTOR=1m VALUE_SCALE_FACTOR=2 (0,0) (1,1)", 0.25e-3, 0.5)]
    [InlineData("SINE(1 2 1k 0 0 90 2)", 5e-3, 3)]
    [InlineData("SINE(1 2 1k 1m 0 0 1.25)", 5e-3, 3)]
    public void Sources_take_the_forms_of_ltspice_and_pspice(string source, double time, double expected) =>
        Assert.Equal(expected, Last($"V1 a 0 {source}\nR1 a 0 1k\n.tran 10u {time}", "v(a)"), 1e-9);

    [Theory, Oracle(OracleKind.ClosedForm, "1 V over 1k and r: r in every spelling is 3k")]
    [InlineData(".model base r(r=9k tc1=0)\n.model rm ako:base r(r=3k)\nR1 in out rm")]
    [InlineData(".model base r(r=3k)\n.model other AKO: base r tc1=1\n.model rm ako:other r(tc1=0)\nR1 in out rm")]
    [InlineData(".subckt s p optional: q=out params: r=1k\nR1 p q {r}\n.ends\nX1 in s PARAMS: r=3k")]
    [InlineData(".subckt s p OPTIONAL: q=0\nR1 p q 3k\n.ends\nX1 in out s")]
    [InlineData(".subckt s p\nR1 p $G_o 3k\n.ends\nX1 in s\nV2 out $G_o 0")]
    [InlineData(".subckt 741 3 2\nR1 3 2 3k\n.ends 741\nX1 in out 741")]
    [InlineData(".param t={temp==27 ? 3k : 1k}\nR1 in out {t}")]
    [InlineData("R1 in out 1k tc=0.5,0 temp=31")]
    public void Definitions_take_the_forms_of_pspice(string cards) => Assert.Equal(0.25, Op($"V1 in 0 1\nR0 out 0 1k\n{cards}", "v(out)"), 1e-9);
}
