using NanoSpice.Engine.Stimuli;

namespace NanoSpice.Engine.Devices;

/// <summary>What a regulated current source holds at the value of its program.</summary>
public enum Regulation
{
    /// <summary>i [A]</summary>
    Current,

    /// <summary>v = v_b - v_a [V]</summary>
    Potential,

    /// <summary>v i [W]</summary>
    Power,
}

/// <summary>Independent current source I.</summary>
/// <remarks>
///   (1)  I(t) leaves a (+), flows through the source, enters b (-) [A]. Values as in <see cref="VoltageSource"/>.
///   Regulated, its current i is an unknown and (2) one of  i - set = 0,  v - set = 0,  v i - set = 0  with v = v_b - v_a: what i
///   charges at b is the cell, and v its potential.
/// </remarks>
public sealed class CurrentSource(string name, Unknown a, Unknown b, SourceValues values) : Device(name), ISweepable, IDrivenSource
{
    private readonly SourceDrive _drive = new(values);
    private Unknown? _branch;

    /// <summary>What its line says.</summary>
    public SourceValues Values => values;

    public override IEnumerable<Link> Links => [new(a, b, LinkKind.CurrentDefined)];

    /// <summary>True once the current is an unknown, as techniques need it.</summary>
    public bool IsRegulated => _branch is not null;

    /// <summary>What is held at the program's value; current unless a technique says otherwise.</summary>
    public Regulation Regulation { get; set; }

    public Stimulus? Program
    {
        get => _drive.Program;
        set => _drive.Program = value;
    }

    (Unknown Plus, Unknown Minus) IDrivenSource.Terminals => (b, a);

    (Unknown Branch, int Sign) IDrivenSource.Delivered => (Branch, 1);

    private Unknown Branch => _branch ?? throw new InvalidOperationException($"{Name} is not regulated");

    /// <summary>Makes the current an unknown; before the circuit is built.</summary>
    public void Regulate(Unknown branch) => _branch = branch;

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
        double set = _drive.Value(eq);
        double i = _branch is { } j ? Regulate(eq, j, set) : set;
        eq.Flow(a,  i);      // (1)
        eq.Flow(b, -i);
    }

    private double Regulate(Equations eq, Unknown j, double set)
    {
        double i = eq[j], v = eq[b] - eq[a];
        var (f, di, dv) = Regulation switch
        {
            Regulation.Potential => (v - set, 0, 1),
            Regulation.Power => (v * i - set, v, i),
            _ => (i - set, 1.0, 0.0),
        };
        eq.DFlow(a, j,  1);
        eq.DFlow(b, j, -1);
        eq.Flow(j, f);       eq.DFlow(j, j, di);   eq.DFlow(j, b, dv);   eq.DFlow(j, a, -dv);    // (2)
        return i;
    }

    public override void LoadAc(AcExcitation ac)
    {
        ac.Flow(a,  values.Scale * values.Alternating);
        ac.Flow(b, -values.Scale * values.Alternating);
    }

    public override double NextBreakpoint(double t) => _drive.NextBreakpoint(t);

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" when _branch is { } j => Engine.Probe.Of("A", j, Unknown.Ground),
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

    public override ParameterTable Parameters { get; } = new([.. SourceLine.Parameters("A"), ElementLineChecks.MultiplicityParameter, .. Parasitics.Parallel]);

    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => 2;

    public override void Build(DeviceRequest d)
    {
        if (!ElementLineChecks.HasNodes(d, this, 2)) return;
        double m = ElementLineChecks.Multiplicity(d);
        var (a, b) = (d.Node(0), d.Node(1));
        Parasitics.Across(d, a, b, m);
        if (SourceLine.Read(d, this) is { } values && !double.IsNaN(m)) d.Add(new CurrentSource(d.Name, a, b, values with { Scale = m }));
    }
}
