namespace NanoSpice.Engine.Devices;

/// <summary>On or off by a control value with hysteresis, as SPICE's switches have it; the state lives in Equations.State.</summary>
/// <remarks>Turns on above threshold + half, off below threshold - half, and keeps its state between.</remarks>
/// <param name="half">not negative</param>
/// <param name="slot">of Equations.State</param>
public sealed class Hysteresis(double threshold, double half, int slot)
{
    private const double Off = 0, On = 1;

    private readonly double _low = threshold - half, _high = threshold + half;

    /// <summary>Value of the state before anything is known.</summary>
    public static double Initial(bool on) => on ? On : Off;

    public bool IsOn(Equations eq) => eq.State[slot] == On;

    /// <summary>Two switching functions: upwards and downwards.</summary>
    public static int EventCount => 2;

    /// <summary>values[0] rises through 0 where the control value goes up far enough to count, values[1] where it goes down.</summary>
    public void Events(Equations eq, double control, Span<double> values)
    {
        values[0] = IsOn(eq) ? -1 : control - _high;
        values[1] = IsOn(eq) ? _low - control : -1;
    }

    public void Cross(Equations eq, int k) => eq.State[slot] = k == 0 ? On : Off;

    /// <summary>Brings the state in line with a static control value; true when the switch turned over.</summary>
    public bool Settle(Equations eq, double control)
    {
        bool before = IsOn(eq);
        if (control > _high) eq.State[slot] = On;
        else if (control < _low) eq.State[slot] = Off;
        return IsOn(eq) != before;
    }
}
