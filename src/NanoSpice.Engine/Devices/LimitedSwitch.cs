namespace NanoSpice.Engine.Devices;

/// <summary>How the current of a switch ends at its limit. [LTSPICE]</summary>
/// <remarks>abrupt: y within -L .. L, and roff beyond; gradual: L tanh(y/L)</remarks>
/// <param name="Value">L [A]; infinite: none</param>
/// <param name="Off">1/roff [S]</param>
internal readonly record struct SwitchLimit(double Value, double Off)
{
    /// <summary>The current of a conductance g at a voltage v, and its slope [S].</summary>
    public double Abrupt(double g, double v, out double slope)
    {
        double y = g * v;
        slope = g;
        if (Math.Abs(y) <= Value) return y;
        slope = Math.Min(g, Off);
        double end = Math.CopySign(Value, y);
        return end + slope * (v - end / g);
    }

    /// <summary>The current where y would flow, and the factor on slopes of y.</summary>
    public double Gradual(double y, out double share)
    {
        share = 1;
        if (double.IsInfinity(Value)) return y;
        double t = Math.Tanh(y / Value);
        share = 1 - t * t;
        return Value * t;
    }
}

/// <summary>Switch of LTspice of level 2: never quite on or off. [LTSPICE]</summary>
/// <remarks>
///   (1)  y = g(u) s(v)      leaves p, enters n [A];  s(v) = v; with oneway max(v, 0), a parabola of width epsilon about 0
///   (2)  g = exp(A atan((u - vt)/|vh|) + B),   A = ln(roff/ron)/pi,   B = -ln(roff ron)/2
///   (3)  i = ilimit tanh(y/ilimit), or y without ilimit;  oneway adds gmin v, so that nothing floats
/// </remarks>
/// <param name="oneWay">null: conducts both ways</param>
internal sealed class LimitedSwitch(string name, Unknown p, Unknown n, Control control, double ron, double roff, double middle, double width, SwitchLimit limit, IdealDiodeBranch? oneWay)
    : Device(name)
{
    private readonly double _level = -Math.Log(ron * roff) / 2, _ratio = Math.Log(roff / ron) / Math.PI, _scale = control.Scale / width;

    public override IEnumerable<Link> Links => [new(p, n, LinkKind.Conducting), new(control.Plus, control.Minus, LinkKind.Sensing)];

    public override IReadOnlyList<string> Quantities => ["i", "v", "p"];

    public override void Load(Equations eq)
    {
        double i = Current(eq, out double g, out double k);
        eq.Flow(p,  i);   eq.DFlow(p, p,  g);   eq.DFlow(p, n, -g);   eq.DFlow(p, control.Plus,  k);   eq.DFlow(p, control.Minus, -k);
        eq.Flow(n, -i);   eq.DFlow(n, p, -g);   eq.DFlow(n, n,  g);   eq.DFlow(n, control.Plus, -k);   eq.DFlow(n, control.Minus,  k);
    }

    public override void Noise(Equations eq, NoiseSources noise)
    {
        Current(eq, out double g, out _);
        noise.Thermal("", p, n, g, Temperature);
    }

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" => new("A", eq => Current(eq, out _, out _)),
        "v" => Engine.Probe.Of("V", p, n),
        "p" => new("W", eq => Current(eq, out _, out _) * (eq[p] - eq[n])),
        _ => null,
    };

    /// <summary>Current, its slope along v_p - v_n [S] and along the control unknown.</summary>
    private double Current(Equations eq, out double g, out double k)
    {
        double v = eq[p] - eq[n], z = _scale * (eq[control.Plus] - eq[control.Minus]) - middle / width;
        double on = Math.Exp(_level + _ratio * Math.Atan(z));                                    // (2)
        double bend = 1, s = oneWay?.Current(v, out bend) ?? v;                                  // (1)
        double i = limit.Gradual(on * s, out double share), leak = oneWay is null ? 0 : eq.Gmin;
        (g, k) = (share * on * bend + leak, share * s * on * _ratio * _scale / (1 + z * z));
        return i + leak * v;                                                                     // (3)
    }
}
