namespace NanoSpice.Engine.Devices;

/// <summary>Capacitor C with a fixed value.</summary>
/// <remarks>
///   (1)  q = C (v_a - v_b)      charge of a, minus that of b [C]
///   C(T) = C (1 + tc1 dT + tc2 dT^2) scale m. Source [SPICE].
/// </remarks>
public sealed class Capacitor(string name, Unknown a, Unknown b, double capacitance, double initial = double.NaN)
    : Device(name), IChargeStore
{
    public override IEnumerable<Link> Links => [new(a, b, LinkKind.Capacitive)];

    public IReadOnlyList<Unknown> ChargeUnknowns => [a, b];

    public override IReadOnlyList<string> Quantities => ["i", "v", "q", "c", "p"];

    public override void Load(Equations eq)
    {
        double q = capacitance * (eq[a] - eq[b]);
        Branches.Charge(eq, a, b, q, capacitance);      // (1)
    }

    /// <summary>What stands for a at the start with uic: the terminal before rser and lser, since .ic names no node behind them.</summary>
    public Unknown? Outer { get; init; }

    public override void LoadInitial(Equations eq)
    {
        double q = capacitance * (double.IsNaN(initial) ? eq[Outer ?? a] - eq[b] : initial);
        eq.Charge(a, q);
        eq.Charge(b, -q);
    }

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" => new("A", Current),
        "v" => Engine.Probe.Of("V", a, b),
        "q" => new("C", eq => capacitance * (eq[a] - eq[b])),
        "c" => new("F", _ => capacitance),
        "p" => new("W", eq => (eq[a] - eq[b]) * Current(eq)),
        _ => null,
    };

    public double StoredCharge(Equations eq, Span<double> slopes)
    {
        (slopes[0], slopes[1]) = (capacitance, -capacitance);
        return capacitance * (eq[a] - eq[b]);
    }

    private double Current(Equations eq) => capacitance * (eq.Slope(a) - eq.Slope(b));
}

/// <summary>Capacitor whose charge is a formula, Q=.</summary>
/// <remarks>(1)  q = k Q(x)      charge of a, minus that of b [C];  k: temperature, scale, m</remarks>
public sealed class ChargeCapacitor(string name, Unknown a, Unknown b, CircuitFormula law, double factor, double initial)
    : Device(name), IChargeStore
{
    private readonly double[] _atInitial = new double[law.Bindings.Count];

    public override IEnumerable<Link> Links => [new(a, b, LinkKind.Capacitive), .. law.SensingLinks()];

    public IReadOnlyList<Unknown> ChargeUnknowns { get; } = [.. law.SensingLinks().SelectMany(l => new[] { l.A, l.B })];

    public override IReadOnlyList<string> Quantities => ["v", "q"];

    public override bool DependsOnFrequency => law.DependsOnFrequency;

    public override double NextBreakpoint(double t) => law.NextBreakpoint(t);

    public override void Load(Equations eq)
    {
        double q = factor * law.EvaluateForLoad(eq);
        eq.Charge(a,  q);   law.DCharge(eq, a,  factor);      // (1)
        eq.Charge(b, -q);   law.DCharge(eq, b, -factor);
    }

    public override void LoadInitial(Equations eq)
    {
        double q = factor * (double.IsNaN(initial) ? law.Evaluate(eq) : AtInitial(eq));
        eq.Charge(a, q);
        eq.Charge(b, -q);
    }

    public override Probe? Probe(string quantity) => quantity switch
    {
        "v" => Engine.Probe.Of("V", a, b),
        "q" => new("C", eq => factor * law.Evaluate(eq)),
        _ => null,
    };

    public double StoredCharge(Equations eq, Span<double> slopes)
    {
        double q = law.Evaluate(eq, out var gradient);
        int k = 0;
        for (int j = 0; j < gradient.Length; j++)
        {
            if (law.Bindings[j].Role != CircuitFormula.Role.Difference) continue;
            double slope = factor * gradient[j] * law.Bindings[j].Scale;
            slopes[k++] = slope;
            slopes[k++] = -slope;
        }
        return factor * q;
    }

    /// <summary>The formula with the voltage across the capacitor replaced by ic.</summary>
    private double AtInitial(Equations eq)
    {
        for (int k = 0; k < _atInitial.Length; k++)
        {
            var binding = law.Bindings[k];
            _atInitial[k] = (binding.Plus, binding.Minus) == (a, b) ? initial
                : (binding.Plus, binding.Minus) == (b, a) ? -initial
                : law.ValueOf(k, eq);
        }
        return law.Formula.Evaluate(_atInitial);
    }
}

