using System.Globalization;

namespace NanoSpice.Engine.Devices;

/// <summary>Turns a D model card and an element line into the law of one diode at its temperature.</summary>
/// <param name="area">area of the element line; NaN: the model's</param>
internal sealed class DiodeCard(DeviceRequest d, ModelView model, double area)
{
    /// <summary>Largest grading coefficient [-], as in ngspice 39.</summary>
    private const double MaxGrading = 0.9;

    /// <summary>Smallest saturation current [A], as in ngspice 39.</summary>
    private const double MinSaturation = 1e-28;

    private bool _failed;

    public static ParameterTable Parameters { get; } = new([
        Parameter.Number("is", "A", "saturation current", 1e-14) with { Aliases = ["js"] },
        Parameter.Number("jsw", "A", "saturation current of the sidewall, a unit of pj", 0) with { Aliases = ["isw"] },
        Parameter.Number("n", "-", "emission coefficient", 1),
        Parameter.Number("ns", "-", "emission coefficient of the sidewall; not given: as the bottom"),
        Parameter.Number("rs", "Ohm", "series resistance", 0),
        Parameter.Number("trs1", "1/K", "temperature coefficient of rs", 0) with { Aliases = ["trs"] },
        Parameter.Number("trs2", "1/K^2", "second temperature coefficient of rs", 0),
        Parameter.Number("tt", "s", "transit time", 0),
        Parameter.Number("ttt1", "1/K", "temperature coefficient of tt", 0),
        Parameter.Number("ttt2", "1/K^2", "second temperature coefficient of tt", 0),
        Parameter.Number("cjo", "F", "junction capacitance at 0 V", 0) with { Aliases = ["cj0", "cj"] },
        Parameter.Number("vj", "V", "junction potential", 1) with { Aliases = ["pb"] },
        Parameter.Number("m", "-", "grading coefficient", 0.5) with { Aliases = ["mj"] },
        Parameter.Number("tm1", "1/K", "temperature coefficient of m", 0),
        Parameter.Number("tm2", "1/K^2", "second temperature coefficient of m", 0),
        Parameter.Number("cjp", "F", "sidewall capacitance at 0 V, a unit of pj", 0) with { Aliases = ["cjsw"] },
        Parameter.Number("php", "V", "junction potential of the sidewall", 1),
        Parameter.Number("mjsw", "-", "grading coefficient of the sidewall", 0.33),
        Parameter.Number("fc", "-", "where the depletion capacitance becomes a line, in parts of vj", 0.5),
        Parameter.Number("fcs", "-", "the same of the sidewall", 0.5),
        Parameter.Number("ikf", "A", "forward knee current") with { Aliases = ["ik"] },
        Parameter.Number("ikr", "A", "reverse knee current"),
        Parameter.Number("isr", "A", "recombination current", 0),
        Parameter.Number("nr", "-", "emission coefficient of isr", 1),
        Parameter.Number("bv", "V", "reverse breakdown voltage"),
        Parameter.Number("ibv", "A", "current at bv", 1e-3) with { Aliases = ["ib"] },
        Parameter.Number("nbv", "-", "emission coefficient of the breakdown; not given: n"),
        Parameter.Number("tcv", "V/K", "temperature coefficient of bv", 0),
        Parameter.Number("eg", "eV", "activation energy", 1.11),
        Parameter.Number("xti", "-", "temperature exponent of is", 3),
        Parameter.Number("tnom", "degC", "temperature at which the parameters hold") with { Aliases = ["tref"] },
        Parameter.Number("area", "-", "area when the element gives none", 1),
        Parameter.Number("pj", "-", "perimeter when the element gives none", 0),
        Parameter.Number("level", "-", "1: the only level", 1),
        .. IdealDiodeLaw.Parameters,
        .. FlickerLaw.Parameters,
        .. Ignored("fv_max", "bv_max", "id_max", "te_max", "pd_max", "rth0", "cth0"), .. Parameter.Ratings("iave", "vpk", "mfg", "type")]);

