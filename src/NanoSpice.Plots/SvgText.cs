using System.Globalization;
using System.Text;

namespace NanoSpice.Plots;

/// <summary>Writes SVG elements into a text; numbers with a point and at most two decimals, text escaped.</summary>
internal sealed class SvgText
{
    private readonly StringBuilder _text = new();

    /// <summary>Appends markup as it stands; interpolated numbers are written by <see cref="Number"/>.</summary>
    public void Line(Markup markup) => _text.Append(markup.Text).Append('\n');

    /// <summary>Appends a path of strokes, or nothing for an empty one.</summary>
    public void Path(IReadOnlyList<PixelPoint> points, string attributes)
    {
        if (!points.Any(p => !p.IsBreak))
        {
            return;
        }

        _text.Append("<path d=\"");
        bool penUp = true;
        foreach (var p in points)
        {
            if (!p.IsBreak)
            {
                _text.Append(penUp ? 'M' : 'L').Append(Number(p.X)).Append(' ').Append(Number(p.Y));
            }

            penUp = p.IsBreak;
        }

        _text.Append("\" ").Append(attributes).Append("/>\n");
    }

    public override string ToString() => _text.ToString();

    /// <summary>A length with at most two decimals, in the invariant culture.</summary>
    public static string Number(double value)
    {
        string text = Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>Text safe inside elements and attributes; characters XML cannot hold become a replacement mark.</summary>
    public static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool pair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            safe.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\t' or '\n' or '\r' => " ",
                < ' ' or '\uFFFE' or '\uFFFF' => "\uFFFD",
                _ when pair => text.Substring(i++, 2),
                _ when char.IsSurrogate(c) => "\uFFFD",
                _ => c.ToString(),
            });
        }

        return safe.ToString();
    }

    /// <summary>Markup whose interpolated values are numbers (two decimals), raw attributes, or <see cref="Words"/> (escaped).</summary>
    [System.Runtime.CompilerServices.InterpolatedStringHandler]
    public readonly ref struct Markup
    {
        private readonly StringBuilder _text;

        public Markup(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (8 * formattedCount));

        public static implicit operator Markup(string text) => new(text);

        private Markup(string text) => _text = new StringBuilder(text);

        public string Text => _text.ToString();

        public void AppendLiteral(string text) => _text.Append(text);

        public void AppendFormatted(double value) => _text.Append(Number(value));

        public void AppendFormatted(string raw) => _text.Append(raw);

        public void AppendFormatted(Words words) => _text.Append(Escape(words.Text));
    }

    /// <summary>Text from outside, to be escaped.</summary>
    public readonly record struct Words(string Text);
}
