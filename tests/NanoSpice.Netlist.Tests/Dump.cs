using NanoSpice.Netlist;

namespace NanoSpice.Netlist.Tests;

/// <summary>Cards as one line of text each, without places: equal texts mean equal cards.</summary>
internal static class Dump
{
    public static string Of(Deck deck) => string.Join("\n", deck.Cards.Select(c => Of(c)));

    public static string Of(Card card) => card switch
    {
        ElementCard e => $"{e.Name} [{Words(e.Words)}]{Tail(e.Parameters)}",
        ModelCard m => $".model {m.Name} {(m.Ancestor is { } a ? $"ako:{a} " : "")}{m.Type}{Tail(m.Parameters)} flags[{Words(m.Flags)}]",
        IncludeCard i => $"include {i.File.Body} {i.Section?.Text}".TrimEnd(),
        SubcircuitCard s => $".subckt {s.Name} [{Words(s.Pins)}]{(s.Optional.Count > 0 ? " optional:" + Tail(s.Optional) : "")}{Tail(s.Defaults)} {{{Body(s.Body)}}}",
        ParamCard p => $".param{Tail(p.Assignments)}",
        FuncCard f => $".func {f.Name}({Words(f.Arguments)}) <{f.Body}>",
        IfCard i => string.Join(" ", i.Branches.Select(b => $".if <{b.Condition?.Text ?? "else"}> {{{Body(b.Body)}}}")),
        OptionsCard o => $".options{Tail(o.Assignments)} flags[{Words(o.Flags)}]",
        TempCard t => $".temp [{Words(t.Values)}]",
        GlobalCard g => $".global [{Words(g.Nodes)}]",
        NodeValueCard n => $"{(n.IsInitialCondition ? ".ic" : ".nodeset")}{Tail(n.Assignments)}",
        OutputCard o => $".{o.Keyword} {o.Analysis?.Text ?? "-"} [{string.Join(" ", o.Vectors.Select(v => v.Versus is { } x ? $"{v.Vector} vs {x}" : v.Vector.Text))}]",
        MeasureCard m => $".{m.Keyword} {m.Analysis?.Text ?? "-"} {m.Name}{string.Concat(m.Clauses.Select(c => $" {c.Keyword?.Text ?? "-"}<{c.Text?.Text}>"))}",
        CommandCard c => $".{c.Keyword} [{Words(c.Words)}]{Tail(c.Parameters)}",
        _ => throw new ArgumentException(card.GetType().Name),
    };

    private static string Words(IEnumerable<Word> words) => string.Join(" ", words);

    private static string Tail(IEnumerable<Assignment> parameters) =>
        string.Concat(parameters.Select(p => $" {p.Name}=<{string.Join(",", p.Values)}>"));

    private static string Body(IEnumerable<Card> cards) => string.Join("; ", cards.Select(Of));
}