    /// <summary>The law, and the conductance of the series resistance [S] (0: none); null when something is wrong (reported).</summary>
    public DiodeLaw? Read(out double series)
    {
        double t = d.Temperature, nominal = model.Has("tnom") ? model.Number("tnom") + 273.15 : d.NominalTemperature, dt = t - nominal;
        double many = Positive("m", onElement: true), size = (double.IsNaN(area) ? model.Number("area") : area) * many;
        double pj = (d.Has("pj") ? d.Number("pj") : model.Number("pj")) * many;
        double n = Positive("n"), eg = model.Number("eg"), xti = model.Number("xti"), thermal = ThermalVoltage.At(t);
        if (size <= 0) Error("DIO003", $"area = {Text(area)} must be above 0", "area", onElement: true);
        if (model.Number("level") != 1) Error("DIO004", "only level 1 of the diode model is known", "level");

        double isat = Saturation() * size * Junction.SaturationFactor(t, nominal, n, eg, xti);
        double ns = model.Has("ns") ? Positive("ns") : n;
        double side = model.Number("jsw") * pj * Junction.SaturationFactor(t, nominal, ns, eg, xti);
        bool own = model.Has("ns") && side > 0;
        double rs = NotNegative("rs");
        series = rs > 0 ? size / (rs * (1 + model.Number("trs1") * dt + model.Number("trs2") * dt * dt)) : 0;
        double bv = Breakdown(isat + (own ? 0 : side), thermal, many, n, dt, out double nbv);
        var bottom = Layer("cjo", size, "vj", Grading("m", dt), "fc", t, nominal);
        var law = new DiodeLaw
        {
            Bottom = new(isat + (own ? 0 : side), n * thermal),
            Sidewall = own ? new(side, ns * thermal) : default,
            BottomLayer = bottom,
            SidewallLayer = Layer("cjp", pj, "php", Grading("mjsw", 0), "fcs", t, nominal),
            Recombination = new(NotNegative("isr") * size * Junction.SaturationFactor(t, nominal, model.Number("nr"), eg, xti),
                Positive("nr") * thermal, bottom.Vj, bottom.M),
            Breakdown = bv,
            BreakdownVte = nbv * thermal,
            ForwardKnee = Knee("ikf", size),
            ReverseKnee = Knee("ikr", size),
            TransitTime = NotNegative("tt") * (1 + model.Number("ttt1") * dt + model.Number("ttt2") * dt * dt),
        };
        return _failed || !double.IsFinite(law.CriticalVoltage) ? null : law;
    }

    private static Parameter[] Ignored(params string[] names) =>
        [.. names.Select(n => Parameter.Number(n, "-", "known to SPICE, without effect here") with { Ignored = true })];

    private static string Text(double value) => value.ToString("g6", CultureInfo.InvariantCulture);

    /// <summary>ibv scales with m but not with area, as level 1 of ngspice 39 has it.</summary>
    private double Breakdown(double isat, double thermal, double many, double n, double dt, out double nbv)
    {
        nbv = model.Has("nbv") ? Positive("nbv") : n;
        if (!model.Has("bv")) return double.PositiveInfinity;
        double bv = Positive("bv") - model.Number("tcv") * dt, ibv = Positive("ibv") * many;
        return _failed ? double.PositiveInfinity : DiodeLaw.MatchBreakdown(bv, ibv, isat, thermal, nbv);
    }

    private DepletionLayer Layer(string cj, double size, string vj, double m, string fc, double t, double nominal)
    {
        double potential = Junction.BuiltIn(Positive(vj), m, t, nominal, out double factor), corner = model.Number(fc);
        if (corner < 0 || corner >= 1) Error("DIO003", $"{fc} = {Text(corner)} must be at least 0 and below 1", fc);
        return new(NotNegative(cj) * size * factor, potential, m, corner);
    }

    private double Grading(string name, double dt)
    {
        double m = model.Number(name) * (1 + model.Number("tm1") * dt + model.Number("tm2") * dt * dt);
        if (m <= MaxGrading) return m;
        model.Warn("DIO005", $"{d.Name}: {name} = {Text(m)} is taken as {Text(MaxGrading)}", name);
        return MaxGrading;
    }

    private double Saturation()
    {
        if (model.Number("is") != 0) return Positive("is");
        model.Warn("DIO005", $"{d.Name}: is = 0 is taken as {Text(MinSaturation)}", "is");
        return MinSaturation;
    }

    private double Knee(string name, double size) => model.Has(name) && model.Number(name) > 0 ? model.Number(name) * size : double.PositiveInfinity;

    private double Positive(string name, bool onElement = false)
    {
        double value = onElement ? d.Number(name) : model.Number(name);
        if (value <= 0) Error("DIO003", $"{name} = {Text(value)} must be above 0", name, onElement);
        _failed |= double.IsNaN(value);
        return value > 0 ? value : double.NaN;
    }

    private double NotNegative(string name)
    {
        double value = model.Number(name);
        if (value < 0) Error("DIO003", $"{name} = {Text(value)} must not be negative", name);
        return value;
    }

    private void Error(string code, string message, string parameter, bool onElement = false)
    {
        _failed = true;
        if (onElement) d.Error(code, $"{d.Name}: {message}", parameter: d.Has(parameter) ? parameter : null);
        else model.Error(code, $"{d.Name}: {message}", model.Has(parameter) ? parameter : null);
    }
}
