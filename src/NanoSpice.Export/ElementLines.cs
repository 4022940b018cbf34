using System.Text.RegularExpressions;
using NanoSpice.Engine;
using NanoSpice.Engine.Devices;
using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Export;

/// <summary>An element line in the dialect: words of one line, or none with a message.</summary>
internal sealed partial class ElementLines(ExportContext context, Drive? drive)
{
    /// <summary>Parameters whose value may depend on voltages.</summary>
    private static readonly HashSet<string> Behavioural = new(StringComparer.OrdinalIgnoreCase) { "v", "i", "r", "c", "q", "l", "flux", "value", "vol", "cur" };

    /// <summary>Parameters that only LTspice's switches have.</summary>
    private static readonly HashSet<string> OfLtspiceSwitch = new(StringComparer.OrdinalIgnoreCase) { "vser", "lser", "ilimit", "level", "oneway", "epsilon" };

    private readonly SlitElements _slits = new(context);
    private readonly VectorText _vectors = new(context);

    private Dialect Dialect => context.Dialect;

    public IEnumerable<string> Of(ElementCard card, Level level)
    {
        Check(card, level);
        return char.ToLowerInvariant(card.Name.Text[0]) switch
        {
            'n' => _slits.Step(card, level) ?? [],
            'u' => _slits.Stack(card, level) ?? [],
            'z' => Diffusion(card),
            'v' or 'i' => [card.Name.Text, .. Nodes(card), .. SourceText.Words(card, drive?.StripsAc == true, w => Value(w)), .. card.Parameters.Select(Pair)],
            'e' or 'g' or 'f' or 'h' => Controlled(card),
            'x' => Instance(card),
            _ => [card.Name.Text, .. card.Words.Select(Value), .. card.Parameters.Select(Pair)],
        };
    }

    /// <summary>A value on an element line: what others would read as another number, written out; expressions in the delimiters they know.</summary>
    public string Value(Word word)
    {
        if (word.IsExpression) return Dialect.IsNgspice ? word.Text : $"{{{Expression(word.Body)}}}";
        return SpiceNumber.TryParse(word.Text, out double number, out _) && Odd().IsMatch(word.Text) ? Dialect.Number(number) : word.Text;
    }

    /// <summary>An expression with its places inside stacks and subcircuits under their names there.</summary>
    public string Expression(string text) => Dialect.Expression(_vectors.Nodes(text));

    public string Pair(Assignment a)
    {
        if (a.Values.Count > 1) return $"{a.Name}=({string.Join(",", a.Values)})";
        if (!Behavioural.Contains(a.Name.Text) || SpiceNumber.TryParse(a.Value.Text, out _, out _)) return $"{a.Name}={Value(a.Value)}";
        string text = Expression(a.Value.IsExpression ? a.Value.Body : a.Value.Text);
        bool source = a.Name.Text is "v" or "V" or "i" or "I";
        if (Dialect.IsNgspice) return $"{a.Name}={(source ? text : a.Value.IsExpression && a.Value.Text[0] == '{' && !text.Contains('(', StringComparison.Ordinal) ? $"{{{text}}}" : $"'{text}'")}";
        return $"{a.Name}={(Dialect.IsXyce || a.Name.Text.Equals("value", StringComparison.OrdinalIgnoreCase) ? $"{{{text}}}" : text)}";
    }

    private static IEnumerable<string> Nodes(ElementCard card) => card.Words.Take(2).Select(w => w.Text);

    /// <summary>E G F H: POLY(n), TABLE {x} = (x,y) and LAPLACE have marks that the words do not.</summary>
    private IEnumerable<string> Controlled(ElementCard card)
    {
        var words = card.Words;
        int form = -1;
        for (int k = 2; k < words.Count && form < 0; k++) if (words[k].Text.ToLowerInvariant() is "poly" or "table" or "laplace") form = k;
        string kind = form < 0 ? "" : words[form].Text.ToLowerInvariant();
        IEnumerable<string> rest = kind switch
        {
            "poly" => [$"POLY({words[form + 1].Text})", .. words.Skip(form + 2).Select(Value)],
            "table" => [$"TABLE {Value(words[form + 1])} =", .. words.Skip(form + 2).Select(Value).Chunk(2).Select(p => $"({string.Join(',', p)})")],
            "laplace" => [$"LAPLACE {string.Join(" = ", words.Skip(form + 1).Select(Value))}"],
            _ => words.Skip(2).Select(Value),
        };
        return [card.Name.Text, .. Nodes(card), .. rest, .. card.Parameters.Select(Pair)];
    }

    private IEnumerable<string> Instance(ElementCard card)
    {
        string[] parameters = [.. card.Parameters.Select(a => $"{a.Name}={(a.Value.IsExpression || SpiceNumber.TryParse(a.Value.Text, out _, out _) ? Value(a.Value) : $"{{{a.Value.Text}}}")}")];
        return [card.Name.Text, .. card.Words.Select(w => w.Text), .. Dialect.IsXyce && parameters.Length > 0 ? ["PARAMS:"] : Array.Empty<string>(), .. parameters];
    }

