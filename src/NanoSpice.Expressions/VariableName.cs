using System.Buffers;

namespace NanoSpice.Expressions;

/// <summary>
/// Spelling of variables: identifiers (letter or _, then letters, digits, _ . # : $), device quantities such as @r1[i], and
/// probes such as v(a), v(a,b), i(v1), whose arguments are raw node or device names.
/// </summary>
internal static class VariableName
{
    private static readonly HashSet<string> Probes = new(StringComparer.OrdinalIgnoreCase)
    {
        "v", "vm", "vp", "vr", "vi", "vdb", "i", "im", "ip", "ir", "ii", "idb", "q", "r", "id", "ig", "is", "ib", "ic", "ie",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> ProbeLookup = Probes.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsProbe(ReadOnlySpan<char> name) => ProbeLookup.Contains(name);

    /// <summary>v and i: no user function may hide them.</summary>
    public static bool IsReserved(ReadOnlySpan<char> name) => name.Length == 1 && char.ToLowerInvariant(name[0]) is 'v' or 'i';

    public static bool IsStart(char c) => char.IsLetter(c) || c is '_' or '@';

    private static bool IsPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '#' or ':' or '$';

    /// <summary>Length of the identifier at the start of the text, 0 if none. Behind a '?' a name ends at ':'.</summary>
    public static int IdentifierLength(ReadOnlySpan<char> text, bool colon)
    {
        if (text.IsEmpty || !IsStart(text[0]))
            return 0;
        int n = 1;
        while (n < text.Length && IsPart(text[n]) && (colon || text[n] != ':'))
            n++;
        if (text[0] != '@')
            return n;
        if (n < text.Length && text[n] == '[')
        {
            int close = text[n..].IndexOf(']');
            return close < 0 ? n : n + close + 1;
        }
        return n;
    }

    /// <summary>The canonical form of a whole text, or null if it cannot be read back as one variable.</summary>
    public static string? Canonical(string text)
    {
        int n = IdentifierLength(text, colon: true);
        if (n == 0 || NamedConstants.IndexOf(text) >= 0)
            return null;
        if (n == text.Length)
            return text.ToLowerInvariant();
        if (text[n] != '(' || text[^1] != ')' || !IsProbe(text.AsSpan(0, n)))
            return null;
        string inner = text[(n + 1)..^1];
        return inner.AsSpan().IndexOfAny(Forbidden) >= 0 ? null : Probe(text[..n], inner);
    }

    private static readonly SearchValues<char> Forbidden = SearchValues.Create("()");

    /// <summary>probe(a,b) without blanks and in lower case; null when an argument is empty or holds a blank.</summary>
    public static string? Probe(string probe, string inner)
    {
        string[] parts = inner.Split(',');
        for (int k = 0; k < parts.Length; k++)
        {
            parts[k] = parts[k].Trim();
            if (parts[k].Length == 0 || parts[k].Any(char.IsWhiteSpace))
                return null;
        }
        int most = probe[0] is 'v' or 'V' ? 2 : 1;
        return parts.Length > most ? null : $"{probe}({string.Join(',', parts)})".ToLowerInvariant();
    }
}
