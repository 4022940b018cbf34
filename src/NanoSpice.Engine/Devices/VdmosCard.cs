using System.Globalization;

namespace NanoSpice.Engine.Devices;

/// <summary>Resistances of a power MOSFET as conductances [S]; 0: none.</summary>
/// <param name="Saturation">part of the drain resistance that grows with vds, in full [Ohm]; 0: none</param>
/// <param name="SaturationVoltage">vds of half of it [V]</param>
public readonly record struct VdmosParts(double Drain, double Source, double Gate, double Across, double Body, double Saturation, double SaturationVoltage);

/// <summary>Turns a VDMOS model card into the laws of one power MOSFET and of its body diode.</summary>
/// <param name="many">multiplicity [-]</param>
internal sealed class VdmosCard(DeviceRequest d, ModelView model, double many)
{
    private readonly double _nominal = model.Has("tnom") ? model.Number("tnom") + 273.15 : d.NominalTemperature;
    private bool _failed;

    public static ParameterTable Parameters { get; } = new([
        Parameter.Flag("nchan", "N channel, the default") with { Aliases = ["vdmosn"] },
        Parameter.Flag("pchan", "P channel") with { Aliases = ["vdmosp"] },
        Parameter.Number("vto", "V", "threshold, of a P channel commonly negative", 0) with { Aliases = ["vth0", "vt0"] },
        Parameter.Number("kp", "A/V^2", "transconductance", 1),
        Parameter.Number("lambda", "1/V", "channel length modulation", 0),
        Parameter.Number("theta", "1/V", "how vgs lowers the mobility", 0),
        Parameter.Number("mtriode", "-", "factor on the conductance of the triode region", 1),
        Parameter.Number("subshift", "V", "shift of the threshold of weak inversion", 0),
        Parameter.Number("ksubthres", "V", "slope of weak inversion: voltage of a factor e in current", 0.1),
        Parameter.Number("tksubthres1", "1/K", "temperature coefficient of ksubthres", 0),
        Parameter.Number("tksubthres2", "1/K^2", "second temperature coefficient of ksubthres", 0),
        Parameter.Number("rd", "Ohm", "drain resistance", 0),
        Parameter.Number("rs", "Ohm", "source resistance", 0),
        Parameter.Number("rg", "Ohm", "gate resistance", 0),
        Parameter.Number("rds", "Ohm", "resistance between drain and source", 1e15),
        Parameter.Number("rq", "Ohm", "quasi-saturation: what vds adds to rd in full"),
        Parameter.Number("vq", "V", "quasi-saturation: vds of half of rq"),
        Parameter.Number("cgdmax", "F", "largest capacitance of gate to drain", 0),
        Parameter.Number("cgdmin", "F", "least capacitance of gate to drain", 0),
        Parameter.Number("a", "1/V", "how fast cgd changes with vgd", 1),
        Parameter.Number("cgs", "F", "capacitance of gate to source", 0),
        Parameter.Number("is", "A", "saturation current of the body diode", 1e-14),
        Parameter.Number("n", "-", "its emission coefficient", 1),
        Parameter.Number("rb", "Ohm", "its series resistance", 0),
        Parameter.Number("tt", "s", "its transit time", 0),
        Parameter.Number("ttt1", "1/K", "temperature coefficient of tt", 0),
        Parameter.Number("ttt2", "1/K^2", "second temperature coefficient of tt", 0),
        Parameter.Number("cjo", "F", "its capacitance at 0 V", 0) with { Aliases = ["cj0"] },
        Parameter.Number("vj", "V", "its potential", 0.8),
        Parameter.Number("m", "-", "its grading", 0.5),
        Parameter.Number("tm1", "1/K", "temperature coefficient of m", 0),
        Parameter.Number("tm2", "1/K^2", "second temperature coefficient of m", 0),
        Parameter.Number("fc", "-", "where its capacitance becomes a line, in parts of vj", 0.5),
        Parameter.Number("bv", "V", "breakdown voltage of drain to source"),
        Parameter.Number("ibv", "A", "current at bv", 1e-10),
        Parameter.Number("nbv", "-", "emission coefficient of the breakdown", 1),
        Parameter.Number("eg", "eV", "activation energy of is", 1.11),
        Parameter.Number("xti", "-", "temperature exponent of is", 3),
        Parameter.Number("mu", "-", "temperature exponent of kp", -1.5) with { Aliases = ["bex"] },
        Parameter.Number("tcvth", "V/K", "temperature coefficient of vto", 0) with { Aliases = ["vtotc"] },
        Parameter.Number("texp0", "-", "temperature exponent of rd; given: in place of trd1 and trd2"),
        Parameter.Number("texp1", "-", "temperature exponent of rq", 0.3),
        .. new[] { "trd", "trs", "trg", "trb" }.SelectMany(r => new[]
        {
            Parameter.Number(r + "1", "1/K", "temperature coefficient of r" + r[2..], 0),
            Parameter.Number(r + "2", "1/K^2", "second temperature coefficient of r" + r[2..], 0),
        }),
        Parameter.Number("tnom", "degC", "temperature at which the parameters hold") with { Aliases = ["tref"] },
        .. FlickerLaw.Parameters,
        .. new[] { "phi", "vp", "subthres", "rthjc", "rthca", "cthj", "rth_ext", "derating", "vgs_max", "vgd_max", "vds_max", "vgsr_max", "vgdr_max", "pd_max", "id_max", "idr_max", "te_max" }
            .Select(n => Parameter.Number(n, "-", "known to other simulators, without effect here") with { Ignored = true }),
        .. Parameter.Ratings("vds", "ron", "qg", "mfg")]);

