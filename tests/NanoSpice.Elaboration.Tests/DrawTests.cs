using System.Globalization;
using NanoSpice.Expressions;
using NanoSpice.Netlist;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Elaboration.Tests;

public class DrawTests
{
    private const int Runs = 400;

    /// <summary>1 A through R1: v(a) is its resistance; likewise R2 at b.</summary>
    private const string Two = "I1 0 a 1\nI2 0 b 1\n.op\n";

    private static Simulation At(Simulation nominal, ulong seed, long run)
    {
        var bag = new DiagnosticBag();
        var drawn = nominal.AtPoint((nominal.Point ?? new(0, [], [])) with { Draw = new(seed, run) }, bag);
        Assert.True(drawn is not null, DiagnosticPrinter.Print(bag.All));
        return drawn;
    }

    private static double[] Values(Simulation simulation, params string[] vectors)
    {
        var sink = RecordingSink.Run(simulation, "op1");
        return [.. vectors.Select(sink.Final)];
    }

    private static double[][] Study(string cards, params string[] vectors)
    {
        var nominal = DeckText.Simulation(Two + cards);
        return [.. Enumerable.Range(0, Runs).Select(run => Values(At(nominal, 5, run), vectors))];
    }

    private static double Correlation(double[][] rows)
    {
        double ma = rows.Average(r => r[0]), mb = rows.Average(r => r[1]);
        return rows.Sum(r => (r[0] - ma) * (r[1] - mb)) / Math.Sqrt(rows.Sum(r => (r[0] - ma) * (r[0] - ma)) * rows.Sum(r => (r[1] - mb) * (r[1] - mb)));
    }

    private static string[] Notes(string cards) =>
        [.. DeckText.Elaborate(cards).Bag.All.Where(d => d.Severity == Severity.Note).Select(d => d.Code)];

    [Theory, Oracle(OracleKind.ClosedForm, "the nominal value of each function: its first argument, 0 for gauss(x) and flat(x), 1/2 for rand()")]
    [InlineData("gauss(1k, 0.1, 3)", 1000)]
    [InlineData("agauss(1k, 100, 3)", 1000)]
    [InlineData("unif(1k, 0.1)", 1000)]
    [InlineData("aunif(1k, 100)", 1000)]
    [InlineData("limit(1k, 100)", 1000)]
    [InlineData("limit(1k, 0, 100)", 100)]
    [InlineData("mc(1k, 0.05)", 1000)]
    [InlineData("1k + gauss(5)", 1000)]
    [InlineData("1k + flat(5)", 1000)]
    [InlineData("1k * (rand() + 0.5)", 1000)]
    public void Nothing_is_random_without_a_seed(string value, double expected)
    {
        Assert.Equal(expected, Values(DeckText.Simulation($"{Two}R1 a 0 {{{value}}}\nR2 b 0 1"), "v(a)")[0], 1e-9 * expected);
        Assert.Equal(value.Contains(", 0, ") ? [] : ["PAR012"], Notes($"{Two}R1 a 0 {{{value}}}\nR2 b 0 {{{value}}}"));
    }

    [Fact, Oracle(OracleKind.Invariant, "seed and run decide, not how often or in which order the deck is elaborated")]
    public void The_same_seed_and_run_give_the_same_bits()
    {
        const string deck = Two + ".param r={mc(1k, 0.1)}\nX1 a 0 part\nR2 b 0 {gauss(r, 0.1, 3)}\n.subckt part p q r={agauss(100, 10, 1)}\nR1 p q {r + flat(1)}\n.ends";
        var first = DeckText.Simulation(deck);
        var second = DeckText.Simulation(deck);
        double[][] forward = [.. Enumerable.Range(0, 20).Select(k => Values(At(first, 9, k), "v(a)", "v(b)"))];
        double[][] backward = [.. Enumerable.Range(0, 20).Reverse().Select(k => Values(At(At(second, 3, k), 9, k), "v(a)", "v(b)")).Reverse()];
        double[][] parallel = new double[20][];
        Parallel.For(0, 20, k => parallel[k] = Values(At(first, 9, k), "v(a)", "v(b)"));
        Assert.Equal(forward, backward);
        Assert.Equal(forward, parallel);
        Assert.Equal(40, forward.SelectMany(x => x).Distinct().Count());
        Assert.NotEqual(forward[0], Values(At(first, 10, 0), "v(a)", "v(b)"));
    }

