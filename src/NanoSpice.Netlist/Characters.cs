namespace NanoSpice.Netlist;

/// <summary>Character classes and bracket matching of netlist text.</summary>
internal static class Characters
{
    /// <summary>Blank, tab, other control characters and the no-break space word processors write.</summary>
    public static bool IsBlank(char c) => c <= ' ' || c == '\u00A0';

    public static bool IsNameStart(char c) => char.IsLetter(c) || c is '_';

    /// <summary>Characters inside the name left of an equals sign.</summary>
    public static bool IsName(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or ':' or '#' or '@' or '[' or ']' or '$';

    public static int SkipBlanks(string text, int p, int end)
    {
        while (p < end && IsBlank(text[p]))
        {
            p++;
        }

        return p;
    }

    public static int TrimEnd(string text, int start, int end)
    {
        while (end > start && (IsBlank(text[end - 1]) || text[end - 1] == ','))
        {
            end--;
        }

        return end;
    }

    public static char Closer(char open) => open switch
    {
        '{' => '}',
        '(' => ')',
        '[' => ']',
        _ => open,
    };

    /// <summary>Index of the bracket or quote that closes the one at <paramref name="open"/>; -1 when there is none before end.</summary>
    public static int Closing(string text, int open, int end)
    {
        char c = text[open];
        if (c is '\'' or '"')
        {
            int hit = text.IndexOf(c, open + 1, end - open - 1);
            return hit;
        }

        int depth = 0;
        for (int p = open; p < end; p++)
        {
            char d = text[p];
            bool other = c == '{' && d is '(' or ')' or '[' or ']';
            if (d is '(' or '[' or '{' && !other)
            {
                depth++;
            }
            else if (d is ')' or ']' or '}' && !other && --depth == 0)
            {
                return p;
            }
            else if (d == '\'' && c != '{')
            {
                int quote = text.IndexOf('\'', p + 1, end - p - 1);
                p = quote < 0 ? p : quote;
            }
        }

        return -1;
    }

    /// <summary>True when square brackets and braces come in pairs.</summary>
    public static bool IsBalanced(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAny("[]{}") < 0)
        {
            return true;
        }

        int square = 0, curly = 0;
        foreach (char c in text)
        {
            square += c == '[' ? 1 : c == ']' ? -1 : 0;
            curly += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (square < 0 || curly < 0)
            {
                return false;
            }
        }

        return square == 0 && curly == 0;
    }

    /// <summary>End of an expression written without delimiters: it runs to the next <c>name=</c> or <c>name(...)=</c>, or to the end.</summary>
    public static int ExpressionEnd(string text, int start, int end)
    {
        int depth = 0;
        for (int p = start; p < end; p++)
        {
            char c = text[p];
            if (c is '(' or '[' or '{')
            {
                depth++;
            }
            else if (c is ')' or ']' or '}')
            {
                depth--;
            }
            else if (c == '\'' && Closing(text, p, end) is > 0 and var quote)
            {
                p = quote;
            }
            else if (c == '=' && depth <= 0)
            {
                if (p + 1 < end && text[p + 1] == '=')
                {
                    p++;
                }
                else if (NameBefore(text, start, p) is > 0 and var name)
                {
                    return TrimEnd(text, start, name);
                }
            }
        }

        return TrimEnd(text, start, end);
    }

    /// <summary>Start of the name, with its arguments if any, left of an equals sign; -1 when it is no assignment.</summary>
    private static int NameBefore(string text, int start, int equals)
    {
        int p = equals;
        while (p > start && IsBlank(text[p - 1]))
        {
            p--;
        }

        if (p > start && text[p - 1] == ')')
        {
            int open = text.LastIndexOf('(', p - 1, p - start);
            p = open < 0 ? p : open;
        }

        int stop = p;
        while (p > start && IsName(text[p - 1]))
        {
            p--;
        }

        bool apart = p > start && (IsBlank(text[p - 1]) || text[p - 1] is ',' or '}' or '\'' or ')');
        return apart && p < stop && !char.IsAsciiDigit(text[p]) ? p : -1;
    }
}
