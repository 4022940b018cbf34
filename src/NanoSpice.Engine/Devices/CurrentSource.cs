namespace NanoSpice.Engine.Devices;

/// <summary>Independent current source I.</summary>
/// <remarks>(1)  I(t) leaves a (+), flows through the source, enters b (-) [A]. Values as in <see cref="VoltageSource"/>.</remarks>
public sealed class CurrentSource(string name, Unknown a, Unknown b, SourceValues values) : Device(name), ISweepable
{
    private readonly SourceDrive _drive = new(values);

    public override IEnumerable<Link> Links => [new(a, b, LinkKind.CurrentDefined)];

    public override IReadOnlyList<string> Quantities => ["i", "v", "p"];

    /// <summary>DC value [A].</summary>
    public double SweepValue
    {
        get => _drive.Direct;
        set => _drive.Direct = value;
    }

    public string SweepUnit => "A";

    public override double StepLimit => _drive.StepLimit;

    public override void Load(Equations eq)
    {
        double i = _drive.Value(eq);
        eq.Flow(a,  i);      // (1)
        eq.Flow(b, -i);
    }

    public override void LoadAc(AcExcitation ac)
    {
        ac.Flow(a,  values.Scale * values.Alternating);
        ac.Flow(b, -values.Scale * values.Alternating);
    }

    public override double NextBreakpoint(double t) => _drive.NextBreakpoint(t);

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" => new("A", _drive.Value),
        "v" => Engine.Probe.Of("V", a, b),
        "p" => new("W", eq => (eq[a] - eq[b]) * _drive.Value(eq)),
        _ => null,
    };
}

/// <summary>I: DC value, AC magnitude and phase, transient function, copies in parallel.</summary>
public sealed class CurrentSourceKind : DeviceKind
{
    public override string Letter => "I";

    public override string Syntax => "Iname n+ n- [[DC] value] [AC magnitude [phase]] [PULSE|SIN|EXP|PWL|SFFM|AM(...)] [r=] [td=] [m=]";

    public override ParameterTable Parameters { get; } = new([.. SourceLine.Parameters("A"), ElementLineChecks.MultiplicityParameter]);

    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => 2;

    public override void Build(DeviceRequest d)
    {
        if (!ElementLineChecks.HasNodes(d, this, 2)) return;
        double m = ElementLineChecks.Multiplicity(d);
        var (a, b) = (d.Node(0), d.Node(1));
        if (SourceLine.Read(d, this) is { } values && !double.IsNaN(m)) d.Add(new CurrentSource(d.Name, a, b, values with { Scale = m }));
    }
}
