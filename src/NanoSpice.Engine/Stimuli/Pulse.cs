namespace NanoSpice.Engine.Stimuli;

/// <summary>PULSE(v1 v2 td tr tf pw per np): trapezoids.</summary>
/// <param name="low">v1, value at rest [V or A]</param>
/// <param name="high">v2 [V or A]</param>
/// <param name="delay">td [s]</param>
/// <param name="rise">tr [s], above 0</param>
/// <param name="fall">tf [s], above 0</param>
/// <param name="width">pw, time at v2 [s]; may be infinite</param>
/// <param name="period">per [s]; infinite for a single pulse</param>
/// <param name="count">np, number of pulses; infinite for no end</param>
public sealed class Pulse(double low, double high, double delay, double rise, double fall, double width, double period, double count) : Stimulus
{
    private readonly double[] _offsets = Offsets(rise, fall, width, period);

    public override double Value(double t)
    {
        double s = t - delay;
        if (s <= 0) return low;
        if (double.IsFinite(period))
        {
            double k = PeriodsBefore(t, delay, period);
            if (k >= count) return low;
            s -= k * period;
        }
        if (s < rise) return low + (high - low) * (s / rise);
        if (s <= rise + width) return high;
        return s < rise + width + fall ? high + (low - high) * ((s - rise - width) / fall) : low;
    }

    public override double NextBreakpoint(double t) => double.IsFinite(period)
        ? NextOf(t, delay, period, count, _offsets)
        : NextOf(t, _offsets[^1], [delay, delay + _offsets[1], .. _offsets[2..].Select(o => delay + o)]);

    /// <summary>Kinks within a period; a shape longer than its period is cut off.</summary>
    private static double[] Offsets(double rise, double fall, double width, double period) =>
        [.. new[] { 0, rise, rise + width, rise + width + fall, period }.Where(o => o <= period && double.IsFinite(o))];
}
