namespace NanoSpice.Engine.Devices;

/// <summary>Switch without a jump: PSpice's VSWITCH and ISWITCH, and LTspice's SW and CSW with a negative hysteresis.</summary>
/// <remarks>
///   (1)  i = (v_p - v_n) / R(u)      leaves p, enters n [A];  u: control voltage or current
///   (2)  ln R = ln sqrt(ron roff) + ln(ron/roff) (3 z/2 - 2 z^3),   z = (u - middle) / (on - off) within -1/2 .. 1/2
///   R is ron and roff outside and C1 at both ends; on may lie below off. Source [PSPICE], LTspice: on, off = vt +- |vh|.
/// </remarks>
/// <param name="control">voltage between two nodes, or a branch current; u is Scale times it</param>
public sealed class SmoothSwitch(string name, Unknown p, Unknown n, Control control, double ron, double roff, double on, double off) : Device(name)
{
    private readonly double _middle = (on + off) / 2, _width = on - off;
    private readonly double _level = (Math.Log(ron) + Math.Log(roff)) / 2, _ratio = Math.Log(ron / roff);

    /// <summary>Limit of the current, ilimit= of LTspice.</summary>
    internal SwitchLimit Limit { get; init; } = new(double.PositiveInfinity, 0);

    public override IEnumerable<Link> Links => [new(p, n, LinkKind.Conducting), new(control.Plus, control.Minus, LinkKind.Sensing)];

    public override IReadOnlyList<string> Quantities => ["i", "v", "p", "r"];

    public override void Load(Equations eq)
    {
        double v = eq[p] - eq[n], on = Conductance(eq, out double slope), i = Limit.Abrupt(on, v, out double g);
        double k = Math.Abs(on * v) <= Limit.Value ? slope * v * control.Scale : 0;
        eq.Flow(p,  i);   eq.DFlow(p, p,  g);   eq.DFlow(p, n, -g);   eq.DFlow(p, control.Plus,  k);   eq.DFlow(p, control.Minus, -k);   // (1)
        eq.Flow(n, -i);   eq.DFlow(n, p, -g);   eq.DFlow(n, n,  g);   eq.DFlow(n, control.Plus, -k);   eq.DFlow(n, control.Minus,  k);
    }

    public override void Noise(Equations eq, NoiseSources noise) => noise.Thermal("", p, n, Conductance(eq, out _), Temperature);

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" => new("A", eq => Limit.Abrupt(Conductance(eq, out _), eq[p] - eq[n], out _)),
        "v" => Engine.Probe.Of("V", p, n),
        "p" => new("W", eq => Limit.Abrupt(Conductance(eq, out _), eq[p] - eq[n], out _) * (eq[p] - eq[n])),
        "r" => new("Ohm", eq => 1 / Conductance(eq, out _)),
        _ => null,
    };

    /// <summary>1/R, and its derivative with respect to u [S, S per V or A].</summary>
    private double Conductance(Equations eq, out double slope)
    {
        double u = control.Scale * (eq[control.Plus] - eq[control.Minus]), z = (u - _middle) / _width;
        slope = 0;
        if (z >= 0.5) return 1 / ron;
        if (z <= -0.5) return 1 / roff;
        double g = Math.Exp(-_level - _ratio * z * (1.5 - 2 * z * z));      // (2)
        slope = -g * _ratio * (1.5 - 6 * z * z) / _width;
        return g;
    }
}
