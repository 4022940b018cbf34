using System.Text.RegularExpressions;
using Xunit;
using NanoSpice.Testing;

namespace NanoSpice.Engine.Tests.Analyses;

/// <summary>What a failed run says; numbers are written as #.</summary>
public partial class FailureTextTests
{
    [Fact, Oracle(OracleKind.Snapshot, "no root of v^2 + 1; the failure names node and device")]
    public void No_operating_point_names_devices_and_values()
    {
        var lines = new TestCircuit().Add("B1 0 a I={-v(a)*v(a)-1}");
        Assert.Equal("no operating point: v(a) is still # tolerances away after # iterations (tried newton, gmin stepping, source stepping and "
            + "pseudo-transient); v(a) = # V at last; devices there: b1 (i = # A, v = # V, p = # W)", Message(lines));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a tunnel diode driven by a current has no solution between its peak and its valley: it jumps over to where the diode part carries the current")]
    public void A_fold_is_jumped_over()
    {
        var lines = new TestCircuit().Add("I1 0 c PWL(0 0 1m 20m)")
            .Add("B1 c 0 I={10m*(v(c)/0.1)*exp(1-v(c)/0.1)+1n*(exp(v(c)/0.03)-1)}");
        var run = AnalysisRun.Of(lines, new Transient(new TransientOptions { Stop = 1e-3 }), "v(c)");
        // At 20 mA: 0.1 v e^(1 - v/0.1) 10 + 1n e^(v/0.03) = 20m has its root at v = 0.0300 ln(20m/1n) less the tunnel part.
        double v = run.Rows[^1][1], current = 10e-3 * (v / 0.1) * Math.Exp(1 - v / 0.1) + 1e-9 * (Math.Exp(v / 0.03) - 1);
        // reltol of v moves the exponential's current by v / 0.03 times as much.
        Assert.Equal(20e-3, current, 20e-3 * 1e-3 * v / 0.03);
        Assert.True(v > 0.4);
    }

    private static string Message(TestCircuit lines) => Numbers().Replace(
        Assert.Throws<SimulationException>(() => AnalysisRun.Of(lines, new Transient(new TransientOptions { Stop = 1 }), "v(a)")).Message, "#");

    [GeneratedRegex(@"(?<![a-zA-Z])-?\d+(\.\d+)?(e[-+]?\d+)?", RegexOptions.IgnoreCase)]
    private static partial Regex Numbers();
}
