namespace NanoSpice.Engine.Devices;

/// <summary>Terminals of a JFET; inner drain and source equal the outer ones where there is no resistance.</summary>
public readonly record struct JfetNodes(Unknown D, Unknown G, Unknown S, Unknown InnerD, Unknown InnerS);

/// <summary>Junction field-effect transistor, J, without the junctions of its gate, which are two Diodes of their own. [SH] [PS]</summary>
/// <remarks>
///   Jname d g s MODEL [area]      .model MODEL NJF(vto= beta= ...) or PJF(...)
///   (1)  i(d' -> s') [A]: JfetLaw, for a P channel with all signs turned      (2)  i = (v_d - v_d')/rd, (v_s - v_s')/rs
/// </remarks>
/// <param name="sign">1: N channel, -1: P channel</param>
/// <param name="drain">1/rd [S]; 0: none</param>
/// <param name="source">1/rs [S]; 0: none</param>
/// <param name="toSource">current of the junction of gate and source, of gate and drain, along the diode [A]</param>
public sealed class Jfet(string name, JfetNodes n, JfetLaw law, int sign, double drain, double source, Probe toSource, Probe toDrain) : Device(name)
{
    public override IEnumerable<Link> Links
    {
        get
        {
            yield return new(n.D, n.S, LinkKind.Conducting);
            if (n.InnerD != n.D) yield return new(n.D, n.InnerD, LinkKind.Conducting);
            if (n.InnerS != n.S) yield return new(n.S, n.InnerS, LinkKind.Conducting);
            yield return new(n.G, n.S, LinkKind.Sensing);
        }
    }

    public override IReadOnlyList<string> Quantities => ["id", "ig", "is", "vgs", "vds", "gm", "gds", "p"];

    public FlickerLaw Flicker { get; init; } = FlickerLaw.None;

    /// <summary>Factor gdsnoi on the channel's noise from the charge in it (nlev=3) [-]; NaN: 2/3 gm.</summary>
    public double ChannelNoise { get; init; } = double.NaN;

    public override void Noise(Equations eq, NoiseSources noise)
    {
        double i = Channel(eq, out double gm, out _) - sign * toDrain.Read(eq);
        noise.Thermal("rd", n.D, n.InnerD, drain, Temperature);
        noise.Thermal("rs", n.S, n.InnerS, source, Temperature);
        double g = double.IsNaN(ChannelNoise) ? gm : ChannelNoise * law.NoiseConductance(sign * (eq[n.G] - eq[n.InnerS]), sign * (eq[n.InnerD] - eq[n.InnerS]));
        noise.Thermal("id", n.InnerD, n.InnerS, 2.0 / 3 * g, Temperature);
        noise.Flicker("1overf", n.InnerD, n.InnerS, Flicker, i);
    }

    public override void Load(Equations eq)
    {
        double i = Channel(eq, out double gm, out double gds);
        var (d, g, s) = (n.InnerD, n.G, n.InnerS);
        eq.Flow(d, i);    eq.DFlow(d, g, gm);    eq.DFlow(d, d, gds);    eq.DFlow(d, s, -gm - gds);      // (1)
        eq.Flow(s, -i);   eq.DFlow(s, g, -gm);   eq.DFlow(s, d, -gds);   eq.DFlow(s, s, gm + gds);
        Branches.Conductor(eq, n.D, d, drain);                                                                    // (2)
        Branches.Conductor(eq, n.S, s, source);
    }

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" or "id" => new("A", eq => Channel(eq, out _, out _) - sign * toDrain.Read(eq)),
        "ig" => new("A", eq => sign * (toSource.Read(eq) + toDrain.Read(eq))),
        "is" => new("A", eq => -Channel(eq, out _, out _) - sign * toSource.Read(eq)),
        "vgs" => new("V", eq => eq[n.G] - eq[n.S]),
        "vds" => new("V", eq => eq[n.D] - eq[n.S]),
        "gm" => new("S", eq => { Channel(eq, out double gm, out _); return gm; }),
        "gds" => new("S", eq => { Channel(eq, out _, out double gds); return gds; }),
        "p" => new("W", eq => (Channel(eq, out _, out _) - sign * toDrain.Read(eq)) * (eq[n.D] - eq[n.S]) + sign * (toSource.Read(eq) + toDrain.Read(eq)) * (eq[n.G] - eq[n.S])),
        _ => null,
    };

    private double Channel(Equations eq, out double gm, out double gds) =>
        sign * law.Current(sign * (eq[n.G] - eq[n.InnerS]), sign * (eq[n.InnerD] - eq[n.InnerS]), out gm, out gds);
}

