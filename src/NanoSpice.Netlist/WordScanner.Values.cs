namespace NanoSpice.Netlist;

/// <content>What stands right of an equals sign.</content>
internal sealed partial class WordScanner
{
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

    /// <summary>TABLE={x} = ..., TABLE(V(a)) = ..., and LAPLACE likewise: the equals sign between is left out, the parentheses stand for braces.</summary>
    /// <returns>false: this is no such word, and nothing was read</returns>
    private bool TakeControl(int start)
    {
        var word = _text.AsSpan(start, _at - start);
        if (!word.Equals("table", StringComparison.OrdinalIgnoreCase) && !word.Equals("laplace", StringComparison.OrdinalIgnoreCase)) return false;
        int p = Characters.SkipBlanks(_text, _at, _end);
        bool equals = p < _end && _text[p] == '=';
        int open = equals ? Characters.SkipBlanks(_text, p + 1, _end) : p;
        int close = open < _end && _text[open] is '{' or '\'' or '(' ? Characters.Closing(_text, open, _end) : -1;
        if (close < 0) return !equals && TakePlainControl(start, p);
        int next = Characters.SkipBlanks(_text, close + 1, _end);
        bool goesOn = next < _end && (_text[next] is '=' or '(' or '{' or '\'' || char.IsAsciiDigit(_text[next]));
        if (_text[open] == '(' ? !HasCall(open + 1, close) : !(equals && goesOn)) return false;
        AddWord(start, _at);
        AddWord(open, close + 1);
        _at = next < _end && _text[next] == '=' ? next + 1 : close + 1;
        return true;
    }

    /// <summary>TABLE V(a,b) = (x, y) ...: no braces.</summary>
    private bool TakePlainControl(int start, int p)
    {
        int equals = p < _end ? _text.IndexOf('=', p, _end - p) : -1;
        if (equals < 0 || !Characters.IsNameStart(_text[p]) || !HasCall(p, equals)) return false;
        string control = _text[p..equals].TrimEnd();
        if (!Characters.IsBalanced(control)) return false;
        AddWord(start, _at);
        _words.Add(new(pool.Share($"{{{control}}}"), _line.Span(p, control.Length)));
        _at = equals + 1;
        return true;
    }

    /// <summary>True when a function or v() stands between two places.</summary>
    private bool HasCall(int from, int to)
    {
        for (int p = from; p + 1 < to; p++)
        {
            if (char.IsLetterOrDigit(_text[p]) && _text[p + 1] == '(') return true;
        }

        return false;
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
