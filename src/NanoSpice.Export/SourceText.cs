using NanoSpice.Netlist;

namespace NanoSpice.Export;

/// <summary>Lines of V and I: functions get their parentheses back.</summary>
internal static class SourceText
{
    private static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase) { "pulse", "sin", "exp", "pwl", "sffm", "am" };

    private static readonly HashSet<string> Keys = new(StringComparer.OrdinalIgnoreCase) { "dc", "ac", "distof1", "distof2" };

    /// <summary>Words behind the nodes.</summary>
    /// <param name="withoutAc">an AC value is left out</param>
    public static IEnumerable<string> Words(ElementCard card, bool withoutAc, Func<Word, string> value)
    {
        var pieces = new List<string>();
        bool open = false, skips = false;
        foreach (var word in card.Words.Skip(2))
        {
            bool key = Keys.Contains(word.Text), function = Functions.Contains(word.Text);
            if (key || function) skips = withoutAc && word.Text.Equals("ac", StringComparison.OrdinalIgnoreCase);
            if (skips) continue;
            if ((key || function) && open)
            {
                pieces[^1] += ")";
                open = false;
            }
            pieces.Add(function ? word.Text + "(" : value(word));
            open |= function;
        }
        if (open) pieces[^1] += ")";
        return string.Join(' ', pieces).Replace("( ", "(", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>DC value of a source with a blank before it; none: nothing.</summary>
    public static string Direct(ElementCard card)
    {
        var words = card.Words.Skip(2).TakeWhile(w => !Functions.Contains(w.Text) && !w.Text.Equals("ac", StringComparison.OrdinalIgnoreCase)).ToList();
        return words.Count == 0 ? "" : " " + string.Join(' ', words.Select(w => w.Text));
    }
}
