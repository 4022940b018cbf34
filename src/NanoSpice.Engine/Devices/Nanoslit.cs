using System.Globalization;

namespace NanoSpice.Engine.Devices;

/// <summary>One trans-slit step, N: resistance set by the charge stored in the slit (DESIGN.md 2.1, [NCM] eq. 1-2).</summary>
/// <remarks>
///   Nname p n s MODEL      .model MODEL NANOSLIT(rc= gamma= cslit= qmax= law=abs|signed rmin=)
///   (1)  i = (v_p - v_n) / R(Q)      leaves p, enters n [A]; R: ChargeLaw
///   (2)  Q = Q(v_s - v_p)            charge of s, minus that of p [C]: SlitCapacitor
/// </remarks>
public sealed class Nanoslit : Device, IChargeStore
{
    private readonly Unknown _p, _n, _s;
    private readonly ChargeLaw _law;
    private readonly SlitCapacitor _capacitor;
    private readonly SlitCapacitor? _doubleLayer;      // null: constant capacitance, the short path
    private readonly double _capacitance, _initial;
    private readonly int _warned;

    /// <param name="warned">slot of Equations.Memory that remembers the warning of the floor</param>
    /// <param name="initial">v_s - v_p at the start with uic [V]; NaN: none given</param>
    public Nanoslit(string name, Unknown p, Unknown n, Unknown s, ChargeLaw law, SlitCapacitor capacitor, int warned, double initial = double.NaN)
        : base(name)
    {
        (_p, _n, _s, _law, _capacitor, _warned, _initial) = (p, n, s, law, capacitor, warned, initial);
        _doubleLayer = capacitor.IsConstant ? null : capacitor;
        _capacitance = capacitor.Capacitance;
    }

    public ChargeLaw Law => _law;

    public SlitCapacitor Capacitor => _capacitor;

    public override IEnumerable<Link> Links => [new(_p, _n, LinkKind.Conducting), new(_s, _p, LinkKind.Capacitive)];

    public override IReadOnlyList<string> Quantities => ["i", "q", "r", "v"];

    public IReadOnlyList<Unknown> ChargeUnknowns => [_s, _p];

    public override void Noise(Equations eq, NoiseSources noise) => noise.Thermal("", _p, _n, 1 / Resistance(eq), Temperature);

    public override void Load(Equations eq)
    {
        double vp = eq[_p], drop = vp - eq[_n], v = eq[_s] - vp;
        double c = _capacitance, charge = c * v;
        if (_doubleLayer is not null) charge = _doubleLayer.Charge(v, out c);
        double r = _law.Resistance(charge, out double slope), g = 1 / r, i = g * drop;

        eq.Flow(_p, i);         eq.Flow(_n, -i);           // (1)
        eq.Charge(_s, charge);  eq.Charge(_p, -charge);    // (2)
        if (!eq.WantsJacobian) return;

        double k = -i * g * slope * c;                     // di/dQ dQ/dv
        var slots = eq.NextSlots(10);
        if (slots.Length < 10) LoadDerivatives(eq, g, k, c);
        else AddDerivatives(eq.FlowTarget, eq.ChargeTarget, slots, g, k, eq.Alpha * c);
    }

    private void LoadDerivatives(Equations eq, double g, double k, double c)
    {
        eq.DFlow(_p, _p, g - k);    eq.DFlow(_p, _n, -g);  eq.DFlow(_p, _s, k);
        eq.DFlow(_n, _p, k - g);    eq.DFlow(_n, _n, g);   eq.DFlow(_n, _s, -k);
        eq.DCharge(_s, _s, c);      eq.DCharge(_s, _p, -c);
        eq.DCharge(_p, _s, -c);     eq.DCharge(_p, _p, c);
    }

