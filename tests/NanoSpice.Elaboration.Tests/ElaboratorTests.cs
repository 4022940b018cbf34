using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Elaboration.Tests;

public class ElaboratorTests
{
    private static double Op(string cards, string vector, params ParameterOverride[] overrides) =>
        RecordingSink.Run(DeckText.Simulation(cards + "\n.op", overrides), "op1").Final(vector);

    [Fact, Oracle(OracleKind.ClosedForm, "voltage divider: 10 V * 1k / (1k + 3k)")]
    public void A_divider_runs_from_text() => Assert.Equal(2.5, Op("V1 in 0 10\nR1 in out 3k\nR2 out 0 1k", "v(out)"), 9);

    [Fact, Oracle(OracleKind.ClosedForm, "current through the source from + to -: -10 V / 4k")]
    public void The_current_of_a_source_has_the_sign_of_SPICE() => Assert.Equal(-2.5e-3, Op("V1 in 0 10\nR1 in out 3k\nR2 out 0 1k", "i(v1)"), 12);

    [Theory, Oracle(OracleKind.Invariant, "0, gnd and GND are the same node")]
    [InlineData("0")]
    [InlineData("gnd")]
    [InlineData("GND")]
    public void Ground_has_several_names(string ground) => Assert.Equal(5, Op($"V1 a {ground} 10\nR1 a b 1k\nR2 B 0 1k", "v(b)"), 9);

    [Theory, Oracle(OracleKind.ClosedForm, "10 V * 1k / (1k + r), r = 3k in every spelling")]
    [InlineData(".param r=3k\nR1 in out {r}")]
    [InlineData(".param r=3k\nR1 in out 'r'")]
    [InlineData("R1 in out {2*half}\n.param half={third*1.5} third=1k")]
    [InlineData(".param r = half*2\n.param half=1500\nR1 in out {r}")]
    [InlineData(".func double(x) {2*x}\n.param h=1.5k\nR1 in out {double(h)}")]
    [InlineData(".param which=2\n.if (which==1)\nR1 in out 1\n.elseif (which==2)\nR1 in out 3k\n.else\nR1 in out 2\n.endif")]
    [InlineData(".param which=2\n.if (which==2)\n.param r=3k\n.endif\nR1 in out {r}")]
    [InlineData("R1 in out R=3k")]
    [InlineData(".model rm r(r=3k)\nR1 in out rm")]
    public void Parameters_functions_and_conditions_give_values(string resistor) =>
        Assert.Equal(2.5, Op($"V1 in 0 10\n{resistor}\nR2 out 0 1k", "v(out)"), 9);

    [Fact, Oracle(OracleKind.ClosedForm, "10 V * 1k / (1k + 1k)")]
    public void An_override_takes_the_place_of_the_decks_value() =>
        Assert.Equal(5, Op(".param r=3k\nV1 in 0 10\nR1 in out {r}\nR2 out 0 1k", "v(out)", new ParameterOverride("R", "1k")), 9);

    [Fact, Oracle(OracleKind.ClosedForm, "two dividers by 2 in a chain of equal parts: 10 * 1/5 across 1k of 5k")]
    public void Subcircuits_nest_with_parameters_defaults_and_local_definitions()
    {
        const string cards = """
            .subckt half a b params: r=1k k=1
            .param rr={r*k}
            .subckt unit p q
            R1 p q {rr}
            .ends
            X1 a mid unit
            X2 mid b unit
            .ends
            V1 in 0 10
            Xa in out half r=1k k=2
            Xb out 0 half k={1/2}
            """;
        var sink = RecordingSink.Run(DeckText.Simulation(cards + "\n.op"), "op1");
        Assert.Equal(2, sink.Final("v(out)"), 9);
        Assert.Equal(6, sink.Final("v(xa.mid)"), 9);
    }

