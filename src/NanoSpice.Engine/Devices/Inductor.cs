namespace NanoSpice.Engine.Devices;

/// <summary>Inductor L with a fixed value; its current is an unknown.</summary>
/// <remarks>
///   (1)  i leaves a, enters b [A]      (2)  (v_a - v_b) - d/dt (L i) = 0 [V]
///   (3)  of an inductor that follows another by a coupling of 1 in place of (2):  v - r v_leader = 0,  r = M/L_leader. Their fluxes are
///        proportional; written with d/dt twice, currents that jump from one winding to the other would be of index 2.
///   L(T) = L (1 + tc1 dT + tc2 dT^2) scale / m. Source [SPICE].
/// </remarks>
public sealed class Inductor(string name, Unknown a, Unknown b, Unknown current, double inductance, double initial = double.NaN) : Device(name)
{
    /// <summary>Inductance in the circuit [H].</summary>
    public double Inductance { get; } = inductance;

    /// <summary>The branch current [A].</summary>
    public Unknown Current { get; } = current;

    /// <summary>What K lines couple it to, with M [H]; filled while the circuit is built.</summary>
    internal List<(Inductor Other, double Mutual)> Coupled { get; } = [];

    /// <summary>An inductor coupled to this one by 1 or -1; null: none. Set while the circuit is built.</summary>
    internal Inductor? Leader { get; set; }

    /// <summary>r of (3); 0 when it has an equation of its own. Known when all K lines are.</summary>
    internal double Ratio => _ratio ??= ReadRatio();

    private double? _ratio;

    public override IEnumerable<Link> Links => [new(a, b, LinkKind.Inductive)];

    public override IReadOnlyList<string> Quantities => ["i", "v", "flux", "l", "p"];

    public override void Load(Equations eq)
    {
        double i = eq[Current];
        eq.Flow(a,  i);                         eq.DFlow(a, Current,  1);                                       // (1)
        eq.Flow(b, -i);                         eq.DFlow(b, Current, -1);
        eq.Flow(Current, eq[a] - eq[b]);        eq.DFlow(Current, a, 1);   eq.DFlow(Current, b, -1);            // (2)
        if (Ratio != 0) Leader!.Lead(eq, Current, Ratio);
        else { eq.Charge(Current, -Inductance * i);    eq.DCharge(Current, Current, -Inductance); }
    }

    /// <summary>(3): the part of the leader in a follower's row.</summary>
    private void Lead(Equations eq, Unknown row, double r)
    {
        eq.Flow(row, -r * (eq[a] - eq[b]));     eq.DFlow(row, a, -r);      eq.DFlow(row, b, r);
    }

    /// <summary>A follower must be coupled to all others as its leader is, times r.</summary>
    private double ReadRatio()
    {
        if (Leader is not { } leader) return 0;
        double r = MutualTo(leader) / leader.Inductance;
        bool follows = Coupled.Count == leader.Coupled.Count
            && leader.Coupled.All(c => c.Other == this || Math.Abs(MutualTo(c.Other) - r * c.Mutual) <= 1e-12 * Math.Abs(r * c.Mutual));
        return follows ? r : 0;
    }

    private double MutualTo(Inductor other) => Coupled.FirstOrDefault(c => c.Other == other).Mutual;

    /// <summary>Current at the start of a transient with uic: ic, or else that of the solution [A].</summary>
    public double InitialCurrent(Equations eq) => double.IsNaN(initial) ? eq[Current] : initial;

    public override void LoadInitial(Equations eq)
    {
        if (Ratio == 0) eq.Charge(Current, -Inductance * InitialCurrent(eq));
    }

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" => Engine.Probe.Of("A", Current, Unknown.Ground),
        "v" => Engine.Probe.Of("V", a, b),
        "flux" => new("Wb", eq => Inductance * eq[Current]),
        "l" => new("H", _ => Inductance),
        "p" => new("W", eq => (eq[a] - eq[b]) * eq[Current]),
        _ => null,
    };
}

