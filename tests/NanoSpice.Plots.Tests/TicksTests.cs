using FsCheck.Xunit;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Plots.Tests;

public sealed class TicksTests
{
    [Theory, Oracle(OracleKind.ClosedForm, "steps of 1, 2 or 5 times a power of ten, counted by hand")]
    [InlineData(0, 1, 6, 0.2, 6)]
    [InlineData(0, 10, 6, 2, 6)]
    [InlineData(-1, 1, 6, 0.5, 5)]
    [InlineData(0.1, 0.3, 6, 0.05, 5)]
    [InlineData(1e-9, 7e-9, 6, 1e-9, 7)]
    public void Linear_ticks_are_round(double low, double high, int target, double step, int count)
    {
        var ticks = Ticks.Linear(low, high, target);
        Assert.Equal(step, ticks.Step);
        Assert.Equal(count, ticks.Values.Count);
        Assert.Equal(low, ticks.Values[0], 1e-12);
        Assert.Equal(high, ticks.Values[^1], 1e-12);
    }

    [Property, Oracle(OracleKind.Invariant, "ticks ascend inside the range, 3 to 12 of them, at any range and target")]
    public bool Linear_ticks_stay_inside(double a, double b, int target)
    {
        var (low, high) = Range(a, b);
        var ticks = Ticks.Linear(low, high, target);
        return IsOrdered(ticks.Values, low, high) && ticks.Values.Count is >= 3 and <= 12 && IsOrdered(ticks.Minor, low, high);
    }

    [Property, Oracle(OracleKind.Invariant, "ticks ascend inside the range, 3 to 12 of them, over up to 40 decades")]
    public bool Logarithmic_ticks_stay_inside(double a, double b, int target)
    {
        double low = Math.Pow(10, double.IsFinite(a) ? a % 20 : 0);
        double high = low * Math.Pow(10, double.IsFinite(b) ? 0.01 + Math.Abs(b % 20) : 3);
        var ticks = Ticks.Logarithmic(low, high, target);
        return IsOrdered(ticks.Values, low, high) && ticks.Values.Count is >= 3 and <= 12 && IsOrdered(ticks.Minor, low, high);
    }

    [Property, Oracle(OracleKind.Invariant, "ticks ascend inside the range, 3 to 12 of them")]
    public bool Degree_ticks_stay_inside(double a, double b)
    {
        var (low, high) = Range(a % 1e4, b % 1e4);
        var ticks = Ticks.Degrees(low, high);
        return IsOrdered(ticks.Values, low, high) && ticks.Values.Count is >= 3 and <= 12;
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a phase from -180 to 0 is read in quarters of the circle")]
    public void A_phase_axis_has_ticks_at_45_degrees()
        => Assert.Equal([-180, -135, -90, -45, 0], Ticks.Degrees(-188, 8, 6).Values);

    [Theory, Oracle(OracleKind.ClosedForm, "an axis of no or no finite length has no ticks: the caller's mistake")]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.PositiveInfinity)]
    public void An_empty_range_is_refused(double low, double high)
        => Assert.Throws<ArgumentException>(() => Ticks.Linear(low, high));

    private static (double Low, double High) Range(double a, double b)
    {
        double low = double.IsFinite(a) ? Math.Clamp(a, -1e300, 1e300) : 0;
        double length = double.IsFinite(b) && b != 0 ? Math.Min(Math.Abs(b), 1e300) : 1;
        return (low, low + Math.Max(length, 1e-9 * Math.Max(Math.Abs(low), 1e-290)));
    }

    private static bool IsOrdered(IReadOnlyList<double> values, double low, double high)
        => values.All(v => v >= low && v <= high) && values.Zip(values.Skip(1)).All(p => p.First < p.Second);
}
