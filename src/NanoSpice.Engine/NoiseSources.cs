namespace NanoSpice.Engine;

/// <summary>One source of noise current between two unknowns, without correlation to any other.</summary>
/// <remarks>S(f) = White + AtOneHertz / f^Exponent [A^2/Hz], one-sided. Between branches: a noise voltage [V^2/Hz].</remarks>
/// <param name="Device">full name of its device: x1.q1</param>
/// <param name="Label">what makes it, as ngspice calls it: thermal, id, rb, 1overf; empty for the only source of a device</param>
public readonly record struct NoiseSource(string Device, string Label, Unknown A, Unknown B, double White, double AtOneHertz, double Exponent)
{
    /// <summary>Power density at a frequency [A^2/Hz].</summary>
    public double Density(double frequency) => AtOneHertz == 0 ? White : White + AtOneHertz / (Exponent == 1 ? frequency : Math.Pow(frequency, Exponent));
}

/// <summary>SPICE's flicker noise: m kf |i/m|^af / f^ef for m equal devices that carry i together.</summary>
/// <param name="Kf">[A^(2-af) Hz^(ef-1)]; 0: none</param>
/// <param name="Many">m [-]</param>
public readonly record struct FlickerLaw(double Kf, double Af, double Many, double Exponent)
{
    /// <summary>No flicker noise.</summary>
    public static FlickerLaw None => new(0, 1, 1, 1);

    /// <summary>kf and af of a model card, for m equal devices.</summary>
    public static FlickerLaw Of(ModelView model, double many) => new(model.Number("kf"), model.Number("af"), many, 1);

    /// <summary>kf and af, as most models have them.</summary>
    public static Parameter[] Parameters { get; } =
        [Parameter.Number("kf", "-", "flicker noise coefficient", 0), Parameter.Number("af", "-", "flicker noise exponent of the current", 1)];

    /// <summary>Density at 1 Hz [A^2/Hz] at a current [A].</summary>
    public double AtOneHertz(double current) => Kf == 0 ? 0 : Many * Kf * Math.Pow(Math.Abs(current) / Many, Af);
}

/// <summary>What devices write their noise at the bias into; a device names the same sources at every bias, silent ones too.</summary>
public sealed class NoiseSources
{
    /// <summary>[J/K], [C]</summary>
    private const double Boltzmann = 1.380649e-23, ElementaryCharge = 1.602176634e-19;

    private readonly List<NoiseSource> _all = [];
    private string _device = "";

    public IReadOnlyList<NoiseSource> All => _all;

    /// <summary>The noise of all devices at the point that the circuit's equations hold.</summary>
    public static NoiseSources Of(Circuit circuit)
    {
        var sources = new NoiseSources();
        foreach (var d in circuit.Devices)
        {
            sources._device = d.Name;
            d.Noise(circuit.Equations, sources);
        }
        return sources;
    }

    /// <summary>Thermal noise of a conductance [S] at a temperature [K]: 4 k T g.</summary>
    public void Thermal(string label, Unknown a, Unknown b, double conductance, double temperature) =>
        Add(label, a, b, 4 * Boltzmann * temperature * Math.Abs(conductance), 0, 1);

    /// <summary>Shot noise of a current [A]: 2 e |i|.</summary>
    public void Shot(string label, Unknown a, Unknown b, double current) => Add(label, a, b, 2 * ElementaryCharge * Math.Abs(current), 0, 1);

    /// <summary>Flicker noise: its density at 1 Hz [A^2/Hz] over f^exponent.</summary>
    public void Flicker(string label, Unknown a, Unknown b, double atOneHertz, double exponent = 1) => Add(label, a, b, 0, atOneHertz, exponent);

    /// <summary>Flicker noise of a device that carries a current [A].</summary>
    public void Flicker(string label, Unknown a, Unknown b, FlickerLaw law, double current) => Flicker(label, a, b, law.AtOneHertz(current), law.Exponent);

    private void Add(string label, Unknown a, Unknown b, double white, double atOneHertz, double exponent) =>
        _all.Add(new(_device, label, a, b, white, atOneHertz, exponent));
}
