using System.Text;

namespace NanoSpice.Netlist;

/// <summary>Messages as text: place, code, the line itself with a caret run, and the hint.</summary>
public static class DiagnosticPrinter
{
    /// <summary>Columns of a source line shown at most.</summary>
    private const int Window = 110;

    /// <summary>Letters of a message shown at most: it may quote a word of a million.</summary>
    private const int LongestMessage = 1000;

    private const int TabWidth = 4;

    /// <summary>All messages in the order of the text, and a line with their numbers; empty when there are none.</summary>
    public static string Print(IReadOnlyList<Diagnostic> diagnostics)
    {
        var text = new StringBuilder();
        foreach (var d in InOrder(diagnostics))
        {
            text.Append(Print(d));
        }

        return text.Append(Summary(diagnostics)).ToString();
    }

    /// <summary>One message, several lines, each ended by a line feed.</summary>
    public static string Print(Diagnostic d)
    {
        var text = new StringBuilder();
        text.Append($"{Place(d.At)}: {d.Severity.ToString().ToLowerInvariant()} {d.Code}: {Short(d.Message)}\n");
        for (var at = d.At.File.IncludedAt; at is { } from; at = from.File.IncludedAt)
        {
            text.Append($"  included from {Place(from)}\n");
        }

        if (d.At.Line >= 1 && d.At.Line <= d.At.File.Lines.Count)
        {
            AppendSource(text, d.At);
        }

        if (d.Hint is not null)
        {
            text.Append($"  hint: {Short(d.Hint)}\n");
        }

        return text.ToString();
    }

    private static string Short(string text) => text.Length <= LongestMessage ? text : $"{text[..(LongestMessage / 2)]} ... {text[^(LongestMessage / 4)..]}";

    /// <summary>"2 errors, 1 warning" and a line feed; empty when there is nothing to count.</summary>
    public static string Summary(IReadOnlyList<Diagnostic> diagnostics)
    {
        var counts = new List<string>();
        foreach (var severity in (Severity[])[Severity.Error, Severity.Warning, Severity.Note])
        {
            int n = diagnostics.Count(d => d.Severity == severity);
            if (n > 0)
            {
                counts.Add($"{n} {severity.ToString().ToLowerInvariant()}{(n == 1 ? "" : "s")}");
            }
        }

        return counts.Count == 0 ? "" : string.Join(", ", counts) + "\n";
    }

    /// <summary>Sorted as a reader meets the places: file by file, line by line, an included file where it is included.</summary>
    public static IEnumerable<Diagnostic> InOrder(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Select(d => (Diagnostic: d, Path: PathTo(d.At))).GroupBy(p => Root(p.Diagnostic.At).Path)
            .SelectMany(g => g.OrderBy(p => p.Path, PlaceOrder)).Select(p => p.Diagnostic);

    private static SourceFile Root(SourceSpan at) => at.File.IncludedAt is { } from ? Root(from) : at.File;

    private static readonly Comparer<List<(int Line, int Column)>> PlaceOrder = Comparer<List<(int Line, int Column)>>.Create((a, b) =>
    {
        for (int k = 0; k < Math.Min(a.Count, b.Count); k++)
        {
            int order = a[k].CompareTo(b[k]);
            if (order != 0)
            {
                return order;
            }
        }

        return a.Count - b.Count;
    });

    private static List<(int Line, int Column)> PathTo(SourceSpan at)
    {
        var path = new List<(int, int)> { (at.Line, at.Column) };
        for (var from = at.File.IncludedAt; from is { } f; from = f.File.IncludedAt)
        {
            path.Add((f.Line, f.Column));
        }

        path.Reverse();
        return path;
    }

    private static string Place(SourceSpan at) => $"{at.File.Path}({at.Line},{at.Column})";

    private static void AppendSource(StringBuilder text, SourceSpan at)
    {
        var (line, first, length) = Expand(at.File.Lines[at.Line - 1], at.Column - 1, at.Length);
        if (line.Length > Window)
        {
            (line, first, length) = Cut(line, first, length);
        }

        length = Math.Max(1, Math.Min(length, line.Length - first));
        string number = at.Line.ToString();
        text.Append($"  {number} | {line}".TrimEnd()).Append('\n');
        text.Append(' ', number.Length + 3).Append("| ").Append(' ', first).Append('^').Append('~', length - 1).Append('\n');
    }

    /// <summary>The line with tabs as blanks and control characters as dots, and the span in its columns.</summary>
    private static (string Line, int First, int Length) Expand(string line, int start, int length)
    {
        var shown = new StringBuilder(line.Length + 8);
        int first = -1, end = -1;
        for (int k = 0; k < line.Length; k++)
        {
            first = k == start ? shown.Length : first;
            end = k == start + length ? shown.Length : end;
            if (line[k] == '\t')
            {
                shown.Append(' ', TabWidth - (shown.Length % TabWidth));
            }
            else
            {
                shown.Append(char.IsControl(line[k]) ? '.' : line[k]);
            }
        }

        first = first < 0 ? shown.Length + Math.Max(0, start - line.Length) : first;
        end = end < 0 ? Math.Max(first + 1, shown.Length) : end;
        return (shown.ToString(), first, end - first);
    }

    /// <summary>A window of a long line about the span, with dots where it was cut.</summary>
    private static (string Line, int First, int Length) Cut(string line, int first, int length)
    {
        int from = Math.Clamp(first - (Window / 3), 0, line.Length - Window);
        string window = line.Substring(from, Window);
        if (from > 0)
        {
            window = "..." + window[3..];
        }

        if (from + Window < line.Length)
        {
            window = window[..^3] + "...";
        }

        return (window, first - from, Math.Min(length, Window - (first - from)));
    }
}
