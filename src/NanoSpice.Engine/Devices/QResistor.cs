namespace NanoSpice.Engine.Devices;

/// <summary>Resistor controlled by the charge of another element, N with a QRES model (DESIGN.md 2.2).</summary>
/// <remarks>
///   Nname a b CNAME MODEL      .model MODEL QRES(rc= gamma= qmax= law=abs|signed rmin=)
///   (1)  i = (v_a - v_b) / R(Q)      leaves a, enters b [A];  Q: charge of CNAME on its own plus terminal
/// </remarks>
public sealed class QResistor : Device
{
    /// <summary>Up to this many controlling unknowns live on the stack.</summary>
    private const int SmallCount = 16;

    private readonly Unknown _a, _b;
    private readonly IChargeStore _store;
    private readonly Unknown[] _controls;
    private readonly ChargeLaw _law;
    private readonly int _warned;

    /// <param name="warned">slot of Equations.Memory that remembers the warning of the floor</param>
    public QResistor(string name, Unknown a, Unknown b, IChargeStore store, ChargeLaw law, int warned)
        : base(name)
    {
        (_a, _b, _store, _law, _warned) = (a, b, store, law, warned);
        _controls = [.. store.ChargeUnknowns];
    }

    public ChargeLaw Law => _law;

    /// <summary>The element whose charge counts.</summary>
    public IChargeStore Store => _store;

    public override IEnumerable<Link> Links => [new(_a, _b, LinkKind.Conducting)];

    public override IReadOnlyList<string> Quantities => ["i", "q", "r", "v"];

    public override void Noise(Equations eq, NoiseSources noise) => noise.Thermal("", _a, _b, 1 / _law.Resistance(Charge(eq), out _), Temperature);

    public override void Load(Equations eq)
    {
        Span<double> slopes = _controls.Length <= SmallCount ? stackalloc double[SmallCount] : new double[_controls.Length];
        double charge = _store.StoredCharge(eq, slopes);
        double r = _law.Resistance(charge, out double slope), g = 1 / r, i = g * (eq[_a] - eq[_b]);

        Branches.Flow(eq, _a, _b, i, g);       // (1)
        if (!eq.WantsJacobian) return;
        for (int k = 0; k < _controls.Length; k++)
        {
            double di = -i * g * slope * slopes[k];                             // di/dQ dQ/dx_k
            eq.DFlow(_a, _controls[k], di);
            eq.DFlow(_b, _controls[k], -di);
        }
    }

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" => new("A", eq => (eq[_a] - eq[_b]) / _law.Resistance(Charge(eq), out _)),
        "q" => new("C", Charge),
        "r" => new("Ohm", eq => _law.Resistance(Charge(eq), out _)),
        "v" => new("V", eq => eq[_a] - eq[_b]),
        _ => null,
    };

    public override bool MayWarn => _law.Gamma > 0 || (_law.IsSigned && _law.Gamma != 0);

    public override string? WarnAfter(Equations eq)
    {
        double charge = Charge(eq);
        if (!_law.IsAtFloor(charge) || eq.Memory[_warned] != 0) return null;
        eq.Memory[_warned] = 1;
        return Nanoslit.FloorWarning(Name, _law, charge, eq);
    }

    private double Charge(Equations eq)
    {
        Span<double> slopes = _controls.Length <= SmallCount ? stackalloc double[SmallCount] : new double[_controls.Length];
        return _store.StoredCharge(eq, slopes);
    }
}

/// <summary>Element letter N with a qres model: a resistor controlled by the charge of another element.</summary>
public sealed class QResistorKind : DeviceKind
{
    public override string Letter => "N";

    public override string Syntax => "Nname a b capacitor model [rc=] [gamma=] [qmax=] [m=], with a QRES model";

    public override IReadOnlyList<string> ModelTypes => ["qres"];

    public override ParameterTable Parameters { get; } = new([.. SlitCard.ResistanceParameters, SlitCard.Multiplicity]);

    public override ParameterTable ModelParameters(string modelType) => SlitCard.QresParameters;

    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => 2;

    public override void Build(DeviceRequest d)
    {
        if (d.Arguments.Count != 4)
        {
            d.Error("NSL001", $"{d.Name} needs two nodes, a capacitor and a model name", hint: $"write {Syntax}");
            return;
        }
        if (d.Model(d.Arguments[3], "qres") is not { } model) return;
        var card = new SlitCard(d, model);
        double m = card.ReadMultiplicity();
        var law = card.ReadLaw();
        var device = d.DeviceOf(d.Arguments[2]);
        if (device is not null and not IChargeStore)
            d.Error("NSL004", $"{d.Name}: {device.Name} stores no charge", d.Arguments[2], hint: "name a capacitor or an N element with a nanoslit model");
        if (law is null || device is not IChargeStore store) return;
        // m equal resistors side by side, all set by the one charge of CNAME: qmax is not multiplied.
        d.Add(new QResistor(d.Name, d.Node(0), d.Node(1), store, new ChargeLaw(law.Rc / m, law.Gamma, law.Qmax * d.CopiesOf(d.Arguments[2]), law.IsSigned, law.Rmin), d.Memory()) { Temperature = d.Temperature });
    }
}