    /// <summary>A sum of relaxations, the one that our transients use, as a subcircuit of R and C; the AC of the peer has its error as well.</summary>
    private IEnumerable<string> Diffusion(ElementCard card)
    {
        var devices = context.Instances(card).Select(i => i.Device).OfType<DiffusionElement>().ToList();
        if (devices.Count == 0) return [];
        if (devices.Any(d => !d.Relaxations.SequenceEqual(devices[0].Relaxations)))
            context.NoForm($"{card.Name.Text} with other values in each instance of its subcircuit", card.Name.At, "write a subcircuit for each");
        if (CardValues.Find(card, "ic") is not null) context.NoForm($"ic= of {card.Name.Text}", card.Name.At, "give .ic of its nodes");
        var d = devices[0];
        string name = "relaxations_" + d.Name.Replace('.', '_');
        List<string> lines = [$"* {card.Name.Text}: {d.Relaxations.Count} relaxations, the ones NanoSpice uses in time", $".subckt {name} a b"];
        if (d.Law.Conductance > 0) lines.Add($"R0 a b {Text(1 / d.Law.Conductance)}");
        if (d.Law.Capacitance > 0) lines.Add($"C0 a b {Text(d.Law.Capacitance)}");
        for (int k = 0; k < d.Relaxations.Count; k++)
            lines.AddRange([$"R{k + 1} a m{k + 1} {Text(1 / d.Relaxations[k].Conductance)}", $"C{k + 1} m{k + 1} b {Text(d.Relaxations[k].Capacitance)}"]);
        context.Own[name] = [.. lines, $".ends {name}"];
        return ["X" + card.Name.Text, .. Nodes(card), name];
    }

    private static string Text(double value) => value.ToString("G12", System.Globalization.CultureInfo.InvariantCulture).Replace("E+", "e", StringComparison.Ordinal).Replace('E', 'e');

    /// <summary>Functions in the values of a statement that the dialect lacks.</summary>
    public void Check(Card card, Level level) => CheckFunctions(level, card switch
    {
        ParamCard p => p.Assignments.SelectMany(a => a.Values),
        FuncCard f => [f.Body],
        NodeValueCard n => n.Assignments.SelectMany(a => a.Values),
        ModelCard m => m.Parameters.SelectMany(a => a.Values),
        SubcircuitCard s => s.Defaults.SelectMany(a => a.Values),
        _ => [],
    });

    private void CheckFunctions(Level level, IEnumerable<Word> words)
    {
        foreach (var word in words.Where(w => w.Text.Contains('(', StringComparison.Ordinal)))
            if (Dialect.Missing(word.Text, level.Functions) is { } f) context.NoForm($"the function {f}", word.At);
    }

    /// <summary>What the dialect has no form for.</summary>
    private void Check(ElementCard card, Level level)
    {
        char letter = char.ToLowerInvariant(card.Name.Text[0]);
        CheckFunctions(level, letter == 'x' ? card.Parameters.SelectMany(p => p.Values) : card.Words.Concat(card.Parameters.SelectMany(p => p.Values)));
        foreach (var device in context.Instances(card).Select(i => i.Device))
        {
            string? what = device switch
            {
                IdealDiode or SmoothSwitch when Dialect.Target != Target.Ltspice => "LTspice's ideal diode and smooth switch",
                Vdmos when Dialect.IsXyce => "VDMOS",
                FluxInductor when Dialect.Target != Target.Ltspice => "Flux=",
                VoltageSwitch or CurrentSwitch when Dialect.IsXyce => "switches with hysteresis",
                _ => null,
            };
            if (what is not null) context.NoForm($"{what} ({card.Name.Text})", card.Name.At);
        }
        if (Dialect.Target == Target.Ltspice) return;
        // Its device has a name of its own, so that it is no instance of the line.
        if (card.Words.Any(w => w.Text.Equals("laplace", StringComparison.OrdinalIgnoreCase))) context.NoForm($"LAPLACE ({card.Name.Text})", card.Name.At);
        if (letter is 's' or 'w' && level.Model(card.Words[letter == 's' ? 4 : 3].Text) is var (model, _) && model.Parameters.FirstOrDefault(p => OfLtspiceSwitch.Contains(p.Name.Text)) is { } own)
            context.NoForm($"{own.Name.Text}= of the switch {card.Name.Text}", card.Name.At);
        if (Dialect.IsNgspice && letter is 'v' or 'i' && card.Parameters.FirstOrDefault(a => a.Name.Text.Equals("file", StringComparison.OrdinalIgnoreCase)) is { } file)
            context.NoForm("PWL FILE=", file.Name.At, "write the points on the line");
    }

    /// <summary>4k7, and micro as a Greek letter.</summary>
    [GeneratedRegex(@"^[+-]?\d+[a-zA-Z]\d+$|[^\x00-\x7f]")]
    private static partial Regex Odd();
}
