namespace NanoSpice.Netlist;

/// <summary>What parentheses mean between words.</summary>
internal enum Parentheses
{
    /// <summary>Separators, as blanks and commas: <c>SIN(0 1 1k)</c> is SIN 0 1 1k.</summary>
    Separate,

    /// <summary>Part of the word they follow without a blank: <c>v(a,b)</c> is one word.</summary>
    Join,
}

/// <summary>Splits a card into words and name=value pairs. Knows no device but for which values are expressions to the end of the card.</summary>
/// <remarks>Written by hand: element lines are the bulk of a large deck, and a grammar made of combinators costs 30 to 60 us a line.</remarks>
internal sealed class WordScanner(StringPool pool, DiagnosticBag bag)
{
    private const string ParamsKeyword = "params:";

    private readonly List<Word> _words = [];
    private readonly List<Assignment> _parameters = [];
    private readonly List<int> _open = [];
    private LogicalLine _line = null!;
    private string _text = "";
    private Parentheses _parentheses;
    private char _letter;
    private int _at;
    private int _end;

    /// <summary>Scans line.Text from an offset to the end of the card.</summary>
    /// <param name="letter">lower-case letter of the element, or blank: decides which values run to the end of the card</param>
    public void Scan(LogicalLine line, int from, Parentheses parentheses = Parentheses.Separate, char letter = ' ')
    {
        (_line, _text, _at, _end, _parentheses, _letter) = (line, line.Text, from, line.End, parentheses, letter);
        _words.Clear();
        _parameters.Clear();
        _open.Clear();
        while (NextItem())
        {
            int start = _at;
            if (_text[start] == '=')
            {
                bag.Report(NetlistCodes.NoName, "= has no name on its left", _line.Span(start, 1), "write name=value");
                _at++;
                continue;
            }

            if (_text[start] is 'p' or 'P' && IsParamsKeyword(start))
            {
                _at = start + ParamsKeyword.Length;
                continue;
            }

            _at = WordEnd(start);
            if (TakeEquals())
            {
                ReadAssignment(start, WordStop(start));
            }
            else
            {
                AddWord(start, _at);
            }
        }

        foreach (int open in _open)
        {
            bag.Report(NetlistCodes.Unbalanced, "( is never closed", _line.Span(open, 1), "add the missing )");
        }
    }

    public IReadOnlyList<Word> Words => _words.Count == 0 ? [] : _words.ToArray();

    public IReadOnlyList<Assignment> Parameters => _parameters.Count == 0 ? [] : _parameters.ToArray();

    /// <summary>Moves to the next character that is no separator; false at the end of the card.</summary>
    private bool NextItem()
    {
        for (; _at < _end; _at++)
        {
            char c = _text[_at];
            if (c == '(')
            {
                _open.Add(_at);
            }
            else if (c == ')')
            {
                CloseParenthesis();
            }
            else if (!Characters.IsBlank(c) && c != ',')
            {
                return true;
            }
        }

        return false;
    }

    private void CloseParenthesis()
    {
        if (_open.Count > 0)
        {
            _open.RemoveAt(_open.Count - 1);
        }
        else
        {
            bag.Report(NetlistCodes.Unbalanced, ") closes nothing", _line.Span(_at, 1), "remove it, or add the missing (");
        }
    }

    /// <summary>End of the word that starts here: a delimited word as a whole, or up to a separator or an equals sign.</summary>
    private int WordEnd(int start)
    {
        int p = start;
        char c = _text[p];
        if (c is '{' or '\'' or '"')
        {
            p = DelimitedEnd(p);
        }

        for (; p < _end; p++)
        {
            c = _text[p];
            if (Characters.IsBlank(c) || c is ',' or ')' or '=')
            {
                return p;
            }

            if (c == '(' && (_parentheses == Parentheses.Separate || p == start))
            {
                return p;
            }

            if (c == '{' && p > start && _text[p - 1] == '}')
            {
                return p;
            }

            if (c is '(' or '{')
            {
                p = DelimitedEnd(p) - 1;
            }
        }

        return p;
    }

