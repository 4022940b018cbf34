namespace NanoSpice.Engine.Devices;

/// <summary>Resistor R with a fixed value.</summary>
/// <remarks>
///   (1)  i = (v_a - v_b) / R      leaves a, enters b [A]
///   R(T) = R (1 + tc1 dT + tc2 dT^2) scale / m. Source [SPICE].
/// </remarks>
public class Resistor : Device, ISweepable
{
    private readonly double _factor;
    private double _value, _g;

    /// <param name="value">resistance at nominal temperature [Ohm]</param>
    /// <param name="factor">resistance in the circuit over value [-]: temperature, scale, 1/m</param>
    public Resistor(string name, Unknown a, Unknown b, double value, double factor = 1) : base(name)
    {
        (A, B, _factor) = (a, b, factor);
        SweepValue = value;
    }

    /// <summary>Resistance at nominal temperature, of one copy [Ohm].</summary>
    public double SweepValue
    {
        get => _value;
        set => (_value, _g) = (value, 1 / (value * _factor));
    }

    public string SweepUnit => "Ohm";

    public override IEnumerable<Link> Links => [new(A, B, LinkKind.Conducting)];

    public override IReadOnlyList<string> Quantities => ["i", "v", "r", "p"];

    /// <summary>False: makes no noise (noisy=0).</summary>
    public bool IsNoisy { get; init; } = true;

    public FlickerLaw Flicker { get; init; } = FlickerLaw.None;

    public override void Noise(Equations eq, NoiseSources noise)
    {
        if (!IsNoisy) return;
        noise.Thermal("thermal", A, B, _g, Temperature);
        noise.Flicker("1overf", A, B, Flicker, _g * (eq[A] - eq[B]));
    }

    /// <summary>First terminal.</summary>
    protected Unknown A { get; }

    /// <summary>Second terminal.</summary>
    protected Unknown B { get; }

    public override void Load(Equations eq) => Load(eq, _g);

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" => new("A", eq => _g * (eq[A] - eq[B])),
        "v" => Engine.Probe.Of("V", A, B),
        "r" => new("Ohm", _ => 1 / _g),
        "p" => new("W", eq => _g * (eq[A] - eq[B]) * (eq[A] - eq[B])),
        _ => null,
    };

    /// <summary>Equation (1) with conductance g [S].</summary>
    protected void Load(Equations eq, double g) => Branches.Flow(eq, A, B, g * (eq[A] - eq[B]), g);
}

/// <summary>Resistor with another value for small signals, ac=.</summary>
public sealed class AcResistor(string name, Unknown a, Unknown b, double value, double factor, double acResistance)
    : Resistor(name, a, b, value, factor)
{
    private readonly double _acConductance = 1 / acResistance;

    public override bool DependsOnFrequency => true;

    public override void Load(Equations eq)
    {
        if (eq.Frequency > 0) Load(eq, _acConductance);
        else base.Load(eq);
    }
}

/// <summary>Resistor whose value is a formula of voltages, currents and time.</summary>
/// <remarks>
///   (1)  i = (v_a - v_b) / (k R(x))      leaves a, enters b [A];  k: temperature, scale, 1/m
///   |R| below 1 uOhm counts as 1 uOhm, so that a formula that touches zero has no pole.
/// </remarks>
public sealed class BehavioralResistor(string name, Unknown a, Unknown b, CircuitFormula law, double factor) : Device(name)
{
    public override CircuitFormula? Formula => law;

    private const double Floor = 1e-6;

    public override IEnumerable<Link> Links => [new(a, b, LinkKind.Conducting), .. law.SensingLinks()];

    public override IReadOnlyList<string> Quantities => ["i", "v", "r", "p"];

    public override bool DependsOnFrequency => law.DependsOnFrequency;

    public override double NextBreakpoint(double t) => law.NextBreakpoint(t);

    /// <summary>False: makes no noise (noisy=0).</summary>
    public bool IsNoisy { get; init; } = true;

    public override void Noise(Equations eq, NoiseSources noise)
    {
        if (IsNoisy) noise.Thermal("thermal", a, b, 1 / Value(eq), Temperature);
    }

