namespace NanoSpice.Engine.Devices;

/// <summary>Junction diode, D. [SPICE], level 1 of ngspice 39.</summary>
/// <remarks>
///   Dname a k MODEL [area]      .model MODEL D(is= n= rs= ...)
///   (1)  i = i(v) + gmin v,  v = v_j - v_k     leaves j, enters k [A]: DiodeLaw
///   (2)  Q = q(v)                              charge of j, minus that of k [C]
///   (3)  i = (v_a - v_j) / rs                  leaves a, enters j; without rs, j is a
///   Away from the voltage u where the law was evaluated (limiting) both continue as tangents: i(u) + g (v - u), q(u) + c (v - u).
/// </remarks>
public sealed class Diode : Device
{
    private readonly Unknown _a, _j, _k;
    private readonly DiodeLaw _law;
    private readonly double _series, _initial, _first;
    private readonly int _memory;
    private readonly bool _hasSeries, _hasCharge;

    /// <param name="j">inner node, equal to a when there is no series resistance</param>
    /// <param name="series">conductance 1/rs [S]</param>
    /// <param name="memory">slot of Equations.Memory for the voltage last evaluated at</param>
    /// <param name="off">starts an operating point at 0 V instead of the critical voltage</param>
    /// <param name="initial">voltage at the start with uic [V]; NaN: none given</param>
    public Diode(string name, Unknown a, Unknown j, Unknown k, DiodeLaw law, double series, int memory, bool off = false, double initial = double.NaN)
        : base(name)
    {
        (_a, _j, _k, _law, _series, _memory, _initial) = (a, j, k, law, series, memory, initial);
        (StartsOff, _first) = (off, off ? 0 : law.CriticalVoltage);
        (_hasSeries, _hasCharge) = (a != j, law.HasCharge);
    }

    public override IEnumerable<Link> Links => _hasSeries
        ? [new(_a, _j, LinkKind.Conducting), new(_j, _k, LinkKind.Conducting)]
        : [new(_a, _k, LinkKind.Conducting)];

    public override bool StartsOff { get; }

    public override IReadOnlyList<string> Quantities => ["i", "v", "p", "q", "g", "c", "vd"];

    /// <summary>False: the junction of another device whose own noise is all there is.</summary>
    public bool IsNoisy { get; init; } = true;

    public FlickerLaw Flicker { get; init; } = FlickerLaw.None;

    public override void Noise(Equations eq, NoiseSources noise)
    {
        if (!IsNoisy) return;
        double i = _law.Current(eq[_j] - eq[_k], out _);
        noise.Thermal("rs", _a, _j, _series, Temperature);
        noise.Shot("id", _j, _k, i);
        noise.Flicker("1overf", _j, _k, Flicker, i);
    }

    public override void Load(Equations eq)
    {
        double v = eq[_j] - eq[_k], u = Evaluated(eq, v);
        double i = _law.Current(u, out double g), gmin = eq.Gmin;
        if (_hasCharge)
        {
            double charge = _law.Charge(u, i, g, out double c) + c * (v - u);
            Branches.Charge(eq, _j, _k, charge, c);                          // (2)
        }
        Branches.Flow(eq, _j, _k, i + g * (v - u) + gmin * v, g + gmin);     // (1)
        if (_hasSeries) Branches.Conductor(eq, _a, _j, _series);             // (3)
    }

