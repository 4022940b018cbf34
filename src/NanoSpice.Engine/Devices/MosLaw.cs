namespace NanoSpice.Engine.Devices;

/// <summary>What the channel of a MOS transistor does at one bias, as of an N channel with vds at least 0.</summary>
/// <param name="Current">from drain to source [A]</param>
/// <param name="On">gate voltage where it turns on, with the body effect [V]</param>
/// <param name="Saturation">vds where the current saturates [V]</param>
public readonly record struct MosChannel(MosValue Current, MosValue On, MosValue Saturation);

/// <summary>Channel of a MOS transistor at its temperature, size and multiplicity worked in: levels 1, 2 and 3 of SPICE.</summary>
public abstract class MosLaw
{
    /// <summary>Surface potential 2 phi_F [V].</summary>
    public required double Phi { get; init; }

    /// <summary>Body effect [V^1/2].</summary>
    public double Gamma { get; init; }

    /// <summary>Threshold without body effect: vto - gamma sqrt(phi), as of an N channel [V].</summary>
    public required double BuiltIn { get; init; }

    /// <summary>kp W/L [A/V^2]</summary>
    public required double Beta { get; init; }

    /// <summary>Capacitance of the oxide over the channel [F]; 0: none.</summary>
    public double Oxide { get; init; }

    /// <summary>Threshold at vbs = 0 [V].</summary>
    public double Threshold => BuiltIn + Gamma * Math.Sqrt(Phi);

    /// <summary>The channel at vds >= 0.</summary>
    public abstract MosChannel At(MosValue vgs, MosValue vds, MosValue vbs);
}

/// <summary>Level 1. [SH] [SPICE]</summary>
/// <remarks>
///   von = vbi + gamma s,   s = sqrt(phi - vbs), beyond vbs = 0 its tangent, at least 0;   u = vgs - von
///   i = 0 for u &lt;= 0,   beta (1 + lambda vds) u^2/2 for u &lt;= vds,   beta (1 + lambda vds) vds (u - vds/2) below
/// </remarks>
public sealed class MosLevel1 : MosLaw
{
    /// <summary>[1/V]</summary>
    public double Lambda { get; init; }

    public override MosChannel At(MosValue vgs, MosValue vds, MosValue vbs)
    {
        MosValue on = BuiltIn;
        if (Gamma != 0)
        {
            double root = Math.Sqrt(Phi);
            var s = vbs.Value <= 0 ? MosValue.Sqrt(Phi - vbs) : MosValue.Max(root - vbs / (2 * root), 0);
            on += Gamma * s;
        }
        var u = vgs - on;
        if (u.Value <= 0) return new(0, on, 0);
        var beta = Beta * (1 + Lambda * vds);
        return new(u.Value <= vds.Value ? 0.5 * beta * u * u : beta * vds * (u - 0.5 * vds), on, u);
    }
}
