using System.Text.RegularExpressions;

namespace NanoSpice.House.Tests;

/// <summary>A member with a body: its declaration, first line and number of lines.</summary>
public readonly record struct Member(string Declaration, int Line, int Lines);

/// <summary>Finds the members of a C# file by matching braces.</summary>
public static partial class MemberScan
{
    /// <summary>All methods, properties and constructors; those of nested types as well, types themselves not.</summary>
    public static IEnumerable<Member> Of(string text)
    {
        string code = SourceText.Blank(text);
        var inType = new Stack<bool>([true]);
        int start = 0, memberStart = -1;
        for (int k = 0; k < code.Length; k++)
        {
            if (code[k] == '{')
            {
                bool opensType = inType.Peek() && TypeWord().IsMatch(code[start..k]);
                if (inType.Peek() && !opensType) memberStart = start;
                inType.Push(opensType);
                if (opensType) start = k + 1;
            }
            else if (code[k] == '}')
            {
                inType.Pop();
                if (inType.Count == 0) yield break;
                if (!inType.Peek()) continue;
                if (memberStart >= 0 && !Continues(code, k)) yield return Make(code, memberStart, k);
                if (Continues(code, k)) continue;
                (memberStart, start) = (-1, k + 1);
            }
            else if (code[k] == ';' && inType.Peek())
            {
                if (!IsData(code[start..k])) yield return Make(code, start, k);
                (memberStart, start) = (-1, k + 1);
            }
        }
    }

    /// <summary>True where a member goes on behind the brace: { get; } = ..., a collection, a switch expression.</summary>
    private static bool Continues(string code, int brace)
    {
        int k = brace + 1;
        while (k < code.Length && char.IsWhiteSpace(code[k])) k++;
        return k < code.Length && code[k] is ';' or '=' or ')' or ',' or '.' or ']' or '?' or ':';
    }

    /// <summary>A field or property with an initial value: a table may be as long as it is.</summary>
    private static bool IsData(string statement)
    {
        int depth = 0;
        for (int k = 0; k + 1 < statement.Length; k++)
        {
            depth += statement[k] is '(' or '[' ? 1 : statement[k] is ')' or ']' ? -1 : 0;
            if (depth == 0 && statement[k] == '=') return statement[k + 1] != '>';
        }

        return true;
    }

    private static Member Make(string code, int from, int to)
    {
        while (from < to && char.IsWhiteSpace(code[from])) from++;
        from = Math.Min(AfterAttributes(code, from), to);
        int first = code.AsSpan(0, from).Count('\n') + 1, last = code.AsSpan(0, to).Count('\n') + 1;
        int cut = code.IndexOfAny(['{', '=', '\n'], from);
        return new Member(code[from..Math.Max(from, Math.Min(cut < 0 ? to : cut, to))].Trim(), first, last - first + 1);
    }

    private static int AfterAttributes(string code, int from)
    {
        while (code[from] == '[')
        {
            int depth = 0;
            do depth += code[from] == '[' ? 1 : code[from] == ']' ? -1 : 0;
            while (++from < code.Length && depth > 0);
            while (char.IsWhiteSpace(code[from])) from++;
        }

        return from;
    }

    [GeneratedRegex(@"\b(namespace|class|struct|interface|enum|record)\b(?![^{]*=>)")]
    private static partial Regex TypeWord();
}
