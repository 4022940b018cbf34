namespace NanoSpice.Engine.Stimuli;

/// <summary>The transient function of an independent source [V or A].</summary>
/// <remarks>
///   A function that jumps has, at the very time of the jump, its value before it: a time step that lands there does not see the
///   jump, the next one starts with it.
/// </remarks>
public abstract class Stimulus
{
    /// <summary>Two times nearer than this part of a period (or of the whole shape) are the same breakpoint.</summary>
    protected const double SameTime = 1e-12;

    /// <summary>Value at time t [s].</summary>
    public abstract double Value(double t);

    /// <summary>First kink or jump after t [s]; +inf when there is none.</summary>
    public virtual double NextBreakpoint(double t) => double.PositiveInfinity;

    /// <summary>Largest step that cannot miss a feature [s]: a quarter of the shortest period, since two points a period alias and
    /// four do not; accuracy is the integrator's business.</summary>
    public virtual double StepLimit => double.PositiveInfinity;

    /// <summary>How many whole periods have gone by at t, counted so that a start of a period belongs to the one before.</summary>
    protected static double PeriodsBefore(double t, double start, double period)
    {
        double cycles = (t - start) / period;
        return Math.Max(0, Math.Ceiling(cycles - SameTime * Math.Max(1, cycles)) - 1);
    }

    /// <summary>The first of start + k period + offset after t, k = 0, 1, ... below count; offsets ascend.</summary>
    /// <remarks>Times are computed from the whole number k: no drift, however many periods.</remarks>
    protected static double NextOf(double t, double start, double period, double count, ReadOnlySpan<double> offsets)
    {
        double k = PeriodsBefore(t, start, period);
        double margin = Margin(t, period);
        for (int round = 0; round < 3 && k < count; round++, k++)
        {
            foreach (double offset in offsets)
            {
                double at = start + k * period + offset;
                if (at > t + margin) return at;
            }
        }
        return double.PositiveInfinity;
    }

    /// <summary>The first of ascending times after t.</summary>
    protected static double NextOf(double t, double span, ReadOnlySpan<double> times)
    {
        double margin = Margin(t, span);
        foreach (double at in times)
        {
            if (at > t + margin) return at;
        }
        return double.PositiveInfinity;
    }

    /// <summary>How far behind t a breakpoint must lie to be another one: round-off of t, or SameTime of a span [s].</summary>
    protected static double Margin(double t, double span) =>
        SameTime * span + (double.IsFinite(t) ? 4 * (Math.BitIncrement(Math.Abs(t)) - Math.Abs(t)) : 0);
}
