namespace NanoSpice.Engine.Devices;

/// <summary>Switch turned by a voltage, S. [SPICE]</summary>
/// <remarks>
///   Sname n+ n- nc+ nc- MODEL [on|off]      .model MODEL SW(ron= roff= vt= vh=), vh >= 0; below 0 and VSWITCH: SmoothSwitch
///   (1)  i = (v_p - v_n) / R      leaves p, enters n [A];  R = ron or roff, by v_c+ - v_c- and vt -+ vh: Hysteresis
/// </remarks>
public sealed class VoltageSwitch(
    string name, Unknown p, Unknown n, Unknown controlPlus, Unknown controlMinus, double ron, double roff, Hysteresis hysteresis) : Device(name)
{
    private readonly double _on = 1 / ron, _off = 1 / roff;

    /// <summary>Limit of the current, ilimit= of LTspice.</summary>
    internal SwitchLimit Limit { get; init; } = new(double.PositiveInfinity, 0);

    public override IEnumerable<Link> Links => [new(p, n, LinkKind.Conducting), new(controlPlus, controlMinus, LinkKind.Sensing)];

    public override IReadOnlyList<string> Quantities => ["i", "v", "p", "r"];

    public override int EventCount => Hysteresis.EventCount;

    public override void Load(Equations eq)
    {
        double i = Current(eq, out double g);
        eq.Flow(p,  i);   eq.DFlow(p, p,  g);   eq.DFlow(p, n, -g);     // (1)
        eq.Flow(n, -i);   eq.DFlow(n, p, -g);   eq.DFlow(n, n,  g);
    }

    public override void Noise(Equations eq, NoiseSources noise) => noise.Thermal("", p, n, Conductance(eq), Temperature);

    public override void Events(Equations eq, Span<double> values) => hysteresis.Events(eq, Control(eq), values);

    public override void Cross(Equations eq, int k) => hysteresis.Cross(eq, k);

    public override bool Settle(Equations eq) => hysteresis.Settle(eq, Control(eq));

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" => new("A", eq => Current(eq, out _)),
        "v" => new("V", eq => eq[p] - eq[n]),
        "p" => new("W", eq => Current(eq, out _) * (eq[p] - eq[n])),
        "r" => new("Ohm", eq => hysteresis.IsOn(eq) ? ron : roff),
        _ => null,
    };

    private double Control(Equations eq) => eq[controlPlus] - eq[controlMinus];

    private double Current(Equations eq, out double slope) => Limit.Abrupt(Conductance(eq), eq[p] - eq[n], out slope);

    private double Conductance(Equations eq) => hysteresis.IsOn(eq) ? _on : _off;
}

/// <summary>Element letter S.</summary>
public sealed class VoltageSwitchKind : DeviceKind
{
    public override string Letter => "S";

    public override string Syntax => "Sname n+ n- nc+ nc- model [on|off]";

    public override IReadOnlyList<string> ModelTypes { get; } = ["sw", "vswitch"];

    public override ParameterTable Parameters => SwitchCard.ElementParameters;

    public override ParameterTable ModelParameters(string modelType) => modelType == "sw" ? Model : SmoothModel;

    private static ParameterTable Model { get; } = SwitchCard.Model("vt", "vh", "V");

    private static ParameterTable SmoothModel { get; } = SwitchCard.SmoothModel("von", "voff", "vt", "vh", "V", 1);

    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => 4;

    public override void Build(DeviceRequest d)
    {
        if (d.Arguments.Count < 5) d.Error("SWI001", $"{d.Name} needs four nodes and a model name", hint: $"write {Syntax}");
        else SwitchCard.Build(d, 4, ('v', "sw", "vswitch"), new Control(d.Node(2), d.Node(3)));
    }
}