    /// <summary>Just behind the closing bracket or quote; a missing one is reported and the rest of the card taken.</summary>
    private int DelimitedEnd(int open)
    {
        int close = Characters.Closing(_text, open, _end);
        if (close >= 0)
        {
            return close + 1;
        }

        bag.Report(NetlistCodes.Unclosed, $"{_text[open]} is never closed", _line.Span(open, _end - open),
            $"add the missing {Characters.Closer(_text[open])}");
        return _end;
    }

    private bool IsParamsKeyword(int start) =>
        _text.AsSpan(start, _end - start).StartsWith(ParamsKeyword, StringComparison.OrdinalIgnoreCase);

    private bool TakeEquals()
    {
        int p = Characters.SkipBlanks(_text, _at, _end);
        if (p == _end || _text[p] != '=')
        {
            return false;
        }

        _at = p;
        return true;
    }

    /// <summary>End of the word before the equals sign at _at.</summary>
    private int WordStop(int start)
    {
        int p = _at;
        while (p > start && Characters.IsBlank(_text[p - 1]))
        {
            p--;
        }

        return p;
    }

    private void AddWord(int start, int stop)
    {
        var word = MakeWord(start, stop);
        // VALUE {expr}, as PSpice allows: the equals sign was left out
        if (_letter is 'e' or 'g' or 'f' or 'h' && _words.Count > 0 && word.Text[0] is '{' or '\''
            && _words[^1].Text.Equals("value", StringComparison.OrdinalIgnoreCase))
        {
            _parameters.Add(new(_words[^1], [word]));
            _words.RemoveAt(_words.Count - 1);
            return;
        }

        _words.Add(word);
    }

    private Word MakeWord(int start, int stop) => new(pool.Share(_text.AsSpan(start, stop - start)), _line.Span(start, stop - start));

    /// <summary>At the equals sign: reads the value or values behind it.</summary>
    private void ReadAssignment(int start, int stop)
    {
        int equals = _at++;
        if (_text[start] is '{' or '\'')
        {
            AddTableExpression(start, stop, equals);
            return;
        }

        var name = MakeWord(start, stop);
        if (!Characters.IsNameStart(_text[start]))
        {
            bag.Report(NetlistCodes.NoName, $"{name.Text} left of = is not a name", _line.Span(start, stop - start), "write name=value");
            _words.Add(name);
            return;
        }

        int p = Characters.SkipBlanks(_text, _at, _end);
        if (p == _end || _text[p] is ',' or ')' or '=')
        {
            ReportMissing(name, equals);
            _at = p < _end && _text[p] == '=' ? p + 1 : p;
        }
        else if (ExpressionKeys.RunsToEnd(_letter, name.Text))
        {
            _at = ExpressionStop(p);
            _parameters.Add(new(name, [MakeWord(p, _at)]));
        }
        else if (ReadValues(p) is { Count: > 0 } values)
        {
            _parameters.Add(new(name, values));
        }
        else
        {
            ReportMissing(name, equals);
        }
    }

    private void ReportMissing(Word name, int equals) => bag.Report(NetlistCodes.NoValue, $"{name.Text}= needs a value", _line.After(equals),
        $"write {name.Text}={ExpressionKeys.ExampleValue(name.Text)}");

    /// <summary>TABLE {expr} = (x, y) ...: the equals sign only separates.</summary>
    private void AddTableExpression(int start, int stop, int equals)
    {
        string before = _words.Count > 0 ? _words[^1].Text : "";
        if (!before.Equals("table", StringComparison.OrdinalIgnoreCase) && !before.Equals("laplace", StringComparison.OrdinalIgnoreCase)
            && !before.Equals("freq", StringComparison.OrdinalIgnoreCase))
        {
            bag.Report(NetlistCodes.NoName, "= has an expression on its left, not a name", _line.Span(equals, 1), "write name=value");
        }

        AddWord(start, stop);
    }