    [Fact, Oracle(OracleKind.Invariant, "values belong to names: lines that move do not change them")]
    public void Draws_stay_when_lines_move()
    {
        const string r1 = "R1 a 0 {mc(1k, 0.1)}\n", r2 = "R2 b 0 rmod 1k\n.model rmod res(r=1 dev=5% lot=10%)\n", p = ".param unused={mc(1, 0.5)}\n";
        Assert.Equal(Values(At(DeckText.Simulation(Two + r1 + r2), 1, 0), "v(a)", "v(b)"), Values(At(DeckText.Simulation("* comment\n" + p + r2 + r1 + Two), 1, 0), "v(a)", "v(b)"));
    }

    [Fact, Oracle(OracleKind.Invariant, "a parameter has one value a run wherever it is used; expressions elsewhere draw for themselves")]
    public void A_parameter_is_drawn_once() => Assert.All(Study(".param r={mc(1k, 0.1)}\nR1 a 0 {r}\nR2 b 0 {2*r}", "v(a)", "v(b)"), v => Assert.Equal(2 * v[0], v[1], 1e-9));

    [Fact, Oracle(OracleKind.ClosedForm, "independent draws: correlation below 4/sqrt(n)")]
    public void Places_draw_for_themselves()
    {
        double bound = 4 / Math.Sqrt(Runs);
        Assert.InRange(Correlation(Study("R1 a 0 {mc(1k, 0.1)}\nR2 b 0 {mc(1k, 0.1)}", "v(a)", "v(b)")), -bound, bound);
        Assert.InRange(Correlation(Study("X1 a part\nX2 b part\n.subckt part p\n.param r={mc(1k, 0.1)}\nR1 p 0 {r}\n.ends", "v(a)", "v(b)")), -bound, bound);
        Assert.InRange(Correlation(Study("X1 a part\nX2 b part\n.subckt part p r={mc(1k, 0.1)}\nR1 p 0 {r}\n.ends", "v(a)", "v(b)")), -bound, bound);
        Assert.InRange(Correlation(Study("X1 a part r={mc(1k, 0.1)}\nX2 b part r={mc(1k, 0.1)}\n.subckt part p r=1\nR1 p 0 {r}\n.ends", "v(a)", "v(b)")), -bound, bound);
        Assert.InRange(Correlation(Study(".func tol(x) {mc(x, 0.1)}\nR1 a 0 {tol(1k)}\nR2 b 0 {tol(1k)}", "v(a)", "v(b)")), -bound, bound);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "dev 5 % and lot 10 %, both uniform: variance (0.05^2 + 0.1^2)/3, correlation of two devices 0.1^2/(0.05^2 + 0.1^2) = 0.8; within four standard errors")]
    public void Devices_of_a_model_share_its_lot()
    {
        double[][] both = Study("R1 a 0 rmod\nR2 b 0 rmod\n.model rmod res(r=1k dev=5% lot=10% tc1=0)", "v(a)", "v(b)");
        Assert.InRange(Correlation(both), 0.8 - 4 * 0.36 / Math.Sqrt(Runs), 0.8 + 4 * 0.36 / Math.Sqrt(Runs));
        double variance = both.Average(v => (v[0] - 1000) * (v[0] - 1000));
        Assert.InRange(variance / (12_500 / 3.0), 0.8, 1.2);
        Assert.All(both.SelectMany(v => v), r => Assert.InRange(r, 850, 1150));
    }

    [Theory, Oracle(OracleKind.Invariant, "lot alone: equal devices; dev alone: different ones; tracks tie parameters of several models together")]
    [InlineData("res(r=1k lot=10%)", 1)]
    [InlineData("res(r=1k LOT 10% tc1=0)", 1)]
    [InlineData("res(r=1k lot/gauss=10%)", 1)]
    [InlineData("res(r=1k dev=10%)", 0)]
    [InlineData("res(r=1k DEV/GAUSS 100)", 0)]
    [InlineData("res(r=1k dev/3/uniform=10%)", 0)]
    public void Lot_is_common_and_dev_is_not(string model, int correlation)
    {
        double bound = correlation == 1 ? 1e-9 : 4 / Math.Sqrt(Runs);
        double[][] rows = Study($"R1 a 0 rmod\nX1 b part\n.model rmod {model}\n.subckt part p\nR1 p 0 rmod\n.ends", "v(a)", "v(b)");
        Assert.InRange(Correlation(rows), correlation - bound, correlation + bound);
        Assert.InRange(rows.Select(r => r[0]).Distinct().Count(), Runs - 1, Runs);
    }

    [Fact, Oracle(OracleKind.Invariant, "the card of a subcircuit is one model, whatever instance uses it; tracks of lot join models")]
    public void A_local_model_has_one_lot()
    {
        Assert.InRange(Correlation(Study("X1 a part\nX2 b part\n.subckt part p\nR1 p 0 rmod\n.model rmod res(r=1k lot=10%)\n.ends", "v(a)", "v(b)")), 1 - 1e-9, 1 + 1e-9);
        Assert.InRange(Correlation(Study("R1 a 0 r1\nR2 b 0 r2\n.model r1 res(r=1k lot/1=10%)\n.model r2 res(r=2k lot/1=10%)", "v(a)", "v(b)")), 1 - 1e-9, 1 + 1e-9);
        double bound = 4 / Math.Sqrt(Runs);
        Assert.InRange(Correlation(Study("R1 a 0 r1\nR2 b 0 r2\n.model r1 res(r=1k lot=10%)\n.model r2 res(r=2k lot=10%)", "v(a)", "v(b)")), -bound, bound);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "values of the parameters as resistors have them")]
    public void Drawn_parameters_are_listed()
    {
        var nominal = DeckText.Simulation(Two + ".param tol=0.1\n.param r={mc(1k, tol)} s={2*r}\n.func t(x) {gauss(x, 0.1, 3)}\n.param q={t(50)}\nR1 a 0 {s}\nR2 b 0 {q}");
        Assert.Equal([("r", 1000.0), ("q", 50.0)], nominal.Drawn);
        var drawn = At(nominal, 1, 0);
        double[] v = Values(drawn, "v(a)", "v(b)");
        Assert.Equal(["r", "q"], drawn.Drawn.Select(d => d.Name));
        Assert.Equal(v[0], 2 * drawn.Drawn[0].Value, 1e-9);
        Assert.Equal(v[1], drawn.Drawn[1].Value, 1e-9);
    }

    [Fact, Oracle(OracleKind.Invariant, "a parameter that no line uses counts runs, as LTspice users write it: each draws, all values of other axes meet the same draws")]
    public void A_counter_draws()
    {
        const string deck = Two + "R1 a 0 {k*mc(1k, 0.1)}\nR2 b 0 1\n.step param k list 1 2\n.step param run 1 5 1\n";
        Assert.Equal(["STP014"], Notes(deck));
        double[] v = [.. DeckText.Simulation(deck).AtAllPoints().Select(s => Values(s, "v(a)")[0])];
        Assert.Equal(10, v.Length);
        for (int k = 0; k < 10; k += 2) Assert.Equal(2 * v[k], v[k + 1], 1e-9);
        Assert.Equal(5, v.Where((_, k) => k % 2 == 0).Distinct().Count());
        Assert.Equal(v, DeckText.Simulation(deck + ".options seed=1").AtAllPoints().Select(s => Values(s, "v(a)")[0]));
        Assert.NotEqual(v, DeckText.Simulation(deck + ".options seed=2").AtAllPoints().Select(s => Values(s, "v(a)")[0]));
    }

    [Fact, Oracle(OracleKind.Invariant, "a sweep without counter and seed stands at the nominal values; with a seed each point is a run")]
    public void A_sweep_draws_with_a_seed()
    {
        const string deck = Two + "R1 a 0 {k*mc(1k, 0.1)}\nR2 b 0 1\n.step param k list 1 2 1\n";
        Assert.Equal([1000, 2000, 1000], DeckText.Simulation(deck).AtAllPoints().Select(s => Math.Round(Values(s, "v(a)")[0], 6)));
        double[] v = [.. DeckText.Simulation(deck + ".options seed=4").AtAllPoints().Select(s => Values(s, "v(a)")[0])];
        Assert.Equal(3, v.Distinct().Count());
        Assert.NotEqual(1000, v[0], 1e-6);
        Assert.NotEqual(1000, Values(DeckText.Simulation(Two + "R1 a 0 {mc(1k, 0.1)}\nR2 b 0 1\n.options seed=4"), "v(a)")[0], 1e-6);
    }

    [Fact, Oracle(OracleKind.Invariant, "what the command line or .step gives is not drawn")]
    public void Given_values_are_not_drawn()
    {
        var simulation = DeckText.Simulation(Two + ".param r={mc(1k, 0.1)}\nR1 a 0 {r}\nR2 b 0 1\n.options seed=4", new ParameterOverride("r", "70"));
        Assert.Equal(70, Values(simulation, "v(a)")[0], 1e-9);
        Assert.Empty(simulation.Drawn);
    }

    [Theory, Oracle(OracleKind.Snapshot, "messages read by a person")]
    [InlineData("R1 a 0 {mc(1k)}", "PAR003 mc does not take 1 argument")]
    [InlineData("R1 a 0 {mc(1k, v(a))}", "PAR011 v(a) is not known before the circuit is solved")]
    [InlineData("R1 a 0 {mc(1k, tol)}", "PAR001 there is no parameter 'tol'")]
    [InlineData("R1 a 0 {agauss(1k, 1, 0)}\n.options seed=1", "PAR006 {agauss(1k, 1, 0)} has no finite value")]
    [InlineData("R1 a 0 rmod 1k\n.model rmod res(dev=5%)", "MOD011 dev has no parameter before it")]
    [InlineData("R1 a 0 rmod 1k\n.model rmod res(r=1 dev/cauchy=5%)", "MOD011 'cauchy' is no distribution of a tolerance")]
    [InlineData("R1 a 0 rmod 1k\n.model rmod res(r=1 dev=%)", "MOD011 dev= needs a tolerance")]
    [InlineData("R1 a 0 1k\n.options seed=random", "OPT003 seed= cannot be 'random'")]
    public void Faults_are_said(string cards, string error) => Assert.Equal([error], DeckText.Errors(Two + cards + "\nR2 b 0 1"));

    [Fact, Oracle(OracleKind.Invariant, "a drawn value is held to the range of the parameter like any other")]
    public void A_drawn_value_out_of_range_is_an_error()
    {
        var nominal = DeckText.Simulation(Two + "R1 a 0 rmod l=1 w=1\nR2 b 0 1\n.model rmod res(rsh=1 dev=200%)");
        var errors = Enumerable.Range(0, 20).Select(run =>
        {
            var bag = new DiagnosticBag();
            return nominal.AtPoint(new(0, [], []) { Draw = new(1, run) }, bag) is null ? bag.All.Single(d => d.Severity == Severity.Error).Code : "";
        }).ToList();
        Assert.Contains("MOD006", errors);
        Assert.Contains("", errors);
    }

    [Fact, Oracle(OracleKind.Invariant, "a draw of a behavioural source is a constant of the run")]
    public void A_source_draws_once_a_run()
    {
        var nominal = DeckText.Simulation("B1 a 0 V={mc(1, 0.1)*v(b)}\nV2 b 0 2\n.op");
        double[] v = [.. Enumerable.Range(0, 50).Select(k => Values(At(nominal, 1, k), "v(a)")[0])];
        Assert.Equal(2, Values(nominal, "v(a)")[0], 1e-12);
        Assert.All(v, x => Assert.InRange(x, 1.8, 2.2));
        Assert.Equal(50, v.Select(x => x.ToString("R", CultureInfo.InvariantCulture)).Distinct().Count());
    }
}
