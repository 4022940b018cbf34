using System.Numerics;

namespace NanoSpice.Engine.Devices;

/// <summary>Z: constant-phase element or Warburg diffusion between two nodes.</summary>
/// <remarks>
///   AC         (1)  i = Y(j w) (v_a - v_b), exact      leaves a, enters b [A]
///   else       (2)  i = G v + d/dt (C v) + sum_k g_k (v - v_k),  v = v_a - v_b        (3)  g_k (v_k - v) + d/dt (g_k/rate_k v_k) = 0
///   v_k: voltages of the capacitors of the relaxations; at DC they equal v, so that only G conducts.
/// </remarks>
public sealed class DiffusionElement(
    string name, Unknown a, Unknown b, DiffusionLaw law, IReadOnlyList<Relaxation> relaxations, Unknown[] inner, double initial) : Device(name)
{
    private readonly Relaxation[] _relaxations = [.. relaxations];
    private readonly double _conductance = law.Conductance, _capacitance = law.Capacitance;

    /// <summary>What the element is in AC.</summary>
    public DiffusionLaw Law => law;

    /// <summary>What it is in a transient.</summary>
    public IReadOnlyList<Relaxation> Relaxations => _relaxations;

    public override IEnumerable<Link> Links =>
        [new(a, b, _conductance > 0 ? LinkKind.Conducting : LinkKind.Capacitive), .. inner.Select(k => new Link(k, a, LinkKind.Conducting))];

    public override IReadOnlyList<string> Quantities => ["i", "v", "p"];

    public override bool DependsOnFrequency => true;

    public override void Load(Equations eq)
    {
        var (g, c) = Parallel(eq);
        double v = eq[a] - eq[b], share = eq.Frequency > 0 ? 0 : 1;          // in AC the relaxations follow v, but carry nothing
        Branches.Flow(eq, a, b, g * v, g);                            // (1), (2)
        Branches.Charge(eq, a, b, c * v, c);
        for (int n = 0; n < _relaxations.Length; n++)
        {
            var (k, r) = (inner[n], _relaxations[n]);
            double gk = r.Conductance, i = gk * (v - eq[k]), s = share * gk;
            eq.Flow(a,  share * i);   eq.DFlow(a, a,  s);   eq.DFlow(a, b, -s);   eq.DFlow(a, k, -s);        // (2)
            eq.Flow(b, -share * i);   eq.DFlow(b, a, -s);   eq.DFlow(b, b,  s);   eq.DFlow(b, k,  s);
            eq.Flow(k, -i);           eq.DFlow(k, a, -gk);  eq.DFlow(k, b,  gk);  eq.DFlow(k, k, gk);        // (3)
            eq.Charge(k, r.Capacitance * eq[k]);            eq.DCharge(k, k, r.Capacitance);
        }
    }

    /// <summary>Thermal noise of the real part of its admittance.</summary>
    public override void Noise(Equations eq, NoiseSources noise) => noise.Thermal("", a, b, Parallel(eq).G, Temperature);

    public override void LoadInitial(Equations eq)
    {
        if (double.IsNaN(initial))
        {
            Load(eq);
            return;
        }
        eq.Charge(a, _capacitance * initial);
        eq.Charge(b, -_capacitance * initial);
        for (int n = 0; n < _relaxations.Length; n++) eq.Charge(inner[n], _relaxations[n].Capacitance * initial);
    }

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" => new("A", Current),
        "v" => Engine.Probe.Of("V", a, b),
        "p" => new("W", eq => (eq[a] - eq[b]) * Current(eq)),
        _ => null,
    };

    private double Current(Equations eq)
    {
        var (g, c) = Parallel(eq);
        double v = eq[a] - eq[b], i = g * v + c * (eq.Slope(a) - eq.Slope(b));
        if (eq.Frequency > 0) return i;
        for (int n = 0; n < _relaxations.Length; n++) i += _relaxations[n].Conductance * (v - eq[inner[n]]);
        return i;
    }

    /// <summary>Conductance and capacitance straight between the nodes.</summary>
    private (double G, double C) Parallel(Equations eq)
    {
        if (eq.Frequency <= 0) return (_conductance, _capacitance);
        double omega = 2 * Math.PI * eq.Frequency;
        Complex y = law.Admittance(new Complex(0, omega));
        return (y.Real, y.Imaginary / omega);
    }
}

/// <summary>Z: elements of electrochemical impedance, told apart by the type of the model.</summary>
public sealed class DiffusionElementKind : DeviceKind
{
    /// <summary>Band that a transient keeps to unless the deck says otherwise [Hz].</summary>
    private const double DefaultLow = 1e-5, DefaultHigh = 1e6;

    private static readonly Parameter[] Constants =
    [
        Parameter.Number("q", "S s^alpha", "CPE: Y = q (j w)^alpha"),
        Parameter.Number("alpha", "-", "CPE: exponent, above 0 and at most 1; 1 is a capacitor"),
        Parameter.Number("sigma", "Ohm/s^0.5", "WARBURG: Z = sigma (1 - j) / w^0.5") with { Aliases = ["aw"] },
        Parameter.Number("r", "Ohm", "WOPEN, WSHORT: Z = r coth(x)/x and r tanh(x)/x, x = (j w tau)^0.5"),
        Parameter.Number("tau", "s", "WOPEN, WSHORT: diffusion time, length^2 / diffusivity"),
    ];

