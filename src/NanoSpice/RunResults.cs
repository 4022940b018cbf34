using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace NanoSpice;

/// <summary>What one run computed. Does not change.</summary>
public sealed class RunResults
{
    internal RunResults(IReadOnlyList<AnalysisResult> analyses, IReadOnlyDictionary<string, double> values, IReadOnlyList<(string Name, double Value)> drawn)
    {
        (Analyses, Values, Numbers) = (analyses, values, new RunNumbers(analyses));
        Drawn = drawn.ToDictionary(d => d.Name, d => d.Value, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>In the order of the deck.</summary>
    public IReadOnlyList<AnalysisResult> Analyses { get; }

    /// <summary>Values that were set or stepped, by name.</summary>
    public IReadOnlyDictionary<string, double> Values { get; }

    /// <summary>Top-level parameters that were drawn, by name.</summary>
    public IReadOnlyDictionary<string, double> Drawn { get; }

    /// <summary>
    ///   Numbers that techniques derive, "cv1.capacitance" of the last cycle, "cv1.capacitance[1]" of the first, and results of .meas,
    ///   "tran1.vmax" or "vmax". A measurement that could not be made is NaN.
    /// </summary>
    public RunNumbers Numbers { get; }

    /// <summary>The result of an analysis: "tran1", "ac1", "cv1".</summary>
    /// <exception cref="KeyNotFoundException">the deck has no such analysis</exception>
    public AnalysisResult this[string analysis] => Analyses.FirstOrDefault(a => a.Name.Equals(analysis, StringComparison.OrdinalIgnoreCase))
        ?? throw new KeyNotFoundException($"there is no analysis '{analysis}'; there is {string.Join(", ", Analyses.Select(a => a.Name))}");
}

/// <summary>Derived numbers and measurements of a run by name, in the order of the deck.</summary>
public sealed class RunNumbers : IReadOnlyDictionary<string, double>
{
    private readonly Dictionary<string, double> _values = new(StringComparer.OrdinalIgnoreCase);

    internal RunNumbers(IReadOnlyList<AnalysisResult> analyses)
    {
        foreach (var analysis in analyses)
        {
            foreach (var n in analysis.Derived)
            {
                _values[$"{analysis.Name}.{n.Name}"] = n.Value;
                if (n.Cycle > 0) _values[$"{analysis.Name}.{n.Quantity}"] = n.Value;
                if (n.IsMeasurement) _values.TryAdd(n.Name, n.Value);
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _values.Keys;

    /// <inheritdoc/>
    public IEnumerable<double> Values => _values.Values;

    /// <inheritdoc/>
    public int Count => _values.Count;

    /// <summary>The number of that name.</summary>
    /// <exception cref="KeyNotFoundException">there is no such number; the message lists those that there are</exception>
    public double this[string key] => _values.TryGetValue(key, out double value) ? value
        : throw new KeyNotFoundException($"there is no number '{key}'; there is {(Count == 0 ? "none" : string.Join(", ", Keys))}");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out double value) => _values.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, double>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
