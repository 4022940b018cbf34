using NanoSpice.Engine;
using NanoSpice.Netlist;
using NanoSpice.Testing;

namespace NanoSpice.Elaboration.Tests;

/// <summary>What decks written for other programs contain: each of these once stopped a deck of a public suite or changed its answer.</summary>
public class ForeignDeckTests
{
    [Fact, Oracle(OracleKind.ClosedForm, "divider: v(b) = 2/3, power of r1 = (1/3)^2 / 1k")]
    public void An_expression_of_vectors_is_a_column()
    {
        var run = MemoryRun.Of("t\n.param k=2\nV1 a 0 1\nR1 a b 1k\nR2 b 0 2k\n.print op {k*v(b)} par('(v(a)-v(b))*i(r1)') v(a)-v(b)\n.op\n.end\n");
        Assert.Equal(4.0 / 3, run.Column("{k*v(b)}")[^1], 1e-9);
        Assert.Equal(1e-3 / 9, run.Column("par('(v(a)-v(b))*i(r1)')")[^1], 1e-12);
        Assert.Equal(1.0 / 3, run.Column("v(a)-v(b)")[^1], 1e-9);
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording")]
    public void A_name_that_an_expression_of_vectors_does_not_have_is_an_error() =>
        Assert.Contains(DeckText.Errors("V1 a 0 1\nR1 a 0 1\n.print op {2*rlaod}\n.op"), e => e.Contains("there is no parameter 'rlaod'"));

    [Fact, Oracle(OracleKind.Invariant, "SPICE reads = as a blank")]
    public void A_model_parameter_may_stand_without_equals_sign()
    {
        const string circuit = "t\nV1 c 0 5\nI1 0 b 10u\nQ1 c b 0 q\n.model q npn bf=80 {0}\n.op\n.end\n";
        double plain = MemoryRun.Of(circuit.Replace("{0}", "vaf=50 is=1f")).Column("i(v1)")[^1], blank = MemoryRun.Of(circuit.Replace("{0}", "vaf 50 is 1f")).Column("i(v1)")[^1];
        Assert.Equal(plain, blank);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "1k (1 + 0.01 dT) at 77 and at 37 degrees")]
    [InlineData("temp=77", 1.5)]
    [InlineData("dtemp=10", 1.1)]
    public void A_resistor_may_have_a_temperature_of_its_own(string word, double factor) =>
        Assert.Equal(-1e-3 / factor, MemoryRun.Of($"t\nV1 a 0 1\nR1 a 0 1k tc1=0.01 {word}\n.op\n.end\n").Column("i(v1)")[^1], 1e-12);

    [Theory, Oracle(OracleKind.ClosedForm, "the functions of 2.5, reached from v = 0 where they have no value or no slope")]
    [InlineData("ln(v(a))", 0.91629073187415506)]
    [InlineData("log10(v(a))", 0.3979400086720376)]
    [InlineData("acosh(v(a))", 1.5667992369724109)]
    [InlineData("sqrt(v(a))", 1.5811388300841898)]
    [InlineData("1/v(a)", 0.4)]
    [InlineData("ln(v(b))", 0.33647223662121293)]
    public void A_formula_without_a_value_at_zero_is_no_obstacle(string formula, double value)
    {
        string deck = $"t\nV1 a 0 2.5\nR1 a 0 1\nB1 b 0 V={{1.4*v(a)/2.5}}\nB2 c 0 V={{{formula}}}\nR2 c 0 1\n.op\n.end\n";
        Assert.Equal(value, MemoryRun.Of(deck).Column("v(c)")[^1], 1e-9);
    }

    [Fact, Oracle(OracleKind.Invariant, "ln(-1) has no value: no answer is made up")]
    public void A_formula_without_a_value_at_the_solution_is_a_failure()
    {
        var failure = Assert.Throws<SimulationException>(() => MemoryRun.Of("t\nV1 a 0 -1\nR1 a 0 1\nB2 c 0 V={ln(v(a))}\nR2 c 0 1\n.op\n.end\n"));
        Assert.Contains("not a number", failure.Message);
    }

