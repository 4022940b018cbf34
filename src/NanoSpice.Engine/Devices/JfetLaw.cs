namespace NanoSpice.Engine.Devices;

/// <summary>Channel current of a junction field-effect transistor at its temperature, area and multiplicity worked in. [SH] [PS], as level 1 of ngspice 39.</summary>
/// <remarks>
///   u = vgs - vto (vgd for vds &lt; 0),  v = |vds|,  B = (1 - b)/(pb - vto)
///   (1)  u &lt;= 0:      i = 0
///   (2)  u &lt; v:       i = beta (1 + lambda v) u^2 (b + B u)
///   (3)  v &lt;= u:      i = beta (1 + lambda v) v (v (B v - b) + u (2b + 3B (u - v)))
///   All as of an N channel, and odd under exchange of drain and source. b = 1: Shichman and Hodges.
/// </remarks>
/// <param name="Beta">[A/V^2]</param>
/// <param name="Threshold">vto [V]</param>
/// <param name="Lambda">[1/V]</param>
/// <param name="Tail">b [-]</param>
/// <param name="Cubic">B [1/V]</param>
public sealed record JfetLaw(double Beta, double Threshold, double Lambda, double Tail, double Cubic)
{
    /// <summary>Current from drain to source [A] and its slopes along vgs and vds [S].</summary>
    public double Current(double vgs, double vds, out double gm, out double gds)
    {
        if (vds >= 0) return Forward(vgs - Threshold, vds, out gm, out gds);
        double i = Forward(vgs - vds - Threshold, -vds, out double byGate, out double byDrain);
        (gm, gds) = (-byGate, byGate + byDrain);
        return -i;
    }

    /// <summary>Conductance beta u (1 + a + a^2)/(1 + a) whose thermal noise, times 2/3, is that of the channel [S]; a = 1 - v/u, 0 in saturation.</summary>
    public double NoiseConductance(double vgs, double vds)
    {
        double u = (vds >= 0 ? vgs : vgs - vds) - Threshold, v = Math.Abs(vds);
        if (u <= 0) return 0;
        double a = v < u ? 1 - v / u : 0;
        return Beta * u * (1 + a + a * a) / (1 + a);
    }

    private double Forward(double u, double v, out double byGate, out double byDrain)
    {
        (byGate, byDrain) = (0, 0);
        if (u <= 0) return 0;
        double factor = Beta * (1 + Lambda * v), c;
        if (u < v)
        {
            c = u * u * (Tail + Cubic * u);
            byGate = factor * u * (2 * Tail + 3 * Cubic * u);
        }
        else
        {
            double part = 2 * Tail + 3 * Cubic * (u - v);
            c = v * (v * (Cubic * v - Tail) + u * part);
            byGate = factor * v * (part + 3 * Cubic * u);
            byDrain = factor * (u - v) * part;
        }
        byDrain += Beta * Lambda * c;
        return factor * c;
    }
}
