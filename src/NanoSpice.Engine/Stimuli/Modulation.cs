namespace NanoSpice.Engine.Stimuli;

/// <summary>SFFM(vo va fc mdi fs): a carrier whose frequency is modulated; with eight numbers SFFM(vo va fc mdi fm td phasem phasec).</summary>
/// <remarks>v = vo + va sin(2 pi fc s + phasec + mdi sin(2 pi fs s + phasem)), s = t - td; 0 before td, as ngspice [NGSPICE]</remarks>
/// <param name="offset">vo [V or A]</param>
/// <param name="amplitude">va [V or A]</param>
/// <param name="carrier">fc [Hz]</param>
/// <param name="index">mdi, modulation index [-]</param>
/// <param name="signal">fs [Hz]</param>
public sealed class FrequencyModulation(double offset, double amplitude, double carrier, double index, double signal) : Stimulus
{
    /// <summary>td [s]</summary>
    public double Delay { get; init; }

    /// <summary>phasem [rad]</summary>
    public double SignalPhase { get; init; }

    /// <summary>phasec [rad]</summary>
    public double CarrierPhase { get; init; }

    public override double Value(double t)
    {
        double s = t - Delay;
        if (Delay > 0 && s <= 0) return 0;
        return offset + amplitude * Math.Sin(2 * Math.PI * carrier * s + CarrierPhase + index * Math.Sin(2 * Math.PI * signal * s + SignalPhase));
    }

    public override double NextBreakpoint(double t) => Delay > 0 ? NextOf(t, Delay, [Delay]) : double.PositiveInfinity;

    /// <summary>Highest instantaneous frequency: fc + mdi fs.</summary>
    public override double StepLimit => 0.25 / (carrier + Math.Abs(index) * signal);
}

/// <summary>AM(va vo mf fc td): a carrier whose amplitude is modulated; 0 before td. With eight numbers AM(vo vmo vma fm fc td phasem phasec).</summary>
/// <remarks>
///   five numbers   v = va (vo + sin(2 pi mf s)) sin(2 pi fc s), s = t - td, as ngspice 39
///   eight          v = vo + (vmo + vma sin(2 pi fm s + phasem)) sin(2 pi fc s + phasec), as later versions
/// </remarks>
/// <param name="amplitude">va [V or A]</param>
/// <param name="offset">vo or vmo, offset of the modulation [-]</param>
/// <param name="signal">mf or fm [Hz]</param>
/// <param name="carrier">fc [Hz]</param>
/// <param name="delay">td [s]</param>
public sealed class AmplitudeModulation(double amplitude, double offset, double signal, double carrier, double delay) : Stimulus
{
    /// <summary>vo of the form with eight numbers [V or A].</summary>
    public double Rest { get; init; }

    /// <summary>vma [-]</summary>
    public double Depth { get; init; } = 1;

    /// <summary>phasem [rad]</summary>
    public double SignalPhase { get; init; }

    /// <summary>phasec [rad]</summary>
    public double CarrierPhase { get; init; }

    public override double Value(double t)
    {
        double s = t - delay;
        if (s <= 0) return 0;
        double envelope = offset + Depth * Math.Sin(2 * Math.PI * signal * s + SignalPhase);
        return Rest + amplitude * envelope * Math.Sin(2 * Math.PI * carrier * s + CarrierPhase);
    }

    public override double NextBreakpoint(double t) => Rest != 0 || CarrierPhase != 0 || delay > 0 ? NextOf(t, Math.Max(delay, 1 / carrier), [delay]) : double.PositiveInfinity;

    /// <summary>Highest frequency: fc + mf.</summary>
    public override double StepLimit => 0.25 / (carrier + signal);
}
