using NanoSpice.Engine;
using NanoSpice.Netlist;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Elaboration.Tests;

public class StepTests
{
    /// <summary>Divider with r above: v(out) = 10 * 1k / (1k + r).</summary>
    private const string Divider = "V1 in 0 10\nR1 in out {r}\nR2 out 0 1k\n.op\n";

    private static string Points(string cards) => string.Join("; ", DeckText.Simulation(cards).AtAllPoints().Select(s => s.Point!.Label));

    private static double[] Finals(string cards, string result, string vector, params ParameterOverride[] overrides) =>
        [.. DeckText.Simulation(cards, overrides).AtAllPoints().Select(s => RecordingSink.Run(s, result).Final(vector))];

    private static void Near(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), p => Assert.Equal(p.First, p.Second, tolerance));
    }

    [Theory, Oracle(OracleKind.ClosedForm, "values by hand: increments up to the end, n points a decade or octave")]
    [InlineData(".step param r 1k 3k 1k", "r=1k; r=2k; r=3k")]
    [InlineData(".step lin param r 1k 3k 1k", "r=1k; r=2k; r=3k")]
    [InlineData(".STEP PARAM R LIN 1k 3k 1k", "r=1k; r=2k; r=3k")]
    [InlineData(".step param r 1 10 4", "r=1; r=5; r=9")]
    [InlineData(".step param r 3k 1k -1k", "r=3k; r=2k; r=1k")]
    [InlineData(".step param r 2k 2k 1", "r=2k")]
    [InlineData(".step param r -0.2 0.2 0.1", "r=-0.2; r=-0.1; r=0; r=0.1; r=0.2")]
    [InlineData(".step dec param r 1 100 2", "r=1; r=3.16228; r=10; r=31.6228; r=100")]
    [InlineData(".step param r dec 100 1 1", "r=100; r=10; r=1")]
    [InlineData(".step oct param r 1 8 1", "r=1; r=2; r=4; r=8")]
    [InlineData(".step param r list 5, 1k 2", "r=5; r=1k; r=2")]
    [InlineData(".param top=2k\n.step param r {top/2} {top} {top/2}", "r=1k; r=2k")]
    [InlineData(".step V1 1 3 1\n.param r=1", "v1=1; v1=2; v1=3")]
    [InlineData(".step dec V1 1 10 1\n.param r=1", "v1=1; v1=10")]
    [InlineData(".step R2 list 10 20\n.param r=1", "r2=10; r2=20")]
    [InlineData(".step temp -55 125 90\n.param r=1", "temp=-55; temp=35; temp=125")]
    [InlineData(".temp 0 27 100\n.param r=1", "temp=0; temp=27; temp=100")]
    [InlineData(".step R1(tc1) list 0 1m\n.param r=1", "r1.tc1=0; r1.tc1=1m")]
    [InlineData("D1 out 0 dx\n.model dx d(is=1f)\n.step d dx(is) list 1f 2f\n.param r=1", "dx.is=1f; dx.is=2f")]
    [InlineData("D1 out 0 dx\n.model dx d(is=1f)\n.step dx(is) dec 1f 100f 1\n.param r=1", "dx.is=1f; dx.is=10f; dx.is=100f")]
    public void Every_spelling_gives_its_points(string step, string points) => Assert.Equal(points, Points(Divider + step));

    [Fact, Oracle(OracleKind.Invariant, "LTspice: the first .step line is the inner loop; .temp is one more, at its place")]
    public void The_first_line_is_innermost() => Assert.Equal(
        "r=1, temp=0, k=1; r=2, temp=0, k=1; r=1, temp=50, k=1; r=2, temp=50, k=1; r=1, temp=0, k=3; r=2, temp=0, k=3; r=1, temp=50, k=3; r=2, temp=50, k=3",
        Points(Divider + "R3 out 0 {k}\n.step param r list 1 2\n.temp 0 50\n.step param k list 1 3"));

    [Theory, Oracle(OracleKind.ClosedForm, "10 V * 1k / (1k + r) at r = 1k, 3k, 9k")]
    [InlineData(".step param r list 1k 3k 9k")]
    [InlineData(".param r=7\n.step param r list 1k 3k 9k")]
    [InlineData(".param r={2*h}\n.step param h list 500 1.5k 4.5k")]
    [InlineData(".param r=7\n.step R1 list 1k 3k 9k")]
    [InlineData(".param r=1\n.step R1(scale) list 1k 3k 9k")]
    [InlineData(".param r=1k\n.step R1(m) list 1 {1/3} {1/9}")]
    public void A_divider_is_stepped(string step) => Near([5, 2.5, 1], Finals(Divider + step, "op1", "v(out)"), 1e-9);

    [Theory, Oracle(OracleKind.ClosedForm, "the value of the line is replaced: divider by 2 at 4 V and 8 V")]
    [InlineData("V1 in 0 10")]
    [InlineData("V1 in 0 DC 10")]
    [InlineData("V1 in 0 dc=10 AC 1")]
    [InlineData("V1 in 0 AC 1 30")]
    [InlineData("V1 in 0 SIN(1 2 3k)")]
    [InlineData("V1 in 0")]
    public void The_DC_value_of_a_source_is_stepped_however_its_line_is_written(string source) =>
        Near([2, 4], Finals(source + "\nR1 in out 1k\nR2 out 0 1k\n.step V1 list 4 8\n.op", "op1", "v(out)"), 1e-9);

    [Theory, Oracle(OracleKind.ClosedForm, "1 - exp(-t/RC) at t = 1 ms, within 10 reltol")]
    [InlineData("R1 in out 1k\nC1 out 0 {c}\n.step param c list 0.5u 1u")]
    [InlineData("R1 in out 1k\nC1 out 0 7u\n.step C1 list 0.5u 1u")]
    [InlineData("R1 in out {1k}\nC1 out 0 C=7u\n.step C1 0.5u 1u 0.5u")]
    [InlineData(".subckt s p q\nR1 p q 1k\nC1 q 0 7u\n.ends\nX1 in out s\n.step X1.C1 list 0.5u 1u")]
    [InlineData("R1 in out 1k\nC1 out 0 cm\n.model cm c(cap=1)\n.step c cm(cap) list 0.5u 1u")]
    public void The_step_response_of_RC_is_stepped(string circuit)
    {
        double[] found = Finals("V1 in 0 PULSE(0 1 0 1n 1n 1 2)\n" + circuit + "\n.tran 10u 1m", "tran1", "v(out)");
        Near([1 - Math.Exp(-2), 1 - Math.Exp(-1)], found, 1e-2);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "R (1 + tc1 (T - 27)): 1k, 1.1k, 1.2k at 27, 37, 47 degrees")]
    public void Temperatures_are_stepped() => Near([1000, 1100, 1200],
        Finals("I1 0 a 1\nR1 a 0 1k tc1=10m\n.temp 27 37 47\n.op", "op1", "v(a)"), 1e-9);

    [Fact, Oracle(OracleKind.ClosedForm, "dividers by hand: 1/2, then 2/3 with another resistor, then nothing below")]
    public void A_step_may_change_the_topology()
    {
        const string cards = "V1 in 0 12\nR1 in out 1k\n.if (n==1)\nR2 out 0 1k\n.elseif (n==2)\nR2 out m 1k\nR3 m 0 1k\n.else\nC1 out 0 1u\n.endif\n.step param n 1 3 1\n.op";
        Near([6, 8, 12], Finals(cards, "op1", "v(out)"), 1e-6);
    }

    [Fact, Oracle(OracleKind.CrossCheck, "a run of the deck with the value written in, bit by bit")]
    public void A_point_gives_the_bits_of_a_deck_of_its_own()
    {
        const string cards = "V1 a 0 SIN(0 5 1k)\nD1 a b dx\nR1 b 0 {r}\nC1 b 0 1u\n.model dx d(is=1f rs=1)\n.tran 10u 2m\n";
        foreach (var at in DeckText.Simulation(cards + ".step param r list 500 1k 4.7k").AtAllPoints())
        {
            var alone = RecordingSink.Run(DeckText.Simulation($"{cards}.param r={at.Point!.Values[0]:R}"), "tran1");
            Assert.Equal(alone.Rows.SelectMany(r => r), RecordingSink.Run(at, "tran1").Rows.SelectMany(r => r));
        }
    }

    [Fact, Oracle(OracleKind.Invariant, "one analysis for all points and kinds of analysis of one pattern, another for another pattern")]
    public void Points_of_one_pattern_share_one_symbolic_factorization()
    {
        const string cards = "V1 in 0 1 AC 1\nR1 in out {r}\nC1 out 0 1u\n.op\n.tran 10u 1m\n.ac dec 5 1 1k\n.dc V1 0 1 0.5\n";
        Assert.Equal(1, Count(cards + ".step param r dec 1 1k 5"));
        Assert.Equal(2, Count(cards + "U1 out 0 e\n.model e nanostack(slit=s layers={n} ropen=1 copen=2m)\n.model s nanoslit(rc=5 cslit=1m qmax=1)\n.param r=1\n.step param n list 2 3 2 3"));

        static int Count(string deck)
        {
            var first = DeckText.Simulation(deck);
            foreach (var at in first.AtAllPoints())
                foreach (var planned in at.Analyses) RecordingSink.Run(at, planned.ResultName);
            return first.Circuit.Symbolic.Count;
        }
    }

    [Fact, Oracle(OracleKind.CrossCheck, "points elaborated and run at once against one after the other, bit by bit")]
    public void Points_may_run_at_once()
    {
        var first = DeckText.Simulation("V1 a 0 SIN(0 5 1k)\nD1 a b dx\nR1 b 0 {r}\nC1 b 0 1u\n.model dx d(is=1f rs=1)\n.tran 10u 1m\n.step param r 100 800 100");
        double[][] together = [.. Enumerable.Range(0, 8).AsParallel().AsOrdered().Select(k => Rows(first.AtPoint(first.Sweep![k], new DiagnosticBag())!))];
        Assert.Equal(first.AtAllPoints().Select(Rows), together);

        static double[] Rows(Simulation at) => [.. RecordingSink.Run(at, "tran1").Rows.SelectMany(r => r)];
    }

    [Fact, Oracle(OracleKind.ClosedForm, "-p holds the parameter: one run at 10 * 1k / 2k; the other axis goes on")]
    public void An_override_wins_over_a_step()
    {
        Near([5], Finals(Divider + ".step param r list 3k 9k", "op1", "v(out)", new ParameterOverride("r", "1k")), 1e-9);
        var (simulation, bag) = DeckText.Elaborate(Divider + ".step param r list 3k 9k\n.step V1 list 1 2", new ParameterOverride("R", "1k"));
        Assert.Equal(["v1=1", "v1=2"], simulation!.AtAllPoints().Select(s => s.Point!.Label));
        Assert.Equal("STP012 -p gives r, so it is not stepped", bag.All.Select(d => $"{d.Code} {d.Message}").Single());
    }

    [Fact, Oracle(OracleKind.Invariant, "rows of a table vary together; a file of numbers is a list; a column is found by its name")]
    public void Files_give_values()
    {
        string table = Path.GetTempFileName(), list = Path.GetTempFileName();
        File.WriteAllText(table, "# comment\nr[Ohm], v1, R2(m)\n1k, 2, 1\n3k 4 2\n");
        File.WriteAllText(list, "1k, 2k\n* comment\n4.7k\n");
        Assert.Equal("r=1k, v1=2, r2.m=1; r=3k, v1=4, r2.m=2", Points($"{Divider}.step table \"{table}\""));
        Assert.Equal("r=1k; r=3k", Points($"{Divider}.step param r table=\"{table}\""));
        Assert.Equal("r=1k; r=2k; r=4.7k", Points($"{Divider}.step param r file=\"{list}\""));
        string words = Path.GetTempFileName();
        Assert.EndsWith($"'{list}' does not name its columns", Assert.Single(DeckText.Errors($"{Divider}.param r=1\n.step table \"{list}\"")));
        Assert.EndsWith($"'{table}' has no column 'v2'", Assert.Single(DeckText.Errors($"V2 x 0 1\nR9 x 0 1\n{Divider}.param r=1\n.step V2 table=\"{table}\"")));
        File.WriteAllText(words, "r v1\n1k 2\n3k\n");
        Assert.EndsWith("line 3 has 1 value, the heading has 2", Assert.Single(DeckText.Errors($"{Divider}.step table \"{words}\"")));
        File.WriteAllText(words, "1k many\n2k 3k\n2k few\n");
        Assert.EndsWith("line 3: 'few' is not a number", Assert.Single(DeckText.Errors($"{Divider}.step param r file=\"{words}\"")));
        foreach (string file in (string[])[table, list, words]) File.Delete(file);
    }

    [Fact, Oracle(OracleKind.Invariant, "expectations speak of the points that they name, and of the worst of them")]
    public void Expectations_name_points()
    {
        const string cards = Divider + ".step param r list 1k 3k\n*expect op1 v(out) = 5 tol 1u when r=1k ; from balance\n*expect op1 v(out) = 4 tol 1.6\n*expect op1 v(out) = 5 when r=2k\n";
        var first = DeckText.Simulation(cards);
        var all = new SweepExpectations(first.Expectations);
        foreach (var at in first.AtAllPoints())
        {
            var check = new ExpectationCheck([.. at.Expectations.Where(e => e.HoldsAt(at.Point))]);
            at.Analyses[0].Analysis.Run(at.Context(at.Analyses[0], check.SinkFor("op1")!));
            all.Add(check.Outcomes());
        }
        Assert.Equal([(true, 5), (true, 2.5), (false, double.NaN)], all.Outcomes().Select(o => (o.Met, Math.Round(o.Found, 9))));
        Assert.Equal("no point of the sweep has these values", all.Outcomes()[2].Reason);
    }
}