    /// <summary>A delimited expression ends at its delimiter unless an operator follows; a plain one at the next name= or the end.</summary>
    private int ExpressionStop(int start)
    {
        if (_text[start] is '{' or '\'')
        {
            int stop = DelimitedEnd(start);
            int next = Characters.SkipBlanks(_text, stop, _end);
            if (next == _end || !"+-*/^%<>!&|?:".Contains(_text[next]))
            {
                return stop;
            }
        }

        return Characters.ExpressionEnd(_text, start, _end);
    }

    /// <summary>One value, v1,v2,... or a list in parentheses or brackets; none when the next word is itself followed by an equals sign.</summary>
    private IReadOnlyList<Word> ReadValues(int p)
    {
        if (_text[p] is '(' or '[' && ReadList(p) is { } list)
        {
            return list;
        }

        int stop = ValueEnd(p);
        if (Characters.IsNameStart(_text[p]) && EqualsFollows(stop))
        {
            _at = p;
            return [];
        }

        _at = stop;
        var first = MakeWord(p, stop);
        if (NextListValue() < 0)
        {
            return [first];
        }

        var values = new List<Word> { first };
        while (NextListValue() is >= 0 and var start)
        {
            _at = ValueEnd(start);
            values.Add(MakeWord(start, _at));
        }

        return values.ToArray();
    }

    private bool EqualsFollows(int p)
    {
        p = Characters.SkipBlanks(_text, p, _end);
        return p < _end && _text[p] == '=' && !(p + 1 < _end && _text[p + 1] == '=');
    }

    /// <summary>Start of the value behind a comma, when the list of values goes on: a number or an expression, not a name.</summary>
    private int NextListValue()
    {
        int p = Characters.SkipBlanks(_text, _at, _end);
        if (p == _end || _text[p] != ',')
        {
            return -1;
        }

        p = Characters.SkipBlanks(_text, p + 1, _end);
        bool value = p < _end && (char.IsAsciiDigit(_text[p]) || _text[p] is '+' or '-' or '.' or '{' or '\'');
        return value ? p : -1;
    }

    /// <summary>A value takes parentheses along: r=v(a)*2.</summary>
    private int ValueEnd(int p)
    {
        var kept = _parentheses;
        _parentheses = Parentheses.Join;
        int stop = _text[p] == '(' ? DelimitedEnd(p) : p;
        stop = stop < _end ? WordEnd(stop) : stop;
        _parentheses = kept;
        if (!Characters.IsBalanced(_text.AsSpan(p, stop - p)))
        {
            bag.Report(NetlistCodes.Unbalanced, "brackets without their partners", _line.Span(p, stop - p), "write [ ] and { } in pairs");
        }

        return stop;
    }

    /// <summary>(1, 2) as a list; null when an operator follows, so that the parentheses belong to an expression.</summary>
    private IReadOnlyList<Word>? ReadList(int open)
    {
        int close = Characters.Closing(_text, open, _end);
        if (close < 0)
        {
            close = DelimitedEnd(open);
        }
        else if (close + 1 < _end && !Characters.IsBlank(_text[close + 1]) && _text[close + 1] is not (',' or ')'))
        {
            return null;
        }

        var values = new List<Word>();
        int p = open + 1;
        while ((p = SkipSeparators(p, close)) < close)
        {
            int stop = Math.Min(ValueEnd(p), close);
            stop = Math.Max(stop, p + 1);
            values.Add(MakeWord(p, stop));
            p = stop;
        }

        _at = Math.Min(close + 1, _end);
        return values.ToArray();
    }

    private int SkipSeparators(int p, int end)
    {
        while (p < end && (Characters.IsBlank(_text[p]) || _text[p] == ','))
        {
            p++;
        }

        return p;
    }
}
