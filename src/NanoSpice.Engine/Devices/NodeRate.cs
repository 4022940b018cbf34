namespace NanoSpice.Engine.Devices;

/// <summary>Makes the time derivative of a voltage an unknown, for capacitances that are no derivative of a charge (MosGate).</summary>
/// <remarks>
///   u - d/dt (unit (v_a - v_b)) = 0,   u: the current of a capacitor of 1 fF between a and b [A]
///   A current c(v) dv/dt is then c(v) u / unit, and the same in a small-signal analysis.
/// </remarks>
/// <param name="initial">voltage at the start with uic [V]; NaN: as the solution</param>
public sealed class NodeRate(string name, Unknown a, Unknown b, Unknown rate, double initial = double.NaN) : Device(name)
{
    /// <summary>Capacitance whose current the unknown is [F].</summary>
    public const double Unit = 1e-15;

    public override IEnumerable<Link> Links => [];

    public override void Load(Equations eq)
    {
        eq.Flow(rate, eq[rate]);                          eq.DFlow(rate, rate, 1);
        eq.Charge(rate, -Unit * (eq[a] - eq[b]));         eq.DCharge(rate, a, -Unit);    eq.DCharge(rate, b, Unit);
    }

    public override void LoadInitial(Equations eq) => eq.Charge(rate, -Unit * (double.IsNaN(initial) ? eq[a] - eq[b] : initial));
}
