using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>The analyses of a deck with what each records.</summary>
internal sealed class AnalysisPlan(CircuitParts parts, Scope top)
{
    /// <summary>Statements that the dialect has but this version does not run.</summary>
    private static readonly Dictionary<string, string> Later = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sens"] = "sensitivity analysis", ["pz"] = "pole-zero analysis",
        ["disto"] = "distortion analysis",
    };

    private readonly VectorBinder _vectors = new(parts, top);
    private readonly MeasurePlan _measures = new(parts, top);
    private readonly List<OutputCard> _outputs = [];

    private DiagnosticBag Bag => parts.Bag;

    /// <summary>.plot lines, after Read.</summary>
    public IReadOnlyList<OutputCard> Plots => [.. _outputs.Where(o => o.Keyword.Text.Equals("plot", StringComparison.OrdinalIgnoreCase))];

    public IReadOnlyList<PlannedAnalysis> Read(IReadOnlyList<Card> cards)
    {
        var commands = new List<CommandCard>();
        foreach (var card in cards)
        {
            if (card is CommandCard command) commands.Add(command);
            else if (card is OutputCard output) _outputs.Add(output);
        }
        var measures = cards.OfType<MeasureCard>().ToList();
        var kinds = commands.Select(c => parts.Catalog.Analysis(c.Keyword.Text)?.Keyword).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var measure in measures) _vectors.NotVectors.Add(measure.Name.Text.ToLowerInvariant());
        CheckOutputs(kinds);
        _measures.Read(measures, kinds);
        var saved = new Dictionary<string, IReadOnlyList<SavedVector>>(StringComparer.OrdinalIgnoreCase);
        foreach (string kind in kinds.Order(StringComparer.Ordinal)) saved[kind] = Saved(kind);
        var planned = new List<PlannedAnalysis>();
        var numbers = new Dictionary<string, int>();
        foreach (var (command, analysis) in WithFourier([.. commands.Select(c => (c, Read(c)))]))
        {
            int number = numbers[analysis.Keyword] = numbers.GetValueOrDefault(analysis.Keyword) + 1;
            planned.Add(new($"{analysis.Keyword}{number}", analysis, saved[analysis.Keyword])
            {
                Card = command, Names = Names(analysis.Keyword), Statement = command.Keyword.At.File.Lines[command.Keyword.At.Line - 1].Trim(), Measures = _measures.Of(analysis.Keyword, saved[analysis.Keyword]),
            });
        }
        return planned;
    }

    /// <summary>Every .four behind every .tran, of which it takes the end.</summary>
    private IEnumerable<(CommandCard Card, Analysis Analysis)> WithFourier(IReadOnlyList<(CommandCard Card, Analysis? Analysis)> read)
    {
        var four = read.Where(r => r.Analysis is Fourier).ToList();
        if (!read.Any(r => r.Analysis is Transient))
            foreach (var (card, _) in four) Bag.Warn(Codes.NoSuchAnalysis, "the deck has no .tran analysis for this line", card.Keyword.At);
        foreach (var (card, analysis) in read)
        {
            if (analysis is not null and not Fourier) yield return (card, analysis);
            if (analysis is not Transient tran) continue;
            foreach (var (line, fourier) in four)
            {
                var options = ((Fourier)fourier!).Options;
                if (options.PeriodsWithin(tran.Options.Stop) > 0) yield return (line, ((Fourier)fourier).After(tran));
                else Bag.Error(Codes.FourierWindow, $"{Figures.Text(Math.Max(1, options.Periods) / options.Frequency)} s of .four do not fit into a .tran of {Figures.Text(tran.Options.Stop)} s", line.Words[0].At, "let .tran run longer, or check the frequency");
            }
        }
    }

    private Analysis? Read(CommandCard card)
    {
        string keyword = card.Keyword.Text;
        if (keyword.Equals("step", StringComparison.OrdinalIgnoreCase)) return null;      // StepReader's
        if (parts.Catalog.Analysis(keyword) is { } kind) return AnalysisBinder.Read(parts, card, top, kind);
        if (Later.TryGetValue(keyword, out string? what))
            Bag.Warn(Codes.NotAvailable, $".{keyword}: {what} {(what.EndsWith('s') && !what.EndsWith("sis", StringComparison.Ordinal) ? "are" : "is")} not available in this version; the rest of the deck runs", card.Keyword.At);
        else
            Bag.Error(Codes.UnknownCommand, $"there is no statement '.{keyword}'", card.Keyword.At,
                Suggestion.Hint(keyword, parts.Catalog.Analyses.Select(a => a.Keyword).Concat(Later.Keys)));
        return null;
    }

    /// <summary>With .save or .probe only what the output lines name; without them everything, and what .print and .plot add.</summary>
    private IReadOnlyList<SavedVector> Saved(string kind)
    {
        var lines = _outputs.Where(o => o.Analysis is not { } a || a.Text.Equals(kind, StringComparison.OrdinalIgnoreCase)).ToList();
        if (parts.Catalog.Analysis(kind)!.HasOwnNames) return [];
        if (lines.Count == 0) return _vectors.All;
        var target = new OrderedVectors();
        if (!lines.Any(IsSave))
        {
            foreach (var v in _vectors.All) target.Add(v);
        }
        var own = parts.Catalog.Analysis(kind)!.OwnVectors;
        foreach (var word in lines.SelectMany(l => l.Vectors).SelectMany(v => (Word?[])[v.Vector, v.Versus]).OfType<Word>())
        {
            if (!own.Contains(word.Text, StringComparer.OrdinalIgnoreCase) && !BelongsElsewhere(kind, word.Text)) AddOnce(word, target, kind is "ac" or "noise" or "eis");
        }
        return target.All;
    }

    /// <summary>Vectors of the analysis's own that the output lines name; a .save without any leaves all.</summary>
    private OwnVectors Names(string kind)
    {
        if (!parts.Catalog.Analysis(kind)!.HasOwnNames) return OwnVectors.None;
        var asked = _outputs.SelectMany(line => OwnWords(line, kind).Select(w => (Line: line, Name: Plain(w)))).ToList();
        return new([.. asked.Select(a => a.Name).Concat(_measures.OwnVectors(kind).Select(m => m.Name)).Distinct()], asked.Any(a => IsSave(a.Line)));
    }

    private IEnumerable<Word> OwnWords(OutputCard line, string kind)
    {
        var words = line.Vectors.SelectMany(v => (Word?[])[v.Vector, v.Versus]).OfType<Word>();
        if (line.Analysis is { } a) return a.Text.Equals(kind, StringComparison.OrdinalIgnoreCase) ? words : [];
        return words.Where(w => parts.Catalog.Analysis(kind)!.Owns(w.Text));
    }

    /// <summary>Reports output lines that name vectors which their analysis, whose vectors are its own, does not have.</summary>
    public void CheckNames(IReadOnlyList<PlannedAnalysis> planned, Circuit circuit)
    {
        foreach (var analysis in planned.Where(p => p.Names.All.Count > 0).DistinctBy(p => p.Analysis.Keyword))
        {
            var known = analysis.Analysis.OwnNames(circuit);
            foreach (var (name, at) in _measures.OwnVectors(analysis.Analysis.Keyword).Where(m => !known.Contains(m.Name, StringComparer.OrdinalIgnoreCase)))
                Bag.Error(Codes.UnknownVector, $".{analysis.Analysis.Keyword} has no vector '{name}'", at, Suggestion.Hint(name, known));
            foreach (var word in _outputs.SelectMany(line => OwnWords(line, analysis.Analysis.Keyword)))
            {
                string text = Plain(word);
                if (known.Contains(text, StringComparer.OrdinalIgnoreCase)) continue;
                if (text.AsSpan().IndexOfAny("({'") >= 0)
                    Bag.Warn(Codes.ForeignVector, $"{text} is not written: .{analysis.Analysis.Keyword} has vectors of its own only", word.At, $"it has {string.Join(", ", known.Take(8))}");
                else
                    Bag.Error(Codes.UnknownVector, $".{analysis.Analysis.Keyword} has no vector '{word.Text}'", word.At, Suggestion.Hint(text, known));
            }
        }
    }

    /// <summary>Words of a .save for all analyses that mean a vector of an analysis of another kind.</summary>
    private bool BelongsElsewhere(string kind, string text) => parts.Catalog.Analyses.Any(a => a.HasOwnNames && a.Keyword != kind && a.Owns(text));

    private static string Plain(Word word) => string.Concat(word.Text.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();

    private readonly HashSet<SourceSpan> _reported = [];

    /// <summary>A .save line serves all kinds of analysis; what is wrong in it is said once.</summary>
    private void AddOnce(Word word, OrderedVectors target, bool smallSignal)
    {
        if (_reported.Contains(word.At)) return;
        int before = Bag.All.Count;
        _vectors.Add(word, target, smallSignal);
        if (Bag.All.Count > before) _reported.Add(word.At);
    }

    private static bool IsSave(OutputCard card) => card.Keyword.Text.ToLowerInvariant() is "save" or "probe";

    private void CheckOutputs(HashSet<string> kinds)
    {
        foreach (var line in _outputs)
        {
            if (line.Analysis is not { } a || kinds.Contains(a.Text)) continue;
            string known = kinds.Count == 0 ? "it has none" : $"it has {string.Join(", ", kinds.Order(StringComparer.Ordinal).Select(k => "." + k))}";
            Bag.Warn(Codes.NoSuchAnalysis, $"the deck has no .{a.Text.ToLowerInvariant()} analysis for this line", a.At, known);
        }
    }
}
