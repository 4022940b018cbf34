using NanoSpice.Expressions;

namespace NanoSpice.Netlist;

/// <summary>Suggests the known name nearest to a misspelt one.</summary>
public static class Spelling
{
    /// <summary>The candidate with the smallest edit distance, if near enough to be meant; the first of equals.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        string? best = null;
        int limit = Math.Max(1, name.Length / 3) + 1;
        foreach (string candidate in candidates)
        {
            int d = Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (d < limit)
            {
                (best, limit) = (candidate, d);
            }
        }

        return best;
    }

    /// <summary>Levenshtein's distance, where two neighbouring letters swapped count as one edit.</summary>
    public static int Distance(string a, string b) => NearestName.Distance(a, b);
}
