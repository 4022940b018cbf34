namespace NanoSpice.Engine.Devices;

/// <summary>Channel current and gate charges of a power MOSFET at its temperature, multiplicity worked in. [VDMOS], as ngspice 39.</summary>
/// <remarks>
///   (1)  w = s ln(1 + e^((vgs - vto - shift)/s))                        overdrive, exponential below the threshold
///   (2)  i = beta (1 + lambda vds)/(1 + theta vgs) c(w, u),  u = mtriode vds
///        c = w^2/2 for w &lt;= u,  u (w - u/2) beyond;  for vds &lt; 0: i -> -i, u = -mtriode vds, vgd for vgs in (1)
///   (3)  cgd = s tanh(a vgd) + y above 0, s atan(a vgd) + y below,  s = (cgdmax - cgdmin)/(1 + pi/2),  y = cgdmax - s
///   All as of an N channel. Both brackets of (2) fall like 1/(4 (1 - x)) below 1/2, so that neither reaches 0.
/// </remarks>
public sealed class VdmosLaw
{
    /// <summary>[A/V^2]</summary>
    public required double Beta { get; init; }

    /// <summary>Threshold with its shift [V].</summary>
    public required double Threshold { get; init; }

    /// <summary>Slope s of the logarithm of the current below the threshold [V].</summary>
    public required double Slope { get; init; }

    /// <summary>[1/V]</summary>
    public double Lambda { get; init; }

    public double Theta { get; init; }

    public double Triode { get; init; } = 1;

    /// <summary>[F]</summary>
    public double Cgs { get; init; }

    public double CgdMax { get; init; }

    public double CgdMin { get; init; }

    /// <summary>[1/V]</summary>
    public double A { get; init; } = 1;

    /// <summary>Current from drain to source [A] and its slopes along vgs and vds [S]. (1), (2)</summary>
    public double Current(double vgs, double vds, out double gm, out double gds)
    {
        bool normal = vds >= 0;
        double x = ((normal ? vgs : vgs - vds) - Threshold) / Slope, tail = Math.Exp(-Math.Abs(x));
        double w = Slope * (Math.Max(x, 0) + Junction.LogOnePlus(tail)), along = (x > 0 ? 1 : tail) / (1 + tail);
        double u = Triode * Math.Abs(vds), c, cw, cd;
        if (w <= u) (c, cw, cd) = (0.5 * w * w, w * along, 0);
        else (c, cw, cd) = (u * (w - 0.5 * u), u * along, Triode * (w - u));
        double rise = Floored(1 + Lambda * vds, out double dRise), fall = Floored(1 + Theta * vgs, out double dFall), b = Beta * rise / fall;
        double byGate = b * cw - b * Theta * dFall / fall * c, byDrain = Beta * Lambda * dRise / fall * c;
        if (normal)
        {
            (gm, gds) = (byGate, b * cd + byDrain);
            return b * c;
        }
        (gm, gds) = (-byGate, b * (cw + cd) - byDrain);
        return -b * c;
    }

    /// <summary>Charge of the gate towards the drain [C], and (3) [F].</summary>
    public double DrainCharge(double vgd, out double capacitance)
    {
        double s = (CgdMax - CgdMin) / (1 + Math.PI / 2), y = CgdMax - s, z = A * vgd;
        if (z > 0)
        {
            capacitance = s * Math.Tanh(z) + y;
            return s / A * (z + Junction.LogOnePlus(Math.Exp(-2 * z)) - Math.Log(2)) + y * vgd;
        }
        double arc = Math.Atan(z);
        capacitance = s * arc + y;
        return s / A * (z * arc - 0.5 * Junction.LogOnePlus(z * z)) + y * vgd;
    }

    private static double Floored(double x, out double slope)
    {
        slope = 1;
        if (x >= 0.5) return x;
        double y = 0.25 / (1 - x);
        slope = 4 * y * y;
        return y;
    }
}
