using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>Whether the lines of a deck use a parameter, by its name in their expressions.</summary>
internal static class ParameterUse
{
    /// <summary>True when an expression, a value behind an equals sign or a condition names it, at any level; .step lines do not count.</summary>
    public static bool IsMentioned(string name, IEnumerable<Card> cards) => cards.Any(card => card switch
    {
        ElementCard e => In(name, e.Words, e.Parameters),
        ModelCard m => In(name, [], m.Parameters),
        ParamCard p => In(name, [], p.Assignments),
        OptionsCard o => In(name, [], o.Assignments),
        NodeValueCard n => In(name, [], n.Assignments),
        MeasureCard m => m.Clauses.Any(c => c.Text is { } text && Names(text.Text, name)),
        OutputCard o => o.Vectors.Any(v => Names(v.Vector.Text, name) || (v.Versus is { } x && Names(x.Text, name))),
        TempCard t => In(name, t.Values, []),
        FuncCard f => Names(f.Body.Text, name),
        IfCard i => i.Branches.Any(b => (b.Condition is { } c && Names(c.Text, name)) || IsMentioned(name, b.Body)),
        SubcircuitCard s => In(name, [], s.Defaults) || IsMentioned(name, s.Body),
        CommandCard c => !c.Keyword.Text.Equals("step", StringComparison.OrdinalIgnoreCase) && In(name, c.Words, c.Parameters),
        _ => false,
    });

    private static bool In(string name, IReadOnlyList<Word> words, IReadOnlyList<Assignment> given) =>
        words.Any(w => ValueReader.IsDelimited(w.Text) && Names(w.Text, name)) || given.Any(a => a.Values.Any(v => v.Text is { } text && Names(text, name)));

    private static bool Names(string text, string name)
    {
        for (int at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            if ((at == 0 || !IsPart(text[at - 1])) && (at + name.Length == text.Length || !IsPart(text[at + name.Length]))) return true;
        }
        return false;
    }

    private static bool IsPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '$';
}
