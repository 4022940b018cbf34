namespace NanoSpice.Engine.Devices;

/// <summary>Law and capacitor of a slit, as an element line over its .model card gives them.</summary>
/// <param name="useElement">false: the element line's parameters belong to something else (a stack's line)</param>
internal sealed class SlitCard(DeviceRequest d, ModelView model, bool useElement = true)
{
    private bool _failed;

    public static IReadOnlyList<Parameter> ResistanceParameters { get; } =
    [
        Parameter.Number("rc", "Ohm", "resistance at zero charge"),
        Parameter.Number("gamma", "-", "strength of the charge dependence, R = rc (1 - gamma |Q|/qmax)", 0),
        Parameter.Number("qmax", "C", "charge scale"),
    ];

    public static IReadOnlyList<Parameter> CapacitorParameters { get; } =
    [
        Parameter.Number("cslit", "F", "capacitance between sheet and slit"),
        Parameter.Number("vmax", "V", "in place of qmax: voltage at which the capacitor holds qmax"),
        Parameter.Number("qs", "C", "charge scale of a double layer with finite ions, in place of cslit"),
        Parameter.Number("nu", "-", "packing fraction of the bulk, with qs"),
    ];

    public static IReadOnlyList<Parameter> LawParameters { get; } =
    [
        Parameter.Word("law", "charge dependence: size of the charge, or charge with its sign", "abs", "signed"),
        Parameter.Number("rmin", "-", "smallest resistance in parts of rc", 1e-3),
    ];

    public static Parameter Multiplicity { get; } = Parameter.Number("m", "-", "number of equal elements side by side", 1);

    /// <summary>Of a NANOSLIT card.</summary>
    public static ParameterTable NanoslitParameters { get; } = new([.. ResistanceParameters, .. CapacitorParameters, .. LawParameters]);

    /// <summary>Of a QRES card.</summary>
    public static ParameterTable QresParameters { get; } = new([.. ResistanceParameters, .. LawParameters]);

    /// <summary>m= of the element line, above 0.</summary>
    public double ReadMultiplicity() => Positive("m");

    /// <summary>Law and capacitor; null when something is wrong (reported).</summary>
    public (ChargeLaw Law, SlitCapacitor Capacitor)? Read()
    {
        var capacitor = ReadCapacitor();
        var law = ReadLaw(capacitor);
        return law is null || capacitor is null || _failed ? null : (law, capacitor);
    }

    /// <summary>The law alone, of a QRES card; null when something is wrong (reported).</summary>
    public ChargeLaw? ReadLaw() => ReadLaw(null) is { } law && !_failed ? law : null;

    private ChargeLaw? ReadLaw(SlitCapacitor? capacitor)
    {
        double rc = Positive("rc"), gamma = Number("gamma"), rmin = model.Number("rmin"), qmax = Scale(gamma, capacitor);
        if (gamma >= 1)
            Warn("NSL005", "gamma", $"gamma = {Text(gamma)}: the resistance reaches its floor before the charge reaches qmax");
        if (rmin <= 0 || rmin >= 0.5)
            Error("NSL006", "rmin", $"rmin = {Text(rmin)} must lie between 0 and 0.5");
        return _failed || !double.IsFinite(rc + gamma + rmin) ? null : new ChargeLaw(rc, gamma, qmax, model.Text("law").Equals("signed", StringComparison.OrdinalIgnoreCase), rmin);
    }

    /// <summary>qmax, or the charge at vmax; an element's own word goes before its model's.</summary>
    private double Scale(double gamma, SlitCapacitor? capacitor)
    {
        bool useVoltage = capacitor is not null && (OnElement("vmax") ? !OnElement("qmax") : !Given("qmax") && Given("vmax"));
        if (capacitor is not null && (OnElement("vmax") && OnElement("qmax") || model.Has("vmax") && model.Has("qmax")))
            Warn("NSL007", "vmax", "qmax and vmax are both given; qmax counts");
        if (!useVoltage)
        {
            if (Given("qmax") || gamma != 0) return Positive("qmax");
            return double.PositiveInfinity;
        }
        double vmax = Positive("vmax"), qmax = capacitor!.Charge(vmax);
        if (vmax > 0 && qmax <= 0) Error("NSL002", "vmax", "vmax with cslit = 0 gives qmax = 0");
        return qmax;
    }

    private SlitCapacitor? ReadCapacitor()
    {
        if (Given("qs"))
        {
            double qs = Positive("qs"), nu = Positive("nu");
            if (Given("cslit")) Warn("NSL008", "cslit", "cslit has no effect beside qs");
            return qs > 0 && nu > 0 ? SlitCapacitor.DoubleLayer(qs, nu, d.Temperature) : null;
        }
        if (!Given("cslit"))
        {
            Error("NSL003", "cslit", "cslit is missing", "capacitance between sheet and slit [F], or qs= and nu= for a double layer");
            return null;
        }
        double c = Number("cslit");
        if (c < 0) Error("NSL002", "cslit", $"cslit = {Text(c)} must not be negative");
        return c >= 0 ? SlitCapacitor.Constant(c) : null;
    }

    /// <summary>A parameter that must be given and above 0; NaN when it is not (reported).</summary>
    private double Positive(string name)
    {
        double value = Number(name);
        if (double.IsNaN(value) && !Given(name)) Error("NSL003", name, $"{name} is missing");
        else if (value <= 0) Error("NSL002", name, $"{name} = {Text(value)} must be above 0");
        else if (double.IsNaN(value)) _failed = true;
        return value > 0 ? value : double.NaN;
    }

    private static string Text(double value) => value.ToString("g6", System.Globalization.CultureInfo.InvariantCulture);

    private bool OnElement(string name) => useElement && d.Has(name);

    private bool Given(string name) => OnElement(name) || model.Has(name);

    private double Number(string name) => OnElement(name) || name == "m" ? d.Number(name) : model.Number(name);

    private void Error(string code, string parameter, string message, string? hint = null)
    {
        _failed = true;
        if (OnElement(parameter)) d.Error(code, $"{d.Name}: {message}", parameter: parameter, hint: hint);
        else model.Error(code, $"{d.Name}: {message}", model.Has(parameter) ? parameter : null, hint);
    }

    private void Warn(string code, string parameter, string message)
    {
        if (OnElement(parameter)) d.Warn(code, $"{d.Name}: {message}", parameter: parameter);
        else model.Warn(code, $"{d.Name}: {message}", model.Has(parameter) ? parameter : null);
    }
}
