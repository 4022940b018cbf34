using System.Text.RegularExpressions;

namespace NanoSpice.Netlist;

/// <summary>Warnings about text that is legal and probably not meant.</summary>
internal static partial class TextTraps
{
    /// <summary>True for V1 in 0 5 and .tran 1u 1m, which an author may have put on the first line by mistake.</summary>
    public static bool LooksLikeCard(string title) =>
        ElementLine().IsMatch(title) || (DotLine().Match(title) is { Success: true } dot && DotCardReader.IsKnown(dot.Groups[1].Value));

    /// <summary>Index of the first line that says the file is encrypted, in the words of LTspice, PSpice or HSPICE; -1 for plain text.</summary>
    public static int EncryptedLine(string[] lines) => Array.FindIndex(lines, l =>
        l.StartsWith("* LTspice Encrypted File", StringComparison.OrdinalIgnoreCase) || l.Contains("$CDNENCSTART", StringComparison.OrdinalIgnoreCase)
        || l.StartsWith("**$ENCRYPTED_LIB", StringComparison.OrdinalIgnoreCase) || l.StartsWith(".PROT FREELIB", StringComparison.OrdinalIgnoreCase));

    /// <summary>Dashes, quotes and primes that word processors put in place of the plain ones.</summary>
    public static void ReportLookAlikes(LogicalLine line, DiagnosticBag bag)
    {
        for (int p = line.Start; p < line.End; p++)
        {
            char plain = line.Text[p] switch
            {
                '\u2212' or '\u2013' or '\u2014' or '\u2010' or '\u2011' => '-',
                '\u2018' or '\u2019' or '\u2032' => '\'',
                '\u201C' or '\u201D' or '\u2033' => '"',
                '\u00D7' or '\u22C5' => '*',
                _ => ' ',
            };
            if (plain != ' ')
            {
                bag.Report(NetlistCodes.LookAlike, $"{line.Text[p]} (U+{(int)line.Text[p]:X4}) only looks like {plain}", line.Span(p, 1),
                    $"write {plain}");
            }
        }
    }

    [GeneratedRegex(@"^\s*[A-Za-z]\w*\d\w*\s+[\w.]+\s+[\w.]+\s+([-+.\d{]|(dc|ac|sin|pulse|pwl|exp)\b)\S*(\s+\S*[\d=(){}]\S*)*\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex ElementLine();

    [GeneratedRegex(@"^\s*\.([A-Za-z]+)\b")]
    private static partial Regex DotLine();
}
