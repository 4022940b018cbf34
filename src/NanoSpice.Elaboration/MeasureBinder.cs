using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>.meas cards to measurements: what each verb may and must be followed by.</summary>
internal sealed class MeasureBinder(CircuitParts parts, MeasureFormulaBinder formulas)
{
    private static readonly Dictionary<string, MeasureKind> Verbs = new(StringComparer.Ordinal)
    {
        ["avg"] = MeasureKind.Average, ["rms"] = MeasureKind.Rms, ["integ"] = MeasureKind.Integral, ["min"] = MeasureKind.Minimum,
        ["max"] = MeasureKind.Maximum, ["pp"] = MeasureKind.PeakToPeak, ["min_at"] = MeasureKind.MinimumAt, ["max_at"] = MeasureKind.MaximumAt,
        ["find"] = MeasureKind.Find, ["deriv"] = MeasureKind.Derivative, ["when"] = MeasureKind.When, ["trig"] = MeasureKind.Delay,
        ["targ"] = MeasureKind.Delay, ["param"] = MeasureKind.Parameter, ["eqn"] = MeasureKind.Parameter,
    };

    private static readonly string[] Edges = ["rise", "fall", "cross"], Ignored = ["goal", "minval", "weight", "precision", "print", "default_val"];

    /// <summary>What other simulators measure: on the samples of the output, or as a list.</summary>
    private static readonly HashSet<string> Elsewhere = new(StringComparer.OrdinalIgnoreCase)
    {
        "error", "err", "err1", "err2", "err3", "duty", "on_time", "off_time", "freq", "four", "ens", "enob", "sfdr", "snr", "sndr", "thd", "fft", "em_avg", "avg_em", "slew",
    };

    private DiagnosticBag Bag => parts.Bag;

    /// <summary>A group of clauses that belong together: the verb with what is about the whole, or when, trig, targ with theirs.</summary>
    private sealed class Group(MeasureClause head)
    {
        public MeasureClause Head => head;

        public Word Keyword => head.Keyword!.Value;

        public Dictionary<string, MeasureClause> Clauses { get; } = new(StringComparer.Ordinal);

        public Word? Text(string keyword) => Clauses.TryGetValue(keyword, out var clause) ? clause.Text : null;
    }

    /// <summary>The measurement of a card in an analysis of that kind; null with the errors reported.</summary>
    public Measurement? Bind(MeasureCard card, AnalysisKind kind)
    {
        if (card.Clauses[0] is not { Keyword: { } verb } || !Verbs.TryGetValue(verb.Text, out var what))
        {
            ReportVerb(card);
            return null;
        }
        int before = Bag.ErrorCount;
        formulas.IsLeftOut = false;
        var groups = Groups(card);
        what = Output(groups[0], what);
        var whole = groups[0];
        var when = groups.Find(g => g.Keyword.Text == "when");
        var (trigger, target) = (groups.Find(g => g.Keyword.Text == "trig"), groups.Find(g => g.Keyword.Text == "targ"));
        CheckParts(card, what, kind, groups);
        var subject = what is MeasureKind.When or MeasureKind.Delay ? null : Expression(whole.Head, kind);
        var place = when is not null ? Place(when, kind) : whole.Text("at") is { } at ? new MeasurePlace { At = formulas.Bind(at, kind, vectors: false) } : null;
        if (place is { At: null } && when is not null && !when.Clauses.ContainsKey("td") && whole.Text("td") is { } td) place = place with { Delay = formulas.Bind(td, kind, vectors: false) };
        var measurement = new Measurement(card.Name.Text.ToLowerInvariant(), what)
        {
            Subject = subject,
            Where = place,
            Trigger = trigger is null ? null : Place(trigger, kind),
            Target = target is null ? null : Place(target, kind),
            From = Number("from"),
            To = Number("to"),
            Delay = when is null && what != MeasureKind.Delay ? Number("td") : null,
        };
        return Bag.ErrorCount == before && !formulas.IsLeftOut ? measurement : null;

        MeasureFormula? Number(string keyword) =>
            groups.Select(g => g.Text(keyword)).OfType<Word>().Cast<Word?>().FirstOrDefault() is { } word ? formulas.Bind(word, kind, vectors: false) : null;
    }

    /// <summary>min and max with OUTPUT=TIME (FREQ, SV) ask for the place, as min_at and max_at do.</summary>
    private MeasureKind Output(Group whole, MeasureKind what)
    {
        if (whole.Text("output") is not { } word) return what;
        switch (word.Text.ToLowerInvariant())
        {
            case "time" or "freq" or "sv":
                return what switch { MeasureKind.Minimum => MeasureKind.MinimumAt, MeasureKind.Maximum => MeasureKind.MaximumAt, _ => what };
            case "value":
                return what;
            default:
                Bag.Error(Codes.MisplacedMeasureWord, $"OUTPUT= cannot be '{word.Text}'", word.At, "write output=value, or output=time for the place");
                return what;
        }
    }

