using System.Globalization;

namespace NanoSpice.Engine.Devices;

/// <summary>Turns an NJF or PJF model card into the laws of one transistor: channel, and the two junctions of its gate.</summary>
/// <param name="size">area times multiplicity [-]</param>
internal sealed class JfetCard(DeviceRequest d, ModelView model, double size)
{
    /// <summary>Grading of the gate junctions [-], fixed in SPICE.</summary>
    private const double Grading = 0.5;

    private bool _failed;

    public static ParameterTable Parameters { get; } = new([
        Parameter.Number("vto", "V", "threshold; below 0 for depletion, of both channels", -2) with { Aliases = ["vt0"] },
        Parameter.Number("beta", "A/V^2", "transconductance", 1e-4),
        Parameter.Number("lambda", "1/V", "channel length modulation", 0),
        Parameter.Number("b", "-", "doping tail; 1: square law", 1),
        Parameter.Number("rd", "Ohm", "drain resistance", 0),
        Parameter.Number("rs", "Ohm", "source resistance", 0),
        Parameter.Number("cgs", "F", "capacitance of gate to source at 0 V", 0),
        Parameter.Number("cgd", "F", "capacitance of gate to drain at 0 V", 0),
        Parameter.Number("pb", "V", "potential of the gate junctions", 1),
        Parameter.Number("fc", "-", "where their capacitances become lines, in parts of pb", 0.5),
        Parameter.Number("is", "A", "saturation current of the gate junctions", 1e-14),
        Parameter.Number("n", "-", "their emission coefficient", 1),
        Parameter.Number("eg", "eV", "activation energy of is", 1.11),
        Parameter.Number("xti", "-", "temperature exponent of is; not given: none"),
        Parameter.Number("tcv", "V/K", "what vto falls by a kelvin", 0),
        Parameter.Number("vtotc", "V/K", "what vto rises by a kelvin; given: in place of tcv"),
        Parameter.Number("bex", "-", "temperature exponent of beta", 0),
        Parameter.Number("betatce", "%/K", "beta grows by 1.01^(betatce dT); given: in place of bex"),
        Parameter.Number("tnom", "degC", "temperature at which the parameters hold") with { Aliases = ["tref"] },
        Parameter.Number("level", "-", "1: the only level", 1),
        .. FlickerLaw.Parameters,
        Parameter.Number("nlev", "-", "3: noise of the channel from the charge in it; else 2/3 gm", 2),
        Parameter.Number("gdsnoi", "-", "factor on the channel's noise with nlev=3", 1),
        .. new[] { "alpha", "vk", "isr", "nr", "m" }
            .Select(n => Parameter.Number(n, "-", "known to other simulators, without effect here") with { Ignored = true }),
        .. Parameter.Ratings("mfg")]);

    /// <summary>Law of the channel, of the junctions to source and drain, and 1/rd, 1/rs [S] (0: none); null when something is wrong (reported).</summary>
    public JfetLaw? Read(out DiodeLaw? source, out DiodeLaw? drain, out double gd, out double gs)
    {
        double t = d.Temperature, nominal = model.Has("tnom") ? model.Number("tnom") + 273.15 : d.NominalTemperature, dt = t - nominal, ratio = t / nominal;
        if (!(size > 0)) Fail(d.Name + ": area and m must be above 0", null);
        if (model.Number("level") != 1) Fail(d.Name + ": only level 1 of the JFET model is known", "level");
        double vto = model.Number("vto"), pb = Positive("pb"), tail = model.Number("b");
        double threshold = vto + (model.Has("vtotc") ? model.Number("vtotc") : -model.Number("tcv")) * dt;
        double beta = Positive("beta") * (model.Has("betatce") ? Math.Pow(1.01, model.Number("betatce") * dt) : Math.Pow(ratio, model.Number("bex")));
        if (tail != 1 && pb <= vto) Fail(d.Name + ": with b, pb must be above vto", "pb");
        double vte = Positive("n") * ThermalVoltage.At(t);
        double isat = Positive("is") * size * Math.Exp((ratio - 1) * model.Number("eg") / vte) * (model.Has("xti") ? Math.Pow(ratio, model.Number("xti")) : 1);
        double corner = model.Number("fc");
        if (corner is < 0 or >= 1) Fail(string.Create(CultureInfo.InvariantCulture, $"{d.Name}: fc = {corner:g6} must be at least 0 and below 1"), "fc");
        double potential = Junction.BuiltIn(pb, Grading, t, nominal, out double factor);
        DiodeLaw Gate(string c) => new() { Bottom = new(isat, vte), BottomLayer = new(NotNegative(c) * size * factor, potential, Grading, corner) };
        (source, drain) = (Gate("cgs"), Gate("cgd"));
        (gd, gs) = (Conductance("rd"), Conductance("rs"));
        double cubic = tail == 1 ? 0 : (1 - tail) / (pb - vto);
        return _failed || !double.IsFinite(source.CriticalVoltage) ? null : new JfetLaw(beta * size, threshold, NotNegative("lambda"), tail, cubic);
    }

    private double Conductance(string name)
    {
        double r = NotNegative(name);
        return r > 0 ? size / r : 0;
    }

    private double Positive(string name)
    {
        double value = model.Number(name);
        if (!(value > 0)) Fail(string.Create(CultureInfo.InvariantCulture, $"{d.Name}: {name} = {value:g6} must be above 0"), name);
        return value > 0 ? value : double.NaN;
    }

    private double NotNegative(string name)
    {
        double value = model.Number(name);
        if (!(value >= 0)) Fail(string.Create(CultureInfo.InvariantCulture, $"{d.Name}: {name} = {value:g6} must not be negative"), name);
        return value;
    }

    private void Fail(string message, string? parameter)
    {
        _failed = true;
        model.Error("JFT002", message, parameter is not null && model.Has(parameter) ? parameter : null);
    }
}
