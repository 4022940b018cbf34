namespace NanoSpice.Netlist;

/// <summary>Splits .meas at its keywords: what stands between two of them is an expression, blanks and all.</summary>
/// <remarks>
///   A verb (avg ... param) is one only where the first clause begins, so that max(v(a),v(b)) may stand in an expression. A word
///   behind an operator or an equals sign is a name, whatever it is called.
/// </remarks>
internal sealed class MeasureReader(CardReader cards, DiagnosticBag bag)
{
    private const string Example = "write .meas tran name avg v(out) from=0 to=1m";

    /// <summary>What can be measured, with the spellings of ngspice and LTspice.</summary>
    private static readonly Dictionary<string, string> Verbs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["avg"] = "avg", ["rms"] = "rms", ["integ"] = "integ", ["integral"] = "integ", ["min"] = "min", ["max"] = "max", ["pp"] = "pp",
        ["min_at"] = "min_at", ["max_at"] = "max_at", ["find"] = "find", ["deriv"] = "deriv", ["derivative"] = "deriv", ["param"] = "param",
        ["eqn"] = "eqn", ["equation"] = "eqn",
    };

    /// <summary>Where and how; true for those that an expression follows without an equals sign.</summary>
    private static readonly Dictionary<string, bool> Modifiers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["when"] = true, ["trig"] = true, ["targ"] = true, ["at"] = false, ["val"] = false, ["rise"] = false, ["fall"] = false,
        ["cross"] = false, ["td"] = false, ["from"] = false, ["to"] = false, ["goal"] = false, ["minval"] = false, ["weight"] = false,
        ["precision"] = false, ["print"] = false, ["default_val"] = false, ["output"] = false,
    };

    private static readonly string[] Analyses =
        ["op", "dc", "ac", "tran", "noise", "tf", "sp", "cv", "gcd", "ca", "eis", "ragone", "fft", "tran_cont", "ac_cont", "dc_cont", "noise_cont"];

    private LogicalLine _line = null!;

    public void Read(LogicalLine line, Word keyword, int arguments)
    {
        _line = line;
        int at = Characters.SkipBlanks(line.Text, arguments, line.End);
        var first = Next(ref at);
        Word? analysis = first is { } word && Analyses.Contains(word.Text.ToLowerInvariant()) ? word : null;
        var name = analysis is null ? first : Next(ref at);
        if (name is not { } named || at >= line.End)
        {
            bag.Report(NetlistCodes.Incomplete, ".meas needs an analysis, a name and what to measure", line.After(line.End - 1), Example);
            return;
        }
        if (Clauses(at) is { } clauses) cards.Builder.Add(new MeasureCard(keyword, analysis, named, clauses, line.At));
    }

    /// <summary>The clauses from there on; null when a bracket is not closed (reported).</summary>
    private List<MeasureClause>? Clauses(int at)
    {
        var clauses = new List<MeasureClause>();
        Word? keyword = null;
        int start = at;
        char before = '\0';                                 // last letter of what stands before, blanks left out
        while (at < _line.End)
        {
            int end = EndOf(at);
            if (end < 0)
            {
                bag.Report(NetlistCodes.BadVector, ".meas cannot be read from here on", WordAround(at), Example);
                return null;
            }
            if (KeywordAt(at, end, before, start == at && keyword is null) is { } next)
            {
                if (keyword is not null || start < at) clauses.Add(new(keyword, Text(start, at)));
                (keyword, before) = (next, '\0');
                start = at = Characters.SkipBlanks(_line.Text, end, _line.End);
                if (at >= _line.End || _line.Text[at] != '=') continue;
                (start, before) = (Characters.SkipBlanks(_line.Text, at + 1, _line.End), '=');
                at = start;
                continue;
            }
            if (!Characters.IsBlank(_line.Text[at])) before = _line.Text[end - 1];
            at = end;
        }
        clauses.Add(new(keyword, Text(start, _line.End)));
        return clauses;
    }

    /// <summary>End of the word, the bracket or the single letter that begins there; -1 when a bracket is not closed.</summary>
    private int EndOf(int at)
    {
        if (_line.Text[at] is '(' or '[' or '{' or '\'' or '"') return Characters.Closing(_line.Text, at, _line.End) is >= 0 and var close ? close + 1 : -1;
        int end = at;
        while (end < _line.End && (char.IsLetterOrDigit(_line.Text[end]) || _line.Text[end] is '_' or '.' or '$' or '#' or ':' or '@')) end++;
        return Math.Max(end, at + 1);
    }

    private Word? KeywordAt(int start, int end, char before, bool first)
    {
        string text = _line.Text[start..end];
        if (before == '=' && !IsAssigned(end)) return null;
        if (before is '+' or '-' or '*' or '/' or '^' or '<' or '>' or '!' or '&' or '|' or '?' or ':' or '%') return null;
        int next = Characters.SkipBlanks(_line.Text, end, _line.End);
        char after = next < _line.End ? _line.Text[next] : '\0';
        var place = _line.Span(start, end - start);
        if (first && before == '\0' && Verbs.TryGetValue(text, out string? verb)) return new(verb, place);
        if (!Modifiers.TryGetValue(text, out bool bare)) return null;
        if (after == '(' && next == end) return null;
        return bare || IsAssigned(end) || !(after is '+' or '*' or '/' or '^' or '<' or '>' or '=' or '!' or '&' or '|' or '?' or ',') ? new(text.ToLowerInvariant(), place) : null;
    }

    /// <summary>True when a single equals sign follows.</summary>
    private bool IsAssigned(int end)
    {
        int next = Characters.SkipBlanks(_line.Text, end, _line.End);
        return next < _line.End && _line.Text[next] == '=' && !(next + 1 < _line.End && _line.Text[next + 1] == '=');
    }

    private Word? Text(int start, int end)
    {
        while (end > start && (Characters.IsBlank(_line.Text[end - 1]) || _line.Text[end - 1] == ',')) end--;
        return end > start ? new Word(_line.Text[start..end], _line.Span(start, end - start)) : null;
    }

    private Word? Next(ref int at)
    {
        int start = at;
        while (at < _line.End && !Characters.IsBlank(_line.Text[at]) && _line.Text[at] is not ('=' or '(')) at++;
        if (at == start) return null;
        var word = new Word(_line.Text[start..at], _line.Span(start, at - start));
        at = Characters.SkipBlanks(_line.Text, at, _line.End);
        return word;
    }

    /// <summary>The word around an offset.</summary>
    private SourceSpan WordAround(int at)
    {
        int start = at, end = at;
        while (start > _line.Start && !Characters.IsBlank(_line.Text[start - 1])) start--;
        while (end < _line.End && !Characters.IsBlank(_line.Text[end])) end++;
        return _line.Span(start, end - start);
    }
}