    /// <summary>Clauses by the word they belong to; twice the same or one without a value is reported.</summary>
    private List<Group> Groups(MeasureCard card)
    {
        var groups = new List<Group> { new(card.Clauses[0]) };
        foreach (var clause in card.Clauses.Skip(1))
        {
            var keyword = clause.Keyword!.Value;
            if (Ignored.Contains(keyword.Text))
            {
                Bag.Note(Codes.IgnoredMeasureWord, $"{keyword.Text.ToUpperInvariant()} is for optimizers and has no effect here", keyword.At);
                continue;
            }
            if (keyword.Text is "when" or "trig" or "targ")
            {
                if (groups.Exists(g => g.Keyword.Text == keyword.Text)) Twice(keyword);
                groups.Add(new(clause));
                continue;
            }
            if (clause.Text is null) Bag.Error(Codes.MissingMeasurePart, $"{keyword.Text.ToUpperInvariant()}= needs a value", keyword.At, Example(keyword.Text));
            // FROM and TO are about the whole, wherever they stand.
            var group = keyword.Text is "from" or "to" ? groups[0] : groups[^1];
            if (!group.Clauses.TryAdd(keyword.Text, clause)) Twice(keyword);
        }
        return groups;

        void Twice(Word keyword) => Bag.Error(Codes.MisplacedMeasureWord, $"{keyword.Text.ToUpperInvariant()} stands twice", keyword.At, "leave one out");
    }

    private void CheckParts(MeasureCard card, MeasureKind what, AnalysisKind kind, List<Group> groups)
    {
        bool point = what is MeasureKind.Find or MeasureKind.Derivative or MeasureKind.When;
        bool interval = what <= MeasureKind.MaximumAt || what == MeasureKind.Parameter;
        string verb = groups[0].Keyword.Text.ToUpperInvariant();
        foreach (var group in groups)
        {
            bool fits = group == groups[0] || (group.Keyword.Text == "when" ? point : interval || what == MeasureKind.Delay);
            if (!fits) Misplaced(group.Keyword);
            bool crossing = group.Keyword.Text is "when" or "trig" or "targ";
            foreach (var (word, clause) in group.Clauses)
            {
                bool good = word switch
                {
                    "from" or "to" => interval || point,
                    "td" => crossing || interval || point,
                    "output" => what is MeasureKind.Minimum or MeasureKind.Maximum or MeasureKind.MinimumAt or MeasureKind.MaximumAt,
                    "at" => group.Keyword.Text is "trig" or "targ" || (point && what != MeasureKind.When),
                    _ => crossing,
                };
                if (!good) Misplaced(clause.Keyword!.Value);
            }
        }
        bool placed = groups.Exists(g => g.Keyword.Text == "when") || groups[0].Clauses.ContainsKey("at");
        if (point && !placed && !(what == MeasureKind.Find && kind.Keyword == "op"))
            Bag.Error(Codes.MissingMeasurePart, $"{verb} needs AT= or WHEN", groups[0].Keyword.At, $"write {verb.ToLowerInvariant()} v(out) at=1m, or {verb.ToLowerInvariant()} v(out) when v(in)=0.5");
        foreach (string end in what == MeasureKind.Delay ? new[] { "trig", "targ" } : [])
            if (!groups.Exists(g => g.Keyword.Text == end))
                Bag.Error(Codes.MissingMeasurePart, $"{verb} needs {end.ToUpperInvariant()} as well", groups[0].Keyword.At, "write trig v(in) val=0.5 rise=1 targ v(out) val=0.5 rise=1");

        void Misplaced(Word word) =>
            Bag.Error(Codes.MisplacedMeasureWord, $"{word.Text.ToUpperInvariant()} does not go with {verb}", word.At, $".meas {card.Analysis?.Text ?? "tran"} {card.Name} {Form(what)}");
    }

    private MeasureFormula? Expression(MeasureClause clause, AnalysisKind kind)
    {
        if (clause.Text is { } text) return formulas.Bind(text, kind, vectors: true);
        Bag.Error(Codes.MissingMeasurePart, $"{clause.Keyword!.Value.Text.ToUpperInvariant()} needs an expression", clause.Keyword.Value.At, Example(clause.Keyword.Value.Text));
        return null;
    }

