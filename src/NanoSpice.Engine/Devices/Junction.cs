namespace NanoSpice.Engine.Devices;

/// <summary>What every pn junction shares: its voltage limiting, its depletion charge, how they move with temperature. [SPICE]</summary>
public static class Junction
{
    /// <summary>Temperature at which the constants of silicon below hold [K].</summary>
    private const double Reference = 300.15;

    /// <summary>Band gap of silicon at Reference [V].</summary>
    private const double ReferenceGap = 1.1150877;

    /// <summary>Voltage at which the exponential bends hardest [V]: there d2i/dv2 sqrt(2) = (1 + ...)/vt^2; limiting starts beyond.</summary>
    /// <param name="vt">emission coefficient times thermal voltage [V]</param>
    /// <param name="isat">saturation current [A]</param>
    public static double CriticalVoltage(double vt, double isat) => vt * Math.Log(vt / (Math.Sqrt(2) * isat));

    /// <summary>
    ///   Voltage to evaluate an exponential at, when the last one was taken at last and the iteration proposes v: above the critical
    ///   voltage it moves by the logarithm of what the exponential would, below zero it at most doubles. v itself when that is safe.
    /// </summary>
    public static double Limit(double v, double last, double vt, double critical)
    {
        if (v > critical && Math.Abs(v - last) > 2 * vt)
        {
            if (last <= 0) return vt * Math.Log(v / vt);
            double step = (v - last) / vt;
            return step > 0 ? last + vt * (2 + Math.Log(step - 2)) : last - vt * (2 + Math.Log(2 - step));
        }
        return v < 0 ? Math.Max(v, last > 0 ? -last - 1 : 2 * last - 1) : v;
    }

    /// <summary>ln(1 + x) and e^x - 1 without loss near 0: the rounding of 1 + x, and of e^x, cancels in the quotient.</summary>
    internal static double LogOnePlus(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) * (x / (u - 1));
    }

    internal static double ExpMinusOne(double x)
    {
        double u = Math.Exp(x);
        return u == 1 ? x : (u - 1) * (x / Math.Log(u));
    }

    /// <summary>Saturation current, in parts of its value at the nominal temperature [-].</summary>
    /// <param name="n">emission coefficient</param>
    /// <param name="eg">activation energy [eV]</param>
    /// <param name="xti">exponent of T</param>
    public static double SaturationFactor(double temperature, double nominal, double n, double eg, double xti)
    {
        double ratio = temperature / nominal;
        return Math.Exp((ratio - 1) * eg / (n * ThermalVoltage.At(temperature)) + xti / n * Math.Log(ratio));
    }

    /// <summary>Built-in voltage at a temperature [V], and the factor on the zero-bias capacitance [-].</summary>
    public static double BuiltIn(double vj, double m, double temperature, double nominal, out double capacitanceFactor)
    {
        double atReference = (vj - Shift(nominal)) * Reference / nominal;
        double now = Shift(temperature) + temperature / Reference * atReference;
        double before = 1 + m * (400e-6 * (nominal - Reference) - (vj - atReference) / atReference);
        double after = 1 + m * (400e-6 * (temperature - Reference) - (now - atReference) / atReference);
        capacitanceFactor = after / before;
        return now;
    }

    /// <summary>Band gap of silicon [V].</summary>
    public static double BandGap(double t) => 1.16 - 7.02e-4 * t * t / (t + 1108);

    /// <summary>Part of the built-in voltage that comes of the band gap and the density of states [V].</summary>
    private static double Shift(double t)
    {
        double vt = ThermalVoltage.At(t);
        return -2 * vt * (1.5 * Math.Log(t / Reference) - BandGap(t) / (2 * vt) + ReferenceGap / (2 * ThermalVoltage.At(Reference)));
    }
}
