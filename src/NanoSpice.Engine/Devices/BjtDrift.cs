namespace NanoSpice.Engine.Devices;

/// <summary>How the parameters of a bipolar transistor move with temperature beyond SPICE's own laws, as ngspice 39.</summary>
/// <remarks>
///   (1)  p(T) = p (1 + tp1 dT + tp2 dT^2),   dT = T - tnom, for most parameters p
///   (2)  tlev=0: gains grow as (T/tnom)^xtb, tlev=1: as 1 + xtb dT;  tbf1 .. tbr2 instead of that
///   (3)  tlev=3: saturation currents is^(1 + tis1 dT + tis2 dT^2) in place of the law of the band gap
///   (4)  tlevc=1: cj (1 + ct dT) and vj - tvj dT in place of the law of the band gap
/// </remarks>
/// <param name="dt">T - tnom [K]</param>
internal sealed class BjtDrift(ModelView model, double dt)
{
    private static readonly string[] Names =
    [
        "vaf", "var", "ikf", "ikr", "rc", "re", "rb", "rm", "irb", "nf", "nr", "ne", "nc", "ns", "bf", "br", "itf", "tf", "tr", "mje", "mjc", "mjs",
        "is", "ise", "isc", "iss",
    ];

    public static Parameter[] Parameters { get; } =
    [
        .. Names.SelectMany(n => new[] { Parameter.Number($"t{n}1", "1/K", $"temperature coefficient of {Meant(n)}", 0), Parameter.Number($"t{n}2", "1/K^2", $"second temperature coefficient of {Meant(n)}", 0) }),
        .. new[] { "cte", "ctc", "cts" }.Select(n => Parameter.Number(n, "1/K", $"tlevc=1: temperature coefficient of {Capacitance(n)}", 0)),
        .. new[] { "tvje", "tvjc", "tvjs" }.Select(n => Parameter.Number(n, "V/K", $"tlevc=1: how much {n[1..]} falls a kelvin", 0)),
        Parameter.Number("tlev", "-", "0, 1 or 3: law of gains and saturation currents over temperature", 0),
        Parameter.Number("tlevc", "-", "0 or 1: law of the depletion layers over temperature", 0),
    ];

    private static string Meant(string name) => name == "rm" ? "rbm" : name;

    private static string Capacitance(string name) => name switch { "cte" => "cje", "ctc" => "cjc", _ => "cjs" };

    /// <summary>Factor (1) on a parameter.</summary>
    public double Of(string name) => 1 + dt * (model.Number($"t{name}1") + dt * model.Number($"t{name}2"));

    /// <summary>A parameter at the temperature of the transistor, by (1).</summary>
    public double Value(string name) => model.Number(name) * Of(name);

    /// <summary>Factor of the leakage currents and of gains without coefficients of their own, (2).</summary>
    /// <param name="ratio">T/tnom</param>
    public double Gain(double ratio) => model.Number("tlev") switch { 0 => Math.Pow(ratio, model.Number("xtb")), 1 => 1 + model.Number("xtb") * dt, _ => 1 };

    /// <summary>Factor on bf or br.</summary>
    public double GainOf(string name, double gain) => model.Has($"t{name}1") || model.Has($"t{name}2") ? Of(name) : gain;

    /// <summary>A saturation current: times the factor of the band gap, or (3).</summary>
    public double Saturation(string name, double nominal, double factor) => model.Number("tlev") == 3 ? Math.Pow(nominal, Of(name)) : nominal * factor;

    /// <summary>(4), or the law of the band gap: potential [V] and factor on the capacitance.</summary>
    /// <param name="name">e, c or s</param>
    public double Potential(string name, double vj, double grading, double t, double nominal, out double factor)
    {
        if (model.Number("tlevc") != 1) return Junction.BuiltIn(vj, grading, t, nominal, out factor);
        factor = 1 + model.Number($"ct{name}") * dt;
        return vj - model.Number($"tvj{name}") * dt;
    }
}