    [Fact, Oracle(OracleKind.Invariant, "a million rows are enough")]
    public void A_tiny_output_step_does_not_flood_the_disk()
    {
        var bag = new DiagnosticBag();
        var simulation = Elaborator.Elaborate(NetlistReader.ReadText("t\nV1 a 0 SIN(0 1 1)\nR1 a 0 1\n.tran 1p 1\n.end\n", "deck.cir", bag), bag)!;
        var (sink, warnings) = (new Counter(), new List<string>());
        var planned = simulation.Analyses[0];
        planned.Analysis.Run(simulation.Context(planned, sink, warn: warnings.Add));
        Assert.InRange(sink.Rows, 1_000_000, 1_001_000);
        Assert.Contains("1E+12 rows", Assert.Single(warnings), StringComparison.OrdinalIgnoreCase);
    }

    [Fact, Oracle(OracleKind.Invariant, "the settings of a printed table are no vectors")]
    public void Settings_of_print_are_set_aside() => Assert.Empty(DeckText.Errors("V1 a 0 1\nR1 a 0 1\n.print tran width=21 PRECISION=13 format=noindex v(a)\n.tran 1u 1m noop"));

    [Fact, Oracle(OracleKind.Snapshot, "wording")]
    public void Words_of_other_programs_in_tran_are_named_and_the_deck_runs() =>
        Assert.Equal(["ANA015 'startup' has no meaning in .tran here"], DeckText.Warnings("V1 a 0 1\nR1 a 0 1\n.tran 1u 1m 0 1u startup"));

    [Fact, Oracle(OracleKind.ClosedForm, "square law: 0.5 kp (vgs - vto)^2; no current through bulk junctions of is = 0")]
    public void A_transistor_may_have_no_junction_current() =>
        Assert.Equal(-0.5e-3 * 1, MemoryRun.Of("t\nVd d 0 5\nVg g 0 2\nM1 d g 0 0 n l=1u w=1u\n.model n nmos(level=1 vto=1 kp=1m is=0)\n.options gmin=0\n.op\n.end\n").Column("i(vd)")[^1], 1e-12);

    [Fact, Oracle(OracleKind.ClosedForm, "square law with W/L = 6/2")]
    public void A_transistor_without_size_takes_that_of_its_card() =>
        Assert.Equal(-1.5e-3, MemoryRun.Of("t\nVd d 0 5\nVg g 0 2\nM1 d g 0 0 n\n.model n nmos(level=1 vto=1 kp=1m is=0 l=2u w=6u)\n.options gmin=0\n.op\n.end\n").Column("i(vd)")[^1], 1e-12);

    /// <remarks>SPICE's level 2 takes approximate conductances: there an amplifier's .ac gain is half the slope of its own .dc curve.</remarks>
    [Fact, Oracle(OracleKind.Invariant, "small-signal gain at low frequency = slope of the swept curve; round-off of the difference 1e-9 V / 2e-6 V")]
    public void Gain_of_a_level_2_amplifier_is_the_slope_of_its_curve()
    {
        const string stage = "t\nVd p 0 2.5\nVs q 0 -2.5\nVin a 0 1.56 ac 1\nM1 o a p p up l=5u w=9u\nM2 o b q q un l=5u w=5u\nI1 p b 0.36u\nM3 b b q q un l=5u w=5u\n"
            + ".model un nmos(level=2 tox=42n nsub=1.5e16 vto=0.84 kp=42u gamma=0.86 phi=0.6 uo=500 uexp=0.16 ucrit=1.6e5 vmax=5.6e4 xj=0.4u lambda=0.01 nfs=3.6e12 delta=1u ld=0.27u)\n"
            + ".model up pmos(level=2 tox=42n nsub=4.2e15 vto=-0.79 kp=16u gamma=0.45 phi=0.6 uo=200 uexp=0.34 ucrit=1.1e5 vmax=4.1e4 xj=0.4u lambda=0.02 nfs=1e12 delta=0.96 ld=0.3u)\n.options reltol=1e-9 vntol=1e-12 abstol=1e-18\n";
        double[] v = MemoryRun.Of(stage + ".dc Vin 1.559999 1.560001 1u\n.end\n").Column("v(o)");
        var ac = MemoryRun.Of(stage + ".ac lin 1 1u 1u\n.end\n");
        double gain = ac[0, ac.Offset("v(o).re")], slope = (v[2] - v[0]) / 2e-6;
        Assert.InRange(Math.Abs(slope), 10, 1e5);
        Assert.Equal(slope, gain, Math.Abs(slope) * 1e-4 + 1e-3);
    }

    private sealed class Counter : IWaveformSink
    {
        public int Rows { get; private set; }

        public void Begin(WaveformTable table)
        {
        }

        public void Row(ReadOnlySpan<double> values) => Rows++;

        public void End(bool complete)
        {
        }
    }
}
