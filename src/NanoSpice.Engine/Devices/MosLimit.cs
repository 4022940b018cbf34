namespace NanoSpice.Engine.Devices;

/// <summary>How far the voltages of a MOS transistor may move between Newton iterations. [SPICE]</summary>
internal static class MosLimit
{
    /// <summary>Beyond this above the threshold the gate counts as far on [V].</summary>
    private const double FarOn = 3.5;

    /// <summary>Gate voltage: small steps about the threshold von, doublings far from it.</summary>
    public static double Gate(double v, double last, double on)
    {
        double high = Math.Abs(2 * (last - on)) + 2, low = Math.Abs(last - on) + 1;
        if (last < on) return v <= last ? Math.Max(v, last - high) : v <= on + 0.5 ? Math.Min(v, last + low) : on + 0.5;
        if (last < on + FarOn) return v <= last ? Math.Max(v, on - 0.5) : Math.Min(v, on + 4);
        if (v > last) return Math.Min(v, last + high);
        return v >= on + FarOn ? Math.Max(v, last - low) : Math.Max(v, on + 2);
    }

    /// <summary>Drain voltage, at least 0 before.</summary>
    public static double Drain(double v, double last)
    {
        if (last < FarOn) return v > last ? Math.Min(v, 4) : Math.Max(v, -0.5);
        return v > last ? Math.Min(v, 3 * last + 2) : v < FarOn ? Math.Max(v, 2) : v;
    }
}
