using System.Globalization;

namespace NanoSpice.Engine.Devices;

/// <summary>Bulk junctions, overlaps and resistances of one MOS transistor, multiplicity worked in.</summary>
/// <param name="Drain">conductance of the drain [S]; 0: none</param>
/// <param name="Source">conductance of the source [S]; 0: none</param>
/// <param name="GateSource">overlap capacitances [F]</param>
/// <param name="Flicker">kf of it: that of the card over W L cox^2</param>
/// <param name="Temperature">[K]</param>
public sealed record MosParts(DiodeLaw BulkSource, DiodeLaw BulkDrain, double Drain, double Source, double GateSource, double GateDrain, double GateBulk, FlickerLaw Flicker, double Temperature);

/// <summary>Size of a MOS transistor as on its line, lengths in metres.</summary>
internal readonly record struct MosSize(double L, double W, double Many);

/// <summary>Turns an NMOS or PMOS model card and an element line into the laws of one transistor. [SPICE], as ngspice 39.</summary>
internal sealed class MosCard(DeviceRequest d, ModelView model)
{
    /// <summary>Oxide and silicon [F/m], elementary charge [C], carriers of pure silicon at 300 K [1/m^3].</summary>
    private const double OxidePermittivity = 3.9 * 8.854214871e-12, Silicon = 11.7 * 8.854214871e-12, Charge = 1.602176634e-19, Intrinsic = 1.45e16;

    private readonly double _nominal = model.Has("tnom") ? model.Number("tnom") + 273.15 : d.NominalTemperature;
    private readonly int _level = (int)model.Number("level"), _type = model.Type == "pmos" ? -1 : 1;
    private bool _failed;

    /// <summary>Thickness of the oxide [m]; NaN: none, level 1 without tox.</summary>
    private double Thickness => model.Has("tox") || _level == 1 ? model.Number("tox") : 1e-7;

    /// <summary>Channel law, and the rest of the transistor; null when something is wrong (reported).</summary>
    public MosLaw? Read(out MosParts? parts)
    {
        double many = d.Number("m"), l = Size("l", d.Options.ChannelLength), w = Size("w", d.Options.ChannelWidth);
        if (!(many > 0)) Fail("m must be above 0");
        double length = l - 2 * model.Number("ld") + OfLevel3("xl"), width = w - 2 * OfLevel3("wd") + OfLevel3("xw");
        if (!(length > 0)) Fail(string.Create(CultureInfo.InvariantCulture, $"the channel of l = {l:g6} m has no length left: l - 2 ld = {length:g6} m"));
        if (!(width > 0)) Fail(string.Create(CultureInfo.InvariantCulture, $"the channel of w = {w:g6} m has no width left: {width:g6} m"));
        parts = Parts(new(length, width, many));
        var law = Law(new(length, width, many));
        return _failed || law is null ? null : law;
    }

    private MosLaw? Law(MosSize size)
    {
        double t = d.Temperature, cox = double.IsNaN(Thickness) ? 0 : OxidePermittivity / Thickness, factor = Math.Pow(t / _nominal, 1.5);
        double mobility = model.Has("u0") ? model.Number("u0") : 600, kp = model.Has("kp") ? model.Number("kp") : cox > 0 ? mobility * 1e-4 * cox : 2e-5;
        double phi = model.Number("phi"), gamma = model.Number("gamma"), vto = model.Number("vto"), doping = model.Has("nsub") && (cox > 0 || _level > 1) ? model.Number("nsub") * 1e6 : 0;
        if (doping > 0) FromDoping(doping, cox, ref phi, ref gamma, ref vto);
        double hot = Junction.BuiltIn(phi, 0, t, _nominal, out _), shift = 0.5 * (Junction.BandGap(_nominal) - Junction.BandGap(t));
        if (!(hot > 0)) Fail("phi is not above 0 at this temperature");
        double builtIn = _type * (vto + OfLevel3("delvto") + shift) - gamma * Math.Sqrt(phi) + 0.5 * (hot - phi);
        double beta = kp / factor * size.Many * size.W / size.L, oxide = cox * size.L * size.W * size.Many;
        if (_failed) return null;
        if (_level == 1) return new MosLevel1 { Phi = hot, Gamma = gamma, BuiltIn = builtIn, Beta = beta, Oxide = oxide, Lambda = model.Number("lambda") };
        double deep = doping > 0 ? 2 * Silicon / (Charge * doping) : 0, narrow = model.Number("delta") * Math.PI * Silicon / (2 * cox * size.W), fast = Charge * model.Number("nfs") * 1e4 / cox;
        if (_level == 3)
            return new MosLevel3
            {
                Phi = hot, Gamma = gamma, BuiltIn = builtIn, Beta = beta, Oxide = oxide, Length = size.L, Thermal = ThermalVoltage.At(t),
                Feedback = model.Number("eta") * 8.15e-22 / (cox * size.L * size.L * size.L), Theta = model.Number("theta"), Kappa = model.Number("kappa"), Alpha = deep,
                JunctionDepth = model.Number("xj"), LateralDiffusion = model.Number("ld"), Narrow = narrow, FastStates = fast, Critical = size.L * model.Number("vmax") / (mobility / factor * 1e-4),
            };
        double pb = Junction.BuiltIn(model.Number("pb"), 0, t, _nominal, out _);
        return new MosLevel2
        {
            Phi = hot, Gamma = gamma, BuiltIn = builtIn, Beta = beta, Oxide = oxide, Length = size.L, Thermal = ThermalVoltage.At(t), Lambda = model.Number("lambda"),
            Depletion = Math.Sqrt(deep), LeastDrain = Math.Sqrt(deep * pb), JunctionDepth = model.Number("xj"), Narrow = narrow / 2, FastStates = fast,
            CriticalVoltage = model.Number("ucrit") * 100 * Silicon / cox, MobilityExponent = model.Number("uexp"), Velocity = model.Number("vmax") / (mobility * 1e-4), ChannelCharge = model.Number("neff"),
        };
    }