    public override void Load(Equations eq)
    {
        double r = factor * law.EvaluateForLoad(eq), slope = factor;      // R, dR = slope * d(law)
        if (Math.Abs(r) < Floor) (r, slope) = (r < 0 ? -Floor : Floor, 0);
        double g = 1 / r, v = eq[a] - eq[b], i = g * v, k = -i * g * slope;      // k = di/d(law)

        eq.Flow(a,  i);   eq.DFlow(a, a,  g);   eq.DFlow(a, b, -g);   law.DFlow(eq, a,  k);      // (1)
        eq.Flow(b, -i);   eq.DFlow(b, a, -g);   eq.DFlow(b, b,  g);   law.DFlow(eq, b, -k);
    }

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" => new("A", eq => (eq[a] - eq[b]) / Value(eq)),
        "v" => Engine.Probe.Of("V", a, b),
        "r" => new("Ohm", Value),
        "p" => new("W", eq => (eq[a] - eq[b]) * (eq[a] - eq[b]) / Value(eq)),
        _ => null,
    };

    private double Value(Equations eq)
    {
        double r = factor * law.Evaluate(eq);
        return Math.Abs(r) >= Floor ? r : r < 0 ? -Floor : Floor;
    }
}

/// <summary>R: value, formula, or a sheet resistance with length and width.</summary>
public sealed class ResistorKind : DeviceKind
{
    /// <summary>Stands in for a resistance of zero, as in ngspice [Ohm].</summary>
    private const double ZeroReplacement = 1e-3;

    /// <summary>Below this a resistance is taken as zero [Ohm]: beside its conductance one of 100 uS would be lost in double precision.</summary>
    private const double LeastResistance = 1e-12;

    public override string Letter => "R";

    public override string Syntax => "Rname n+ n- value|{expression}|model [tc1=] [tc2=] [m=] [scale=] [ac=] [l=] [w=]";

    public override IReadOnlyList<string> ModelTypes { get; } = ["r", "res"];

    public override ParameterTable Parameters { get; } = new(
    [
        Parameter.Formula("r", "Ohm", "resistance; may depend on voltages, currents and time") with { Aliases = ["resistance"] },
        Parameter.Number("ac", "Ohm", "resistance for small-signal analyses"),
        Parameter.Number("l", "m", "length of the resistive strip") with { Min = 0 },
        Parameter.Number("w", "m", "width of the resistive strip") with { Min = 0, MinExclusive = true },
        Parameter.Number("scale", "-", "factor on the resistance", 1),
        ElementLineChecks.MultiplicityParameter,
        .. TemperatureCoefficients.ElementParameters,
        Parameter.Number("tce", "%/K", "exponential temperature coefficient, in place of tc1 and tc2: a factor of 1.01^(tce dT)"),
        Parameter.Number("noisy", "-", "1: makes thermal noise, 0: none", 1) with { Aliases = ["noise"] },
        .. Parameter.Ratings("tol", "pwr", "mfg", "pn"),
    ]);

    public override ParameterTable ModelParameters(string modelType) => Model;

    private static ParameterTable Model { get; } = new(
    [
        Parameter.Number("r", "Ohm", "resistance when the element gives none") with { Aliases = ["res"] },
        Parameter.Number("rsh", "Ohm", "sheet resistance") with { Min = 0 },
        Parameter.Number("defw", "m", "width when the element gives none", 10e-6) with { Min = 0, MinExclusive = true, Aliases = ["w"] },
        Parameter.Number("defl", "m", "length when the element gives none", 10e-6) with { Min = 0, Aliases = ["l"] },
        Parameter.Number("narrow", "m", "what etching takes off each edge of the width", 0) with { Aliases = ["dw"] },
        Parameter.Number("short", "m", "what etching takes off each end of the length", 0) with { Aliases = ["dlr", "dl"] },
        .. TemperatureCoefficients.ModelParameters,
        Parameter.Number("tce", "%/K", "exponential temperature coefficient, in place of tc1 and tc2"),
        .. FlickerLaw.Parameters,
        Parameter.Number("ef", "-", "flicker noise exponent of the frequency", 1),
        Parameter.Number("lf", "-", "flicker noise exponent of the length", 1),
        Parameter.Number("wf", "-", "flicker noise exponent of the width", 1),
    ]);

    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => 2;

