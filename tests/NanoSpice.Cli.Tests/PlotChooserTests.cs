using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

public sealed class PlotChooserTests
{
    [Fact, Oracle(OracleKind.ClosedForm, "volts above, amperes below, over time")]
    public void A_transient_is_split_by_unit()
    {
        var plan = Assert.Single(PlotChooser.Choose(SampleTables.Transient, [], Fail));
        Assert.Equal(["voltage", "i(v1)"], plan.Axes.Select(a => a.Label));
        Assert.Equal([("v(in)", 0), ("v(a,b)", 0), ("i(v1)", 1)], plan.Curves.Select(c => (c.Label, c.Panel)));
        Assert.Equal(("time", true), (plan.X.Label, plan.X.Tight));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "of a ladder of 6000 nodes the named ones of the deck are drawn, eight of a unit")]
    public void Of_many_vectors_the_foremost_are_drawn()
    {
        var columns = new List<WaveformColumn> { new("time", "s") };
        columns.AddRange(Enumerable.Range(1, 6000).Select(i => new WaveformColumn($"v(u1.{i})", "V")));
        columns.AddRange([new("v(in)", "V"), new("i(v1)", "A")]);
        var plan = Assert.Single(PlotChooser.Choose(SampleTables.Transient with { Columns = columns }, [], Fail));
        Assert.Equal(9, plan.Curves.Count);
        Assert.Contains(plan.Curves, c => c.Label == "v(in)");
        Assert.Equal("9 of 6002 vectors shown", plan.Note);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "frequency on a logarithmic axis, dB above degrees; vdb, vp and db mean their vector")]
    public void An_ac_table_becomes_a_bode_plot()
    {
        var request = new PlotRequest("ac", [new("vdb(out)"), new("vp(out)"), new("db(i(v1))")]);
        var plan = Assert.Single(PlotChooser.Choose(SampleTables.Ac, [request], Fail));
        Assert.True(plan.Form == PlotForm.Bode && plan.X.Logarithmic);
        Assert.Equal(["v(out)", "i(v1)"], plan.Curves.Select(c => c.Label));
        Assert.Equal(["dB", "deg"], plan.Axes.Select(a => a.Unit));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a nested sweep of two values gives one curve in two strokes")]
    public void A_nested_sweep_lifts_the_pen_between_its_curves()
    {
        var table = new WaveformTable("dc1", WaveformKind.DcSweep, "", [new("v1", "V"), new("i(v1)", "A")], false);
        var collector = new PlotCollector(PlotChooser.Choose(table, [], Fail));
        collector.Begin(table);
        foreach (var (v, i) in new[] { (0.0, 1.0), (1.0, 2.0), (2.0, 3.0), (0.0, 4.0), (1.0, 5.0), (2.0, 6.0) })
        {
            collector.Row([v, i]);
        }

        collector.End(true);
        Assert.Equal([0, 1, 2, double.NaN, 0, 1, 2], Assert.Single(Assert.Single(collector.Plots()).Panels).Series[0].X.ToArray());
    }

    [Fact, Oracle(OracleKind.ClosedForm, "the phase of three poles falls to -270 degrees without a jump")]
    public void A_phase_is_unwrapped()
    {
        var collector = new PlotCollector(PlotChooser.Choose(SampleTables.Ac, [], Fail));
        collector.Begin(SampleTables.Ac);
        for (int k = 0; k <= 100; k++)
        {
            var z = System.Numerics.Complex.Pow(1 / new System.Numerics.Complex(1, Math.Pow(10, -3 + (0.06 * k))), 3);
            collector.Row([Math.Pow(10, 0.06 * k), z.Real, z.Imaginary, 1, 0]);
        }

        collector.End(true);
        double[] phase = collector.Plots()[0].Panels[1].Series[0].Y.ToArray();
        Assert.Equal(3 * -Math.Atan(1e3) * 180 / Math.PI, phase[^1], 1e-9);
        Assert.True(phase.Zip(phase.Skip(1), (a, b) => Math.Abs(b - a)).Max() < 15);
    }

    private static void Fail(string warning) => Assert.Fail(warning);
}
