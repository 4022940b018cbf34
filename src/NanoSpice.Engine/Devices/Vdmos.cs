namespace NanoSpice.Engine.Devices;

/// <summary>Terminals of a power MOSFET; inner nodes equal the outer ones where there is no resistance.</summary>
public readonly record struct VdmosNodes(Unknown D, Unknown G, Unknown S, Unknown InnerD, Unknown InnerG, Unknown InnerS);

/// <summary>Power MOSFET, M with a model of type VDMOS, without its body diode, which is a Diode of its own. [VDMOS], as ngspice 39.</summary>
/// <remarks>
///   Mname d g s MODEL [m=]      .model MODEL VDMOS(nchan vto= kp= ...)
///   (1)  i(d' -> s') [A] and the charge of g' towards d' [C]: VdmosLaw, for a P channel with all signs turned;  cgs from g' to s'
///   (2)  i = (v_d - v_d')/rd, (v_g - v_g')/rg, (v_s - v_s')/rs, (v_d - v_s)/rds
///   (3)  with rq: rd + rq v/(v + vq), v = v_ds above 0
///   Away from the voltages of the last evaluation (limiting) the current continues as tangent.
/// </remarks>
/// <param name="sign">1: N channel, -1: P channel</param>
/// <param name="body">current of the body diode from source to drain, of a P channel from drain to source [A]</param>
/// <param name="memory">two slots: vgs and vds last evaluated at</param>
/// <param name="initial">vds and vgs at the start with uic [V]; NaN: as the solution</param>
public sealed class Vdmos(string name, VdmosNodes n, VdmosLaw law, VdmosParts parts, int sign, Probe body, int[] memory, bool off, double[] initial) : Device(name)
{
    public override IEnumerable<Link> Links
    {
        get
        {
            yield return new(n.D, n.S, LinkKind.Conducting);
            yield return new(n.G, n.S, LinkKind.Capacitive);
            if (n.InnerD != n.D) yield return new(n.D, n.InnerD, LinkKind.Conducting);
            if (n.InnerG != n.G) yield return new(n.G, n.InnerG, LinkKind.Conducting);
            if (n.InnerS != n.S) yield return new(n.S, n.InnerS, LinkKind.Conducting);
        }
    }

    public override IReadOnlyList<string> Quantities => ["id", "ig", "is", "idio", "vgs", "vds", "gm", "gds", "cgs", "cgd", "p"];

    /// <summary>kf and af over m [-]: area and oxide are the same for all.</summary>
    public FlickerLaw Flicker { get; init; } = FlickerLaw.None;

    public override void Noise(Equations eq, NoiseSources noise)
    {
        double i = Channel(eq, out double gm, out _);
        double rd = parts.Saturation > 0 ? DrainConductance(eq, out _) : parts.Drain;
        noise.Thermal("rd", n.D, n.InnerD, rd, Temperature);
        noise.Thermal("rs", n.S, n.InnerS, parts.Source, Temperature);
        noise.Thermal("rg", n.G, n.InnerG, parts.Gate, Temperature);
        noise.Thermal("id", n.InnerD, n.InnerS, 2.0 / 3 * gm, Temperature);
        noise.Flicker("1overf", n.InnerD, n.InnerS, Flicker, i);
    }

    public override void Load(Equations eq)
    {
        double vgs = sign * (eq[n.InnerG] - eq[n.InnerS]), vds = sign * (eq[n.InnerD] - eq[n.InnerS]), ugs = vgs, uds = vds;
        if (eq.Limiting) Limit(eq, ref ugs, ref uds);
        double i = law.Current(ugs, uds, out double gm, out double gds) + gm * (vgs - ugs) + gds * (vds - uds);
        var (d, g, s) = (n.InnerD, n.InnerG, n.InnerS);
        eq.Flow(d, sign * i);    eq.DFlow(d, g, gm);    eq.DFlow(d, d, gds);    eq.DFlow(d, s, -gm - gds);       // (1)
        eq.Flow(s, -sign * i);   eq.DFlow(s, g, -gm);   eq.DFlow(s, d, -gds);   eq.DFlow(s, s, gm + gds);
        double q = sign * law.DrainCharge(vgs - vds, out double c);
        Branches.Charge(eq, g, d, q, c);
        Branches.Charge(eq, g, s, law.Cgs * (eq[g] - eq[s]), law.Cgs);
        if (parts.Saturation > 0) LoadDrain(eq);
        else Branches.Conductor(eq, n.D, d, parts.Drain);
        Branches.Conductor(eq, n.G, g, parts.Gate);
        Branches.Conductor(eq, n.S, s, parts.Source);
        Branches.Conductor(eq, n.D, n.S, parts.Across);
    }

