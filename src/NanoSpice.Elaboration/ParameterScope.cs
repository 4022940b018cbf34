using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>One parameter: its text, where its names are looked up, and its value once asked for.</summary>
/// <param name="level">prefix of the level it belongs to</param>
internal sealed class ParameterEntry(string name, Word text, Scope evaluatedIn, string level)
{
    public enum Progress
    {
        New,
        Busy,
        Done,
    }

    public string Name { get; } = name;

    public Word Text { get; } = text;

    public string Level { get; } = level;

    /// <summary>A value on an X line belongs to the caller, a default to the subcircuit.</summary>
    public Scope EvaluatedIn { get; } = evaluatedIn;

    public Progress State { get; set; }

    /// <summary>NaN when it has no value; the reason was reported at Text.</summary>
    public double Value { get; set; } = double.NaN;
}

/// <summary>Parameters of one level of the hierarchy; order does not matter, values are worked out when asked for.</summary>
internal sealed class ParameterScope(string level)
{
    private Dictionary<string, ParameterEntry>? _entries;

    public IEnumerable<string> Names => _entries?.Keys ?? Enumerable.Empty<string>();

    /// <summary>In the order of their first definitions.</summary>
    public IEnumerable<ParameterEntry> Entries => _entries?.Values ?? Enumerable.Empty<ParameterEntry>();

    public ParameterEntry? Find(string name) => _entries?.GetValueOrDefault(name);

    /// <summary>The last definition counts; values worked out before are forgotten.</summary>
    public void Define(string name, Word text, Scope evaluatedIn)
    {
        _entries ??= new(StringComparer.OrdinalIgnoreCase);
        if (_entries.ContainsKey(name))
        {
            foreach (var e in _entries.Values) e.State = ParameterEntry.Progress.New;
        }
        _entries[name] = new(name.ToLowerInvariant(), text, evaluatedIn, level);
    }
}