/// <summary>Inductor whose flux linkage is a formula, flux=.</summary>
/// <remarks>(1)  i leaves a, enters b      (2)  (v_a - v_b) - d/dt (k Flux(x)) = 0;  k: temperature, scale, 1/m</remarks>
public sealed class FluxInductor(string name, Unknown a, Unknown b, Unknown current, CircuitFormula law, double factor, double initial) : Device(name)
{
    public override CircuitFormula? Formula => law;

    private readonly double[] _atInitial = new double[law.Bindings.Count];

    public override IEnumerable<Link> Links => [new(a, b, LinkKind.Inductive), .. law.SensingLinks()];

    public override IReadOnlyList<string> Quantities => ["i", "v", "flux"];

    public override bool DependsOnFrequency => law.DependsOnFrequency;

    public override double NextBreakpoint(double t) => law.NextBreakpoint(t);

    public override void Load(Equations eq)
    {
        double i = eq[current], flux = factor * law.EvaluateForLoad(eq);
        eq.Flow(a,  i);                       eq.DFlow(a, current,  1);                               // (1)
        eq.Flow(b, -i);                       eq.DFlow(b, current, -1);
        eq.Flow(current, eq[a] - eq[b]);      eq.DFlow(current, a, 1);   eq.DFlow(current, b, -1);    // (2)
        eq.Charge(current, -flux);            law.DCharge(eq, current, -factor);
    }

    public override void LoadInitial(Equations eq)
    {
        for (int k = 0; k < _atInitial.Length; k++)
        {
            bool own = !double.IsNaN(initial) && law.Bindings[k].Plus == current && law.Bindings[k].Role == CircuitFormula.Role.Difference;
            _atInitial[k] = own ? initial * law.Bindings[k].Scale : law.ValueOf(k, eq);
        }
        eq.Charge(current, -factor * law.Formula.Evaluate(_atInitial));
    }

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" => Engine.Probe.Of("A", current, Unknown.Ground),
        "v" => Engine.Probe.Of("V", a, b),
        "flux" => new("Wb", eq => factor * law.Evaluate(eq)),
        _ => null,
    };
}

/// <summary>Inductor whose inductance is a formula, L=.</summary>
/// <remarks>
///   (1)  i leaves a, enters b      (2)  (v_a - v_b) - k L(x) / L0 * v0 = 0,   L is the differential inductance, as in ngspice
///   (3)  v0 - d/dt (L0 i) = 0      v0, an unknown: the voltage of a fixed inductor L0 with the same current
///   L0 only scales v0; it is the value of the formula where everything is 0.
/// </remarks>
public sealed class BehavioralInductor(
    string name, Unknown a, Unknown b, Unknown current, Unknown rate, CircuitFormula law, double reference, double factor, double initial) : Device(name)
{
    public override CircuitFormula? Formula => law;

    public override IEnumerable<Link> Links => [new(a, b, LinkKind.Inductive), new(rate, Unknown.Ground, LinkKind.Conducting), .. law.SensingLinks()];

    public override IReadOnlyList<string> Quantities => ["i", "v", "l"];

    public override bool DependsOnFrequency => law.DependsOnFrequency;

    public override double NextBreakpoint(double t) => law.NextBreakpoint(t);

    public override void Load(Equations eq)
    {
        double i = eq[current], k = factor / reference, gain = k * law.EvaluateForLoad(eq), s = k * eq[rate];
        eq.Flow(a,  i);                                           eq.DFlow(a, current,  1);                               // (1)
        eq.Flow(b, -i);                                           eq.DFlow(b, current, -1);
        eq.Flow(current, eq[a] - eq[b] - gain * eq[rate]);        eq.DFlow(current, a, 1);   eq.DFlow(current, b, -1);    // (2)
        eq.DFlow(current, rate, -gain);                           law.DFlow(eq, current, -s);
        eq.Flow(rate, eq[rate]);                                  eq.DFlow(rate, rate, 1);                                // (3)
        eq.Charge(rate, -reference * i);                          eq.DCharge(rate, current, -reference);
    }

    public override void LoadInitial(Equations eq) => eq.Charge(rate, -reference * (double.IsNaN(initial) ? eq[current] : initial));

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" => Engine.Probe.Of("A", current, Unknown.Ground),
        "v" => Engine.Probe.Of("V", a, b),
        "l" => new("H", eq => factor * law.Evaluate(eq)),
        _ => null,
    };
}

