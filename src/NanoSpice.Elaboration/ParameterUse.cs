using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>Whether the lines of a deck use a parameter, by its name in their expressions.</summary>
internal static class ParameterUse
{
    /// <summary>True when an expression, a value behind an equals sign or a condition names it, at any level; .step lines do not count.</summary>
    public static bool IsMentioned(string name, IEnumerable<Card> cards) => Any(text => Names(text, name), cards);

    /// <summary>True when an expression, a value behind an equals sign or a condition is of that sort; .step lines do not count.</summary>
    public static bool Any(Func<string, bool> isSuch, IEnumerable<Card> cards) => cards.Any(card => card switch
    {
        ElementCard e => In(isSuch, e.Words, e.Parameters),
        ModelCard m => In(isSuch, [], m.Parameters),
        ParamCard p => In(isSuch, [], p.Assignments),
        OptionsCard o => In(isSuch, [], o.Assignments),
        NodeValueCard n => In(isSuch, [], n.Assignments),
        MeasureCard m => m.Clauses.Any(c => c.Text is { } text && isSuch(text.Text)),
        OutputCard o => o.Vectors.Any(v => isSuch(v.Vector.Text) || (v.Versus is { } x && isSuch(x.Text))),
        TempCard t => In(isSuch, t.Values, []),
        FuncCard f => isSuch(f.Body.Text),
        IfCard i => i.Branches.Any(b => (b.Condition is { } c && isSuch(c.Text)) || Any(isSuch, b.Body)),
        SubcircuitCard s => In(isSuch, [], s.Defaults) || Any(isSuch, s.Body),
        CommandCard c => !c.Keyword.Text.Equals("step", StringComparison.OrdinalIgnoreCase) && In(isSuch, c.Words, c.Parameters),
        _ => false,
    });

    private static bool In(Func<string, bool> isSuch, IReadOnlyList<Word> words, IReadOnlyList<Assignment> given) =>
        words.Any(w => ValueReader.IsDelimited(w.Text) && isSuch(w.Text)) || given.Any(a => a.Values.Any(v => v.Text is { } text && isSuch(text)));

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
