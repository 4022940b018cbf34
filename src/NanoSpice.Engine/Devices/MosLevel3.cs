namespace NanoSpice.Engine.Devices;

/// <summary>Level 3: semi-empirical. [VL] [Dang] [SPICE]</summary>
/// <remarks>
///   s = sqrt(phi - vbs), beyond vbs = 0 sqrt(phi)/(1 + vbs/2phi)
///   (1)  short channel:   gs = gamma (1 - xj/L ((ld + wc)/xj sqrt(1 - (wp/(xj + wp))^2) - ld/xj)),   wp = xd s,   wc: a parabola in wp/xj
///   (2)  fb = gs/4s + narrow,   vth = vbi - eta vds + gs s + narrow s^2,   von = vth, with nfs: + vt n,  n = 1 + q nfs/cox + (gs s + narrow s^2)/2s^2
///   (3)  mobility: m = 1/(1 + theta (vgs - vth));   a = (vgs - vth)/(1 + fb),  vdsat = a + vc - sqrt(a^2 + vc^2),  vc = L vmax/(u0 m); without vmax: a
///   (4)  i = beta m (vgs - vth - (1 + fb)/2 v) v/(1 + v/vc),   v = min(vds, vdsat)
///   (5)  channel length: i -> i/(1 - dL/L), dL beyond vdsat, without vmax below it as well; beyond L/2 it bends towards L
///   (6)  vgs &lt; von: i at von times e^((vgs - von)/vt n); without nfs no current below vth
/// </remarks>
public sealed class MosLevel3 : MosLaw
{
    /// <summary>Coefficients of the depletion width below a cylindrical junction. [Dang]</summary>
    private const double Wide0 = 0.0631353, Wide1 = 0.8013292, Wide2 = -0.01110777;

    private const double LeastConductance = 1e-12;

    /// <summary>[m]</summary>
    public required double Length { get; init; }

    /// <summary>kT/q [V]</summary>
    public required double Thermal { get; init; }

    /// <summary>eta 8.15e-22/(cox L^3) [-]</summary>
    public double Feedback { get; init; }

    /// <summary>[1/V]</summary>
    public double Theta { get; init; }

    /// <summary>[-]</summary>
    public double Kappa { get; init; }

    /// <summary>2 eps/(q nsub) [m^2/V]; 0: no nsub.</summary>
    public double Alpha { get; init; }

    /// <summary>[m]; 0: none.</summary>
    public double JunctionDepth { get; init; }

    public double LateralDiffusion { get; init; }

    /// <summary>delta pi eps/(2 cox W) [-]</summary>
    public double Narrow { get; init; }

    /// <summary>q nfs/cox [-]; 0: none.</summary>
    public double FastStates { get; init; }

    /// <summary>L vmax/u0 [V]; 0: none.</summary>
    public double Critical { get; init; }

    public override MosChannel At(MosValue vgs, MosValue vds, MosValue vbs)
    {
        var s = vbs.Value <= 0 ? MosValue.Sqrt(Phi - vbs) : Math.Sqrt(Phi) / (1 + vbs / (2 * Phi));
        var square = s * s;
        MosValue gamma = JunctionDepth > 0 && Alpha > 0 ? Gamma * ShortChannel(s) : Gamma;
        MosValue body = gamma / (4 * s) + Narrow, charge = gamma * s + Narrow * square, threshold = BuiltIn - Feedback * vds + charge, on = threshold;     // (2)
        MosValue slope = 0;
        if (FastStates != 0)
        {
            slope = Thermal * (1 + FastStates + charge / (2 * square));
            on = threshold + slope;
        }
        else if (vgs.Value <= on.Value) return new(0, on, 0);
        MosValue gate = MosValue.Max(vgs, on) - threshold, rise = 1 + Theta * gate;                          // (3)
        MosValue saturation = gate / (1 + body), critical = Critical * rise;
        if (Critical > 0) saturation = saturation + critical - MosValue.Sqrt(saturation * saturation + critical * critical);
        var v = MosValue.Min(vds, saturation);
        MosValue i = Beta / rise * (gate - 0.5 * (1 + body) * v) * v;                                             // (4)
        if (Critical > 0) i /= 1 + v / critical;
        if (Alpha > 0 && (Critical == 0 || vds.Value > saturation.Value)) i /= 1 - Shortening(i, vds, saturation, critical);
        if (vgs.Value < on.Value) i *= MosValue.Exp((vgs - on) / slope);                                     // (6)
        return new(i, on, saturation);
    }

    /// <summary>(1)</summary>
    private MosValue ShortChannel(MosValue s)
    {
        var w = Math.Sqrt(Alpha) / JunctionDepth * s;
        MosValue wide = Wide0 + Wide1 * w + Wide2 * w * w, part = w / (1 + w);
        double lateral = LateralDiffusion / JunctionDepth;
        return 1 - JunctionDepth / Length * ((wide + lateral) * MosValue.Sqrt(1 - part * part) - lateral);
    }

    /// <summary>(5), in parts of L.</summary>
    private MosValue Shortening(MosValue i, MosValue vds, MosValue saturation, MosValue critical)
    {
        double reach = Kappa * Alpha;
        MosValue taken;
        if (reach == 0) return 0;
        if (Critical > 0)
        {
            var g = MosValue.Max(i * saturation / (critical * (critical + saturation)), LeastConductance);
            var field = 0.5 * reach / Length * i / g;
            taken = MosValue.Sqrt(field * field + reach * (vds - saturation)) - field;
        }
        else if (vds.Value > saturation.Value) taken = MosValue.Sqrt(reach * (vds - 0.875 * saturation));
        else
        {
            MosValue part = vds / saturation, fourth = part * part * part * part;
            taken = fourth * MosValue.Sqrt(0.125 * reach * saturation);
        }
        var x = taken / Length;
        return x.Value > 0.5 ? 1 - 0.25 / x : x;
    }
}
