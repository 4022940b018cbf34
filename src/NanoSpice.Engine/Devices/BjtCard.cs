using System.Globalization;

namespace NanoSpice.Engine.Devices;

/// <summary>Turns an NPN or PNP model card and an element line into the law of one transistor at its temperature.</summary>
/// <param name="area">areas of the element line: emitter, base, collector [-]</param>
internal sealed class BjtCard(DeviceRequest d, ModelView model, double area, double areaB, double areaC)
{
    private bool _failed;

    public static ParameterTable Parameters { get; } = new([
        Parameter.Number("is", "A", "transport saturation current", 1e-16),
        Parameter.Number("bf", "-", "ideal forward current gain", 100),
        Parameter.Number("nf", "-", "forward emission coefficient", 1),
        Parameter.Number("vaf", "V", "forward Early voltage") with { Aliases = ["va"] },
        Parameter.Number("ikf", "A", "forward knee current") with { Aliases = ["ik"] },
        Parameter.Number("ise", "A", "leakage saturation current of the emitter", 0),
        Parameter.Number("c2", "-", "ise/is, when ise is not given"),
        Parameter.Number("ne", "-", "emission coefficient of ise", 1.5),
        Parameter.Number("br", "-", "ideal reverse current gain", 1),
        Parameter.Number("nr", "-", "reverse emission coefficient", 1),
        Parameter.Number("var", "V", "reverse Early voltage") with { Aliases = ["vb"] },
        Parameter.Number("ikr", "A", "reverse knee current"),
        Parameter.Number("isc", "A", "leakage saturation current of the collector", 0),
        Parameter.Number("c4", "-", "isc/is, when isc is not given"),
        Parameter.Number("nc", "-", "emission coefficient of isc", 2),
        Parameter.Number("rb", "Ohm", "base resistance at zero bias", 0),
        Parameter.Number("irb", "A", "current at which the base resistance is half way to rbm") with { Aliases = ["iob"] },
        Parameter.Number("rbm", "Ohm", "least base resistance; not given: rb"),
        Parameter.Number("re", "Ohm", "emitter resistance", 0),
        Parameter.Number("rc", "Ohm", "collector resistance", 0),
        Parameter.Number("cje", "F", "emitter capacitance at 0 V", 0),
        Parameter.Number("vje", "V", "emitter potential", 0.75) with { Aliases = ["pe"] },
        Parameter.Number("mje", "-", "emitter grading", 0.33) with { Aliases = ["me"] },
        Parameter.Number("tf", "s", "forward transit time", 0),
        Parameter.Number("xtf", "-", "how much tf depends on the bias", 0),
        Parameter.Number("vtf", "V", "voltage of that dependence"),
        Parameter.Number("itf", "A", "current of that dependence", 0),
        Parameter.Number("cjc", "F", "collector capacitance at 0 V", 0),
        Parameter.Number("vjc", "V", "collector potential", 0.75) with { Aliases = ["pc"] },
        Parameter.Number("mjc", "-", "collector grading", 0.33) with { Aliases = ["mc"] },
        Parameter.Number("xcjc", "-", "part of cjc inside the base resistance", 1),
        Parameter.Number("tr", "s", "reverse transit time", 0),
        Parameter.Number("cjs", "F", "substrate capacitance at 0 V", 0) with { Aliases = ["ccs"] },
        Parameter.Number("vjs", "V", "substrate potential", 0.75) with { Aliases = ["ps"] },
        Parameter.Number("mjs", "-", "substrate grading", 0) with { Aliases = ["ms"] },
        Parameter.Number("xtb", "-", "temperature exponent of bf and br", 0),
        Parameter.Number("eg", "eV", "activation energy of is", 1.11),
        Parameter.Number("xti", "-", "temperature exponent of is", 3),
        Parameter.Number("fc", "-", "where depletion capacitances become lines, in parts of their potential", 0.5),
        Parameter.Number("subs", "-", "1: vertical, -1: lateral; not given: NPN vertical, PNP lateral"),
        Parameter.Number("tnom", "degC", "temperature at which the parameters hold") with { Aliases = ["tref"] },
        Parameter.Number("level", "-", "1: the only level", 1),
        .. FlickerLaw.Parameters,
        Parameter.Number("ptf", "deg", "excess phase at the frequency 1/(2 pi tf)", 0),
        Parameter.Number("nkf", "-", "exponent of the roll-off at high currents", 0.5) with { Aliases = ["nk"] },
        Parameter.Number("iss", "A", "saturation current of the substrate junction", 0),
        Parameter.Number("ns", "-", "emission coefficient of iss", 1),
        .. BjtDrift.Parameters,
        .. new[] { "vbe_max", "vbc_max", "vce_max", "ic_max", "ib_max", "pd_max", "te_max", "rth0" }
            .Select(n => Parameter.Number(n, "-", "known to SPICE, without effect here") with { Ignored = true }),
        .. Parameter.Ratings("vceo", "icrating", "mfg")]);

    /// <summary>-1 for a transistor whose substrate meets the base.</summary>
    public bool IsLateral => model.Has("subs") ? model.Number("subs") < 0 : model.Type == "pnp";

