using System.Numerics;
using NanoSpice.Engine.Stimuli;

namespace NanoSpice.Engine.Devices;

/// <summary>Independent voltage source V; its current is an unknown.</summary>
/// <remarks>
///   (1)  i leaves a (+), enters b (-), through the source [A]      (2)  (v_a - v_b) - E(t) = 0 [V]
///   E in an operating point or DC sweep: the DC value, or the function's value of t = 0 when there is none.
/// </remarks>
public sealed class VoltageSource(string name, Unknown a, Unknown b, Unknown current, SourceValues values) : Device(name), ISweepable, IDrivenSource
{
    private readonly SourceDrive _drive = new(values);

    /// <summary>What its line says.</summary>
    public SourceValues Values => values;

    public override IEnumerable<Link> Links => [new(a, b, LinkKind.VoltageDefined)];

    public override IReadOnlyList<string> Quantities => ["i", "v", "p"];

    /// <summary>DC value [V].</summary>
    public double SweepValue
    {
        get => _drive.Direct;
        set => _drive.Direct = value;
    }

    public string SweepUnit => "V";

    /// <summary>The branch current [A].</summary>
    public Unknown Current => current;

    public Stimulus? Program
    {
        get => _drive.Program;
        set => _drive.Program = value;
    }

    (Unknown Plus, Unknown Minus) IDrivenSource.Terminals => (a, b);

    (Unknown Branch, int Sign) IDrivenSource.Delivered => (current, -1);

    public override double StepLimit => _drive.StepLimit;

    public override void Load(Equations eq)
    {
        double i = eq[current], e = _drive.Value(eq);
        eq.Flow(a,  i);                          eq.DFlow(a, current,  1);                               // (1)
        eq.Flow(b, -i);                          eq.DFlow(b, current, -1);
        eq.Flow(current, eq[a] - eq[b] - e);     eq.DFlow(current, a, 1);   eq.DFlow(current, b, -1);    // (2)
    }

    public override void LoadAc(AcExcitation ac) => ac.Flow(current, -values.Alternating);

    public override double NextBreakpoint(double t) => _drive.NextBreakpoint(t);

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" => Engine.Probe.Of("A", current, Unknown.Ground),
        "v" => Engine.Probe.Of("V", a, b),
        "p" => new("W", eq => (eq[a] - eq[b]) * eq[current]),
        _ => null,
    };
}

/// <summary>V: DC value, AC magnitude and phase, transient function.</summary>
public sealed class VoltageSourceKind : DeviceKind
{
    public override string Letter => "V";

    public override string Syntax => "Vname n+ n- [[DC] value] [AC magnitude [phase]] [PULSE|SIN|EXP|PWL|SFFM|AM(...)] [r=] [td=] [rser=] [cpar=]";

    public override ParameterTable Parameters { get; } = new([.. SourceLine.Parameters("V"), Parasitics.Rser, .. Parasitics.Parallel]);

    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => 2;

    public override void Build(DeviceRequest d)
    {
        if (!ElementLineChecks.HasNodes(d, this, 2)) return;
        var (a, b, current) = (d.Node(0), d.Node(1), d.Branch());
        Parasitics.Across(d, a, b, d.Copies);
        a = Parasitics.BehindResistance(d, a, d.Copies);
        if (SourceLine.Read(d, this) is { } values) d.Add(new VoltageSource(d.Name, a, b, current, values));
    }
}
