using NanoSpice.Expressions;
using NanoSpice.Netlist;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Derive.Tests;

public class LadderTests
{
    /// <summary>Half a unit of the tenth digit.</summary>
    private const double TenDigits = 5e-10;

    [Theory, Oracle(OracleKind.Invariant, "written, read by the netlist reader: the same numbers to half a unit of the tenth digit")]
    [InlineData(LadderKind.Layer)]
    [InlineData(LadderKind.Constant)]
    [InlineData(LadderKind.TransmissionLine)]
    public void Models_read_back_to_the_same_numbers(LadderKind kind)
    {
        var l = Thirds(kind);
        var bag = new DiagnosticBag();
        var cards = NetlistReader.ReadText("title\n" + l.Models("d1.5n", 7) + ".end\n", "test.cir", bag).Cards.OfType<ModelCard>().ToArray();
        Assert.Empty(bag.All);
        Assert.Equal([("d1.5n_step", "NANOSLIT"), ("d1.5n", "NANOSTACK")], cards.Select(c => (c.Name.Text, c.Type.Text)));
        double Of(int card, string name) => SpiceNumber.TryParse(cards[card].Parameters.Single(p => p.Name.Text == name).Value.Text, out double v, out _) ? v : double.NaN;
        bool layer = l.Nu > 0;
        Near((l.Rc, Of(0, "rc")), (l.Gamma, Of(0, "gamma")), (l.Qmax, Of(0, "qmax")), (l.Slit, Of(0, layer ? "qs" : "cslit")));
        Near((l.Ropen, Of(1, "ropen")), (l.Open, Of(1, layer ? "qsopen" : "copen")), (l.Rin, Of(1, "rin")), (l.GammaIn, Of(1, "gammain")), (7, Of(1, "layers")));
        if (layer) Near((l.Nu, Of(0, "nu")));
    }

    [Theory, Oracle(OracleKind.CrossCheck, "elements moved by half a unit of their tenth digit: the current moves by less than the tolerance of a run, 1e-5")]
    [InlineData(LadderKind.Layer)]
    [InlineData(LadderKind.Constant)]
    public void Ten_digits_are_enough(LadderKind kind)
    {
        var l = Thirds(kind);
        var table = new LadderNetwork(l).Table(LadderNetwork.Settings with { Cycles = 1, Layers = 3, Samples = 20 });
        var moved = l with { Rc = l.Rc * (1 + TenDigits), Slit = l.Slit * (1 - TenDigits), Qmax = l.Qmax * (1 + TenDigits), Ropen = l.Ropen * (1 - TenDigits), Rin = l.Rin * (1 + TenDigits), Open = l.Open * (1 + TenDigits) };
        double[] a = [.. new LadderNetwork(l).Rows(table.Settings).Select(r => r.Current)], b = [.. new LadderNetwork(moved).Rows(table.Settings).Select(r => r.Current)];
        Assert.True(a.Zip(b, (x, y) => Math.Abs(x - y)).Max() < 0.01 * LadderRun.Tolerance * a.Max(Math.Abs));
    }

    [Fact, Oracle(OracleKind.Invariant, "ions without size have no law of the double layer with finite ions")]
    public void Point_ions_fall_back_on_constant_capacitors()
    {
        var table = new LadderNetwork(LadderNetwork.Truth(LadderKind.Constant)).Table(LadderNetwork.Settings with { IonSize = 0 });
        var e = Extraction.Run(table);
        Assert.Equal(Ladder.From(e, LadderKind.Constant), Ladder.From(e, LadderKind.Layer));
    }

    [Fact, Oracle(OracleKind.Invariant, "a ladder that the netlist refuses is a reason, not an exception")]
    public void A_ladder_that_cannot_run_says_why()
    {
        var table = new LadderNetwork(LadderNetwork.Truth(LadderKind.Constant)).Table(LadderNetwork.Settings with { Cycles = 1, Layers = 2, Samples = 10 });
        Assert.Null(LadderRun.Current(LadderNetwork.Truth(LadderKind.Constant) with { Rc = -1 }, table, LadderRun.Tolerance, default, out string fault));
        Assert.Contains("rc", fault, StringComparison.Ordinal);
    }

    [Fact, Oracle(OracleKind.Invariant, "a run that was stopped has no result that could be taken for whole")]
    public void A_stopped_run_gives_no_columns()
    {
        var table = new LadderNetwork(LadderNetwork.Truth(LadderKind.Constant)).Table(LadderNetwork.Settings with { Cycles = 1, Layers = 2, Samples = 10 });
        Assert.ThrowsAny<OperationCanceledException>(() => LadderRun.Current(LadderNetwork.Truth(LadderKind.Constant), table, LadderRun.Tolerance, new CancellationToken(true), out _));
    }

    /// <summary>Numbers that no decimal holds.</summary>
    private static Ladder Thirds(LadderKind kind)
    {
        var l = LadderNetwork.Truth(kind);
        return l with { Ropen = l.Ropen * 5 / 3, Open = l.Open / 3, Rin = l.Rin * 4 / 3, Rc = l.Rc * 2 / 3, Slit = l.Slit * 2 / 3, Qmax = l.Qmax * 4 / 3 };
    }

    private static void Near(params (double Expected, double Found)[] pairs) =>
        Assert.All(pairs, p => Assert.Equal(p.Expected, p.Found, TenDigits * Math.Abs(p.Expected)));
}
