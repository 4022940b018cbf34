using System.Text;

namespace NanoSpice.Netlist;

/// <summary>Cards to text that reads back to equal cards. Included files stand in place; long cards go on in + lines.</summary>
public static class NetlistWriter
{
    /// <summary>Width at which a card is broken between words [columns].</summary>
    private const int Width = 120;

    private const int IndentWidth = 2;

    /// <summary>The whole deck: title line, cards, .end.</summary>
    public static string Write(Deck deck) => $"* {deck.Title}".TrimEnd() + "\n" + Write(deck.Cards) + ".end\n";

    /// <summary>Cards only, each ended by a line feed.</summary>
    public static string Write(IEnumerable<Card> cards)
    {
        var text = new StringBuilder();
        foreach (var card in cards)
        {
            Append(text, card, 0);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Card card, int indent)
    {
        switch (card)
        {
            case SubcircuitCard s:
                AppendLine(text, indent, [".subckt", Plain(s.Name), .. s.Pins.Select(Plain), .. Listed("optional:", s.Optional), .. Listed(s.Optional.Count > 0 ? "params:" : "", s.Defaults)]);
                AppendBody(text, s.Body, indent + IndentWidth);
                AppendLine(text, indent, [".ends", Plain(s.Name)]);
                break;
            case IfCard i:
                for (int k = 0; k < i.Branches.Count; k++)
                {
                    var (condition, body) = i.Branches[k];
                    AppendLine(text, indent, condition is { } c ? [k == 0 ? ".if" : ".elseif", c.Text] : [".else"]);
                    AppendBody(text, body, indent + IndentWidth);
                }

                AppendLine(text, indent, [".endif"]);
                break;
            default:
                AppendLine(text, indent, Pieces(card));
                break;
        }
    }

    private static void AppendBody(StringBuilder text, IReadOnlyList<Card> body, int indent)
    {
        foreach (var card in body)
        {
            Append(text, card, indent);
        }
    }

    /// <summary>The words of a card of one line, with its parameters.</summary>
    public static IEnumerable<string> Pieces(Card card) => card switch
    {
        ElementCard e => [Plain(e.Name), .. e.Words.Select(Plain), .. e.Parameters.Select(Pair)],
        ModelCard m => [".model", Plain(m.Name), .. m.Ancestor is { } a ? [$"ako:{a}"] : Array.Empty<string>(), Plain(m.Type), .. m.Flags.Select(Plain), .. m.Parameters.Select(Pair)],
        ParamCard p => [".param", .. p.Assignments.Select(Pair)],
        FuncCard f => [".func", $"{f.Name}({string.Join(",", f.Arguments)})", "=", f.Body.Text],
        IncludeCard i => i.Section is { } section ? [".lib", $"\"{i.File.Body}\"", section.Text] : [".include", $"\"{i.File.Body}\""],
        OptionsCard o => [".options", .. o.Flags.Select(Plain), .. o.Assignments.Select(Pair)],
        TempCard t => [".temp", .. t.Values.Select(Plain)],
        GlobalCard g => [".global", .. g.Nodes.Select(Plain)],
        NodeValueCard n => [n.IsInitialCondition ? ".ic" : ".nodeset", .. n.Assignments.Select(Pair)],
        OutputCard o => [$".{o.Keyword}", .. o.Analysis is { } a ? [a.Text] : Array.Empty<string>(), .. o.Vectors.Select(Vector)],
        MeasureCard m => [$".{m.Keyword}", .. m.Analysis is { } a ? [a.Text] : Array.Empty<string>(), m.Name.Text, .. m.Clauses.Select(Clause)],
        CommandCard c => [$".{c.Keyword}", .. InPlace(c)],
        _ => throw new ArgumentException($"no text for {card.GetType().Name}", nameof(card)),
    };

    private static string Clause(MeasureClause c) => c switch
    {
        { Keyword: null } => c.Text!.Value.Text,
        { Text: null } => c.Keyword.Value.Text,
        { Keyword.Text: "when" or "trig" or "targ" or "find" or "deriv" or "avg" or "rms" or "integ" or "min" or "max" or "pp" or "min_at" or "max_at" } => $"{c.Keyword} {c.Text}",
        _ => $"{c.Keyword}={c.Text}",
    };

    /// <summary>Words and parameters in the order they were written.</summary>
    public static IEnumerable<string> InPlace(CommandCard card) =>
        card.Words.Select(w => (w.At, Text: Plain(w))).Concat(card.Parameters.Select(p => (p.Name.At, Text: Pair(p))))
            .OrderBy(x => x.At.Line).ThenBy(x => x.At.Column).Select(x => x.Text);

    /// <summary>A comma keeps "$ " from beginning a comment.</summary>
    private static string Plain(Word word) => word.Text.EndsWith('$') ? word.Text + "," : word.Text;

    private static string Pair(Assignment a) =>
        a.Values.Count == 1 ? $"{a.Name}={Plain(a.Value)}" : $"{a.Name}=({string.Join(",", a.Values)})";

    /// <summary>Pairs behind their heading, if there are any.</summary>
    private static IEnumerable<string> Listed(string heading, IReadOnlyList<Assignment> pairs) =>
        pairs.Count == 0 ? [] : heading.Length == 0 ? pairs.Select(Pair) : [heading, .. pairs.Select(Pair)];

    private static string Vector(OutputVector v) => v.Versus is { } x ? $"{v.Vector} vs {x}" : v.Vector.Text;

    /// <summary>Words as a line, broken into + lines where it gets long.</summary>
    public static void AppendLine(StringBuilder text, int indent, IEnumerable<string> pieces)
    {
        int column = indent;
        text.Append(' ', indent);
        bool first = true;
        foreach (string piece in pieces)
        {
            if (!first && column + piece.Length >= Width)
            {
                text.Append('\n').Append(' ', indent).Append('+');
                column = indent + 1;
            }

            text.Append(first ? "" : " ").Append(piece);
            column += piece.Length + (first ? 0 : 1);
            first = false;
        }

        text.Append('\n');
    }
}