    public override void Build(DeviceRequest d)
    {
        if (PassiveLine.Read(d, this, "r") is not { } line) return;
        double m = ElementLineChecks.Multiplicity(d), scale = d.Number("scale") / m;
        double factor = scale * AtTemperature(d, line.Model);
        if (double.IsNaN(factor)) return;
        var (a, b) = (d.Node(0), d.Node(1));
        bool noisy = d.Number("noisy") != 0 && !d.Arguments.Any(PassiveLine.IsNoiseless);
        if (line.Value is { Formula: { } law })
        {
            d.Add(new BehavioralResistor(d.Name, a, b, law, factor) { Temperature = d.Temperature, IsNoisy = noisy });
            return;
        }
        if (Value(d, line) is not { } value) return;
        var flicker = Flicker(d, line.Model, m);
        d.Add(d.Has("ac")
            ? new AcResistor(d.Name, a, b, value, factor, NotZero(d, d.Number("ac")) * scale) { Temperature = d.Temperature, IsNoisy = noisy, Flicker = flicker }
            : new Resistor(d.Name, a, b, value, factor) { Temperature = d.Temperature, IsNoisy = noisy, Flicker = flicker });
    }

    /// <summary>The element's coefficients go before the model's, and tce before tc1 and tc2.</summary>
    private static double AtTemperature(DeviceRequest d, ModelView? model)
    {
        var polynomial = TemperatureCoefficients.Read(d, model);
        double dt = d.Temperature - polynomial.Nominal;
        if (d.Has("tce")) return Math.Pow(1.01, d.Number("tce") * dt);
        bool own = d.Has("tc") || d.Has("tc1") || d.Has("tc2");
        return !own && model?.Has("tce") == true ? Math.Pow(1.01, model.Number("tce") * dt) : polynomial.Factor(d.Temperature);
    }

    private double? Value(DeviceRequest d, PassiveLine line)
    {
        if (line.Value is { } given) return double.IsNaN(given.Number) ? null : NotZero(d, given.Number);
        if (line.Model is { } model)
        {
            if (model.Has("rsh")) return Strip(d, model);
            if (model.Has("r")) return NotZero(d, model.Number("r"));
        }
        ElementLineChecks.MissingValue(d, this, "resistance");
        return null;
    }

    /// <summary>kf over the area l^lf w^wf of an element with both given, as ngspice 39 (measured).</summary>
    private static FlickerLaw Flicker(DeviceRequest d, ModelView? model, double m)
    {
        if (model is null || model.Number("kf") == 0) return FlickerLaw.None;
        double l = d.Number("l") - 2 * model.Number("short"), w = d.Number("w") - 2 * model.Number("narrow");
        double area = d.Has("l") && d.Has("w") && l > 0 && w > 0 ? Math.Pow(l, model.Number("lf")) * Math.Pow(w, model.Number("wf")) : 1;
        return new(model.Number("kf") / area, model.Number("af"), m, model.Number("ef"));
    }

    /// <summary>R = rsh (l - 2 short) / (w - 2 narrow): both edges are etched, as in ngspice 39 (measured).</summary>
    private static double? Strip(DeviceRequest d, ModelView model)
    {
        double l = (d.Has("l") ? d.Number("l") : model.Number("defl")) - 2 * model.Number("short");
        double w = (d.Has("w") ? d.Number("w") : model.Number("defw")) - 2 * model.Number("narrow");
        if (w == 0 && l > 0)
        {
            d.Warn(DeviceCodes.WithoutEffect, $"{d.Name}: nothing is left of its width after narrow, and it conducts nothing");
            return double.PositiveInfinity;
        }
        if (w > 0 && l >= 0) return NotZero(d, model.Number("rsh") * l / w);
        d.Error(DeviceCodes.BadGeometry, $"{d.Name}: nothing is left of its length or width after short and narrow", hint: "give l= and w= in metres");
        return null;
    }

    private static double NotZero(DeviceRequest d, double value)
    {
        bool isZero = Math.Abs(value) < LeastResistance;
        if (isZero)
            d.Warn(DeviceCodes.ZeroResistance, FormattableString.Invariant($"{d.Name} has {value:g6} Ohm; 1 mOhm is used, as in ngspice (a 0 V source joins nodes exactly)"));
        else if (value < 0)
            d.Warn(DeviceCodes.NegativeValue, $"{d.Name} has a negative resistance");
        return isZero ? ZeroReplacement : value;
    }
}
