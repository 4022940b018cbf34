using System.Globalization;

namespace NanoSpice.Testing;

/// <summary>A split element line: what the netlist reader makes of it, for tests below that reader.</summary>
public sealed class ElementLine
{
    private ElementLine(string name, List<string> words, List<(string Name, string Value)> parameters) =>
        (Name, Words, Parameters) = (name, words, parameters);

    public string Name { get; }

    public IReadOnlyList<string> Words { get; }

    public IReadOnlyList<(string Name, string Value)> Parameters { get; }

    internal bool Built { get; set; }

    /// <summary>Splits at blanks, parentheses and commas, but not inside braces or quotes; name=value may have blanks around the sign.</summary>
    public static ElementLine Parse(string line)
    {
        var tokens = Tokens(line);
        List<string> words = [];
        List<(string, string)> parameters = [];
        for (int k = 1; k < tokens.Count; k++)
        {
            if (k + 2 < tokens.Count && tokens[k + 1] == "=" && tokens[k][0] != '{')
            {
                parameters.Add((tokens[k].ToLowerInvariant(), tokens[k + 2]));
                k += 2;
            }
            else
            {
                words.Add(tokens[k]);
            }
        }
        return new ElementLine(tokens[0].ToLowerInvariant(), words, parameters);
    }

    /// <summary>A number with SPICE's suffixes: 1k, 2.2meg, 10uF; null for anything else.</summary>
    public static double? Number(string text)
    {
        int digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] is '.' || (digits == 0 && text[0] is '+' or '-') || IsExponent(text, digits)))
            digits++;
        if (!double.TryParse(text.AsSpan(0, digits), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)) return null;
        string suffix = text[digits..].ToLowerInvariant();
        if (suffix.StartsWith("meg", StringComparison.Ordinal)) return value * 1e6;
        return value * (suffix.Length == 0 ? 1 : suffix[0] switch
        {
            't' => 1e12, 'g' => 1e9, 'k' => 1e3, 'm' => 1e-3, 'u' => 1e-6, 'n' => 1e-9, 'p' => 1e-12, 'f' => 1e-15, _ => 1,
        });
    }

    private static bool IsExponent(string text, int at) =>
        (text[at] is 'e' or 'E' && at > 0 && at + 1 < text.Length && (char.IsAsciiDigit(text[at + 1]) || text[at + 1] is '+' or '-'))
        || (text[at] is '+' or '-' && at > 0 && text[at - 1] is 'e' or 'E');

    private static List<string> Tokens(string line)
    {
        List<string> tokens = [];
        for (int i = 0; i < line.Length;)
        {
            char c = line[i];
            if (char.IsWhiteSpace(c) || c is '(' or ')' or ',')
            {
                i++;
                continue;
            }
            int end = c switch
            {
                '{' => line.IndexOf('}', i) + 1,
                '\'' => line.IndexOf('\'', i + 1) + 1,
                '"' => line.IndexOf('"', i + 1) + 1,
                '=' => i + 1,
                _ => WordEnd(line, i, tokens.Count > 0 && tokens[^1] == "="),
            };
            tokens.Add(line[i..end]);
            i = end;
        }
        return tokens;
    }

    /// <summary>A value after = keeps its commas: ic=1,2.</summary>
    private static int WordEnd(string line, int from, bool isValue)
    {
        int end = from;
        while (end < line.Length && !char.IsWhiteSpace(line[end]) && line[end] is not ('(' or ')' or '=') && (isValue || line[end] != ',')) end++;
        return end;
    }
}
