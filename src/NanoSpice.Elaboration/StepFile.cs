using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>Files of values that .step names: numbers, or a table whose first line names the columns.</summary>
internal sealed class StepFile
{
    private static readonly char[] Separators = [' ', '\t', ',', ';'];

    private readonly string _name;
    private readonly SourceSpan _at;
    private readonly DiagnosticBag _bag;
    private readonly List<(int Line, string[] Words)> _lines = [];

    private StepFile(string name, SourceSpan at, DiagnosticBag bag) => (_name, _at, _bag) = (name, at, bag);

    /// <summary>The first line; empty when it holds numbers.</summary>
    public string[] Headings { get; private set; } = [];

    /// <summary>Words of lines that are neither empty nor comments (*, #, ;); null with an error reported.</summary>
    public static StepFile? Open(Word name, DiagnosticBag bag)
    {
        string text = name.Text.Trim('"', '\''), path = Path.IsPathRooted(text) ? text : Path.Combine(Path.GetDirectoryName(name.At.File.Path) ?? "", text);
        var file = new StepFile(text, name.At, bag);
        if (path.Length == 0 || (File.Exists(path) && PlainFile.Fault(path) is not null))
        {
            file.Fail(path.Length == 0 ? "there is no file without a name" : PlainFile.Fault(path)!);
            return null;
        }
        try
        {
            return file.Read(path) ? file : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            file.Fail(File.Exists(path) ? "it cannot be read" : "there is no such file", $"it is looked for at {path}");
            return null;
        }
    }

    /// <summary>All numbers in a row, whatever the lines; null with an error reported.</summary>
    public double[]? Numbers()
    {
        var rows = Rows(0);
        return rows is { Count: > 0 } ? [.. rows.SelectMany(r => r)] : null;
    }

    /// <summary>The rows, each with as many numbers as asked for (0: any); null with an error reported.</summary>
    public List<double[]>? Rows(int width)
    {
        var rows = new List<double[]>();
        foreach (var (line, words) in _lines)
        {
            if (width > 0 && words.Length != width) return Fail($"line {line} has {words.Length} {(words.Length == 1 ? "value" : "values")}, the heading has {width}");
            var row = new double[words.Length];
            for (int k = 0; k < words.Length; k++)
            {
                if (!SpiceNumber.TryParse(words[k], out row[k], out _) || !double.IsFinite(row[k])) return Fail($"line {line}: '{words[k]}' is not a number");
            }
            rows.Add(row);
            if (rows.Count > StepValues.Most) break;
        }
        return rows.Count > 0 ? rows : Fail("it holds no values");
    }

    private bool Read(string path)
    {
        int line = 0;
        foreach (string text in File.ReadLines(path))
        {
            line++;
            string[] words = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length == 0 || words[0][0] is '*' or '#' or ';') continue;
            if (_lines.Count == 0 && Headings.Length == 0 && !words.All(w => SpiceNumber.TryParse(w, out _, out _))) Headings = [.. words.Select(WithoutUnit)];
            else _lines.Add((line, words));
        }
        return true;
    }

    /// <summary>rc[Ohm] is rc; "rc" is rc.</summary>
    private static string WithoutUnit(string heading)
    {
        heading = heading.Trim('"');
        int bracket = heading.IndexOf('[');
        return bracket > 0 && heading[^1] == ']' ? heading[..bracket] : heading;
    }

    private List<double[]>? Fail(string what, string? hint = null)
    {
        _bag.Error(Codes.StepBadFile, $"'{_name}': {what}", _at, hint);
        return null;
    }
}
