using System.Globalization;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>Files of numbers that a deck names: PWL FILE=wave.csv.</summary>
public static class NumberFile
{
    private static readonly char[] Separators = [' ', '\t', ',', ';'];

    /// <summary>The files that an element line names: PWL FILE=name, PWL FILE name.</summary>
    public static IEnumerable<string> NamedBy(ElementCard card)
    {
        for (int k = 0; k + 1 < card.Words.Count; k++)
            if (IsKey(card.Words[k])) yield return Plain(card.Words[k + 1]);
        foreach (var assignment in card.Parameters)
            if (IsKey(assignment.Name)) yield return Plain(assignment.Value);

        static bool IsKey(Word word) => word.Text.Equals("file", StringComparison.OrdinalIgnoreCase);
        static string Plain(Word word) => word.Text.Trim('"', '\'');
    }

    /// <summary>All numbers in order of lines; comments start with *, # or ;, one heading line is skipped. Null with an error reported.</summary>
    public static IReadOnlyList<double>? Read(string file, SourceSpan at, DiagnosticBag bag)
    {
        string path = FileSearch.OnDisk(at.File, file) ?? FileSearch.Candidates(at.File, file).First();
        if (File.Exists(path) && PlainFile.Fault(path) is { } fault)
        {
            bag.Error(Codes.BadFile, $"'{file}': {fault}", at, $"it is looked for at {path}");
            return null;
        }
        try
        {
            return Numbers(path, file, at, bag);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string reason = File.Exists(path) ? "it cannot be read" : "there is no such file";
            bag.Error(Codes.BadFile, $"'{file}': {reason}", at, $"it is looked for at {path}");
            return null;
        }
    }

    private static List<double>? Numbers(string path, string file, SourceSpan at, DiagnosticBag bag)
    {
        var all = new List<double>();
        int line = 0;
        foreach (string text in File.ReadLines(path))
        {
            line++;
            if (text.Length == 0 || text[0] is '*' or '#' or ';') continue;
            foreach (string word in text.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
            {
                if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)) all.Add(value);
                else if (all.Count == 0) break;
                else
                {
                    bag.Error(Codes.BadFile, $"'{file}', line {line}: '{word}' is not a number", at);
                    return null;
                }
            }
        }
        return all;
    }
}