/// <summary>Element letter J.</summary>
public sealed class JfetKind : DeviceKind
{
    public override string Letter => "J";

    public override string Syntax => "Jname d g s model [area] [m=] [off] [ic=vds,vgs]";

    public override IReadOnlyList<string> ModelTypes => ["njf", "pjf"];

    public override ParameterTable Parameters { get; } = new([
        Parameter.Number("area", "-", "area, factor on beta, is, cgs, cgd and 1/r"),
        Parameter.Number("m", "-", "number of equal transistors side by side", 1),
        Parameter.Numbers("ic", "V", "vds and vgs at the start, with uic"),
        Parameter.Flag("off", "starts an operating point without current of the gate"), .. DeviceTemperature.Parameters]);

    public override ParameterTable ModelParameters(string modelType) => JfetCard.Parameters;

    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => 3;

    public override void Build(DeviceRequest d)
    {
        if (d.Arguments.Count < 4)
        {
            d.Error("JFT001", $"{d.Name} needs three nodes and a model name", hint: $"write {Syntax}");
            return;
        }
        double area = d.Number("area");
        bool off = d.Has("off") && d.Number("off") != 0;
        foreach (var word in d.Arguments.Skip(4))
        {
            if (word.Text.Equals("off", StringComparison.OrdinalIgnoreCase)) off = true;
            else if (double.IsNaN(area) && d.IsNumber(word)) area = d.Number(word);
            else d.Error("JFT001", $"{d.Name}: {word.Text} is not understood here", word, hint: $"write {Syntax}");
        }
        if (d.Model(d.Arguments[3], "njf", "pjf") is not { } model) return;
        var card = new JfetCard(d, model, (double.IsNaN(area) ? 1 : area) * d.Number("m"));
        if (card.Read(out var gateSource, out var gateDrain, out double gd, out double gs) is not { } law) return;
        Unknown drain = d.Node(0), gate = d.Node(1), source = d.Node(2);
        var at = new JfetNodes(drain, gate, source, gd > 0 ? d.InnerNode("drain") : drain, gs > 0 ? d.InnerNode("source") : source);
        int sign = model.Type == "njf" ? 1 : -1;
        var initial = d.Has("ic") ? d.Numbers("ic") : [];
        double vgs = initial.Count > 1 ? initial[1] : double.NaN, vgd = initial.Count > 1 ? initial[1] - initial[0] : double.NaN;
        Diode Gate(string suffix, Unknown k, DiodeLaw junction, double v) => sign > 0
            ? new(d.Name + suffix, gate, gate, k, junction, 0, d.Memory(), off, v) { IsNoisy = false }
            : new(d.Name + suffix, k, k, gate, junction, 0, d.Memory(), off, -v) { IsNoisy = false };
        Diode toSource = Gate(".gs", at.InnerS, gateSource!, vgs), toDrain = Gate(".gd", at.InnerD, gateDrain!, vgd);
        d.Add(new Jfet(d.Name, at, law, sign, gd, gs, toSource.Probe("i")!, toDrain.Probe("i")!)
        {
            Temperature = d.Temperature, Flicker = FlickerLaw.Of(model, d.Number("m")), ChannelNoise = model.Number("nlev") >= 3 ? model.Number("gdsnoi") : double.NaN,
        });
        d.Add(toSource);
        d.Add(toDrain);
    }
}
