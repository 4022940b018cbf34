using System.Buffers;

namespace NanoSpice.Netlist;

/// <summary>Splits a file into cards: joins <c>+</c> lines (also across comments and blank lines) and what follows <c>\\</c> at a line's end, cuts comments.</summary>
internal sealed class LogicalLineReader(SourceFile file, int first, DiagnosticBag bag)
{
    private static readonly SearchValues<char> CommentOrQuote = SearchValues.Create(";$/'\"");

    private readonly List<(int Index, int Start, int End)> _pieces = [];
    private int _next = first;

    public SourceFile File { get; } = file;

    /// <summary>The physical line after the card read last, counted from 0.</summary>
    public int NextIndex => _next;

    /// <summary>The next card, or null at the end of the file.</summary>
    public LogicalLine? Read()
    {
        while (_next < File.Lines.Count)
        {
            int index = _next++;
            string text = File.Lines[index];
            int start = ContentStart(text);
            if (start < 0)
            {
                continue;
            }

            if (text[start] == '+')
            {
                bag.Report(NetlistCodes.NothingToContinue, "this + line continues nothing", new(File, index + 1, start + 1, 1),
                    "remove the +, or put the line below the card it belongs to");
                continue;
            }

            var line = new LogicalLine(File, index, start, CardEnd(text, start, out bool goesOn));
            return TakeContinuations(goesOn) ? line.Join(_pieces) : line;
        }

        return null;
    }

    /// <summary>Joins again what follows a place: used to find a position inside a word that goes on in + lines.</summary>
    public static LogicalLine From(SourceFile file, int index)
    {
        string text = file.Lines[index];
        int start = Math.Max(0, ContentStart(text));
        start = start < text.Length && text[start] == '+' ? start + 1 : start;
        var line = new LogicalLine(file, index, start, CardEnd(text, start, out bool goesOn));
        var reader = new LogicalLineReader(file, index + 1, new DiagnosticBag());
        return reader.TakeContinuations(goesOn) ? line.Join(reader._pieces) : line;
    }

    /// <param name="goesOn">the line before ends in \\, so that the next one belongs to it with or without a plus sign</param>
    private bool TakeContinuations(bool goesOn)
    {
        _pieces.Clear();
        for (int index = _next; index < File.Lines.Count; index++)
        {
            string text = File.Lines[index];
            int start = ContentStart(text);
            if (start < 0)
            {
                continue;
            }

            if (text[start] != '+' && !goesOn)
            {
                break;
            }

            start += text[start] == '+' ? 1 : 0;
            _pieces.Add((index, start, Math.Max(start, CardEnd(text, start, out goesOn))));
            _next = index + 1;
        }

        return _pieces.Count > 0;
    }

    /// <summary>First character of a line that is not blank; -1 for blank and comment lines.</summary>
    internal static int ContentStart(string text)
    {
        int p = 0;
        while (p < text.Length && Characters.IsBlank(text[p]))
        {
            p++;
        }

        if (p == text.Length)
        {
            return -1;
        }

        bool comment = text[p] switch
        {
            '*' or '#' or ';' => true,
            '$' => !IsForeignNode(text, p),
            '/' => p + 1 < text.Length && text[p + 1] == '/',
            _ => false,
        };
        return comment ? -1 : p;
    }

    /// <summary>ContentEnd without a \\ at the end, which says that the card goes on in the next line.</summary>
    private static int CardEnd(string text, int start, out bool goesOn)
    {
        int end = ContentEnd(text, start);
        goesOn = end - start >= 2 && text[end - 1] == '\\' && text[end - 2] == '\\';
        if (!goesOn)
        {
            return end;
        }

        end -= 2;
        while (end > start && Characters.IsBlank(text[end - 1]))
        {
            end--;
        }

        return end;
    }

    /// <summary>True for the dollar sign of PSpice's node names, $N_0001 or $G_VCC.</summary>
    private static bool IsForeignNode(string text, int dollar) =>
        dollar + 2 < text.Length && char.IsAsciiLetter(text[dollar + 1]) && text[dollar + 2] == '_';

    /// <summary>True when a dollar sign begins a comment: with a blank behind it, or behind a blank, comma or bracket when no node name of PSpice begins there.</summary>
    private static bool IsDollarComment(string text, int at, int start)
    {
        if (at + 1 == text.Length || Characters.IsBlank(text[at + 1]))
        {
            return true;
        }

        char before = at > start ? text[at - 1] : ' ';
        return (Characters.IsBlank(before) || before is ',' or '(') && !IsForeignNode(text, at);
    }

    /// <summary>Just behind the last character that belongs to the card: <c>;</c>, <c>$</c> and <c>//</c> outside quotes end it.</summary>
    internal static int ContentEnd(string text, int start)
    {
        int p = start, end = text.Length;
        while (p < end)
        {
            int hit = text.AsSpan(p, end - p).IndexOfAny(CommentOrQuote);
            if (hit < 0)
            {
                break;
            }

            p += hit;
            char c = text[p];
            char next = p + 1 < end ? text[p + 1] : ' ';
            if (c == ';' || (c == '$' && IsDollarComment(text, p, start)) || (c == '/' && next == '/'))
            {
                end = p;
                break;
            }

            int close = c is '\'' or '"' ? text.IndexOf(c, p + 1) : -1;
            p = (close < 0 ? p : close) + 1;
        }

        while (end > start && Characters.IsBlank(text[end - 1]))
        {
            end--;
        }

        return end;
    }
}
