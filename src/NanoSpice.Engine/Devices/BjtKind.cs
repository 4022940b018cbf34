namespace NanoSpice.Engine.Devices;

/// <summary>Element letter Q.</summary>
public sealed class BjtKind : DeviceKind
{
    public override string Letter => "Q";

    public override string Syntax => "Qname c b e [s] model [area] [areab=] [areac=] [m=] [off] [ic=vbe,vce]";

    public override IReadOnlyList<string> ModelTypes => ["npn", "pnp"];

    public override ParameterTable Parameters { get; } = new([
        Parameter.Number("area", "-", "area, factor on is, ikf, cje and 1/r"),
        Parameter.Number("areab", "-", "area of the base, factor on cjc; not given: area"),
        Parameter.Number("areac", "-", "area of the collector, factor on cjs; not given: area"),
        Parameter.Number("m", "-", "number of equal transistors side by side", 1),
        Parameter.Numbers("ic", "V", "vbe and vce at the start, with uic"),
        Parameter.Flag("off", "starts an operating point without current"), .. DeviceTemperature.Parameters]);

    public override ParameterTable ModelParameters(string modelType) => BjtCard.Parameters;

    /// <summary>Four when a further word that is no area stands behind the fourth.</summary>
    public override int NodeCount(IReadOnlyList<string> wordsAfterName) => wordsAfterName.Count > 4 && !IsTail(wordsAfterName[4]) ? 4 : 3;

    public override void Build(DeviceRequest d)
    {
        int nodes = NodeCount([.. d.Arguments.Select(a => a.Text)]);
        if (d.Arguments.Count <= nodes)
        {
            d.Error("BJT001", $"{d.Name} needs three or four nodes and a model name", hint: $"write {Syntax}");
            return;
        }
        double area = d.Number("area");
        bool off = d.Has("off") && d.Number("off") != 0;
        foreach (var word in d.Arguments.Skip(nodes + 1))
        {
            if (word.Text.Equals("off", StringComparison.OrdinalIgnoreCase)) off = true;
            else if (double.IsNaN(area) && d.IsNumber(word)) area = d.Number(word);
            else d.Error("BJT001", $"{d.Name}: {word.Text} is not understood here", word, hint: $"write {Syntax}");
        }
        if (double.IsNaN(area)) area = 1;
        if (d.Model(d.Arguments[nodes], "npn", "pnp") is not { } model) return;
        double m = d.Number("m"), b = (d.Has("areab") ? d.Number("areab") : area) * m, c = (d.Has("areac") ? d.Number("areac") : area) * m;
        var card = new BjtCard(d, model, area * m, b, c);
        if (card.Read(out double collector, out double emitter) is not { } law) return;
        Unknown oc = d.Node(0), ob = d.Node(1), oe = d.Node(2);
        var at = new BjtNodes(oc, ob, oe, nodes == 4 ? d.Node(3) : Unknown.Ground,
            collector > 0 ? d.InnerNode("collector") : oc, law.Rb > 0 ? d.InnerNode("base") : ob, emitter > 0 ? d.InnerNode("emitter") : oe);
        d.Add(new Bjt(d.Name, at, law, model.Type == "npn" ? 1 : -1, collector, emitter, card.IsLateral, d.Memory(), d.Memory(), off)
        {
            Temperature = d.Temperature, Flicker = FlickerLaw.Of(model, m),
            Excess = law.ExcessDelay > 0 ? new BjtExcessPhase(at, model.Type == "npn" ? 1 : -1, law.ExcessDelay, d.Branch("forward"), d.Branch("rate")) : null,
        });
    }

    private static bool IsTail(string word) => word.Equals("off", StringComparison.OrdinalIgnoreCase) || word.Length > 0 && (char.IsAsciiDigit(word[0]) || word[0] is '.' or '{' or '\'');
}
