using System.Globalization;

namespace NanoSpice.Engine.Devices;

/// <summary>What NMOS and PMOS model cards may give, level by level.</summary>
internal static class MosParameters
{
    /// <summary>Levels that there are.</summary>
    public static readonly int[] Levels = [1, 2, 3];

    /// <summary>Above 1 the charge grows without bound towards pb; SPICE knows no limit, and beyond this no junction is meant [-].</summary>
    private const double MaxGrading = 3;

    private static readonly string[] OnlyLevel1 = [], OnlyLevel2 = ["uexp", "ucrit", "neff"], OnlyLevel3 = ["eta", "theta", "kappa", "xl", "wd", "xw", "delvto"];

    private static readonly string[] NotLevel1 = ["vmax", "xj", "nfs", "delta"], NotLevel3 = ["lambda"];

    public static ParameterTable Table { get; } = new([
        Parameter.Number("level", "-", "law of the channel", 1),
        Parameter.Number("vto", "V", "threshold at vbs = 0", 0) with { Aliases = ["vt0"] },
        Positive("kp", "A/V^2", "transconductance; not given: u0 times the capacitance of the oxide, without tox 2e-5"),
        NotNegative("gamma", "V^0.5", "body effect", 0),
        Positive("phi", "V", "surface potential", 0.6),
        NotNegative("lambda", "1/V", "channel length modulation", 0),
        NotNegative("rd", "Ohm", "drain resistance", 0),
        NotNegative("rs", "Ohm", "source resistance", 0),
        NotNegative("rsh", "Ohm", "sheet resistance of drain and source, times nrd and nrs; where rd and rs are not given", 0),
        NotNegative("cbd", "F", "capacitance of bulk and drain at 0 V; not given: cj times ad", 0),
        NotNegative("cbs", "F", "capacitance of bulk and source at 0 V; not given: cj times as", 0),
        NotNegative("is", "A", "saturation current of the bulk junctions; 0: none", 1e-14),
        NotNegative("js", "A/m^2", "the same a unit of area, where ad and as are given", 0),
        Positive("pb", "V", "potential of the bulk junctions", 0.8),
        NotNegative("cj", "F/m^2", "capacitance of their bottom at 0 V", 0),
        Grading("mj", "grading of the bottom", 0.5) with { Max = MaxGrading },
        NotNegative("cjsw", "F/m", "capacitance of their sidewall at 0 V, times pd and ps", 0),
        Grading("mjsw", "grading of the sidewall; not given: 0.5, at levels 2 and 3 0.33") with { Max = MaxGrading },
        Grading("fc", "where capacitances of the junctions become lines, in parts of pb", 0.5),
        NotNegative("cgso", "F/m", "overlap of gate and source, a unit of width", 0),
        NotNegative("cgdo", "F/m", "overlap of gate and drain, a unit of width", 0),
        NotNegative("cgbo", "F/m", "overlap of gate and bulk, a unit of length", 0),
        Positive("tox", "m", "thickness of the oxide; not given: no capacitance of the channel, at levels 2 and 3 1e-7"),
        Positive("l", "m", "length of a transistor whose line gives none"),
        Positive("w", "m", "width of a transistor whose line gives none"),
        Parameter.Number("ld", "m", "lateral diffusion, takes 2 ld off the length", 0),
        Positive("u0", "cm^2/Vs", "surface mobility", 600) with { Aliases = ["uo"] },
        Positive("nsub", "1/cm^3", "doping of the bulk; gives phi, gamma and vto where they are not given"),
        Parameter.Number("tpg", "-", "gate: 1 of the type opposite to the bulk, -1 the same, 0 aluminium", 1),
        Parameter.Number("nss", "1/cm^2", "surface states", 0),
        Parameter.Number("tnom", "degC", "temperature at which the parameters hold") with { Aliases = ["tref"] },
        NotNegative("kf", "-", "flicker noise", 0),
        Parameter.Number("af", "-", "exponent of the current in the flicker noise", 1),
        .. OfLevels2And3,
        .. Parameter.Ratings("lmin", "lmax", "wmin", "wmax"),
        .. new[] { "nlev", "gdsnoi" }.Select(n => Parameter.Number(n, "-", "noise of later versions of ngspice, without effect here") with { Ignored = true })]);

    private static Parameter[] OfLevels2And3 =>
    [
        NotNegative("vmax", "m/s", "greatest velocity of the carriers", 0),
        NotNegative("xj", "m", "depth of drain and source", 0),
        NotNegative("nfs", "1/cm^2", "fast surface states; above 0 there is weak inversion", 0),
        NotNegative("delta", "-", "how a narrow channel raises the threshold", 0),
        NotNegative("uexp", "-", "level 2: exponent of the mobility", 0),
        Positive("ucrit", "V/cm", "level 2: field where the mobility starts to fall", 1e4),
        Positive("neff", "-", "level 2: factor on the channel charge where vmax shortens it", 1),
        NotNegative("eta", "-", "level 3: how vds lowers the threshold", 0),
        NotNegative("theta", "1/V", "level 3: how vgs lowers the mobility", 0),
        NotNegative("kappa", "-", "level 3: how vds shortens the channel, with nsub", 0.2),
        Parameter.Number("xl", "m", "level 3: added to the length", 0),
        Parameter.Number("wd", "m", "level 3: takes 2 wd off the width", 0),
        Parameter.Number("xw", "m", "level 3: added to the width", 0),
        Parameter.Number("delvto", "V", "level 3: added to vto", 0) with { Aliases = ["delvt0"] },
    ];


    /// <summary>Looks at a card once: its level, and parameters of other levels.</summary>
    public static bool Check(ModelView model)
    {
        double level = model.Number("level");
        string levels = string.Join(", ", Levels);
        if (!Levels.Contains((int)level) || level != Math.Floor(level))
        {
            string other = level is 8 or 14 or 49 or 54 ? "BSIM models are not available; " : "";
            model.Error("MOS003", string.Create(CultureInfo.InvariantCulture, $"model '{model.Name}': level {level:g6} of {model.Type} models is not known"), "level", $"{other}levels are {levels}");
            return false;
        }
        string[] strangers = level switch { 1 => [.. NotLevel1, .. OnlyLevel2, .. OnlyLevel3], 2 => [.. OnlyLevel1, .. OnlyLevel3], _ => [.. OnlyLevel2, .. NotLevel3] };
        string[] given = [.. strangers.Where(n => Table.Find(n) is not null && model.Has(n))];
        if (given.Length > 0)
            model.Warn("MOS004", $"model '{model.Name}' ({model.Type}): level {level} has no {string.Join(", ", given)}; without effect", given[0]);
        if (level == 1 && model.Has("nsub") && !model.Has("tox")) model.Warn("MOS004", $"model '{model.Name}' ({model.Type}): nsub has no effect at level 1 without tox", "nsub");
        return true;
    }

    private static Parameter Positive(string name, string unit, string meaning, double fallback = double.NaN) =>
        Parameter.Number(name, unit, meaning, fallback) with { Min = 0, MinExclusive = true };

    private static Parameter NotNegative(string name, string unit, string meaning, double fallback) => Parameter.Number(name, unit, meaning, fallback) with { Min = 0 };

    private static Parameter Grading(string name, string meaning, double fallback = double.NaN) => Parameter.Number(name, "-", meaning, fallback) with { Min = 0, Max = 0.999 };
}
