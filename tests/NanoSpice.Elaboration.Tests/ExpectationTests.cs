using NanoSpice.Engine;
using NanoSpice.Netlist;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Elaboration.Tests;

public class ExpectationTests
{
    private static readonly SourceSpan Nowhere = new(new SourceFile("test.cir", []), 1, 1, 1);

    private static readonly WaveformTable Transient = new("tran1", WaveformKind.Transient, "test", [new("time", "s"), new("v(out)", "V")], false);

    private static readonly WaveformTable Ac = new("ac1", WaveformKind.Ac, "test", [new("frequency", "Hz"), new("v(out)", "V")], true);

    [Fact, Oracle(OracleKind.ClosedForm, "the parts of the line as written")]
    public void A_line_is_read_with_scales_and_origin()
    {
        var e = Expectation.Parse("*expect tran1 V(out) at 1m = 632m tol 1%  ; 1 - 1/e", Nowhere)!;
        Assert.Equal(("tran1", ExpectedFigure.Value, "v(out)", 1e-3, 0.632, "1 - 1/e"), (e.Result, e.Figure, e.Vector, e.At, e.Value, e.Origin));
        Assert.Equal(6.32e-3, e.Tolerance, 12);
    }

    [Theory, Oracle(OracleKind.Invariant, "forms that are not of the grammar")]
    [InlineData("*expect")]
    [InlineData("*expect tran1 = 1")]
    [InlineData("*expect tran1 v(out) = one")]
    [InlineData("*expect tran1 v(out) at noon = 1")]
    [InlineData("*expect tran1 v(out) = 1 tol -1")]
    public void Other_lines_are_not_read(string line) => Assert.Null(Expectation.Parse(line, Nowhere));

    [Theory, Oracle(OracleKind.ClosedForm, "figures of the points (0,0) (1,2) (3,-2): mean is zero by symmetry")]
    [InlineData("*expect tran1 v(out) at 0.5 = 1 tol 1e-12")]
    [InlineData("*expect tran1 v(out) at 2 = 0 tol 1e-12")]
    [InlineData("*expect tran1 max(v(out)) = 2 tol 0")]
    [InlineData("*expect tran1 min(v(out)) = -2 tol 0")]
    [InlineData("*expect tran1 final(v(out)) = {-4/2} tol 0")]
    [InlineData("*expect tran1 avg(v(out)) = {1/3} tol 1e-12")]
    public void Figures_of_a_transient(string line) => Assert.True(Judge(line, Transient, [0, 0], [1, 2], [3, -2]).Met);

    [Theory, Oracle(OracleKind.ClosedForm, "10 i has 20 dB and 90 degrees")]
    [InlineData("*expect ac1 db(v(out)) at 1k = 20 tol 1e-9")]
    [InlineData("*expect ac1 deg(v(out)) at 1k = 90 tol 1e-9")]
    [InlineData("*expect ac1 v(out) at 1k = 10 tol 1e-9")]
    [InlineData("*expect ac1 im(v(out)) at 1k = 10 tol 1e-9")]
    [InlineData("*expect ac1 max(db(v(out))) = 20 tol 1e-9")]
    public void Views_of_a_complex_value(string line) => Assert.True(Judge(line, Ac, [100, 1, 0], [1000, 0, 10], [10000, 1, 0]).Met);

    [Fact, Oracle(OracleKind.Snapshot, "wording")]
    public void What_cannot_be_judged_says_why()
    {
        Assert.Equal("tran1 has no vector 'v(in)'; .save it", Judge("*expect tran1 v(in) at 1 = 0", Transient, [0, 0]).Reason);
        Assert.Equal("the scale of tran1 does not reach 5", Judge("*expect tran1 v(out) at 5 = 0", Transient, [0, 0], [1, 2]).Reason);
        Assert.Equal("the deck has no result 'tran2', or it did not run", Judge("*expect tran2 v(out) at 5 = 0", Transient, [0, 0]).Reason);
    }

    private static ExpectationOutcome Judge(string line, WaveformTable table, params double[][] rows)
    {
        var check = new ExpectationCheck([Expectation.Parse(line, Nowhere)!]);
        if (check.SinkFor(table.Name) is { } sink)
        {
            sink.Begin(table);
            foreach (double[] row in rows) sink.Row(row);
            sink.End(true);
        }
        return Assert.Single(check.Outcomes());
    }
}
