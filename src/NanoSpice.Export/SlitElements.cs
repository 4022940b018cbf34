using NanoSpice.Engine.Devices;
using NanoSpice.Netlist;

namespace NanoSpice.Export;

/// <summary>N and U as instances of the library's subcircuits; values stay the expressions of the deck.</summary>
internal sealed class SlitElements(ExportContext context)
{
    private Dialect Dialect => context.Dialect;

    /// <summary>Words of the line that stands for an N; null with a message.</summary>
    public IEnumerable<string>? Step(ElementCard card, Level level)
    {
        var model = level.Model(card.Words[^1].Text)!.Value;
        var values = new CardValues(context, card, level, model);
        if (values.Has("ic"))
        {
            context.NoForm($"ic= of {card.Name.Text}", card.Name.At, "give .ic of its nodes");
            return null;
        }
        if (model.Card.Type.Text.Equals("qres", StringComparison.OrdinalIgnoreCase)) return ByCapacitor(card, level, values);
        string name = context.Library.Use($"nanoslit{(values.IsDoubleLayer ? "_kba" : "")}{Law(values)}");
        return ["X" + card.Name.Text, .. Nodes(card, 3), name, .. Heading, .. Resistance(values), .. Capacitor(values), $"rmin={values.Get("rmin")}"];
    }

    /// <summary>Words of the line that stands for a U.</summary>
    public IEnumerable<string>? Stack(ElementCard card, Level level)
    {
        if (context.Device<NanoStack>(card) is not { } stack) return Unused(card);
        var model = level.Model(card.Words[^1].Text)!.Value;
        var values = new CardValues(context, card, level, model);
        var slit = new CardValues(context, card, level, level.Model(values.Word("slit"))!.Value) { UsesElement = false, Copies = values.Copies };
        string name = StackCircuit(stack.Layers, slit, values.Has("qsopen"));
        string open = values.Has("qsopen") ? $"qsopen={values.Get("qsopen", scale: true)}" : $"copen={values.Get("copen", scale: true)}";
        string rin = values.Has("rin") ? values.Get("rin", share: true) : slit.Get("rc", share: true), gammain = values.Has("gammain") ? values.Get("gammain") : slit.Get("gamma");
        return ["X" + card.Name.Text, .. Nodes(card, 2), name, .. Heading, $"ropen={values.Get("ropen", share: true)}", open, .. Resistance(slit), .. Capacitor(slit),
            $"rmin={slit.Get("rmin")}", $"rin={rin}", $"gammain={gammain}"];
    }

    private string[] Heading => Dialect.IsXyce ? ["PARAMS:"] : [];

    private IEnumerable<string> Nodes(ElementCard card, int count) => card.Words.Take(count).Select(w => w.Text);

    private static string Law(CardValues values) => values.Word("law").Equals("signed", StringComparison.OrdinalIgnoreCase) ? "_signed" : "";

    private static IEnumerable<string> Resistance(CardValues values) => [$"rc={values.Get("rc", share: true)}", $"gamma={values.Get("gamma")}", $"qmax={values.Scale()}"];

    private static IEnumerable<string> Capacitor(CardValues values) => values.IsDoubleLayer
        ? [$"qs={values.Get("qs", scale: true)}", $"nu={values.Get("nu")}", $"vt={Dialect.Number(values.Thermal)}"]
        : [$"cslit={values.Get("cslit", scale: true)}"];

    private string[]? Unused(ElementCard card)
    {
        context.LeftOut($"{card.Name.Text} stands in a subcircuit that nothing uses", card.Name.At);
        return null;
    }

    /// <summary>Two terminals and the capacitor, or the N, that sets the resistance.</summary>
    private string[]? ByCapacitor(ElementCard card, Level level, CardValues values)
    {
        var named = level.Element(card.Words[2].Text);
        string? scale = null, nodes = null;
        if (named is { } c && c.Name.Text[0] is 'c' or 'C' && named!.Words.Count == 3)
            (scale, nodes) = (CardValues.Product(named.Words[2], CardValues.Find(named, "m")), string.Join(' ', Nodes(named, 2)));
        else if (named is not null && named.Name.Text[0] is 'n' or 'N' && level.Model(named!.Words[^1].Text) is { } slit && named.Words.Count == 4)
        {
            var store = new CardValues(context, named, level, slit);
            if (!store.IsDoubleLayer) (scale, nodes) = (store.Get("cslit", scale: true), $"{named.Words[2].Text} {named.Words[0].Text}");
        }
        if (scale is null)
        {
            context.NoForm($"a resistance set by the charge of {card.Words[2].Text}", card.Words[2].At, "a plain C a b value or an N with cslit at the same level can be named");
            return null;
        }
        string name = context.Library.Use("chargeres" + Law(values));
        return ["X" + card.Name.Text, .. Nodes(card, 2), nodes!, name, .. Heading, $"rc={values.Get("rc", share: true)}", $"gamma={values.Get("gamma")}", $"scale={scale}", $"qmax={values.Scale(sharesCharge: false)}", $"rmin={values.Get("rmin")}"];
    }

    /// <summary>The subcircuit of a stack of so many slits.</summary>
    private string StackCircuit(int layers, CardValues slit, bool openIsDoubleLayer)
    {
        bool kba = slit.IsDoubleLayer;
        string law = Law(slit), name = $"nanostack_{layers}{(kba ? "_kba" : "")}{(openIsDoubleLayer ? "_open" : "")}{law}";
        if (context.Own.ContainsKey(name)) return name;
        string resistance = context.Library.Use("chargeres" + law), p = Dialect.Parameters;
        if (kba) context.Library.Use("doublelayer");
        List<string> lines =
        [
            $"* stack U of {layers} slits: open space, then step k from n(k-1) to nk; step 1 with the charge of slit 1, step k with that of slit k-1",
            $".subckt {name} bulk sheet {p}ropen=1 {(openIsDoubleLayer ? "qsopen=1" : "copen=0")} rc=1 gamma=0 {(kba ? "qs=1 nu=1 vt=25.85m" : "cslit=1")} qmax=1 rmin=1m rin=1 gammain=0",
            "Ropen bulk n0 {ropen}",
            openIsDoubleLayer ? $"Xopen sheet n0 q0 doublelayer {p}qs={{qsopen}} nu={{nu}} vt={{vt}}" : "Copen sheet n0 {copen}",
        ];
        for (int k = 1; k <= layers; k++)
        {
            int charged = Math.Max(1, k - 1);
            string charge = kba ? $"q{charged} 0" : $"sheet n{charged}", of = k == 1 ? "rc={rin} gamma={gammain}" : "rc={rc} gamma={gamma}";
            lines.Add(kba ? $"Xc{k} sheet n{k} q{k} doublelayer {p}qs={{qs}} nu={{nu}} vt={{vt}}" : $"C{k} sheet n{k} {{cslit}}");
            lines.Add($"Xr{k} n{k - 1} n{k} {charge} {resistance} {p}{of} scale={{{(kba ? "qs" : "cslit")}}} qmax={{qmax}} rmin={{rmin}}");
        }
        lines.Add($".ends {name}");
        context.Own[name] = lines;
        return name;
    }
}
