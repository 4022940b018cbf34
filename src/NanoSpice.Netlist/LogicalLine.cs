namespace NanoSpice.Netlist;

/// <summary>One card's text: a physical line and its <c>+</c> lines joined, comments cut, with the way back to the places in the file.</summary>
public sealed class LogicalLine
{
    private readonly Segment[] _segments;

    /// <summary>A card on one physical line; the line itself is kept, not copied.</summary>
    /// <param name="index">line number counted from 0</param>
    /// <param name="start">first character that is not blank</param>
    /// <param name="end">just behind the last character that is neither blank nor comment</param>
    public LogicalLine(SourceFile file, int index, int start, int end)
        : this(file, file.Lines[index], start, end, index, [])
    {
    }

    private LogicalLine(SourceFile file, string text, int start, int end, int index, Segment[] segments)
    {
        (File, Text, Start, End, Index, _segments) = (file, text, start, end, index, segments);
    }

    public SourceFile File { get; }

    /// <summary>The card is Text[Start..End]; offsets of all members count from the start of Text.</summary>
    public string Text { get; }

    public int Start { get; }

    public int End { get; }

    /// <summary>The first physical line, counted from 0.</summary>
    public int Index { get; }

    /// <summary>The whole card as far as it stands on its first line.</summary>
    public SourceSpan At => Span(Start, End - Start);

    /// <summary>Joins this line with its continuations; each piece is a line number and the range behind the plus sign.</summary>
    internal LogicalLine Join(List<(int Index, int Start, int End)> pieces)
    {
        var text = new System.Text.StringBuilder();
        var segments = new Segment[pieces.Count + 1];
        segments[0] = new(0, Index + 1, Start + 1);
        text.Append(Text, Start, End - Start);
        for (int k = 0; k < pieces.Count; k++)
        {
            var (index, start, end) = pieces[k];
            segments[k + 1] = new(text.Length, index + 1, start);
            text.Append(' ').Append(File.Lines[index], start, end - start);
        }

        return new(File, text.ToString(), 0, text.Length, Index, segments);
    }

    /// <summary>The place of Text[start .. start + length], cut at the end of its physical line; at least one column.</summary>
    public SourceSpan Span(int start, int length)
    {
        if (_segments.Length == 0)
        {
            return new(File, Index + 1, start + 1, Math.Max(1, length));
        }

        int k = 0, high = _segments.Length - 1;
        while (k < high)
        {
            int middle = (k + high + 1) / 2;
            (k, high) = _segments[middle].Offset <= start ? (middle, high) : (k, middle - 1);
        }

        int limit = (k + 1 < _segments.Length ? _segments[k + 1].Offset : Text.Length) - start;
        return new(File, _segments[k].Line, _segments[k].Column + start - _segments[k].Offset, Math.Max(1, Math.Min(length, limit)));
    }

    /// <summary>Offset in Text of a column of the first physical line, counted from 1.</summary>
    public int OffsetOf(int column) => column - (_segments.Length == 0 ? 1 : _segments[0].Column);

    /// <summary>The place just behind a character, on the line of that character: where something is missing.</summary>
    public SourceSpan After(int offset)
    {
        var at = Span(Math.Max(offset, 0), 1);
        return at with { Column = at.Column + 1, Length = 1 };
    }

    public override string ToString() => Text[Start..End];

    private readonly record struct Segment(int Offset, int Line, int Column);
}