    /// <summary>WHEN, TRIG or TARG: AT=, or left=right, or left VAL=level.</summary>
    private MeasurePlace Place(Group group, AnalysisKind kind)
    {
        var delay = group.Text("td") is { } td ? formulas.Bind(td, kind, vectors: false) : null;
        if (group.Text("at") is { } at && group.Keyword.Text != "when")
        {
            if (group.Head.Text is { } extra) Bag.Error(Codes.MisplacedMeasureWord, $"{group.Keyword.Text.ToUpperInvariant()} takes AT= or an expression, not both", extra.At, "leave one out");
            return new() { At = formulas.Bind(at, kind, vectors: false) };
        }
        Word? left = group.Head.Text, right = group.Text("val");
        if (left is { } text && EqualsSign(text.Text) is > 0 and var equals)
        {
            if (right is { } twice) Bag.Error(Codes.MisplacedMeasureWord, "VAL= and an equals sign do not go together", twice.At, "leave one out");
            (left, right) = (Part(text, 0, equals), Part(text, equals + 1, text.Text.Length));
        }
        if (left is null || right is null || right.Value.Text.Length == 0)
        {
            string name = group.Keyword.Text;
            Bag.Error(Codes.MissingMeasurePart, left is null ? $"{name.ToUpperInvariant()} needs an expression" : $"{name.ToUpperInvariant()} needs what '{left.Value.Text}' has to be equal to",
                (left ?? group.Keyword).At, Example(name));
            return new();
        }
        var (edge, count) = Which(group);
        return new() { Left = formulas.Bind(left.Value, kind, true), Right = formulas.Bind(right.Value, kind, true), Delay = delay, Edge = edge, Count = count };
    }

    private (CrossingEdge, int) Which(Group group)
    {
        var (edge, count) = (CrossingEdge.Either, 1);
        foreach (string name in Edges)
        {
            if (group.Text(name) is not { } word) continue;
            edge = name switch { "rise" => CrossingEdge.Rise, "fall" => CrossingEdge.Fall, _ => CrossingEdge.Either };
            if (word.Text.Equals("last", StringComparison.OrdinalIgnoreCase)) count = -1;
            else if (formulas.Count(word) is { } number) count = number;
        }
        if (Edges.Count(group.Clauses.ContainsKey) > 1)
            Bag.Error(Codes.MisplacedMeasureWord, "RISE, FALL and CROSS do not go together", group.Clauses[Edges.Last(group.Clauses.ContainsKey)].Keyword!.Value.At, "leave one");
        return (edge, count);
    }

    /// <summary>Place of a single equals sign outside brackets; -1: there is none.</summary>
    private static int EqualsSign(string text)
    {
        int depth = 0;
        for (int k = 0; k < text.Length; k++)
        {
            char c = text[k];
            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            if (c == '=' && depth == 0 && k > 0 && text[k - 1] is not ('<' or '>' or '!' or '=') && !(k + 1 < text.Length && text[k + 1] == '=')) return k;
        }
        return -1;
    }

    private static Word Part(Word word, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(word.Text[start])) start++;
        while (end > start && char.IsWhiteSpace(word.Text[end - 1])) end--;
        return new(word.Text[start..end], word.Inside(start, Math.Max(1, end - start)));
    }

    private void ReportVerb(MeasureCard card)
    {
        var clause = card.Clauses[0];
        var word = clause.Keyword ?? Part(clause.Text!.Value, 0, clause.Text.Value.Text.TakeWhile(c => char.IsLetterOrDigit(c) || c == '_').Count() is > 0 and var n ? n : clause.Text.Value.Text.Length);
        if (Elsewhere.Contains(word.Text))
        {
            Bag.Warn(Codes.MeasureNotMade, $"'{card.Name}' is not measured: {word.Text.ToUpperInvariant()} is a measurement of other simulators", word.At, "avg, rms, integ, min, max, pp, find, when and trig ... targ are here");
            return;
        }
        string? near = Suggestion.Hint(word.Text, Verbs.Keys);
        if (near is null && card.Analysis is null && Suggestion.Hint(card.Name.Text, parts.Catalog.Analyses.Select(a => a.Keyword)) is { } analysis)
        {
            Bag.Error(Codes.UnknownMeasure, $"there is no analysis '{card.Name}'", card.Name.At, analysis);
            return;
        }
        Bag.Error(Codes.UnknownMeasure, $"'{word.Text}' is nothing that can be measured", word.At,
            near ?? "avg, rms, integ, min, max, pp, min_at, max_at, find, deriv, when, trig ... targ, param and eqn are");
    }

    private static string Example(string keyword) => keyword switch
    {
        "trig" or "targ" => $"write {keyword} v(out) val=0.5 rise=1, or {keyword} at=1m",
        "when" => "write when v(out)=0.5 rise=1",
        "eqn" => "write eqn {v(a)*i(v1)}",
        "param" => "write param='a/b' of earlier measurements",
        "rise" or "fall" or "cross" => $"write {keyword}=1 or {keyword}=last",
        "at" or "td" or "from" or "to" => $"write {keyword}=1m",
        "val" => "write val=0.5",
        _ => $"write {keyword} v(out)",
    };

    private static string Form(MeasureKind what) => what switch
    {
        MeasureKind.Parameter => "param='expression'",
        MeasureKind.Delay => "trig v(a) val=0.5 rise=1 targ v(b) val=0.5 rise=1",
        MeasureKind.When => "when v(a)=0.5 rise=1",
        MeasureKind.Find or MeasureKind.Derivative => "find v(a) at=1m, or find v(a) when v(b)=0.5",
        _ => "avg v(a) from=0 to=1m",
    };
}
