using NanoSpice.Netlist;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Elaboration.Tests;

/// <summary>Forms of Xyce, gnucap and ngspice's own examples that once stopped a deck: measured, written, or left out with a word.</summary>
public class OtherDialectTests
{
    private const string Sine = "V1 a 0 SIN(0 1 1k)\nR1 a 0 2\n.options reltol=1e-6\n.tran 1u 5m\n";

    [Theory, Oracle(OracleKind.ClosedForm, "sin rises through 0.5 at (k + 1/12) ms and falls at (k + 5/12) ms, k = 0 .. 4")]
    [InlineData("rise=-1", 4 + 1.0 / 12)]
    [InlineData("rise=last", 4 + 1.0 / 12)]
    [InlineData("fall=-2", 3 + 5.0 / 12)]
    [InlineData("cross=-4", 3 + 1.0 / 12)]
    [InlineData("cross=-10", 1.0 / 12)]
    public void Crossings_are_counted_from_the_end(string which, double milliseconds) =>
        Assert.Equal(1e-3 * milliseconds, MeasureRunning.One($"{Sine}.meas tran m when v(a)=0.5 {which}"), 2e-9);

    [Fact, Oracle(OracleKind.ClosedForm, "ten crossings: the eleventh from the end is none")]
    public void A_crossing_before_the_first_one_fails() =>
        Assert.Equal("v(a) = 0.5 is met 10 times, not -11", MeasureRunning.Measure($"{Sine}.meas tran m when v(a)=0.5 cross=-11")["m"].Failure);

    [Theory, Oracle(OracleKind.ClosedForm, "v(a) = 0 at 5 ms, 1 at 2.25 ms; i(v1) = -v(a)/2")]
    [InlineData("eqn {1+v(a)}", 1)]
    [InlineData("eqn {v(a)*i(v1)} to=2.25m", -0.5)]
    [InlineData("param='3+2*v(a)' from=1m to=2.25m", 5)]
    [InlineData("max v(a) from=1.1m to=2m output=time", 1.25e-3)]
    [InlineData("max v(a) from=1.1m to=2m output=value precision=6 default_val=-1", 1)]
    public void Equations_of_vectors_are_measured(string what, double expected) =>
        Assert.Equal(expected, MeasureRunning.One($"{Sine}.meas tran m {what}"), 2e-5);

    [Theory, Oracle(OracleKind.ClosedForm, "a table through (-1, -3) and (1, 3) is a gain of 3; a gate of points (0, 0) and (1, 1) is the lower or the higher of 0.25 V and the sine")]
    [InlineData("E1 b 0 TABLE V(a,0) = (-1,-3) (1,3)", 3)]
    [InlineData(".parameter k=3\nE1 b 0 a 0 {k}", 3)]
    [InlineData("E1 b 0 and(2) a 0 c 0 (0,0) (1,1)\nV2 c 0 0.25", 0.25)]
    [InlineData("E1 b 0 OR(2) a 0 c 0 (0,0) (1,1)\nV2 c 0 0.25", 1)]
    [InlineData(".param d=3\nV2 b 0 d", 3)]
    [InlineData(".param volts=3\nV2 b 0 volts AC 1", 3)]
    [InlineData("E1 b 0 and 0 4\nV2 and 0 0.25", 1)]
    public void Controlled_sources_of_other_forms_are_read(string lines, double largest) =>
        Assert.Equal(largest, MeasureRunning.One($"{Sine}{lines}\nR2 b 0 1\n.meas tran m max v(b)"), 2e-5);