    public override void LoadInitial(Equations eq)
    {
        if (!_hasCharge) return;
        double charge = ChargeAt(double.IsNaN(_initial) ? eq[_j] - eq[_k] : _initial, out _);
        eq.Charge(_j, charge);
        eq.Charge(_k, -charge);
    }

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" or "id" => new("A", Total),
        "v" => new("V", eq => eq[_a] - eq[_k]),
        "p" => new("W", eq => Total(eq) * (eq[_a] - eq[_k])),
        "q" or "qd" or "charge" => new("C", eq => ChargeAt(eq[_j] - eq[_k], out _)),
        "g" or "gd" => new("S", Conductance),
        "c" or "cd" => new("F", Capacitance),
        "vd" => new("V", eq => eq[_j] - eq[_k]),
        _ => null,
    };

    /// <summary>Where the law is evaluated for junction voltage v: v itself unless limiting holds it back.</summary>
    private double Evaluated(Equations eq, double v)
    {
        if (!eq.Limiting) return v;
        ref double last = ref eq.Memory[_memory];
        if (StartsOff && eq.HoldsOff) return last = 0;
        double u = eq.IsFirstEvaluation ? _first : _law.Limit(v, last);
        if (u != v) eq.Limited = true;
        return last = u;
    }

    private double ChargeAt(double v, out double capacitance) => _law.Charge(v, _law.Current(v, out double g), g, out capacitance);

    private double Conductance(Equations eq)
    {
        _law.Current(eq[_j] - eq[_k], out double g);
        return g + eq.Gmin;
    }

    private double Capacitance(Equations eq)
    {
        ChargeAt(eq[_j] - eq[_k], out double c);
        return c;
    }

    /// <summary>Terminal current, with that of the capacitance.</summary>
    private double Total(Equations eq)
    {
        if (_hasSeries) return _series * (eq[_a] - eq[_j]);
        double v = eq[_j] - eq[_k];
        ChargeAt(v, out double c);
        return _law.Current(v, out _) + eq.Gmin * v + c * (eq.Slope(_j) - eq.Slope(_k));
    }
}

/// <summary>Element letter D.</summary>
public sealed class DiodeKind : DeviceKind
{
    public override string Letter => "D";

    public override string Syntax => "Dname n+ n- model [area] [m=] [pj=] [off] [ic=]";

    public override IReadOnlyList<string> ModelTypes => ["d"];

    public override ParameterTable Parameters { get; } = new([
        Parameter.Number("area", "-", "area, factor on is, cjo, isr, ikf and 1/rs"),
        Parameter.Number("pj", "-", "perimeter, factor on jsw and cjp"),
        Parameter.Number("m", "-", "number of equal diodes side by side", 1),
        Parameter.Number("ic", "V", "voltage at the start, with uic"),
        Parameter.Flag("off", "starts an operating point without current"), .. DeviceTemperature.Parameters]);

    public override ParameterTable ModelParameters(string modelType) => DiodeCard.Parameters;

    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => 2;

    public override void Build(DeviceRequest d)
    {
        var words = d.Arguments;
        if (words.Count < 3)
        {
            d.Error("DIO001", $"{d.Name} needs two nodes and a model name", hint: $"write {Syntax}");
            return;
        }
        double area = d.Number("area");
        bool off = d.Has("off") && d.Number("off") != 0;
        foreach (var word in words.Skip(3))
        {
            if (word.Text.Equals("off", StringComparison.OrdinalIgnoreCase)) off = true;
            else if (double.IsNaN(area) && d.IsNumber(word)) area = d.Number(word);
            else d.Error("DIO002", $"{d.Name}: {word.Text} is not understood here", word, hint: $"write {Syntax}");
        }
        if (d.Model(words[2], "d") is not { } model) return;
        if (IdealDiodeLaw.IsAsked(model))
        {
            double many = (double.IsNaN(area) ? model.Number("area") : area) * d.Number("m");
            if (!(many > 0)) d.Error("DIO003", $"{d.Name}: area and m must be above 0");
            else if (IdealDiodeLaw.Read(d, model, many) is { } ideal) d.Add(new IdealDiode(d.Name, d.Node(0), d.Node(1), ideal));
            return;
        }
        if (new DiodeCard(d, model, area).Read(out double series) is not { } law) return;
        Unknown a = d.Node(0), j = series > 0 ? d.InnerNode("inner") : a;
        d.Add(new Diode(d.Name, a, j, d.Node(1), law, series, d.Memory(), off, d.Number("ic")) { Temperature = d.Temperature, Flicker = FlickerLaw.Of(model, d.Number("m")) });
    }
}
