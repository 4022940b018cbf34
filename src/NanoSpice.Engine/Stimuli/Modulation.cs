namespace NanoSpice.Engine.Stimuli;

/// <summary>SFFM(vo va fc mdi fs): a carrier whose frequency is modulated.</summary>
/// <remarks>v = vo + va sin(2 pi fc t + mdi sin(2 pi fs t)), as ngspice 39 [NGSPICE]</remarks>
/// <param name="offset">vo [V or A]</param>
/// <param name="amplitude">va [V or A]</param>
/// <param name="carrier">fc [Hz]</param>
/// <param name="index">mdi, modulation index [-]</param>
/// <param name="signal">fs [Hz]</param>
public sealed class FrequencyModulation(double offset, double amplitude, double carrier, double index, double signal) : Stimulus
{
    public override double Value(double t) =>
        offset + amplitude * Math.Sin(2 * Math.PI * carrier * t + index * Math.Sin(2 * Math.PI * signal * t));

    /// <summary>Highest instantaneous frequency: fc + mdi fs.</summary>
    public override double StepLimit => 0.25 / (carrier + Math.Abs(index) * signal);
}

/// <summary>AM(va vo mf fc td): a carrier whose amplitude is modulated; 0 before td.</summary>
/// <remarks>v = va (vo + sin(2 pi mf s)) sin(2 pi fc s), s = t - td</remarks>
/// <param name="amplitude">va [V or A]</param>
/// <param name="offset">vo, offset of the modulation [-]</param>
/// <param name="signal">mf [Hz]</param>
/// <param name="carrier">fc [Hz]</param>
/// <param name="delay">td [s]</param>
public sealed class AmplitudeModulation(double amplitude, double offset, double signal, double carrier, double delay) : Stimulus
{
    public override double Value(double t)
    {
        double s = t - delay;
        return s <= 0 ? 0 : amplitude * (offset + Math.Sin(2 * Math.PI * signal * s)) * Math.Sin(2 * Math.PI * carrier * s);
    }

    public override double NextBreakpoint(double t) => delay > 0 ? NextOf(t, delay, [delay]) : double.PositiveInfinity;

    /// <summary>Highest frequency: fc + mf.</summary>
    public override double StepLimit => 0.25 / (carrier + signal);
}
