namespace NanoSpice.Engine.Devices;

/// <summary>Meyer's capacitances of the gate over the channel [F], as of an N channel with vds at least 0. [Meyer] [SPICE]</summary>
/// <remarks>
///   u = vgs - von,  s = max(vdsat, 25 mV),  cox: oxide
///   cgb = cox for u &lt;= -phi,   -u cox/phi up to u = 0,   0 beyond
///   c = cox (2/3 + 4u/3phi) from u = -phi/2 to 0,   2/3 cox beyond;   vds >= s: cgs = c, cgd = 0
///   vds &lt; s:  cgs = c (1 - ((s - vds)/(2s - vds))^2),   cgd = c (1 - (s/(2s - vds))^2)
///   There is no charge whose slopes these are: each drives its own current c dv/dt, and as in SPICE a cycle of the voltages may
///   leave charge behind.
/// </remarks>
public readonly record struct MosGate(MosValue Source, MosValue Drain, MosValue Bulk)
{
    private const double LeastSaturation = 0.025;

    public static MosGate At(MosValue vgs, MosValue vds, in MosChannel channel, double phi, double oxide)
    {
        var u = vgs - channel.On;
        if (u.Value <= -phi) return new(0, 0, oxide);
        MosValue bulk = u.Value < 0 ? -oxide / phi * u : 0;
        if (u.Value <= -phi / 2) return new(0, 0, bulk);
        MosValue c = u.Value <= 0 ? oxide * (2.0 / 3 + 4 / (3 * phi) * u) : 2.0 / 3 * oxide, s = MosValue.Max(channel.Saturation, LeastSaturation);
        if (vds.Value >= s.Value) return new(c, 0, bulk);
        var sum = s + s - vds;
        MosValue a = (s - vds) / sum, b = s / sum;
        return new(c * (1 - a * a), c * (1 - b * b), bulk);
    }
}
