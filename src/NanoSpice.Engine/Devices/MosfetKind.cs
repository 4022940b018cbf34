namespace NanoSpice.Engine.Devices;

/// <summary>Element letter M with a model of type NMOS or PMOS.</summary>
public sealed class MosfetKind : DeviceKind
{
    public override string Letter => "M";

    public override string Syntax => "Mname d g s b model [l=] [w=] [ad=] [as=] [pd=] [ps=] [nrd=] [nrs=] [m=] [off] [ic=vds,vgs,vbs]";

    public override IReadOnlyList<string> ModelTypes => ["nmos", "pmos"];

    public override ParameterTable Parameters { get; } = new([
        Size("l", "m", "length of the channel; not given: option defl"),
        Size("w", "m", "its width; not given: option defw"),
        Size("ad", "m^2", "area of the drain; not given: option defad"),
        Size("as", "m^2", "area of the source; not given: option defas"),
        Size("pd", "m", "perimeter of the drain", 0),
        Size("ps", "m", "perimeter of the source", 0),
        Size("nrd", "-", "squares of the drain, factor on rsh", 1),
        Size("nrs", "-", "squares of the source, factor on rsh", 1),
        Parameter.Number("nf", "-", "number of fingers, of other levels") with { Ignored = true },
        Parameter.Number("m", "-", "number of equal transistors side by side", 1),
        Parameter.Numbers("ic", "V", "vds, vgs and vbs at the start, with uic"),
        Parameter.Flag("off", "starts an operating point without current"), .. DeviceTemperature.Parameters]);

    public override ParameterTable ModelParameters(string modelType) => MosParameters.Table;

    public override bool CheckModel(ModelView model) => MosParameters.Check(model);

    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => 4;

    public override void Build(DeviceRequest d)
    {
        if (d.Arguments.Count < 5)
        {
            d.Error("MOS001", $"{d.Name} needs four nodes and a model name", hint: $"write {Syntax}");
            return;
        }
        bool off = d.Has("off") && d.Number("off") != 0;
        foreach (var word in d.Arguments.Skip(5))
        {
            if (word.Text.Equals("off", StringComparison.OrdinalIgnoreCase)) off = true;
            else d.Error("MOS001", $"{d.Name}: {word.Text} is not understood here", word, hint: $"write {Syntax}");
        }
        if (d.Model(d.Arguments[4], "nmos", "pmos") is not { } model) return;
        if (new MosCard(d, model).Read(out var parts) is not { } law) return;
        Unknown drain = d.Node(0), gate = d.Node(1), source = d.Node(2), bulk = d.Node(3);
        var at = new MosNodes(drain, gate, source, bulk, parts!.Drain > 0 ? d.InnerNode("drain") : drain, parts.Source > 0 ? d.InnerNode("source") : source);
        double[] initial = d.Has("ic") ? [.. d.Numbers("ic")] : [];
        var rates = law.Oxide > 0 ? Rates(d, at, initial) : default;
        d.Add(new Mosfet(d.Name, at, rates, law, parts, model.Type == "nmos" ? 1 : -1, [d.Memory(), d.Memory(), d.Memory(), d.Memory()], off, initial));
    }

    /// <summary>Rates of the nodes, shared with other transistors; with ic= rates of its own, that start from these voltages.</summary>
    private static MosRates Rates(DeviceRequest d, MosNodes n, double[] initial)
    {
        if (initial.Length == 0)
        {
            Unknown g = d.Rate(n.G), s = d.Rate(n.InnerS), dd = d.Rate(n.InnerD), b = d.Rate(n.B);
            return new(new(g, s), new(g, dd), new(g, b));
        }
        MosRate Own(string name, Unknown to, double from)
        {
            var rate = d.OwnRate(name);
            d.Add(new NodeRate($"{d.Name}.{name}", n.G, to, rate, from));
            return new(rate, Unknown.Ground);
        }
        double At(int k) => k < initial.Length ? initial[k] : 0;
        return new(Own("gs", n.InnerS, At(1)), Own("gd", n.InnerD, At(1) - At(0)), Own("gb", n.B, At(1) - At(2)));
    }

    private static Parameter Size(string name, string unit, string meaning, double fallback = double.NaN) => Parameter.Number(name, unit, meaning, fallback) with { Min = 0 };
}
