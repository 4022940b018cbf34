using NanoSpice.Expressions;

namespace NanoSpice.Elaboration;

/// <summary>Hints for misspelt names.</summary>
internal static class Suggestion
{
    /// <summary>"did you mean 'x'?", or the fallback when nothing is near enough. Single letters are not guessed at.</summary>
    public static string? Hint(string name, IEnumerable<string> known, string? fallback = null) =>
        name.Length > 1 && NearestName.Of(name, known) is { } near && !near.Equals(name, StringComparison.OrdinalIgnoreCase)
            ? $"did you mean '{near}'?"
            : fallback;
}
