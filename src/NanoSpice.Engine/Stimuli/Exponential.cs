namespace NanoSpice.Engine.Stimuli;

/// <summary>EXP(v1 v2 td1 tau1 td2 tau2): one exponential up, a second one down.</summary>
/// <remarks>v = v1 + (v2 - v1) (1 - exp(-(t - td1)/tau1)) [t > td1] + (v1 - v2) (1 - exp(-(t - td2)/tau2)) [t > td2]</remarks>
/// <param name="low">v1 [V or A]</param>
/// <param name="high">v2 [V or A]</param>
/// <param name="riseDelay">td1 [s]</param>
/// <param name="riseTime">tau1 [s]</param>
/// <param name="fallDelay">td2 [s]</param>
/// <param name="fallTime">tau2 [s]</param>
public sealed class Exponential(double low, double high, double riseDelay, double riseTime, double fallDelay, double fallTime) : Stimulus
{
    private readonly double[] _kinks = [.. new[] { riseDelay, fallDelay }.Order()];

    public override double Value(double t) =>
        low + (high - low) * (Approach(t - riseDelay, riseTime) - Approach(t - fallDelay, fallTime));

    public override double NextBreakpoint(double t) => NextOf(t, _kinks[1], _kinks);

    private static double Approach(double s, double tau) => s > 0 ? 1 - Math.Exp(-s / tau) : 0;
}
