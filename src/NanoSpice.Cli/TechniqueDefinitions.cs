namespace NanoSpice.Cli;

/// <summary>What derived numbers mean: the tables "number | definition" of netlists/TECHNIQUES.md, which is part of the program.</summary>
internal static class TechniqueDefinitions
{
    private static readonly Lazy<Dictionary<(string, string), string>> All = new(() =>
    {
        using var stream = typeof(TechniqueDefinitions).Assembly.GetManifestResourceStream("TECHNIQUES.md")!;
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd());
    });

    /// <summary>The definition of a quantity; empty when there is none.</summary>
    /// <param name="keyword">of the technique: cv, eis</param>
    public static string Of(string keyword, string quantity) => All.Value.GetValueOrDefault((keyword, quantity), "");

    /// <summary>A row holds for the statement shown last before it; its first cell names one quantity or several, each in backticks.</summary>
    internal static Dictionary<(string Keyword, string Quantity), string> Read(string page)
    {
        var found = new Dictionary<(string, string), string>();
        string keyword = "";
        foreach (string line in page.Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line.Length > 1 && line[0] == '.' && char.IsLetter(line[1])) keyword = line[1..].Split(' ')[0];
            if (!line.StartsWith("| `", StringComparison.Ordinal) || keyword.Length == 0) continue;
            string[] cells = line.Replace("\\|", "\u0001", StringComparison.Ordinal).Split('|', StringSplitOptions.TrimEntries);
            if (cells.Length < 3) continue;
            string meaning = cells[2].Replace('\u0001', '|').Replace("`", "", StringComparison.Ordinal);
            foreach (string name in cells[1].Split('`').Where((_, k) => k % 2 == 1)) found.TryAdd((keyword, name), meaning);
        }
        return found;
    }
}