    [Theory, Oracle(OracleKind.Snapshot, "wording")]
    [InlineData(".meas tran x duty v(a)", "MEA008 'x' is not measured: DUTY is a measurement of other simulators")]
    [InlineData(".meas tran x err1 v(a) v(b)", "MEA008 'x' is not measured: ERR1 is a measurement of other simulators")]
    [InlineData(".meas tran_cont x when v(a)=0.5", "MEA008 'x' is not measured: lists of all crossings are measurements of other simulators")]
    [InlineData(".meas fft x enob v(a)", "MEA008 'x' is not measured: spectra are not measured")]
    [InlineData(".print tran v(a) iter(0)", "SAV006 iter(0) is an output of other simulators and is not written")]
    [InlineData(".print tran n(r1:g) v(a)", "SAV006 n(r1:g) is an output of other simulators and is not written")]
    [InlineData(".print tran v(a) q(c*)", "SAV006 nothing here is called q(c*)")]
    [InlineData(".print tran r1:tc1", "SAV006 r1:tc1 is an output of other simulators and is not written")]
    [InlineData(".meas tran top max v(a)\n.print tran top", "SAV006 top is an output of other simulators and is not written")]
    [InlineData(".print tran {ddx(2*v(a),v(a))} v(a)", "SAV006 {ddx(2*v(a),v(a))} is an output of other simulators and is not written")]
    [InlineData("E1 b 0 TABLE {V(a)} = (0,0)(1,1))\nR2 b 0 1", "NET039 ) closes nothing")]
    [InlineData("R2 a 0 rs l=10u w=2u\n.model rs r(rsh=1k narrow=1u)", "DEV031 r2: nothing is left of its width after narrow, and it conducts nothing")]
    [InlineData("R2 a b 1e-101\nR3 b 0 1k", "DEV005 r2 has 1e-101 Ohm; 1 mOhm is used, as in ngspice (a 0 V source joins nodes exactly)")]
    [InlineData(".print fourier v(a)", "SAV003 the deck has no .fourier analysis for this line")]
    [InlineData(".print tran", "NET038 .print names no vector and is skipped")]
    [InlineData(".options", "NET038 .options names no option and is skipped")]
    [InlineData(".options method=7", "OPT001 method=7 is a number of another simulator's methods, without effect")]
    [InlineData(".ends", "NET037 .ends without .subckt")]
    [InlineData(".subckt s p\nR1 p 0 1\n.ends t\nX1 a s", "NET014 .ends t closes .subckt s of line 6")]
    [InlineData(".subckt s p\nR1 p 0 1\n.ends\nX1 a s zz=3", "SUB004 subcircuit 's' has no parameter 'zz', which has no effect")]
    [InlineData("V2 b 0 DC SIN(0 1 1k)\nR2 b 0 1", "DEV031 v2: DC without a value has no effect")]
    [InlineData("V2 b 0 PWL(0 0 1m 1 2m)\nR2 b 0 1", "DEV031 v2: PWL has 5 numbers; the last one has no partner and no effect")]
    [InlineData("D1 a 0 dx\n.model dx D(is=0 n=2)", "DIO005 d1: is = 0 is taken as 1e-28")]
    [InlineData("M1 a a 0 0 mx nf=2\n.model mx nmos", "ELM014 nf= has no effect here (number of fingers, of other levels)")]
    public void What_other_simulators_have_is_left_out_with_a_word(string line, string expected)
    {
        Assert.Equal([expected], DeckText.Warnings(Sine + line));
        Assert.NotNull(DeckText.Elaborate(Sine + line).Simulation);
    }

    [Fact, Oracle(OracleKind.Invariant, "a wildcard stands for all it fits, in order of the netlist")]
    public void Wildcards_and_colons_name_what_is_there()
    {
        var run = MemoryRun.Of("t\nV1 in 0 2\nX1 in m half\nR9 m 0 1k\n.subckt half p q\nRa p q 1k\n.ends\n.save v(*) r(*) i(r?) x1:ra:r v(X1:q) v(x1:p) {2*x1:ra:i}\n.op\n.end\n");
        Assert.Equal(["v(in)", "v(m)", "r(x1.ra)", "r(r9)", "i(r9)", "v(x1.q)", "v(x1.p)", "{2*x1:ra:i}"], run.Table.Columns.Select(c => c.Name));
        Assert.Equal([2, 1, 1000, 1000, 1e-3, 1, 2, 2e-3], run.Table.Columns.Select(c => run.Column(c.Name)[^1]), (a, b) => Math.Abs(a - b) < 1e-9 * Math.Abs(a));
    }