    public override void LoadInitial(Equations eq)
    {
        double vds = Initial(0, eq[n.InnerD] - eq[n.InnerS]), vgs = Initial(1, eq[n.InnerG] - eq[n.InnerS]);
        double gd = sign * law.DrainCharge(sign * (vgs - vds), out _), gs = law.Cgs * vgs;
        eq.Charge(n.InnerG, gd + gs);
        eq.Charge(n.InnerD, -gd);
        eq.Charge(n.InnerS, -gs);
    }

    public override Probe? Probe(string quantity) => quantity switch
    {
        "i" or "id" => new("A", Drain),
        "ig" => new("A", Gate),
        "is" => new("A", eq => -Drain(eq) - Gate(eq)),
        "idio" => body,
        "vgs" => new("V", eq => eq[n.G] - eq[n.S]),
        "vds" => new("V", eq => eq[n.D] - eq[n.S]),
        "gm" => new("S", eq => { Channel(eq, out double gm, out _); return gm; }),
        "gds" => new("S", eq => { Channel(eq, out _, out double gds); return gds; }),
        "cgs" => new("F", _ => law.Cgs),
        "cgd" => new("F", eq => { law.DrainCharge(sign * (eq[n.InnerG] - eq[n.InnerD]), out double c); return c; }),
        "p" => new("W", eq => Drain(eq) * (eq[n.D] - eq[n.S]) + Gate(eq) * (eq[n.G] - eq[n.S])),
        _ => null,
    };

    public override bool StartsOff => off;

    private double Initial(int k, double solution) => k < initial.Length && !double.IsNaN(initial[k]) ? initial[k] : solution;

    private void Limit(Equations eq, ref double vgs, ref double vds)
    {
        ref double lastGs = ref eq.Memory[memory[0]], lastDs = ref eq.Memory[memory[1]];
        if (off && eq.HoldsOff)
        {
            (vgs, vds, lastGs, lastDs) = (0, 0, 0, 0);
            return;
        }
        double gs = vgs, ds = vds;
        if (eq.IsFirstEvaluation) (vgs, vds) = (off ? 0 : law.Threshold + 0.1, 0);
        else if (lastDs >= 0)
        {
            double vgd = vgs - vds;
            vgs = MosLimit.Gate(vgs, lastGs, law.Threshold);
            vds = MosLimit.Drain(vgs == gs ? vds : vgs - vgd, lastDs);
        }
        else
        {
            double vgd = MosLimit.Gate(vgs - vds, lastGs - lastDs, law.Threshold);
            vds = -MosLimit.Drain(-vds, -lastDs);
            if (vgd != gs - ds || vds != ds) vgs = vgd + vds;
        }
        if (vgs != gs || vds != ds) eq.Limited = true;
        (lastGs, lastDs) = (vgs, vds);
    }

    /// <summary>(3)</summary>
    private void LoadDrain(Equations eq)
    {
        double v = eq[n.D] - eq[n.InnerD], g = DrainConductance(eq, out double slope), i = v * g, k = v * slope;
        eq.Flow(n.D, i);          eq.DFlow(n.D, n.D, g + k);          eq.DFlow(n.D, n.InnerD, -g);        eq.DFlow(n.D, n.S, -k);
        eq.Flow(n.InnerD, -i);    eq.DFlow(n.InnerD, n.D, -g - k);    eq.DFlow(n.InnerD, n.InnerD, g);    eq.DFlow(n.InnerD, n.S, k);
    }

    /// <summary>Conductance of the drain [S] and its slope along v_d - v_s [S/V].</summary>
    private double DrainConductance(Equations eq, out double slope)
    {
        double vds = Math.Max(0, sign * (eq[n.D] - eq[n.S])), sum = vds + parts.SaturationVoltage;
        double g = 1 / (1 / parts.Drain + parts.Saturation * vds / sum);
        slope = vds > 0 ? -sign * g * g * parts.Saturation * parts.SaturationVoltage / (sum * sum) : 0;
        return g;
    }

    private double Channel(Equations eq, out double gm, out double gds) =>
        sign * law.Current(sign * (eq[n.InnerG] - eq[n.InnerS]), sign * (eq[n.InnerD] - eq[n.InnerS]), out gm, out gds);