    /// <summary>kf |id|^af / (m cox^2 f) with an oxide of 100 nm, cox = 3.9 eps0/tox [F/m^2], as ngspice 39 (measured).</summary>
    public FlickerLaw Flicker
    {
        get
        {
            const double Oxide = 3.9 * 8.8541878128e-12 / 1e-7;
            return new(model.Number("kf") / (many * Oxide * Oxide), model.Number("af"), 1, 1);
        }
    }

    public bool IsP => model.Type == "vdmosp" || Flag("pchan");

    /// <summary>Laws of the channel and of the body diode; null when something is wrong (reported).</summary>
    public VdmosLaw? Read(out DiodeLaw? body, out VdmosParts parts)
    {
        double dt = d.Temperature - _nominal, ratio = d.Temperature / _nominal, sign = IsP ? -1 : 1;
        if (!(many > 0)) Fail(d.Name + ": m must be above 0", null);
        if (IsP && Flag("nchan")) Fail(d.Name + ": nchan and pchan are both given", "pchan");
        // The sign as LTspice and later versions of ngspice have it; version 39 subtracts.
        double vto = model.Number("vto") + model.Number("tcvth") * dt;
        double kp = Positive("kp");
        double subthreshold = Positive("ksubthres") * Square("tksubthres", dt);
        if (!(subthreshold > 0)) Fail(d.Name + ": ksubthres is not above 0 at this temperature", "tksubthres1");
        var law = new VdmosLaw
        {
            Beta = kp * many * Math.Pow(ratio, model.Number("mu")), Threshold = sign * vto + model.Number("subshift"), Slope = subthreshold,
            Lambda = NotNegative("lambda"), Theta = NotNegative("theta"), Triode = Positive("mtriode"),
            Cgs = NotNegative("cgs") * many, CgdMax = NotNegative("cgdmax") * many, CgdMin = NotNegative("cgdmin") * many, A = Positive("a"),
        };
        double drain = model.Has("texp0") ? Math.Pow(ratio, model.Number("texp0")) : Square("trd", dt);
        double saturation = model.Has("rq") && model.Has("vq") ? NotNegative("rq") / many * Math.Pow(ratio, model.Number("texp1")) : 0;
        parts = new(Conductance("rd", drain), Conductance("rs", Square("trs", dt)), Conductance("rg", Square("trg", dt)), Conductance("rds", 1), Conductance("rb", Square("trb", dt)),
            saturation, model.Has("vq") ? Math.Abs(model.Number("vq")) : 0);
        if (saturation > 0 && parts.Drain == 0)
        {
            model.Warn("VDM003", $"{d.Name}: rq has no effect without rd", "rq");
            parts = parts with { Saturation = 0 };
        }
        if (saturation > 0 && parts.SaturationVoltage == 0) Fail(d.Name + ": vq must not be 0", "vq");
        body = Body(dt);
        return _failed || body is null || !double.IsFinite(body.CriticalVoltage) ? null : law;
    }

    private DiodeLaw? Body(double dt)
    {
        double t = d.Temperature, vt = ThermalVoltage.At(t), n = Positive("n"), grading = model.Number("m") * (1 + model.Number("tm1") * dt + model.Number("tm2") * dt * dt), corner = model.Number("fc");
        if (grading is < 0 or >= 1) Fail(string.Create(CultureInfo.InvariantCulture, $"{d.Name}: m = {grading:g6} must be at least 0 and below 1"), "m");
        if (corner is < 0 or >= 1) Fail(string.Create(CultureInfo.InvariantCulture, $"{d.Name}: fc = {corner:g6} must be at least 0 and below 1"), "fc");
        double isat = Positive("is") * many * Junction.SaturationFactor(t, _nominal, n, model.Number("eg"), model.Number("xti"));
        double potential = Junction.BuiltIn(Positive("vj"), grading, t, _nominal, out double factor), nbv = Positive("nbv"), tt = NotNegative("tt"), cjo = NotNegative("cjo");
        double bv = model.Has("bv") ? Math.Abs(model.Number("bv")) : double.PositiveInfinity, ibv = Positive("ibv");
        if (_failed) return null;
        return new DiodeLaw
        {
            Bottom = new(isat, n * vt), BottomLayer = new(cjo * many * factor, potential, grading, corner),
            Breakdown = double.IsFinite(bv) ? DiodeLaw.MatchBreakdown(bv, ibv * many, isat, vt, nbv) : bv, BreakdownVte = nbv * vt,
            TransitTime = tt * (1 + model.Number("ttt1") * dt + model.Number("ttt2") * dt * dt),
        };
    }

    private bool Flag(string name) => model.Has(name) && model.Number(name) != 0;

    private double Square(string name, double dt) => 1 + model.Number(name + "1") * dt + model.Number(name + "2") * dt * dt;

    private double Conductance(string name, double factor)
    {
        double r = NotNegative(name) * factor;
        if (factor < 0) Fail(d.Name + ": " + name + " is negative at this temperature", name);
        return r > 0 ? many / r : 0;
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
        model.Error("VDM002", message, parameter is not null && model.Has(parameter) ? parameter : null);
    }
}
