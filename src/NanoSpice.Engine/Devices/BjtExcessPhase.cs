namespace NanoSpice.Engine.Devices;

/// <summary>Excess phase of a bipolar transistor, ptf: its forward current arrives late. [SPICE], after Weil.</summary>
/// <remarks>
///   In time the forward current u = If/qb passes a Bessel filter of second order, 3/(3 + 3 s T + s^2 T^2):
///   (1)  d/dt (T y) - 3 z = 0      (2)  d/dt (T z) + 3 z + y - u = 0      y flows in place of u
///   Small signals: the slope of ic along vbe is turned by e^(-j w T), exact, as SPICE does.
/// </remarks>
/// <param name="sign">1: NPN, -1: PNP</param>
/// <param name="delay">T [s]</param>
/// <param name="late">y [A]</param>
/// <param name="rate">z [A]</param>
internal sealed class BjtExcessPhase(BjtNodes nodes, double sign, double delay, Unknown late, Unknown rate)
{
    /// <summary>What flows more into the collector than without the delay [A], as of an NPN.</summary>
    public double Late(Equations eq, in BjtPoint p) => eq[late] - p.Forward;

    /// <param name="de">vbe beyond the voltage of p [V]; dc likewise of vbc</param>
    public void Load(Equations eq, in BjtPoint p, double de, double dc)
    {
        var (c, b, e) = (nodes.InnerC, nodes.InnerB, nodes.InnerE);
        double omega = 2 * Math.PI * eq.Frequency, u = p.Forward + p.ForwardBe * de + p.ForwardBc * dc, ube = p.ForwardBe, ubc = p.ForwardBc;
        eq.Charge(late, delay * eq[late]);   eq.DCharge(late, late, delay);                                                    // (1)
        eq.Flow(late, -3 * eq[rate]);        eq.DFlow(late, rate, -3);
        eq.Charge(rate, delay * eq[rate]);   eq.DCharge(rate, rate, delay);                                                    // (2)
        eq.Flow(rate, 3 * eq[rate] + eq[late] - u);
        eq.DFlow(rate, rate, 3);   eq.DFlow(rate, late, 1);
        eq.DFlow(rate, b, -sign * (ube + ubc));   eq.DFlow(rate, e, sign * ube);   eq.DFlow(rate, c, sign * ubc);
        bool small = omega > 0;
        double y = small ? 0 : 1, kbe = small ? p.IcBe * (Math.Cos(omega * delay) - 1) : -ube, kbc = small ? 0 : -ubc;
        double q = small ? -p.IcBe * Math.Sin(omega * delay) / omega : 0, more = sign * (eq[late] - u);
        eq.Flow(c, more);    eq.DFlow(c, late, sign * y);    eq.DFlow(c, b, kbe + kbc);    eq.DFlow(c, e, -kbe);   eq.DFlow(c, c, -kbc);
        eq.Flow(e, -more);   eq.DFlow(e, late, -sign * y);   eq.DFlow(e, b, -kbe - kbc);   eq.DFlow(e, e, kbe);    eq.DFlow(e, c, kbc);
        eq.DCharge(c, b, q);   eq.DCharge(c, e, -q);   eq.DCharge(e, b, -q);   eq.DCharge(e, e, q);
    }
}
