namespace NanoSpice.Engine.Stimuli;

/// <summary>SIN(vo va freq td theta phase cycles): a damped sine; before td it stands at its value of td; a negative td is a start before the run.</summary>
/// <remarks>v = vo + va exp(-theta (t - td)) sin(2 pi freq (t - td) + phase)</remarks>
/// <param name="offset">vo [V or A]</param>
/// <param name="amplitude">va [V or A]</param>
/// <param name="frequency">freq [Hz]</param>
/// <param name="delay">td [s]</param>
/// <param name="damping">theta [1/s]</param>
/// <param name="phase">phase [rad]</param>
/// <param name="cycles">periods after which it stays at its value; infinite: never</param>
public sealed class Sine(double offset, double amplitude, double frequency, double delay, double damping, double phase, double cycles = double.PositiveInfinity) : Stimulus
{
    private readonly double _end = delay + cycles / frequency;

    public override double Value(double t)
    {
        double s = Math.Max(0, Math.Min(t, _end) - delay);
        double envelope = damping == 0 ? amplitude : amplitude * Math.Exp(-damping * s);
        return offset + envelope * Math.Sin(2 * Math.PI * frequency * s + phase);
    }

    public override double NextBreakpoint(double t) => double.IsFinite(_end) ? NextOf(t, _end, [delay, _end])
        : delay > 0 ? NextOf(t, delay, [delay]) : double.PositiveInfinity;

    public override double StepLimit => amplitude == 0 ? double.PositiveInfinity : 0.25 / frequency;
}
