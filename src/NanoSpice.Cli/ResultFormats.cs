namespace NanoSpice.Cli;

/// <summary>Kinds of result file to write.</summary>
public sealed record ResultFormats(bool Csv, bool RawBinary, bool RawAscii)
{
    private static readonly string[] Names = ["csv", "raw", "raw-ascii"];

    /// <summary>csv,raw,raw-ascii; null with the mistake said.</summary>
    public static ResultFormats? Parse(string text, ConsoleReport console)
    {
        string[] words = text.ToLowerInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (string word in words)
        {
            if (Names.Contains(word)) continue;
            console.Fail($"--format: there is no format '{word}'", $"formats are {string.Join(", ", Names)}");
            return null;
        }
        var formats = new ResultFormats(words.Contains("csv"), words.Contains("raw"), words.Contains("raw-ascii"));
        if (words.Length > 0 && !(formats.RawBinary && formats.RawAscii)) return formats;
        console.Fail(words.Length == 0 ? "--format needs at least one format" : "--format: raw and raw-ascii are the same file", $"formats are {string.Join(", ", Names)}");
        return null;
    }
}
