namespace NanoSpice.Engine.Devices;

/// <summary>Level 2: bulk charge along the channel. [VL] [Baum] [SPICE]</summary>
/// <remarks>
///   s(v) = sqrt(phi - v), beyond v = 0 sqrt(phi)/(1 + v/2phi);   s0 = s(vbs), sd = s(vbs - vds), ss = s(vbs - vdsat)
///   (1)  short channel: g = gamma (1 - xj/2L (sqrt(1 + 2 xd s0/xj) - 1) - the same with sd)
///   (2)  narrow channel: vb = vbi + narrow (phi - vbs), eta = 1 + narrow;   von = vb + g s0, with nfs: + vt n,  n = 1 + q nfs/cox + narrow - d(g s0)/dvbs
///   (3)  mobility: m = (ucrit eps/(cox (vgs - von)))^uexp, at most 1
///   (4)  vdsat: where the channel charge is gone at the drain (Grove and Frohman), with vmax where carriers reach it (Baum): a quartic
///   (5)  i = beta m/(1 - dL/L) ((vgs - vb - eta v/2) v - 2/3 g (s^3 - s0^3)),   v = min(vds, vdsat), s = sd or ss
///   (6)  vgs &lt; von with nfs: i at von times e^((vgs - von)/vt n); without nfs no current below vb
/// </remarks>
public sealed class MosLevel2 : MosLaw
{
    /// <summary>Least channel without nsub [m].</summary>
    private const double LeastLength = 0.25e-6;

    /// <summary>[m]</summary>
    public required double Length { get; init; }

    /// <summary>kT/q [V]</summary>
    public required double Thermal { get; init; }

    /// <summary>[1/V]; above 0: in place of what nsub gives.</summary>
    public double Lambda { get; init; }

    /// <summary>sqrt(2 eps/(q nsub)) [m/V^1/2]; 0: no nsub.</summary>
    public double Depletion { get; init; }

    /// <summary>Depletion of the bulk junction without bias, Depletion sqrt(pb) [m].</summary>
    public double LeastDrain { get; init; }

    /// <summary>[m]; 0: none.</summary>
    public double JunctionDepth { get; init; }

    /// <summary>delta pi eps/(4 cox W) [-]</summary>
    public double Narrow { get; init; }

    /// <summary>q nfs/cox [-]; 0: none.</summary>
    public double FastStates { get; init; }

    /// <summary>ucrit eps/cox [V]</summary>
    public double CriticalVoltage { get; init; }

    public double MobilityExponent { get; init; }

    /// <summary>vmax/u0 [V/m]; 0: none.</summary>
    public double Velocity { get; init; }

    /// <summary>neff [-]</summary>
    public double ChannelCharge { get; init; } = 1;

    public override MosChannel At(MosValue vgs, MosValue vds, MosValue vbs)
    {
        MosValue bend = Phi - vbs, s0 = Root(vbs, out var slope0), sd = Root(vbs - vds, out var slopeD);
        double eta = 1 + Narrow;
        MosValue gamma = ShortChannel(s0, slope0, sd, slopeD, out var gammaSlope), floor = BuiltIn + Narrow * bend, on = floor + gamma * s0, weak = 0;    // (2)
        if (FastStates != 0)
        {
            weak = Thermal * (1 + FastStates + Narrow - (gamma * slope0 + gammaSlope * s0));
            on += weak;
        }
        else if (vgs.Value <= floor.Value) return new(0, on, 0);
        MosValue mobility = 1, over = vgs - on;                                                             // (3)
        if (over.Value > CriticalVoltage) mobility = MosValue.Pow(CriticalVoltage / over, MobilityExponent);
        var gate = FastStates != 0 ? MosValue.Max(vgs, on) : vgs;
        var saturation = Pinch((gate - floor) / eta, gamma / eta, bend);                                    // (4)
        if (Velocity > 0) saturation = Baum(saturation, (gate - floor) / eta, gamma / eta, bend, s0, Length * Velocity / mobility);
        bool linear = vds.Value <= saturation.Value;
        if (saturation.Value <= 0 && FastStates != 0 && vgs.Value <= on.Value) return new(0, on, saturation);
        var taken = Shortening(vds, saturation, mobility);
        MosValue v = linear ? vds : saturation, end = linear ? sd : Root(vbs - saturation, out _), height = FastStates != 0 ? gate : vgs;
        var i = Beta * mobility / (1 - taken) * ((height - floor - 0.5 * eta * v) * v - 2.0 / 3 * gamma * (end * end * end - s0 * s0 * s0));    // (5)
        if (FastStates != 0 && vgs.Value <= on.Value) i *= MosValue.Exp((vgs - on) / weak);                  // (6)
        return new(i, on, saturation);
    }

