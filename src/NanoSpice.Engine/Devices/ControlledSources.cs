namespace NanoSpice.Engine.Devices;

/// <summary>Voltage source controlled by other unknowns: E, H, B with V=. Its current is an unknown.</summary>
/// <remarks>(1)  i leaves a (+), enters b (-), through the source [A]      (2)  (v_a - v_b) - law(x, t) = 0 [V]</remarks>
public sealed class ControlledVoltage(string name, Unknown a, Unknown b, Unknown current, ControlLaw law) : Device(name)
{
    public override IEnumerable<Link> Links => [new(a, b, LinkKind.VoltageDefined), .. law.SensingLinks()];

    public override IReadOnlyList<string> Quantities => ["i", "v", "p"];

    public override CircuitFormula? Formula => law.Formula;

    public override bool DependsOnFrequency => law.DependsOnFrequency;

    public override double NextBreakpoint(double t) => law.NextBreakpoint(t);

    public override void Load(Equations eq)
    {
        double i = eq[current], e = law.EvaluateForLoad(eq);
        eq.Flow(a,  i);                          eq.DFlow(a, current,  1);                               // (1)
        eq.Flow(b, -i);                          eq.DFlow(b, current, -1);
        eq.Flow(current, eq[a] - eq[b] - e);     eq.DFlow(current, a, 1);   eq.DFlow(current, b, -1);    // (2)
        law.DFlow(eq, current, -1);
    }

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" => Engine.Probe.Of("A", current, Unknown.Ground),
        "v" => Engine.Probe.Of("V", a, b),
        "p" => new("W", eq => (eq[a] - eq[b]) * eq[current]),
        _ => null,
    };
}

/// <summary>Current source controlled by other unknowns: F, G, B with I=.</summary>
/// <remarks>(1)  i = law(x, t) leaves a (+), flows through the source, enters b (-) [A]</remarks>
public sealed class ControlledCurrent(string name, Unknown a, Unknown b, ControlLaw law) : Device(name)
{
    /// <summary>A source that senses a terminal of its own acts as a conductance there.</summary>
    public override IEnumerable<Link> Links => [new(a, b, SensesItself ? LinkKind.Conducting : LinkKind.CurrentDefined), .. law.SensingLinks()];

    public override IReadOnlyList<string> Quantities => ["i", "v", "p"];

    public override CircuitFormula? Formula => law.Formula;

    public override bool DependsOnFrequency => law.DependsOnFrequency;

    public override double NextBreakpoint(double t) => law.NextBreakpoint(t);

    private bool SensesItself => law.Controls.Any(c => Touches(c.Plus) || Touches(c.Minus));

    public override void Load(Equations eq)
    {
        double i = law.EvaluateForLoad(eq);
        eq.Flow(a,  i);   law.DFlow(eq, a,  1);      // (1)
        eq.Flow(b, -i);   law.DFlow(eq, b, -1);
    }

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" => new("A", law.EvaluateForLoad),
        "v" => Engine.Probe.Of("V", a, b),
        "p" => new("W", eq => (eq[a] - eq[b]) * law.EvaluateForLoad(eq)),
        _ => null,
    };

    private bool Touches(Unknown u) => !u.IsGround && (u == a || u == b);
}

/// <summary>E and G: sources controlled by voltages.</summary>
public abstract class VoltageControlledKind : DeviceKind
{
    public override int NodeCount(IReadOnlyList<string> wordsAfterName) =>
        wordsAfterName.Count <= 2 || ControlLine.IsKeyword(wordsAfterName[2]) || ControlLine.IsGate(wordsAfterName) ? 2 : 4;

    public override void Build(DeviceRequest d)
    {
        if (!ElementLineChecks.HasNodes(d, this, 2)) return;
        var (a, b) = (d.Node(0), d.Node(1));
        Unknown? branch = Letter == "E" ? d.Branch() : null;
        double m = Letter == "G" ? ElementLineChecks.Multiplicity(d) : 1;
        if (double.IsNaN(m) || new ControlLine(d, this, m).ReadVoltageControlled() is not { } law) return;
        d.Add(branch is { } current ? new ControlledVoltage(d.Name, a, b, current, law) : new ControlledCurrent(d.Name, a, b, law));
    }
}

/// <summary>E: voltage controlled by voltages.</summary>
public sealed class VoltageControlledVoltageKind : VoltageControlledKind
{
    public override string Letter => "E";

    public override string Syntax => "Ename n+ n- nc+ nc- gain | POLY(n) nc1+ nc1- ... p0 p1 ... | VALUE={expression} | TABLE {expression} = (x,y) ... | LAPLACE {expression} = {function of s}";

    public override ParameterTable Parameters { get; } = new(ControlLine.Parameters("V", "vol"));
}

/// <summary>G: current controlled by voltages.</summary>
public sealed class VoltageControlledCurrentKind : VoltageControlledKind
{
    public override string Letter => "G";

    public override string Syntax => "Gname n+ n- nc+ nc- transconductance [m=] | POLY(n) nc1+ nc1- ... p0 p1 ... | VALUE={expression} | TABLE {expression} = (x,y) ... | LAPLACE {expression} = {function of s}";

    public override ParameterTable Parameters { get; } = new([.. ControlLine.Parameters("A", "cur"), ElementLineChecks.MultiplicityParameter]);
}

/// <summary>F and H: sources controlled by currents of voltage sources.</summary>
public abstract class CurrentControlledKind : DeviceKind
{
    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => 2;

    public override void Build(DeviceRequest d)
    {
        if (!ElementLineChecks.HasNodes(d, this, 2)) return;
        var (a, b) = (d.Node(0), d.Node(1));
        Unknown? branch = Letter == "H" ? d.Branch() : null;
        double m = Letter == "F" ? ElementLineChecks.Multiplicity(d) : 1;
        if (double.IsNaN(m) || new ControlLine(d, this, m).ReadCurrentControlled() is not { } law) return;
        d.Add(branch is { } current ? new ControlledVoltage(d.Name, a, b, current, law) : new ControlledCurrent(d.Name, a, b, law));
    }
}

/// <summary>F: current controlled by currents.</summary>
public sealed class CurrentControlledCurrentKind : CurrentControlledKind
{
    public override string Letter => "F";

    public override string Syntax => "Fname n+ n- Vname gain [m=] | POLY(n) Vname1 ... p0 p1 ... | VALUE={expression}";

    public override ParameterTable Parameters { get; } = new([.. ControlLine.Parameters("A", "cur"), ElementLineChecks.MultiplicityParameter]);
}

/// <summary>H: voltage controlled by currents.</summary>
public sealed class CurrentControlledVoltageKind : CurrentControlledKind
{
    public override string Letter => "H";

    public override string Syntax => "Hname n+ n- Vname transresistance | POLY(n) Vname1 ... p0 p1 ... | VALUE={expression}";

    public override ParameterTable Parameters { get; } = new(ControlLine.Parameters("V", "vol"));
}
