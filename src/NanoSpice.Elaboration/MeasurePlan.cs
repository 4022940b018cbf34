using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>Which measurements each kind of analysis makes. A card that names no analysis is for all that it can serve, as in LTspice.</summary>
internal sealed class MeasurePlan(CircuitParts parts, Scope top)
{
    private readonly MeasureFormulaBinder _formulas = new(parts, top, new VectorBinder(parts, top));
    private readonly Dictionary<string, List<Measurement>> _byKind = new(StringComparer.OrdinalIgnoreCase);

    public void Read(IReadOnlyList<MeasureCard> cards, HashSet<string> kinds)
    {
        var binder = new MeasureBinder(parts, _formulas);
        foreach (var card in cards)
        {
            foreach (string keyword in KindsOf(card, kinds))
            {
                int before = parts.Bag.ErrorCount;
                var kind = parts.Catalog.Analysis(keyword)!;
                if (binder.Bind(card, kind) is { } measurement)
                {
                    if (!_byKind.TryGetValue(keyword, out var list)) _byKind[keyword] = list = [];
                    list.Add(measurement);
                }
                // A name is known further down also when its own line is at fault: that is said once.
                string name = card.Name.Text.ToLowerInvariant();
                string unit = _byKind.GetValueOrDefault(keyword)?.LastOrDefault(m => m.Name == name)?.Subject?.Unit ?? "";
                if (!_formulas.Remember(keyword, name, unit))
                    parts.Bag.Warn(Codes.RepeatedMeasure, $"'{card.Name}' has been measured above; the last line of that name counts", card.Name.At, "give it a name of its own");
                if (parts.Bag.ErrorCount > before) break;
            }
        }
    }

    /// <summary>The measurements of a kind, and what they read besides the vectors written.</summary>
    public PlannedMeasures Of(string kind, IReadOnlyList<SavedVector> written)
    {
        if (!_byKind.TryGetValue(kind, out var list)) return PlannedMeasures.None;
        var names = written.Select(v => v.Name).ToHashSet(StringComparer.Ordinal);
        return new(list, [.. _formulas.Vectors(kind).Where(v => !names.Contains(v.Name))]);
    }

    /// <summary>Vectors of a kind's own that its measurements name, with their places.</summary>
    public IEnumerable<(string Name, SourceSpan At)> OwnVectors(string kind) => _formulas.OwnVectors(kind);

    private IEnumerable<string> KindsOf(MeasureCard card, HashSet<string> kinds)
    {
        if (card.Analysis is { } analysis)
        {
            if (kinds.Contains(analysis.Text)) return [analysis.Text.ToLowerInvariant()];
            if (analysis.Text.EndsWith("_cont", StringComparison.OrdinalIgnoreCase) || analysis.Text.Equals("fft", StringComparison.OrdinalIgnoreCase))
            {
                string reason = analysis.Text.Length > 3 ? "lists of all crossings are measurements of other simulators" : "spectra are not measured";
                parts.Bag.Warn(Codes.MeasureNotMade, $"'{card.Name}' is not measured: {reason}", analysis.At, analysis.Text.Length > 3 ? $"write {analysis.Text[..^5].ToLowerInvariant()} for one number" : null);
                return [];
            }
            string known = kinds.Count == 0 ? "it has none" : $"it has {string.Join(", ", kinds.Order(StringComparer.Ordinal).Select(k => "." + k))}";
            parts.Bag.Warn(Codes.NoSuchAnalysis, $"the deck has no .{analysis.Text.ToLowerInvariant()} analysis for this line", analysis.At, known);
            return [];
        }
        string[] all = [.. kinds.Order(StringComparer.Ordinal)], serving = [.. all.Where(k => _formulas.CanServe(card, parts.Catalog.Analysis(k)!))];
        return serving.Length > 0 ? serving : all.Take(1);
    }
}
