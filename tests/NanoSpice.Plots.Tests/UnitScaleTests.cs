using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Plots.Tests;

public sealed class UnitScaleTests
{
    [Theory, Oracle(OracleKind.ClosedForm, "SI prefixes; a tenth of a unit and a unit of dB stay as they are")]
    [InlineData("time", "s", 2e-3, "time [ms]")]
    [InlineData("time", "s", 1000, "time [s]")]
    [InlineData("time", "s", 5e-9, "time [ns]")]
    [InlineData("v(in)", "V", 0.5, "v(in) [V]")]
    [InlineData("v(in)", "V", 0.05, "v(in) [mV]")]
    [InlineData("i(v1)", "A", 3.2e-6, "i(v1) [µA]")]
    [InlineData("Re Z", "Ohm", 1234, "Re Z [kΩ]")]
    [InlineData("magnitude", "dB", 120, "magnitude [dB]")]
    [InlineData("phase", "deg", 90, "phase [°]")]
    [InlineData("count", "", 2e6, "count [10⁶]")]
    [InlineData("noise", "V^2/Hz", 4e-17, "noise [10⁻¹⁸ V²/Hz]")]
    [InlineData("current", "A/m", 2e-4, "current [µA/m]")]
    [InlineData("ratio", "-", 0.5, "ratio")]
    public void An_axis_takes_the_prefix_of_its_largest_value(string label, string unit, double largest, string expected)
        => Assert.Equal(expected, UnitScale.AxisText(label, unit, UnitScale.Exponent(unit, largest)));

    [Theory, Oracle(OracleKind.ClosedForm, "as many decimals as the step has, no negative zero")]
    [InlineData(0.002, 0.0005, -3, "2.0")]
    [InlineData(-0.5, 0.25, 0, "\u22120.50")]
    [InlineData(-1e-20, 0.1, 0, "0.0")]
    [InlineData(3000, 1000, 3, "3")]
    [InlineData(1e-6, 2e-7, -6, "1.0")]
    public void A_tick_shows_the_digits_of_its_step(double value, double step, int exponent, string expected)
        => Assert.Equal(expected, UnitScale.TickText(value, step, exponent));

    [Theory, Oracle(OracleKind.ClosedForm, "SI prefixes on the tick, powers of ten where no prefix fits")]
    [InlineData(10, "Hz", "10")]
    [InlineData(1000, "Hz", "1k")]
    [InlineData(2e6, "Hz", "2M")]
    [InlineData(1e-12, "A", "1p")]
    [InlineData(1e-21, "A", "10⁻²¹")]
    [InlineData(1e-9, "", "10⁻⁹")]
    [InlineData(5e-9, "", "5·10⁻⁹")]
    [InlineData(0.01, "", "0.01")]
    public void A_logarithmic_tick_is_short(double value, string unit, string expected)
        => Assert.Equal(expected, UnitScale.LogTickText(value, unit));
}
