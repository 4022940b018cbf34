namespace NanoSpice.Netlist;

/// <summary>Gives equal words one string: node names and values of a large deck repeat.</summary>
internal sealed class StringPool
{
    /// <summary>Longer words (expressions) rarely repeat and would only make hashing dear.</summary>
    private const int LongestShared = 24;

    private readonly HashSet<string> _strings = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public StringPool() => _lookup = _strings.GetAlternateLookup<ReadOnlySpan<char>>();

    public string Share(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestShared)
        {
            return text.ToString();
        }

        if (!_lookup.TryGetValue(text, out string? shared))
        {
            shared = text.ToString();
            _strings.Add(shared);
        }

        return shared;
    }
}