/// <summary>Capacitor whose capacitance is a formula, C=; its current is an unknown.</summary>
/// <remarks>
///   (1)  i = k C(x) / C0 * i0              C is the differential capacitance, as in ngspice;  k: temperature, scale, m
///   (2)  i0 - d/dt C0 (v_a - v_b) = 0      i0, an unknown: the current of a fixed capacitor C0 at the same voltage
///   C0 only scales i0; it is the value of the formula where everything is 0.
/// </remarks>
public sealed class BehavioralCapacitor(
    string name, Unknown a, Unknown b, Unknown current, Unknown rate, CircuitFormula law, double reference, double factor, double initial) : Device(name)
{
    public override CircuitFormula? Formula => law;

    public override IEnumerable<Link> Links => [new(a, b, LinkKind.Capacitive), .. law.SensingLinks()];

    public override IReadOnlyList<string> Quantities => ["i", "v", "c"];

    public override bool DependsOnFrequency => law.DependsOnFrequency;

    public override double NextBreakpoint(double t) => law.NextBreakpoint(t);

    public override void Load(Equations eq)
    {
        double i = eq[current], k = factor / reference, gain = k * law.EvaluateForLoad(eq), q = reference * (eq[a] - eq[b]);
        eq.Flow(a,  i);                              eq.DFlow(a, current,  1);
        eq.Flow(b, -i);                              eq.DFlow(b, current, -1);
        eq.Flow(current, i - gain * eq[rate]);       eq.DFlow(current, current, 1);   eq.DFlow(current, rate, -gain);      // (1)
        law.DFlow(eq, current, -k * eq[rate]);
        eq.Flow(rate, eq[rate]);                     eq.DFlow(rate, rate, 1);                                              // (2)
        eq.Charge(rate, -q);                         eq.DCharge(rate, a, -reference);   eq.DCharge(rate, b, reference);
    }

    public override void LoadInitial(Equations eq) =>
        eq.Charge(rate, -reference * (double.IsNaN(initial) ? eq[a] - eq[b] : initial));

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" => Engine.Probe.Of("A", current, Unknown.Ground),
        "v" => Engine.Probe.Of("V", a, b),
        "c" => new("F", eq => factor * law.Evaluate(eq)),
        _ => null,
    };
}

/// <summary>C: value, charge or capacitance as a formula, or a junction area with length and width.</summary>
public sealed class CapacitorKind : DeviceKind
{
    /// <summary>Permittivity of vacuum, and of SiO2 [F/m]: the dielectric of a model that gives only thick.</summary>
    private const double Vacuum = 8.854187817e-12, Oxide = 3.9 * Vacuum;

    public override string Letter => "C";

    public override string Syntax => "Cname n+ n- value|{expression}|model [ic=] [q={expression}] [tc1=] [tc2=] [m=] [scale=] [l=] [w=] [rser=] [lser=] [rpar=] [cpar=] [rlshunt=]";

    public override IReadOnlyList<string> ModelTypes { get; } = ["c", "cap"];

    public override ParameterTable Parameters { get; } = new(
    [
        Parameter.Formula("c", "F", "capacitance; a formula gives the differential capacitance dq/dv") with { Aliases = ["capacitance"] },
        Parameter.Formula("q", "C", "charge as a formula of voltages, currents and time; x is the voltage of the capacitor"),
        Parameter.Number("ic", "V", "initial voltage, used with uic"),
        Parameter.Number("l", "m", "length of the plate") with { Min = 0 },
        Parameter.Number("w", "m", "width of the plate") with { Min = 0 },
        Parameter.Number("scale", "-", "factor on the capacitance", 1),
        ElementLineChecks.MultiplicityParameter,
        .. TemperatureCoefficients.ElementParameters,
        Parasitics.Rser, .. Parasitics.SeriesInductance, .. Parasitics.Parallel,
        .. Parameter.Ratings("v", "irms", "mfg", "pn", "type", "tol", "serie"),
    ]);

