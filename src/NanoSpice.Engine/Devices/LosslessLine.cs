namespace NanoSpice.Engine.Devices;

/// <summary>T: lossless transmission line by its characteristics.</summary>
/// <remarks>
///   v1 = v_a - v_b, v2 = v_c - v_d; i1, i2 enter at a and c and leave at b and d.  w = v + Z0 i: the wave that leaves an end
///   (1)  v1 - Z0 i1 = w2(t - TD)      (2)  v2 - Z0 i2 = w1(t - TD)
///   AC: the right-hand sides are e^(-j w TD) w. At DC they are (1 - 1e-12) w, as SPICE has it: a short circuit, but not quite, so that rings of
///   lines have a solution. Source [SPICE].
/// </remarks>
public sealed class LosslessLine(
    string name, Unknown a, Unknown b, Unknown c, Unknown d, Unknown first, Unknown second, double impedance, double delay, int firstWave, int secondWave,
    IReadOnlyList<double> initial) : Device(name)
{
    private const double AlmostOne = 1 - 1e-12;

    public override IEnumerable<Link> Links =>
        [new(a, b, LinkKind.Conducting), new(c, d, LinkKind.Conducting), new(a, c, LinkKind.Conducting), new(b, d, LinkKind.Conducting)];

    public override IReadOnlyList<string> Quantities => ["i", "i1", "i2", "v", "v1", "v2"];

    public override bool DependsOnFrequency => true;

    public override double StepLimit => delay;

    public override IReadOnlyList<DelayedSignal> Signals { get; } =
    [
        new(firstWave, delay, [(a, 1), (b, -1), (first, impedance)], initial.Count < 4 ? double.NaN : initial[0] + impedance * initial[1]),
        new(secondWave, delay, [(c, 1), (d, -1), (second, impedance)], initial.Count < 4 ? double.NaN : initial[2] + impedance * initial[3]),
    ];

    public override void Load(Equations eq)
    {
        double i1 = eq[first], i2 = eq[second];
        eq.Flow(a,  i1);   eq.DFlow(a, first,  1);
        eq.Flow(b, -i1);   eq.DFlow(b, first, -1);
        eq.Flow(c,  i2);   eq.DFlow(c, second,  1);
        eq.Flow(d, -i2);   eq.DFlow(d, second, -1);
        End(eq, first, a, b, second, c, d, secondWave);      // (1)
        End(eq, second, c, d, first, a, b, firstWave);       // (2)
    }

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" or "i1" => Engine.Probe.Of("A", first, Unknown.Ground),
        "i2" => Engine.Probe.Of("A", second, Unknown.Ground),
        "v" or "v1" => Engine.Probe.Of("V", a, b),
        "v2" => Engine.Probe.Of("V", c, d),
        _ => null,
    };

    /// <summary>Row of one end: its v - Z0 i is the wave that left the other.</summary>
    private void End(Equations eq, Unknown i, Unknown p, Unknown n, Unknown farI, Unknown farP, Unknown farN, int wave)
    {
        bool direct = eq.IsStatic || eq.Frequency > 0;
        double omega = 2 * Math.PI * eq.Frequency, share = !direct ? 0 : omega > 0 ? Math.Cos(omega * delay) : AlmostOne;
        double turned = omega > 0 ? Math.Sin(omega * delay) / omega : 0;      // -j sin = -(j w) sin/w
        double arriving = direct ? share * (eq[farP] - eq[farN] + impedance * eq[farI]) : eq.Past[wave].Value(eq.Time, delay);
        eq.Flow(i, eq[p] - eq[n] - impedance * eq[i] - arriving);
        eq.DFlow(i, p, 1);           eq.DFlow(i, n, -1);         eq.DFlow(i, i, -impedance);
        eq.DFlow(i, farP, -share);   eq.DFlow(i, farN, share);   eq.DFlow(i, farI, -share * impedance);
        eq.DCharge(i, farP, turned); eq.DCharge(i, farN, -turned); eq.DCharge(i, farI, turned * impedance);
    }
}

/// <summary>T: four nodes, Z0 and the delay, given as such or as a length in waves at a frequency.</summary>
public sealed class LosslessLineKind : DeviceKind
{
    public override string Letter => "T";

    public override string Syntax => "Tname a+ a- b+ b- z0= td=|f= [nl=0.25] [ic=v1,i1,v2,i2]";

    public override ParameterTable Parameters { get; } = new(
        Parameter.Number("z0", "Ohm", "characteristic impedance") with { Aliases = ["zo"] },
        Parameter.Number("td", "s", "delay from end to end"),
        Parameter.Number("f", "Hz", "in place of td: frequency of nl"),
        Parameter.Number("nl", "-", "length in waves at f", 0.25),
        Parameter.Numbers("ic", "V, A", "initial voltage and current at both ends, used with uic"),
        Parameter.Number("rel", "-", "SPICE's tolerance for kinks") with { Ignored = true },
        Parameter.Number("abs", "-", "SPICE's tolerance for kinks") with { Ignored = true });

    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => 4;

    public override void Build(DeviceRequest d)
    {
        if (!ElementLineChecks.HasNodes(d, this, 4)) return;
        if (d.Arguments.Count > 4) ElementLineChecks.Unexpected(d, this, d.Arguments[4]);
        double impedance = Positive(d, "z0"), delay = d.Has("td") || !d.Has("f") ? Positive(d, "td") : Positive(d, "nl") / Positive(d, "f");
        if (d.Has("td") && d.Has("f")) d.Error(DeviceCodes.LineDelayTwice, $"{d.Name} gives both td= and f=", parameter: "f", hint: "keep one of them");
        var initial = d.Has("ic") ? d.Numbers("ic") : [];
        if (d.Has("ic") && initial.Count != 4) d.Error(DeviceCodes.BadInitialCondition, $"{d.Name}: ic= takes four numbers, got {initial.Count}", parameter: "ic", hint: "ic=v1,i1,v2,i2");
        if (!double.IsFinite(impedance + delay)) return;
        d.Add(new LosslessLine(d.Name, d.Node(0), d.Node(1), d.Node(2), d.Node(3), d.Branch("i1"), d.Branch("i2"), impedance / d.Copies, delay, d.Signal(), d.Signal(), initial));
    }

    private double Positive(DeviceRequest d, string name)
    {
        double value = d.Number(name);
        if (value > 0) return value;
        if (!d.Has(name)) d.Error(DeviceCodes.LineMissing, name == "td" ? $"{d.Name} has no delay: td= or f=" : $"{d.Name} has no {name}=", hint: $"write {Syntax}");
        else d.Error(DeviceCodes.LineRange, FormattableString.Invariant($"{d.Name}: {name} = {value:g6} must be above 0"), parameter: name);
        return double.NaN;
    }
}