    /// <summary>Current into the drain, with those of body diode and capacitances [A].</summary>
    private double Drain(Equations eq)
    {
        double outside = parts.Across * (eq[n.D] - eq[n.S]) - sign * body.Read(eq);
        if (parts.Saturation > 0) return outside + DrainConductance(eq, out _) * (eq[n.D] - eq[n.InnerD]);
        if (parts.Drain > 0) return outside + parts.Drain * (eq[n.D] - eq[n.InnerD]);
        law.DrainCharge(sign * (eq[n.InnerG] - eq[n.InnerD]), out double c);
        return outside + Channel(eq, out _, out _) - c * (eq.Slope(n.InnerG) - eq.Slope(n.InnerD));
    }

    private double Gate(Equations eq)
    {
        if (parts.Gate > 0) return parts.Gate * (eq[n.G] - eq[n.InnerG]);
        law.DrainCharge(sign * (eq[n.InnerG] - eq[n.InnerD]), out double c);
        return c * (eq.Slope(n.InnerG) - eq.Slope(n.InnerD)) + law.Cgs * (eq.Slope(n.InnerG) - eq.Slope(n.InnerS));
    }
}

/// <summary>Element letter M with a model of type VDMOS.</summary>
public sealed class VdmosKind : DeviceKind
{
    public override string Letter => "M";

    public override string Syntax => "Mname d g s model [m=] [off] [ic=vds,vgs]";

    public override IReadOnlyList<string> ModelTypes => ["vdmos", "vdmosn", "vdmosp"];

    public override ParameterTable Parameters { get; } = new([
        Parameter.Number("m", "-", "number of equal transistors side by side", 1),
        Parameter.Numbers("ic", "V", "vds and vgs at the start, with uic"),
        Parameter.Flag("off", "starts an operating point without voltages"),
        .. new[] { "l", "w" }.Select(p => Parameter.Number(p, "m", "known to other simulators, without effect here") with { Ignored = true }),
        .. DeviceTemperature.Parameters]);

    public override ParameterTable ModelParameters(string modelType) => VdmosCard.Parameters;

    /// <summary>All words before the model, the last one that is no keyword: a fourth node may repeat the source.</summary>
    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => Math.Max(3, wordsAfterName.Count(w => !IsKeyword(w)) - 1);

    public override void Build(DeviceRequest d)
    {
        int nodes = NodeCount([.. d.Arguments.Select(a => a.Text)]);
        if (d.Arguments.Count <= nodes)
        {
            d.Error("VDM001", $"{d.Name} needs three nodes and a model name", hint: $"write {Syntax}");
            return;
        }
        bool off = d.Has("off") && d.Number("off") != 0;
        foreach (var word in d.Arguments.Where(a => IsKeyword(a.Text)))
        {
            if (word.Text.Equals("off", StringComparison.OrdinalIgnoreCase)) off = true;
            else d.Error("VDM001", $"{d.Name}: self-heating is not known here", word, hint: "leave thermal and its nodes out; temp= or dtemp= sets the temperature");
        }
        if (nodes > 4 || nodes == 4 && d.Node(3) != d.Node(2))
        {
            d.Error("VDM001", $"{d.Name} has more than the nodes drain, gate and source", d.Arguments[3], hint: "thermal nodes are not known here; a fourth node may only repeat the source");
            return;
        }
        if (d.Model(d.Arguments[nodes], "vdmos", "vdmosn", "vdmosp") is not { } model) return;
        var card = new VdmosCard(d, model, d.Number("m"));
        if (card.Read(out var body, out var parts) is not { } law) return;
        Unknown drain = d.Node(0), gate = d.Node(1), source = d.Node(2);
        int sign = card.IsP ? -1 : 1;
        var (anode, cathode) = sign > 0 ? (source, drain) : (drain, source);
        Unknown junction = parts.Body > 0 ? d.InnerNode("body.inner") : anode;
        var diode = new Diode(d.Name + ".body", anode, junction, cathode, body!, parts.Body, d.Memory()) { IsNoisy = false };
        var at = new VdmosNodes(drain, gate, source, parts.Drain > 0 ? d.InnerNode("drain") : drain, parts.Gate > 0 ? d.InnerNode("gate") : gate, parts.Source > 0 ? d.InnerNode("source") : source);
        double[] initial = d.Has("ic") ? [.. d.Numbers("ic")] : [];
        d.Add(new Vdmos(d.Name, at, law, parts, sign, diode.Probe("i")!, [d.Memory(), d.Memory()], off, initial)
        {
            Temperature = d.Temperature, Flicker = card.Flicker,
        });
        d.Add(diode);
    }

    private static bool IsKeyword(string word) => word.Equals("off", StringComparison.OrdinalIgnoreCase) || word.Equals("thermal", StringComparison.OrdinalIgnoreCase);
}