    [Fact, Oracle(OracleKind.Invariant, "a node of .global is one node at every level")]
    public void Global_nodes_reach_into_subcircuits() =>
        Assert.Equal(5, Op(".global vdd\n.subckt load a\nR1 vdd a 1k\nR2 a 0 1k\n.ends\nV1 vdd 0 10\nX1 out load", "v(out)"), 9);

    [Fact, Oracle(OracleKind.ClosedForm, "local model of 2k hides the global one of 1k: 10 * 1/3")]
    public void A_local_model_hides_the_global_one() =>
        Assert.Equal(10.0 / 3, Op(".model rm r(r=1k)\n.subckt s a b\n.model rm r(r=2k)\nR1 a b rm\n.ends\nV1 in 0 10\nX1 in out s\nR2 out 0 rm", "v(out)"), 9);

    [Fact, Oracle(OracleKind.ClosedForm, "1 - exp(-t/RC) at t = RC, within 10 reltol")]
    public void A_transient_runs_from_text()
    {
        var simulation = DeckText.Simulation("V1 in 0 PULSE(0 1 0 1n 1n 1 2)\nR1 in out 1k\nC1 out 0 1u\n.tran 10u 1m");
        Assert.Equal(1 - Math.Exp(-1), RecordingSink.Run(simulation, "tran1").Final("v(out)"), 1e-2);
    }

    [Fact, Oracle(OracleKind.Invariant, "two .tran lines are tran1 and tran2; .op is op1")]
    public void Results_are_called_by_keyword_and_number()
    {
        var simulation = DeckText.Simulation("V1 a 0 1\nR1 a 0 1k\n.tran 1u 1m\n.op\n.tran 1u 2m");
        Assert.Equal(["tran1", "op1", "tran2"], simulation.Analyses.Select(a => a.ResultName));
    }

    [Fact, Oracle(OracleKind.Invariant, "every saved vector once, in the order asked for")]
    public void Save_lines_choose_the_vectors()
    {
        const string deck = "V1 a 0 1\nR1 a b 1k\nR2 b 0 1k\n.op\n";
        Assert.Equal(["v(a)", "v(b)", "i(v1)"], Vectors(deck));
        Assert.Equal(["v(b)", "i(r1)", "v(a,b)"], Vectors(deck + ".save v(b) i(R1) v(a, b) v(b)"));
        Assert.Equal(["i(r2)", "v(a)", "v(b)", "i(v1)"], Vectors(deck + ".save @r2[i] all"));
        Assert.Equal(["v(a)", "v(b)", "i(v1)", "i(r1)"], Vectors(deck + ".print op i(r1) vdb(a)"));
    }

    private static IEnumerable<string> Vectors(string cards) => DeckText.Simulation(cards).Analyses[0].Saved.Select(v => v.Name);

    [Fact, Oracle(OracleKind.ClosedForm, "options as written, temperatures in kelvin")]
    public void Options_are_read()
    {
        var o = DeckText.Simulation(".options reltol=1e-5 method=gear maxord=3 gmin=1p\n.temp 50\nV1 a 0 1\nR1 a 0 1k\n.op").Options;
        Assert.Equal((1e-5, IntegrationMethod.Gear, 3, 1e-12, 323.15), (o.RelativeTolerance, o.Method, o.MaxOrder, o.Gmin, o.Temperature));
    }

    [Fact, Oracle(OracleKind.Invariant, "node of .ic by its name at its level")]
    public void Initial_conditions_name_nodes()
    {
        var simulation = DeckText.Simulation(".subckt s a\nC1 a n 1u\nR1 n 0 1k\n.ic v(n)=2\n.ends\nV1 a 0 1\nX1 a s\n.ic v(a)={1/2}\n.nodeset v(x1.n)=3\n.tran 1u 1m uic");
        Assert.Equal(["v(x1.n) 2", "v(a) 0.5"], simulation.InitialConditions.Select(i => $"{simulation.Circuit.Describe(i.Node.Index)} {i.Value}"));
        Assert.Equal(3, Assert.Single(simulation.NodeSets).Value);
    }
}
