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
internal sealed partial class WordScanner(StringPool pool, DiagnosticBag bag)
{
    /// <summary>Words of PSpice that head a list of name=value: parameters, nodes that an instance may leave out, texts.</summary>
    private static readonly string[] Headings = ["params:", "optional:", "text:"];

    private readonly List<Word> _words = [];
    private readonly List<Assignment> _parameters = [];
    private readonly List<int> _open = [];
    private LogicalLine _line = null!;
    private string _text = "";
    private Parentheses _parentheses;
    private char _letter;
    private readonly List<Assignment> _optionalNodes = [];
    private int _optional = -1;
    private int _at;
    private int _end;

    /// <summary>Scans line.Text from an offset to the end of the card.</summary>
    /// <param name="letter">lower-case letter of the element, or blank: decides which values run to the end of the card</param>
    public void Scan(LogicalLine line, int from, Parentheses parentheses = Parentheses.Separate, char letter = ' ')
    {
        Start(line, from, parentheses, letter);
        while (NextItem())
        {
            int start = _at;
            if (_text[start] == '=')
            {
                bag.Report(NetlistCodes.NoName, "= has no name on its left", _line.Span(start, 1), "write name=value");
                _at++;
                continue;
            }

            if (HeadingAt(start) is { } heading)
            {
                _at = start + heading.Length;
                BeginList(heading);
                continue;
            }

            _at = WordEnd(start);
            ReadFrom(start);
        }

        CloseOptional();
        foreach (int open in _open)
        {
            bag.Report(Unbalanced, "( is never closed", _line.Span(open, 1), "add the missing )");
        }
    }

    /// <summary>The word between start and _at: a word, or the name of what follows an equals sign.</summary>
    private void ReadFrom(int start)
    {
        if (_letter is 'e' or 'g' && TakeControl(start))
        {
            return;
        }

        if (TakeEquals())
        {
            ReadAssignment(start, WordStop(start));
        }
        else
        {
            AddWord(start, _at);
        }
    }

    private void Start(LogicalLine line, int from, Parentheses parentheses, char letter)
    {
        (_line, _text, _at, _end, _parentheses, _letter) = (line, line.Text, from, line.End, parentheses, letter);
        _words.Clear();
        _parameters.Clear();
        _open.Clear();
        _optionalNodes.Clear();
        _optional = -1;
    }

    public IReadOnlyList<Word> Words => _words.Count == 0 ? [] : _words.ToArray();

    /// <summary>node=tied-to of OPTIONAL: on a .subckt line.</summary>
    public IReadOnlyList<Assignment> OptionalNodes => _optionalNodes.Count == 0 ? [] : _optionalNodes.ToArray();

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

    /// <summary>Between the points of a table parentheses only separate; vendors' models have some too many.</summary>
    private DiagnosticCode Unbalanced => _letter is 'e' or 'g' && _words.Exists(w => w.Text.Equals("table", StringComparison.OrdinalIgnoreCase))
        ? NetlistCodes.UnbalancedTable : NetlistCodes.Unbalanced;

    private void CloseParenthesis()
    {
        if (_open.Count > 0)
        {
            _open.RemoveAt(_open.Count - 1);
        }
        else
        {
            bag.Report(Unbalanced, ") closes nothing", _line.Span(_at, 1), "remove it, or add the missing (");
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

    private string? HeadingAt(int start)
    {
        if (_text[start] is 'p' or 'P' or 'o' or 'O' or 't' or 'T')
        {
            foreach (string heading in Headings)
            {
                if (_text.AsSpan(start, _end - start).StartsWith(heading, StringComparison.OrdinalIgnoreCase))
                {
                    return heading;
                }
            }
        }

        return null;
    }

    private void BeginList(string heading)
    {
        CloseOptional();
        _optional = heading[0] == 'o' ? _parameters.Count : -1;
    }

    /// <summary>Moves what stood behind OPTIONAL: out of the parameters.</summary>
    private void CloseOptional()
    {
        if (_optional >= 0)
        {
            _optionalNodes.AddRange(_parameters.Skip(_optional));
            _parameters.RemoveRange(_optional, _parameters.Count - _optional);
        }

        _optional = -1;
    }

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
}