    [Fact, Oracle(OracleKind.Invariant, "v(nodes) of gnucap is v(*), a parameter is a column")]
    public void All_nodes_and_parameters_are_written()
    {
        var run = MemoryRun.Of("t\n.param k=3\nV1 in 0 {k}\nR9 in 0 1k\n.save v(nodes) k\n.op\n.end\n");
        Assert.Equal(["v(in)", "k"], run.Table.Columns.Select(c => c.Name));
        Assert.Equal([3, 3], run.Table.Columns.Select(c => run.Column(c.Name)[^1]));
    }

    [Theory, Oracle(OracleKind.ClosedForm, "the transistor of the bin carries kp/2 (w/l) (vgs - vto)^2, kp w/l = 1e-3")]
    [InlineData("l=1u w=10u", 0.5e-3)]
    [InlineData("l=2u w=20u", 0.125e-3)]
    [InlineData("l={2u-1n} w=20u", 1e-3 * 0.5 * 2000 / 1999)]
    public void A_binned_model_is_chosen_by_size(string size, double current)
    {
        const string cards = ".model nch.1 nmos(vto=1 kp=100u lmin=1u lmax=2u wmin=1u wmax=1m)\n.model nch.2 nmos(vto=1.5 kp=100u lmin=2u lmax=5u wmin=1u wmax=1m)\n";
        var run = MemoryRun.Of($"t\nVd d 0 5\nVg g 0 2\nM1 d g 0 0 nch {size}\n{cards}.op\n.end\n");
        Assert.Equal(-current, run.Column("i(vd)")[^1], 1e-9);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "divider")]
    [InlineData("R2 b 0 R\n.param R=3k", 0.75)]
    [InlineData("R2 b 0 {{1k+{2k}}}", 0.75)]
    [InlineData("R2 b 0 r={2*'k/2'+1k}\n.param k=2k", 0.75)]
    [InlineData("R2 b 0 {max(3k)}", 0.75)]
    [InlineData("R2 b 0 {min(9k, 5k, 3k, 7k)}", 0.75)]
    [InlineData("R2 b 0 2k tce=1 temp=127", 2 * 2.70481382942153 / (1 + 2 * 2.70481382942153))]
    [InlineData("R2 b 0 2k rx tc1=0\n.model rx R(tce=1)", 2.0 / 3)]
    public void Values_in_other_spellings(string line, double expected) =>
        Assert.Equal(expected, MemoryRun.Of($"t\nV1 a 0 1\nR1 a b 1k\n{line}\n.op\n.end\n").Column("v(b)")[^1], 1e-9);

    [Theory, Oracle(OracleKind.Invariant, "the same sweep in LTspice's words")]
    [InlineData(".step R2:R 1k 3k 1k", ".step R2 1k 3k 1k")]
    [InlineData(".step V1:DCV0 1 2 1", ".step V1 1 2 1")]
    [InlineData(".step X1:Ra:tc1 list 0 1m", ".step x1.ra(tc1) list 0 1m")]
    [InlineData(".param k=1\nR8 b 0 {k}\n.step k 1 3 1", ".param k=1\nR8 b 0 {k}\n.step param k 1 3 1")]
    public void Steps_name_their_target_with_a_colon(string one, string other)
    {
        const string cards = "V1 a 0 1\nR1 a b 1k\nR2 b 0 1k\nX1 b s\n.subckt s p\nRa p 0 1k\n.ends\n.op\n";
        Assert.Equal(Points(cards + other), Points(cards + one));
    }

    private static string Points(string cards)
    {
        var sweep = DeckText.Simulation(cards).Sweep!;
        return string.Join("; ", Enumerable.Range(0, sweep.Count).Select(k => string.Join(",", sweep[k].Values)));
    }
}