/// <summary>L: value, inductance or flux as a formula, or a model.</summary>
public sealed class InductorKind : DeviceKind
{
    public override string Letter => "L";

    public override string Syntax => "Lname n+ n- value|{expression}|model [ic=] [flux={expression}] [tc1=] [tc2=] [m=] [scale=] [rser=] [rpar=] [cpar=]";

    public override IReadOnlyList<string> ModelTypes { get; } = ["l", "ind"];

    public override ParameterTable Parameters { get; } = new(
    [
        Parameter.Formula("l", "H", "inductance; a formula gives the differential inductance dflux/di") with { Aliases = ["inductance"] },
        Parameter.Formula("flux", "Wb", "flux linkage as a formula of currents, voltages and time; x is the current of the inductor"),
        Parameter.Number("ic", "A", "initial current, used with uic"),
        Parameter.Number("scale", "-", "factor on the inductance", 1),
        ElementLineChecks.MultiplicityParameter,
        .. TemperatureCoefficients.ElementParameters,
        Parasitics.Rser, .. Parasitics.Parallel,
        .. Parameter.Ratings("ipk", "mfg", "pn", "type", "tol"),
    ]);

    private static ParameterTable Model { get; } = new(
    [
        Parameter.Number("ind", "H", "inductance when the element gives none") with { Aliases = ["l"] },
        .. TemperatureCoefficients.ModelParameters,
    ]);

    public override ParameterTable ModelParameters(string modelType) => Model;

    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => 2;

    public override void Build(DeviceRequest d)
    {
        if (!ElementLineChecks.HasNodes(d, this, 2)) return;
        var (a, b, current) = (d.Node(0), d.Node(1), d.Branch());      // the branch comes first: formulas may name i(lname)
        if (PassiveLine.Read(d, this, "l") is not { } line) return;
        double m = ElementLineChecks.Multiplicity(d), factor = d.Number("scale") / m * TemperatureCoefficients.Read(d, line.Model).Factor(d.Temperature);
        double initial = d.Number("ic") * d.Copies;
        if (double.IsNaN(factor)) return;
        Parasitics.Across(d, a, b, m);
        a = Parasitics.BehindResistance(d, a, m);
        if (d.Has("flux"))
        {
            if (line.Value is not null) d.Error(DeviceCodes.TwoExpressions, $"{d.Name} gives both flux= and an inductance", parameter: "flux", hint: "keep one of them");
            else if (d.Formula("flux", new(CircuitFormula.Role.Difference, current, Unknown.Ground, 1 / d.Copies)) is { } flux) d.Add(new FluxInductor(d.Name, a, b, current, flux, factor, initial));
        }
        else if (line.Value is { Formula: { } law })
        {
            d.Add(new BehavioralInductor(d.Name, a, b, current, d.InnerNode("rate"), law, law.ReferenceValue(1e-6), factor, initial));
        }
        else if (Value(d, line) is { } value)
        {
            if (value < 0) d.Warn(DeviceCodes.NegativeValue, $"{d.Name} has a negative inductance");
            d.Add(new Inductor(d.Name, a, b, current, value * factor, initial));
        }
    }

    private double? Value(DeviceRequest d, PassiveLine line)
    {
        if (line.Value is { } given) return double.IsNaN(given.Number) ? null : given.Number;
        if (line.Model is { } model && model.Has("ind")) return model.Number("ind");
        ElementLineChecks.MissingValue(d, this, "inductance");
        return null;
    }
}
