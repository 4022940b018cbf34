using System.Diagnostics;
using System.Text;

namespace NanoSpice.Fuzz;

/// <summary>Makes a file that shows a fault shorter: lines, then pieces of lines, as long as the fault stays.</summary>
internal static class Minimiser
{
    /// <summary>Time for one file [s].</summary>
    private const double Patience = 10;

    public static byte[] Shrink(Seed from, byte[] bytes, Finding finding, Trial trial)
    {
        long start = Stopwatch.GetTimestamp();
        bool Shows(string text) => Stopwatch.GetElapsedTime(start).TotalSeconds < Patience && trial.Run(from, Encoding.Latin1.GetBytes(text))?.Kind == finding.Kind;
        string[] lines = Drop(Encoding.Latin1.GetString(bytes).Split('\n'), parts => Shows(string.Join('\n', parts)));
        for (int k = 0; k < lines.Length; k++)
        {
            int at = k;
            string Whole(IEnumerable<string> words) => string.Join('\n', lines.Select((l, i) => i == at ? string.Join(' ', words) : l));
            lines[k] = string.Join(' ', Drop(lines[k].Split(' '), words => Shows(Whole(words))));
        }
        return Encoding.Latin1.GetBytes(string.Join('\n', lines));
    }

    /// <summary>Leaves out halves, quarters ... single parts while what remains will do.</summary>
    private static string[] Drop(string[] parts, Func<string[], bool> will)
    {
        for (int length = parts.Length / 2; length >= 1; length /= 2)
        {
            for (int at = 0; at < parts.Length && parts.Length > 1;)
            {
                string[] less = [.. parts[..at], .. parts[Math.Min(at + length, parts.Length)..]];
                if (less.Length > 0 && will(less)) parts = less;
                else at += length;
            }
        }
        return parts;
    }
}