    /// <summary>What the card does not give of phi, gamma and vto follows from nsub, tpg and nss.</summary>
    private void FromDoping(double doping, double cox, ref double phi, ref double gamma, ref double vto)
    {
        double intrinsic = Intrinsic;
        if (_level == 3) intrinsic *= Math.Pow(_nominal / 300, 1.5) * Math.Exp(0.5 * Junction.BandGap(_nominal) * (1 / 300.0 - 1 / _nominal) / (ThermalVoltage.At(_nominal) / _nominal));
        if (doping <= intrinsic)
        {
            Fail("nsub is not above the carriers of pure silicon, 1.45e10 cm^-3", "nsub");
            return;
        }
        if (!model.Has("phi")) phi = Math.Max(0.1, 2 * ThermalVoltage.At(_nominal) * Math.Log(doping / intrinsic));
        if (!model.Has("gamma")) gamma = Math.Sqrt(2 * Silicon * Charge * doping) / cox;
        if (model.Has("vto")) return;
        double gap = Junction.BandGap(_nominal), tpg = model.Number("tpg"), gate = tpg == 0 ? 3.2 : 3.25 + 0.5 * gap - 0.5 * _type * tpg * gap;
        double flat = gate - (3.25 + 0.5 * gap + 0.5 * _type * phi) - model.Number("nss") * 1e4 * Charge / cox;
        vto = flat + _type * (gamma * Math.Sqrt(phi) + phi);
    }

    private MosParts Parts(MosSize size)
    {
        double t = d.Temperature, vt = ThermalVoltage.At(t), rise = Math.Exp(Junction.BandGap(_nominal) / ThermalVoltage.At(_nominal) - Junction.BandGap(t) / vt);
        double ad = Own("ad", d.Options.DrainArea), source = Own("as", d.Options.SourceArea), js = model.Number("js");
        bool dense = js > 0 && ad > 0 && source > 0;
        double bottom = model.Number("mj"), side = model.Has("mjsw") ? model.Number("mjsw") : _level == 1 ? 0.5 : 0.33, fc = model.Number("fc"), pb = model.Number("pb");
        double potential = Junction.BuiltIn(pb, bottom, t, _nominal, out double onBottom);
        Junction.BuiltIn(pb, side, t, _nominal, out double onSide);
        DiodeLaw Bulk(string whole, double area, double perimeter) => new()
        {
            IsIdeal = _level < 3, Bottom = new((dense ? js * area : model.Number("is")) * rise * size.Many, vt),
            BottomLayer = new((model.Has(whole) ? model.Number(whole) : model.Number("cj") * area) * size.Many * onBottom, potential, bottom, fc),
            SidewallLayer = new(model.Number("cjsw") * perimeter * size.Many * onSide, potential, side, fc),
        };
        return new(Bulk("cbs", source, d.Number("ps")), Bulk("cbd", ad, d.Number("pd")), Conductance("rd", "nrd", size.Many), Conductance("rs", "nrs", size.Many),
            model.Number("cgso") * size.W * size.Many, model.Number("cgdo") * size.W * size.Many, model.Number("cgbo") * size.L * size.Many, Flicker(size), t);
    }

    /// <summary>Without tox SPICE takes 1e-7 m here, and the line's width less 2 wd, the length less 2 ld.</summary>
    private FlickerLaw Flicker(MosSize size)
    {
        double cox = OxidePermittivity / (double.IsNaN(Thickness) ? 1e-7 : Thickness), area = (size.W - OfLevel3("xw")) * (size.L - OfLevel3("xl"));
        return new(model.Number("kf") / (area * cox * cox), model.Number("af"), size.Many, 1);
    }

    private double Conductance(string name, string squares, double many)
    {
        double r = model.Has(name) ? model.Number(name) : model.Number("rsh") * d.Number(squares);
        return r > 0 ? many / r : 0;
    }

    private double Own(string name, double fallback) => d.Has(name) ? d.Number(name) : fallback;

    /// <summary>From the line, or else from the card, or else from the options.</summary>
    private double Size(string name, double fallback) => Own(name, model.Has(name) ? model.Number(name) : fallback);

    private double OfLevel3(string name) => _level == 3 ? model.Number(name) : 0;

    private void Fail(string message, string? parameter = null)
    {
        _failed = true;
        if (parameter is null) d.Error("MOS002", $"{d.Name}: {message}");
        else model.Error("MOS002", $"{d.Name}: {message}", model.Has(parameter) ? parameter : null);
    }
}
