using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Elaboration.Tests;

/// <summary>A switch that discharges a capacitor through 1 Ohm: the time constant falls from 10 ms to 1 ns within one step.</summary>
public class RelaxationTests
{
    private const string Deck = "S1 1 0 1 0 sx\nC1 1 0 1n\nI1 0 1 100u\n.model sx sw(vt=2.5 vh=2.475 ron=1 roff=10meg)\n.tran 10u 210u uic\n"
        + ".meas tran first when v(1)=4 rise=2\n.meas tran last when v(1)=4 rise=4\n";

    [Theory]
    [InlineData("bdf", 0.35e-9)]
    [InlineData("trap", 0.35e-9)]
    [InlineData("gear", 0.35e-9)]
    [InlineData("euler", 0.125e-6)]
    [Oracle(OracleKind.ClosedForm, "the capacitor charges towards 1000 V with 10 ms from 0.025 V to 4.975 V, and discharges with 1 ns: the step before a switch turns knows nothing of the one behind it")]
    public void Every_method_sees_the_discharge(string method, double tolerance)
    {
        double charging = 10e-3 * Math.Log((1000 - 0.025) / (1000 - 4.975)), discharging = 1e-9 * Math.Log(4.975 / 0.025), period = charging + discharging;
        var measured = MeasureRunning.Measure($"{Deck}.options method={method}\n");
        // 7 reltol (trtol) of the discharge time of 5 ns, ten times; Euler takes the current at the end of each step, which falls by 0.5 % over the 50 us.
        Assert.Equal(2 * period, measured["last"].Value - measured["first"].Value, 2 * tolerance);
    }
}