    /// <summary>LoadDerivatives into known places: a ladder spends most of its loading time here.</summary>
    private static void AddDerivatives(double[] flow, double[] charge, ReadOnlySpan<int> slots, double g, double k, double c)
    {
        flow[slots[0]] += g - k;    flow[slots[1]] -= g;   flow[slots[2]] += k;
        flow[slots[3]] += k - g;    flow[slots[4]] += g;   flow[slots[5]] -= k;
        charge[slots[6]] += c;      charge[slots[7]] -= c;
        charge[slots[8]] -= c;      charge[slots[9]] += c;
    }

    public override void LoadInitial(Equations eq)
    {
        double charge = double.IsNaN(_initial) ? StoredCharge(eq) : _capacitor.Charge(_initial);
        eq.Charge(_s, charge);
        eq.Charge(_p, -charge);
    }

    public double StoredCharge(Equations eq, Span<double> slopes)
    {
        double charge = _capacitor.Charge(eq[_s] - eq[_p], out double c);
        (slopes[0], slopes[1]) = (c, -c);
        return charge;
    }

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" => new("A", eq => (eq[_p] - eq[_n]) / Resistance(eq)),
        "q" => new("C", StoredCharge),
        "r" => new("Ohm", Resistance),
        "v" => new("V", eq => eq[_p] - eq[_n]),
        _ => null,
    };

    public override bool MayWarn => _law.Gamma > 0 || (_law.IsSigned && _law.Gamma != 0);

    public override string? WarnAfter(Equations eq)
    {
        double charge = StoredCharge(eq);
        if (!_law.IsAtFloor(charge) || eq.Memory[_warned] != 0) return null;
        eq.Memory[_warned] = 1;
        return FloorWarning(Name, _law, charge, eq);
    }

    /// <summary>What is said once per run and element when the charge takes R to its floor.</summary>
    internal static string FloorWarning(string name, ChargeLaw law, double charge, Equations eq)
    {
        string when = eq.IsStatic ? "in the static solution" : string.Create(CultureInfo.InvariantCulture, $"at t = {eq.Time:g6} s");
        return string.Create(CultureInfo.InvariantCulture,
            $"{name}: charge {charge:g4} C takes the resistance to its floor of {law.Floor:g4} Ohm (rmin rc) {when}; the linear law ends here");
    }

    private double StoredCharge(Equations eq) => _capacitor.Charge(eq[_s] - eq[_p]);

    private double Resistance(Equations eq) => _law.Resistance(StoredCharge(eq), out _);
}

/// <summary>Element letter N with a nanoslit model: a trans-slit step.</summary>
public sealed class NanoslitKind : DeviceKind
{
    public override string Letter => "N";

    public override string Syntax => "Nname p n s model [rc=] [gamma=] [cslit=] [qmax=] [m=] [ic=]";

    public override IReadOnlyList<string> ModelTypes => ["nanoslit"];

    public override ParameterTable Parameters { get; } = new([
        .. SlitCard.ResistanceParameters, .. SlitCard.CapacitorParameters, SlitCard.Multiplicity,
        Parameter.Number("ic", "V", "v(s) - v(p) at the start, with uic"), .. DeviceTemperature.Parameters]);

    public override ParameterTable ModelParameters(string modelType) => SlitCard.NanoslitParameters;

    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => 3;

    public override void Build(DeviceRequest d)
    {
        if (d.Arguments.Count != 4)
        {
            d.Error("NSL001", $"{d.Name} needs three nodes and a model name", hint: $"write {Syntax}");
            return;
        }
        if (d.Model(d.Arguments[3], "nanoslit") is not { } model) return;
        var card = new SlitCard(d, model);
        double m = card.ReadMultiplicity();
        if (card.Read() is not var (law, capacitor)) return;
        d.Add(new Nanoslit(d.Name, d.Node(0), d.Node(1), d.Node(2), law.Parallel(m), capacitor.Parallel(m), d.Memory(), d.Number("ic")) { Temperature = d.Temperature });
    }
}
