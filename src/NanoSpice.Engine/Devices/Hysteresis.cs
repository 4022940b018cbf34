namespace NanoSpice.Engine.Devices;

/// <summary>On or off by a control value with hysteresis, as SPICE's switches have it; the state lives in Equations.State.</summary>
/// <remarks>
///   half >= 0:  turns on above threshold + half, off below threshold - half, and keeps its state between.
///   half &lt; 0 (ngspice): the zone threshold -+ |half| is entered early: from below it turns on at the lower edge, from above off at
///   the upper one; it turns again only when the zone is left.
/// </remarks>
/// <param name="slot">of Equations.State</param>
public sealed class Hysteresis(double threshold, double half, int slot)
{
    private const double Off = 0, On = 1, OffInZone = 2, OnInZone = 3;

    private readonly double _low = threshold - Math.Abs(half), _high = threshold + Math.Abs(half);
    private readonly bool _early = half < 0;

    /// <summary>Value of the state before anything is known.</summary>
    public static double Initial(bool on) => on ? OnInZone : OffInZone;

    public bool IsOn(Equations eq) => eq.State[slot] is On or OnInZone;

    /// <summary>Two switching functions: upwards and downwards.</summary>
    public static int EventCount => 2;

    /// <summary>values[0] rises through 0 where the control value goes up far enough to count, values[1] where it goes down.</summary>
    public void Events(Equations eq, double control, Span<double> values)
    {
        double state = eq.State[slot];
        bool zone = state is OffInZone or OnInZone;
        if (_early)
        {
            values[0] = state == Off ? control - _low : zone ? control - _high : -1;
            values[1] = state == On ? _high - control : zone ? _low - control : -1;
            return;
        }
        values[0] = IsOn(eq) ? -1 : control - _high;
        values[1] = IsOn(eq) ? _low - control : -1;
    }

    public void Cross(Equations eq, int k)
    {
        ref double state = ref eq.State[slot];
        bool zone = state is OffInZone or OnInZone;
        if (_early && !zone) state = k == 0 ? OnInZone : OffInZone;
        else state = k == 0 ? On : Off;
    }

    /// <summary>Brings the state in line with a static control value; true when the switch turned over.</summary>
    public bool Settle(Equations eq, double control)
    {
        ref double state = ref eq.State[slot];
        bool before = IsOn(eq);
        if (control > _high) state = On;
        else if (control < _low) state = Off;
        else if (_early && state == Off) state = OnInZone;
        else if (_early && state == On) state = OffInZone;
        return IsOn(eq) != before;
    }
}
