using NanoSpice.Expressions;

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
            if (k + 2 < tokens.Count && tokens[k + 1] == "=")
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
    public static double? Number(string text) => SpiceNumber.TryParse(text, out double value, out _) ? value : null;

    private static List<string> Tokens(string line)
    {
        List<string> tokens = [];
        for (int i = 0; i < line.Length;)
        {
            char c = line[i];
            bool separates = c == '=' && tokens.Count > 0 && tokens[^1][0] == '{';      // TABLE {expr} = (x,y)
            if (separates || char.IsWhiteSpace(c) || c is '(' or ')' or ',')
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