    /// <summary>s(v) and its slope.</summary>
    private MosValue Root(MosValue v, out MosValue slope)
    {
        if (v.Value <= 0)
        {
            var s = MosValue.Sqrt(Phi - v);
            slope = -0.5 / s;
            return s;
        }
        double root = Math.Sqrt(Phi);
        var bent = root / (1 + v / (2 * Phi));
        slope = -0.5 / (Phi * root) * bent * bent;
        return bent;
    }

    /// <summary>(1), and its slope along vbs.</summary>
    private MosValue ShortChannel(MosValue s0, MosValue slope0, MosValue sd, MosValue slopeD, out MosValue slope)
    {
        slope = 0;
        if (JunctionDepth == 0 || Depletion == 0 || Gamma == 0) return Gamma;
        double twice = 2 * Depletion / JunctionDepth, part = 0.5 * JunctionDepth / Length;
        MosValue source = MosValue.Sqrt(1 + twice * s0), drain = MosValue.Sqrt(1 + twice * sd);
        slope = -Gamma * 0.5 * Depletion / Length * (slope0 / source + slopeD / drain);
        return Gamma * (1 - part * (source - 1) - part * (drain - 1));
    }

    /// <summary>(4) without vmax.</summary>
    private static MosValue Pinch(MosValue height, MosValue gamma, MosValue bend)
    {
        if (gamma.Value <= 0) return MosValue.Max(height, 0);
        var sum = height + bend;
        if (sum.Value <= 0) return 0;
        var square = gamma * gamma;
        return MosValue.Max(height + 0.5 * square * (1 - MosValue.Sqrt(1 + 4 * sum / square)), 0);
    }

    /// <summary>(4) with vmax: x^4 + a x^3 + b x^2 + c x + d = 0 for x^2 = phi - vbs + vdsat, the least root above 0.</summary>
    /// <param name="velocity">L vmax/(u0 m) [V]</param>
    private static MosValue Baum(MosValue pinch, MosValue height, MosValue gamma, MosValue bend, MosValue s0, MosValue velocity)
    {
        var whole = height + bend;
        MosValue a = gamma / 0.75, b = -2 * (whole + velocity), c = -2 * gamma * velocity, d = 2 * whole * (bend + velocity) - bend * bend - 4.0 / 3 * gamma * s0 * s0 * s0;
        double x = Quartic.LeastPositive(a.Value, b.Value, c.Value, d.Value);
        if (double.IsNaN(x)) return pinch;
        double steep = ((4 * x + 3 * a.Value) * x + 2 * b.Value) * x + c.Value;
        // One step of Newton with all slopes along: the root follows its coefficients.
        var root = x - ((((x + a) * x + b) * x + c) * x + d) / steep;
        var saturation = root * root - bend;
        // With the bulk well forward the root that has a meaning can be gone: carriers reach their velocity before the channel pinches off, or not.
        return saturation.Value > pinch.Value ? pinch : saturation;
    }

    /// <summary>dL/L of (5); what is left of the channel stays above the depletion of its drain.</summary>
    private MosValue Shortening(MosValue vds, MosValue saturation, MosValue mobility)
    {
        MosValue taken = Lambda * vds;
        if (Lambda == 0 && Depletion > 0)
        {
            if (Velocity == 0)
            {
                var x = 0.25 * (vds - saturation);
                taken = Depletion / Length * MosValue.Sqrt(x + MosValue.Sqrt(1 + x * x));
            }
            else
            {
                double depth = Depletion / Math.Sqrt(ChannelCharge);
                MosValue field = 0.5 * depth * Velocity / mobility, beyond = MosValue.Max(vds - saturation, 0);
                taken = depth / Length * (MosValue.Sqrt(field * field + beyond) - field);
            }
        }
        double least = Depletion > 0 ? LeastDrain : LeastLength, left = (Length - LeastDrain) / Length, share = least / Length;
        if (1 - taken.Value >= share) return taken;
        return 1 - share / (1 + (taken - left) / share);
    }
}
