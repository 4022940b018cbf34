using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class ElementErrorTests
{
    [Theory, Oracle(OracleKind.Snapshot, "message as designed")]
    [InlineData("R1 a", "error DEV001: r1 needs 2 nodes, but the line has 1 (hint: write Rname n+ n-*")]
    [InlineData("R1 a b 1k 2k", "error DEV002: r1: nothing is expected where 2k stands*")]
    [InlineData("R1 a b", "error DEV003: r1 has no resistance*")]
    [InlineData("C1 a b", "error DEV003: c1 has no capacitance*")]
    [InlineData("L1 a b", "error DEV003: l1 has no inductance*")]
    [InlineData("R1 a b 1k m=0", "error DEV004: r1: m is the number of parallel copies and must be positive")]
    [InlineData("R1 a b 0", "warning DEV005: r1 has 0 Ohm; 1 mOhm is used*")]
    [InlineData("R1 a b -5", "warning DEV006: r1 has a negative resistance")]
    [InlineData("C1 a b 1n q={1n*v(a)}", "error DEV044: c1 gives both q= and a capacitance*")]
    [InlineData("L1 a b 1n flux={1n*i(l1)}", "error DEV044: l1 gives both flux= and an inductance*")]
    [InlineData("V1 a 0 1 2", "error DEV021: v1 has two DC values*")]
    [InlineData("V1 a 0 AC 1 AC 2", "error DEV021: v1 has two AC values*")]
    [InlineData("V1 a 0 AC 1 2 3", "error DEV023: v1: AC takes a magnitude and a phase, not 3 numbers*")]
    [InlineData("V1 a 0 PUSLE(0 1)", "error DEV020: v1: PUSLE is no keyword of a source (hint: did you mean PULSE?)")]
    [InlineData("V1 a 0 volts", "error DEV020: v1: volts is no keyword of a source (hint: a source takes DC, AC, PULSE, SIN, EXP, PWL, SFFM, AM, TRNOISE, TRRANDOM)")]
    [InlineData("V1 a 0 SIN(0 1 1k) PULSE(0 1)", "error DEV021: v1 has two transient functions*")]
    [InlineData("V1 a 0 SIN(0)", "error DEV022: v1: SIN has 1 numbers and needs at least 2 (hint: write SIN(vo va freq td theta phase cycles))")]
    [InlineData("V1 a 0 EXP(1 2 3 4 5 6 7)", "error DEV023: v1: EXP has 7 numbers and takes at most 6*")]
    [InlineData("V1 a 0 SIN(0 1 -1k)", "error DEV029: v1: a frequency is negative*")]
    [InlineData("V1 a 0 SIN(0 1)", "error DEV029: v1: no frequency is given, and no .tran to take it from (hint: give the frequency in Hz)")]
    [InlineData("V1 a 0 PULSE(0 1 0 -1u)", "error DEV024: v1: tr = -1e-06 s is negative*")]
    [InlineData("V1 a 0 PULSE(0 1 0 1u 1u 1u -5u)", "error DEV024: v1: per = -5e-06 s is negative*")]
    [InlineData("V1 a 0 PULSE(0 1 0 1u 1u 9u 5u)", "warning DEV030: v1: tr + pw + tf is longer than the period*")]
    [InlineData("V1 a 0 EXP(0 1 0 -1u)", "error DEV028: v1: tau1 = -1e-06 s is negative*")]
    [InlineData("V1 a 0 PWL(0 0 1u 1 1u 2)", "error DEV025: v1: PWL time 1e-06 follows 1e-06; times must increase*")]
    [InlineData("V1 a 0 PWL(0)", "error DEV026: v1: PWL has one number, which is no pair of time and value*")]
    [InlineData("V1 a 0 PWL", "error DEV022: v1: PWL has no points*")]
    [InlineData("V1 a 0 PWL(0 0 1u 1) r=2u", "error DEV027: v1: r=2e-06 is not a time between 0 and the last one, 1e-06*")]
    [InlineData("V1 a 0 PWL(0 0 1u 1) td=-1u", "error DEV024: v1: td is negative*")]
    [InlineData("E1 a b c d", "error DEV040: e1 has no gain (hint: write Ename n+ n- nc+ nc- gain)")]
    [InlineData("E1 a b", "error DEV003: e1 has no control and gain*")]
    [InlineData("E1 a b c", "error DEV001: e1 needs 4 nodes, but the line has 3*")]
    [InlineData("E1 a b POLY(0) c d 1", "error DEV041: e1: POLY needs the number of its controls, 1 to 20 (hint: write POLY(1))")]
    [InlineData("E1 a b POLY(2) c d 1", "error DEV042: e1: POLY(2) needs 4 control nodes and coefficients; 3 words follow*")]
    [InlineData("E1 a b FREQ {v(c)} 1", "error DEV043: e1: FREQ sources are not supported*")]
    [InlineData("E1 a b TABLE", "error DEV003: e1: TABLE needs an expression and points*")]
    [InlineData("E1 a b TABLE {v(c)} = (0,0) (1)", "error DEV026: e1: the table has 3 numbers, which are not pairs of x and y*")]
    [InlineData("E1 a b TABLE {v(c)} = (1,0) (1,1)", "error DEV025: e1: table entry 1 follows 1; entries must increase*")]
    [InlineData("G1 a b c d 1 2", "error DEV002: g1: nothing is expected where 2 stands*")]
    [InlineData("F1 a b", "error DEV003: f1 has no control and gain*")]
    [InlineData("B1 a b", "error DEV003: b1 has no expression*")]
    [InlineData("B1 a b v={1} i={1}", "error DEV044: b1 gives both V= and I=*")]
    [InlineData("K1 L1 L2", "error DEV003: k1 has no coupling coefficient*")]
    [InlineData("K1 L1 0.5", "error DEV010: k1 couples two or more inductors, but names 1*")]
    [InlineData("K1 L1 L2 1.5", "error DEV011: k1: the coupling 1.5 is not between -1 and 1*", "L1 a 0 1m", "L2 b 0 1m")]
    [InlineData("K1 L1 R2 0.5", "error DEV012: k1: R2 is no inductor of fixed value*", "L1 a 0 1m", "R2 b 0 1m")]
    [InlineData("K1 L1 L2 0.5", "error DEV012: k1: L2 has a negative inductance*", "L1 a 0 1m", "L2 b 0 {-1m}")]
    [InlineData("K1 L1 L1 0.5", "error DEV013: k1 names L1 twice*", "L1 a 0 1m")]
    [InlineData("K1 L1 L2 L3 -0.6", "error DEV014: k1: 3 inductors cannot all be coupled by -0.6*", "L1 a 0 1m", "L2 b 0 1m", "L3 c 0 1m")]
    public void A_bad_line_is_explained(string line, string expected, params string[] others)
    {
        var circuit = new TestCircuit().Add(line);
        foreach (string other in others) circuit.Add(other);
        Assert.Contains(circuit.BuildDevices(), message => expected.EndsWith('*') ? message.StartsWith(expected[..^1], StringComparison.Ordinal) : message == expected);
    }

    [Fact, Oracle(OracleKind.Snapshot, "message as designed")]
    public void A_strip_that_etching_consumes_is_an_error()
    {
        var circuit = new TestCircuit().Model("rm", "r", ("rsh", 10), ("narrow", 2e-6)).Add("R1 a b rm l=10u w=1u");
        Assert.StartsWith("error DEV007: r1: nothing is left", circuit.BuildDevices()[0]);
    }

    [Fact, Oracle(OracleKind.Invariant, "one bad word does not hide the next")]
    public void All_errors_of_a_line_come_at_once()
    {
        var messages = new TestCircuit().Add("V1 a 0 foo 1 SIN(0) AC 1 2 3").BuildDevices();
        Assert.Equal(3, messages.Count);
    }
}