    /// <summary>The law, and the conductances of collector and emitter [S] (0: none); null when something is wrong (reported).</summary>
    public BjtLaw? Read(out double collector, out double emitter)
    {
        double t = d.Temperature, nominal = model.Has("tnom") ? model.Number("tnom") + 273.15 : d.NominalTemperature, ratio = t / nominal, vt = ThermalVoltage.At(t);
        if (!(area > 0)) Fail(d.Name + ": area must be above 0", null);
        if (model.Number("level") != 1) Fail("only level 1 of the bipolar model is known", "level");
        var drift = new BjtDrift(model, t - nominal);
        double rise = Junction.SaturationFactor(t, nominal, 1, model.Number("eg"), model.Number("xti")), gain = drift.Gain(ratio), tf = drift.Value("tf");
        double isat = Positive("is"), ne = Positive("ne"), nc = Positive("nc"), side = IsLateral ? areaC : areaB;
        double ise = model.Has("ise") || !model.Has("c2") ? model.Number("ise") : model.Number("c2") * isat, isc = model.Has("isc") || !model.Has("c4") ? model.Number("isc") : model.Number("c4") * isat;
        var whole = Layer("cjc", side, "c", drift, t, nominal);
        double inside = model.Number("xcjc");
        (collector, emitter) = (Conductance("rc", drift), Conductance("re", drift));
        double rb = Math.Max(0, model.Number("rb")), rbm = model.Has("rbm") ? model.Number("rbm") : rb;
        var law = new BjtLaw
        {
            Is = drift.Saturation("is", isat, rise) * area, ForwardVt = Positive("nf") * drift.Of("nf") * vt, ReverseVt = Positive("nr") * drift.Of("nr") * vt,
            LeakEmitterVt = ne * drift.Of("ne") * vt, LeakCollectorVt = nc * drift.Of("nc") * vt,
            Bf = Positive("bf") * drift.GainOf("bf", gain), Br = Positive("br") * drift.GainOf("br", gain),
            LeakEmitter = drift.Saturation("ise", ise, Math.Pow(rise, 1 / ne) / gain) * area, LeakCollector = drift.Saturation("isc", isc, Math.Pow(rise, 1 / nc) / gain) * side,
            InverseVaf = Inverse("vaf", drift.Of("vaf")), InverseVar = Inverse("var", drift.Of("var")),
            InverseIkf = Inverse("ikf", area * drift.Of("ikf")), InverseIkr = Inverse("ikr", area * drift.Of("ikr")), Nkf = model.Number("nkf"),
            Tf = tf, Tr = drift.Value("tr"), Xtf = model.Number("xtf"), InverseVtf = Inverse("vtf", 1.44), Itf = drift.Value("itf") * area,
            ExcessDelay = model.Number("ptf") * Math.PI / 180 * model.Number("tf"),
            Emitter = Layer("cje", area, "e", drift, t, nominal),
            Collector = whole.Part(inside), Outer = whole.Part(1 - inside),
            Substrate = Layer("cjs", IsLateral ? areaB : areaC, "s", drift, t, nominal).LinearAboveZero(),
            SubstrateIs = drift.Saturation("iss", model.Number("iss"), rise) * area, SubstrateVt = Positive("ns") * drift.Of("ns") * vt,
            Rb = rb * drift.Of("rb") / area, Rbm = rbm * drift.Of("rm") / area, Irb = model.Has("irb") ? drift.Value("irb") * area : 0,
        };
        return _failed ? null : law;
    }

    private double Conductance(string name, BjtDrift drift) => model.Number(name) > 0 ? area / drift.Value(name) : 0;

    /// <summary>1/(value scale); 0 when it is not given or 0, which SPICE takes for infinite.</summary>
    private double Inverse(string name, double scale) => model.Has(name) && model.Number(name) != 0 ? 1 / (model.Number(name) * scale) : 0;

    private DepletionLayer Layer(string cj, double size, string junction, BjtDrift drift, double t, double nominal)
    {
        string m = "mj" + junction, vj = "vj" + junction;
        double grading = drift.Value(m), corner = model.Number("fc");
        if (grading >= 1) Fail(string.Create(CultureInfo.InvariantCulture, $"{m} = {grading:g6} must be below 1"), m);
        if (corner is < 0 or >= 1) Fail(string.Create(CultureInfo.InvariantCulture, $"fc = {corner:g6} must be at least 0 and below 1"), "fc");
        double potential = drift.Potential(junction, Positive(vj), grading, t, nominal, out double factor);
        return new(model.Number(cj) * size * factor, potential, grading, corner);
    }

    private double Positive(string name)
    {
        double value = model.Number(name);
        if (!(value > 0)) Fail(string.Create(CultureInfo.InvariantCulture, $"{name} = {value:g6} must be above 0"), name);
        return value > 0 ? value : double.NaN;
    }

    private void Fail(string message, string? parameter)
    {
        _failed = true;
        model.Error("BJT002", $"{d.Name}: {message}", parameter is not null && model.Has(parameter) ? parameter : null);
    }
}
