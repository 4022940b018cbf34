namespace NanoSpice.Engine.Stimuli;

/// <summary>A straight line through (start, value): the program of one phase of a technique; a constant at rate 0.</summary>
/// <remarks>The line has no end: a technique puts the next one in its place at the end of the phase.</remarks>
/// <param name="start">[s]</param>
/// <param name="value">[V or A]</param>
/// <param name="rate">[1/s]</param>
public sealed class Ramp(double start, double value, double rate) : Stimulus
{
    public override double Value(double t) => value + rate * (t - start);
}