    private static readonly Dictionary<string, string[]> Needed = new()
    {
        ["cpe"] = ["q", "alpha"], ["warburg"] = ["sigma"], ["wopen"] = ["r", "tau"], ["wshort"] = ["r", "tau"],
    };

    private static readonly Dictionary<string, ParameterTable> Models = Needed.ToDictionary(n => n.Key, n => new ParameterTable(
    [
        .. Constants.Where(c => n.Value.Contains(c.Name)),
        Parameter.Number("fmin", "Hz", "lowest frequency that a transient keeps to"),
        Parameter.Number("fmax", "Hz", "highest frequency that a transient keeps to"),
        Parameter.Number("tol", "-", "largest relative error of the admittance between fmin and fmax in a transient", 1e-3),
    ]));

    public override string Letter => "Z";

    public override string Syntax => "Zname n+ n- model [m=] [ic=], with a CPE, WARBURG, WOPEN or WSHORT model";

    public override IReadOnlyList<string> ModelTypes { get; } = [.. Needed.Keys];

    public override ParameterTable Parameters { get; } = new(
    [
        .. Constants,
        Parameter.Number("ic", "V", "initial voltage, used with uic"),
        ElementLineChecks.MultiplicityParameter,
    ]);

    public override ParameterTable ModelParameters(string modelType) => Models[modelType];

    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => 2;

    public override void Build(DeviceRequest d)
    {
        if (d.Arguments.Count != 3)
        {
            d.Error(DeviceCodes.DiffusionLine, $"{d.Name} needs two nodes and a model name", hint: $"write {Syntax}");
            return;
        }
        if (d.Model(d.Arguments[2], [.. ModelTypes]) is not { } model) return;
        double m = ElementLineChecks.Multiplicity(d);
        var values = Needed[model.Type].Select(name => Constant(d, model, name)).ToArray();
        foreach (var other in Constants.Where(c => d.Has(c.Name) && !Needed[model.Type].Contains(c.Name)))
            d.Warn(DeviceCodes.DiffusionUnused, $"{d.Name}: {other.Name} has no effect with a {model.Type} model", parameter: other.Name);
        if (Band(d, model) is not { } band || values.Any(double.IsNaN) || double.IsNaN(m)) return;
        DiffusionLaw law = model.Type switch
        {
            "cpe" => new ConstantPhaseLaw(m * values[0], values[1]),
            "warburg" => new ConstantPhaseLaw(m / (values[0] * Math.Sqrt(2)), 0.5),
            _ => new FiniteDiffusionLaw(values[0] / m, values[1], open: model.Type == "wopen"),
        };
        var (a, b) = (d.Node(0), d.Node(1));
        var relaxations = law.Relaxations(band);
        Unknown[] inner = [.. relaxations.Select((_, k) => d.InnerNode($"{k + 1}"))];
        d.Add(new DiffusionElement(d.Name, a, b, law, relaxations, inner, d.Number("ic")) { Temperature = d.Temperature });
    }

    /// <summary>A constant of the element line, or else of the model; NaN with an error reported.</summary>
    private static double Constant(DeviceRequest d, ModelView model, string name)
    {
        bool own = d.Has(name);
        double value = own ? d.Number(name) : model.Number(name);
        if (double.IsNaN(value) && !own && !model.Has(name)) model.Error(DeviceCodes.DiffusionMissing, $"{d.Name}: {name} is missing in model {model.Name}");
        else if (!(value > 0) || (name == "alpha" && value > 1))
            Report(FormattableString.Invariant($"{d.Name}: {name} = {value:g6} must be above 0{(name == "alpha" ? " and at most 1" : "")}"));
        else return value;
        return double.NaN;

        void Report(string message)
        {
            if (own) d.Error(DeviceCodes.DiffusionRange, message, parameter: name);
            else model.Error(DeviceCodes.DiffusionRange, message, name);
        }
    }

    /// <summary>The band of the model; else one that holds the default and the times of the deck's first .tran.</summary>
    private static FrequencyBand? Band(DeviceRequest d, ModelView model)
    {
        double stop = d.Options.DefaultStop, step = d.Options.DefaultStep;
        double low = model.Has("fmin") ? model.Number("fmin") : stop > 0 ? Math.Min(DefaultLow, 0.01 / stop) : DefaultLow;
        double high = model.Has("fmax") ? model.Number("fmax") : step > 0 ? Math.Max(DefaultHigh, 10 / step) : DefaultHigh;
        double tolerance = model.Number("tol");
        if (!(low > 0 && high > low))
            model.Error(DeviceCodes.DiffusionRange, FormattableString.Invariant($"{d.Name}: the band from fmin = {low:g6} to fmax = {high:g6} Hz is empty"), model.Has("fmax") ? "fmax" : "fmin");
        else if (!(tolerance >= 1e-6 && tolerance <= 0.1))
            model.Error(DeviceCodes.DiffusionRange, FormattableString.Invariant($"{d.Name}: tol = {tolerance:g6} must lie between 1e-6 and 0.1"), "tol");
        else return new FrequencyBand(low, high, tolerance);
        return null;
    }
}