    private static ParameterTable Model { get; } = new(
    [
        Parameter.Number("cap", "F", "capacitance when the element gives none") with { Aliases = ["c"] },
        Parameter.Number("cj", "F/m^2", "capacitance of the area") with { Min = 0 },
        Parameter.Number("cjsw", "F/m", "capacitance of the edges", 0) with { Min = 0 },
        Parameter.Number("defw", "m", "width when the element gives none", 10e-6) with { Min = 0, Aliases = ["w"] },
        Parameter.Number("defl", "m", "length when the element gives none") with { Min = 0, Aliases = ["l"] },
        Parameter.Number("narrow", "m", "what etching takes off the width", 0),
        Parameter.Number("short", "m", "what etching takes off the length", 0),
        Parameter.Number("di", "-", "relative permittivity of the dielectric") with { Min = 0 },
        Parameter.Number("thick", "m", "thickness of the dielectric") with { Min = 0, MinExclusive = true },
        .. TemperatureCoefficients.ModelParameters,
    ]);

    public override ParameterTable ModelParameters(string modelType) => Model;

    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => 2;

    public override void Build(DeviceRequest d)
    {
        if (PassiveLine.Read(d, this, "c") is not { } line) return;
        double m = ElementLineChecks.Multiplicity(d), factor = d.Number("scale") * m * TemperatureCoefficients.Read(d, line.Model).Factor(d.Temperature);
        double initial = d.Number("ic");
        if (double.IsNaN(factor)) return;
        var (a, b, outer) = (d.Node(0), d.Node(1), d.Node(0));
        Parasitics.Across(d, a, b, m);
        a = Parasitics.BehindResistance(d, a, m);
        a = Parasitics.BehindInductance(d, a, d.Number("lser"), d.Number("rlshunt"), m);
        if (d.Has("q"))
        {
            if (line.Value is not null) d.Error(DeviceCodes.TwoExpressions, $"{d.Name} gives both q= and a capacitance", parameter: "q", hint: "keep one of them");
            else if (d.Formula("q", new(CircuitFormula.Role.Difference, a, b)) is { } charge) d.Add(new ChargeCapacitor(d.Name, a, b, charge, factor, initial));
        }
        else if (line.Value is { Formula: { } law })
        {
            d.Add(new BehavioralCapacitor(d.Name, a, b, d.Branch(), d.Branch("rate"), law, law.ReferenceValue(1e-6), factor, initial));
        }
        else if (Value(d, line) is { } value)
        {
            if (value < 0) d.Warn(DeviceCodes.NegativeValue, $"{d.Name} has a negative capacitance");
            d.Add(new Capacitor(d.Name, a, b, value * factor, initial) { Outer = outer });
        }
    }

    private double? Value(DeviceRequest d, PassiveLine line)
    {
        if (line.Value is { } given) return double.IsNaN(given.Number) ? null : given.Number;
        if (line.Model is { } model)
        {
            if (model.Has("cj") || model.Has("cjsw") || model.Has("thick")) return Plate(d, model);
            if (model.Has("cap")) return model.Number("cap");
        }
        ElementLineChecks.MissingValue(d, this, "capacitance");
        return null;
    }

    /// <summary>C = cj l w + 2 cjsw (l + w), etched size; cj from di and thick if it is not given.</summary>
    private static double? Plate(DeviceRequest d, ModelView model)
    {
        if (!d.Has("l") && !model.Has("defl"))
        {
            d.Error(DeviceCodes.BadGeometry, $"{d.Name} takes its capacitance from an area and has no length", hint: "give l= in metres, and w= unless the model has defw");
            return null;
        }
        double l = (d.Has("l") ? d.Number("l") : model.Number("defl")) - model.Number("short");
        double w = (d.Has("w") ? d.Number("w") : model.Number("defw")) - model.Number("narrow");
        double cj = model.Has("cj") ? model.Number("cj")
            : model.Has("thick") ? (model.Has("di") ? model.Number("di") * Vacuum : Oxide) / model.Number("thick") : 0;
        if (w >= 0 && l >= 0) return cj * l * w + 2 * model.Number("cjsw") * (l + w);
        d.Error(DeviceCodes.BadGeometry, $"{d.Name}: nothing is left of its length or width after short and narrow", hint: "give l= and w= in metres");
        return null;
    }
}
