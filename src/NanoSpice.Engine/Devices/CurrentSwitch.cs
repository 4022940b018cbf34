namespace NanoSpice.Engine.Devices;

/// <summary>Switch turned by the current of a voltage source, W. [SPICE]</summary>
/// <remarks>
///   Wname n+ n- VNAME MODEL [on|off]      .model MODEL CSW(ron= roff= it= ih=), ih >= 0; below 0 and ISWITCH: SmoothSwitch
///   (1)  i = (v_p - v_n) / R      leaves p, enters n [A];  R = ron or roff, by i(VNAME) and it -+ ih: Hysteresis
/// </remarks>
/// <param name="control">branch current</param>
public sealed class CurrentSwitch(string name, Unknown p, Unknown n, Unknown control, double ron, double roff, Hysteresis hysteresis) : Device(name)
{
    private readonly double _on = 1 / ron, _off = 1 / roff;

    /// <summary>Limit of the current, ilimit= of LTspice.</summary>
    internal SwitchLimit Limit { get; init; } = new(double.PositiveInfinity, 0);

    public override IEnumerable<Link> Links => [new(p, n, LinkKind.Conducting)];

    public override IReadOnlyList<string> Quantities => ["i", "v", "p", "r"];

    public override int EventCount => Hysteresis.EventCount;

    public override void Load(Equations eq)
    {
        double i = Current(eq, out double g);
        Branches.Flow(eq, p, n, i, g);     // (1)
    }

    public override void Noise(Equations eq, NoiseSources noise) => noise.Thermal("", p, n, Conductance(eq), Temperature);

    public override void Events(Equations eq, Span<double> values) => hysteresis.Events(eq, eq[control], values);

    public override void Cross(Equations eq, int k) => hysteresis.Cross(eq, k);

    public override bool Settle(Equations eq) => hysteresis.Settle(eq, eq[control]);

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" => new("A", eq => Current(eq, out _)),
        "v" => new("V", eq => eq[p] - eq[n]),
        "p" => new("W", eq => Current(eq, out _) * (eq[p] - eq[n])),
        "r" => new("Ohm", eq => hysteresis.IsOn(eq) ? ron : roff),
        _ => null,
    };

    private double Current(Equations eq, out double slope) => Limit.Abrupt(Conductance(eq), eq[p] - eq[n], out slope);

    private double Conductance(Equations eq) => hysteresis.IsOn(eq) ? _on : _off;
}

/// <summary>Element letter W.</summary>
public sealed class CurrentSwitchKind : DeviceKind
{
    public override string Letter => "W";

    public override string Syntax => "Wname n+ n- source model [on|off]";

    public override IReadOnlyList<string> ModelTypes { get; } = ["csw", "iswitch"];

    public override ParameterTable Parameters => SwitchCard.ElementParameters;

    public override ParameterTable ModelParameters(string modelType) => modelType == "csw" ? Model : SmoothModel;

    private static ParameterTable Model { get; } = SwitchCard.Model("it", "ih", "A");

    private static ParameterTable SmoothModel { get; } = SwitchCard.SmoothModel("ion", "ioff", "it", "ih", "A", 1e-3);

    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => 2;

    public override void Build(DeviceRequest d)
    {
        if (d.Arguments.Count < 4) d.Error("SWI001", $"{d.Name} needs two nodes, a voltage source and a model name", hint: $"write {Syntax}");
        else SwitchCard.Build(d, 3, ('i', "csw", "iswitch"), Control.Current(d, d.Arguments[2]));
    }
}
