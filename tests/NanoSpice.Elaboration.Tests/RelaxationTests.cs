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
    [InlineData("trap", 0.65e-9)]
    [InlineData("gear", 0.65e-9)]
    [InlineData("euler", 0.125e-6)]
    [Oracle(OracleKind.ClosedForm, "the capacitor charges towards 1000 V with 10 ms from 0.025 V to 4.975 V, and discharges with 1 ns: the step before a switch turns knows nothing of the one behind it")]
    public void Every_method_sees_the_discharge(string method, double tolerance)
    {
        double charging = 10e-3 * Math.Log((1000 - 0.025) / (1000 - 4.975)), discharging = 1e-9 * Math.Log(4.975 / 0.025), period = charging + discharging;
        var measured = MeasureRunning.Measure($"{Deck}.options method={method}\n");
        // trtol allows each of the 17 steps or so of the discharge of 5 ns an error of 7 reltol, 0.12 of it together; Euler takes the current at the end of each step, which falls by 0.5 % over the 50 us.
        Assert.Equal(2 * period, measured["last"].Value - measured["first"].Value, 2 * tolerance);
    }

    private const string Ring = "VDD v 0 3\nX1 a b v inv\nX2 b c v inv\nX3 c d v inv\nX4 d e v inv\nX5 e f v inv\nX6 f g v inv\nX7 g a v inv\n.ic v(a)=0.25\n"
        + ".subckt inv in out v\nSp out v v in sx\nCl out 0 0.2p\nSn out 0 in 0 sx\n.ends\n.model sx sw(vt=1.45 vh=0.1 ron=1k roff=1e12)\n.tran 10p 20n 0 50p\n"
        + ".meas tran first when v(a)=1.5 rise=3\n.meas tran last when v(a)=1.5 rise=8\n";

    [Theory]
    [InlineData("bdf", 5e-3)]
    [InlineData("trap", 2e-2)]
    [InlineData("gear", 2e-2)]
    [Oracle(OracleKind.CrossCheck, "the default method at reltol 1e-6: a ring of switches whose states an event finds by interpolation; by a straight line the methods of SPICE were 4 % off and drifted. An event is placed to reltol of the swing, some reltol of the period")]
    public void A_ring_of_switches_keeps_its_period(string method, double tolerance)
    {
        double right = Period("reltol=1e-6");
        Assert.Equal(right, Period($"method={method}"), tolerance * right);
    }

    private static double Period(string options)
    {
        var measured = MeasureRunning.Measure($"{Ring}.options {options}\n");
        return (measured["last"].Value - measured["first"].Value) / 5;
    }
}
