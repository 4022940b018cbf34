using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>.step lines and lists of .temp as a plan of points.</summary>
/// <remarks>
///   .step [lin|dec|oct] ITEM start stop increment (lin) or points a decade or octave; the spacing may also stand behind ITEM
///   .step ITEM list v1 v2 ...      .step ITEM file=FILE      .step ITEM table=FILE (the column of that name)      .step table FILE (all)
///   ITEM: param NAME, temp, V1 I1 R1 C1 L1, NAME(PARAMETER) of an element or model, TYPE MODEL(PARAMETER)
/// </remarks>
internal sealed class StepReader
{
    private const string Syntax = ".step param x 1 10 1, .step dec param x 1 1k 5, .step param x list 1 2 5, .step V1 ..., .step temp ..., .step TYPE MODEL(PARAMETER) ...";

    private static readonly string[] Spacings = ["lin", "dec", "oct", "list"];

    private readonly DiagnosticBag _bag;
    private readonly StepTargets _targets;
    private readonly ValueReader _values;
    private readonly Catalog _catalog;
    private readonly List<StepAxis> _axes = [];
    private readonly ulong? _seed;

    private StepReader(StepTargets targets, DiagnosticBag bag, Catalog catalog, ulong? seed) =>
        (_targets, _bag, _values, _catalog, _seed) = (targets, bag, new(bag), catalog, seed);

    /// <summary>The plan of a deck; null when nothing is stepped. Errors are reported.</summary>
    /// <param name="axes">further axes from outside, behind those of the deck</param>
    /// <param name="held">parameters given on the command line, which are not stepped</param>
    /// <param name="named">parameters that the lines name, be they right or not</param>
    public static SweepPlan? Read(IReadOnlyList<Card> cards, IReadOnlyList<OuterAxis> axes, IReadOnlySet<string> held, DiagnosticBag bag, Catalog catalog, out IReadOnlyList<string> named)
    {
        named = [];
        if (axes.Count == 0 && !HasSteps(cards)) return null;
        var reader = new StepReader(new(cards, bag, catalog, held), bag, catalog, DrawSetting.Seed(cards));
        foreach (var card in reader._targets.Active)
        {
            if (card is TempCard { Values.Count: > 1 } temp) reader.Add([StepTargets.Temperature(temp.At)], reader.List(temp.Values)?.Select(v => (double[])[v]), false);
            else if (card is CommandCard step && IsStep(step)) reader.Read(step);
        }
        foreach (var axis in axes)
        {
            var quantities = axis.Names.Select(n => reader._targets.Heading(n.Text, n.At)).ToList();
            if (!quantities.Contains(null)) reader.Add([.. quantities.OfType<StepQuantity>()], axis.Rows, axis.Logarithmic);
        }
        named = reader._targets.Named;
        return reader.Plan();
    }

    /// <summary>Names that .step param lines step, whether a .param line defines them or not.</summary>
    public static IEnumerable<string> Parameters(IEnumerable<Card> cards) => cards.SelectMany(card => card switch
    {
        CommandCard c when IsStep(c) => c.Words.Select(w => w.Text).SkipWhile(w => !w.Equals("param", StringComparison.OrdinalIgnoreCase)).Skip(1).Take(1),
        IfCard i => i.Branches.SelectMany(b => Parameters(b.Body)),
        _ => [],
    });

    private static bool IsStep(CommandCard card) => card.Keyword.Text.Equals("step", StringComparison.OrdinalIgnoreCase);

    private static bool HasSteps(IEnumerable<Card> cards) => cards.Any(card =>
        card is TempCard { Values.Count: > 1 } || (card is CommandCard c && IsStep(c)) || (card is IfCard i && i.Branches.Any(b => HasSteps(b.Body))));

    private SweepPlan? Plan()
    {
        double count = _axes.Aggregate(1.0, (n, a) => n * a.Rows.Count);
        if (count > StepValues.Most)
        {
            var last = _axes[^1].Quantities[0];
            _bag.Error(Codes.StepTooMany, $"the sweep has {(count > 1e15 ? Figures.Text(count) : count.ToString("F0", System.Globalization.CultureInfo.InvariantCulture))} points, more than {StepValues.Most}", last.Place, "take larger increments or fewer .step lines");
            return null;
        }
        if (_axes.Count == 0) return null;
        int[] counters = [.. Enumerable.Range(0, _axes.Count).Where(k => _axes[k].Quantities.All(_targets.IsCounter))];
        return new(_axes) { Draws = _seed is null && counters.Length == 0 ? null : new(_seed ?? DrawSetting.DefaultSeed, counters) };
    }

    private void Read(CommandCard card)
    {
        var words = card.Words;
        int at = 0;
        string spacing = Spacing(words, ref at);
        if (words.Count > at && words[at].Text.Equals("table", StringComparison.OrdinalIgnoreCase) && words.Count == at + 2) ReadTable(words[at + 1]);
        else if (words.Count == 0 && File(card, "table") is { } table) ReadTable(table);
        else if (Item(card, ref at) is { } quantity) ReadValues(card, quantity, spacing.Length > 0 ? spacing : Spacing(words, ref at), at);
    }

    private static string Spacing(IReadOnlyList<Word> words, ref int at)
    {
        if (at >= words.Count || !Spacings.Contains(words[at].Text, StringComparer.OrdinalIgnoreCase)) return "";
        return words[at++].Text.ToLowerInvariant();
    }

    private static Word? File(CommandCard card, string parameter) =>
        card.Parameters.FirstOrDefault(p => p.Name.Text.Equals(parameter, StringComparison.OrdinalIgnoreCase)) is { Value.Text: { Length: > 0 } } a ? a.Value : null;

    /// <summary>What is stepped; at is then behind it. Null with an error reported.</summary>
    private StepQuantity? Item(CommandCard card, ref int at)
    {
        var words = card.Words;
        int left = words.Count - at;
        if (left == 0) return Fail(card.Keyword.At, ".step names nothing to step");
        var first = words[at++];
        if (first.Text.Equals("temp", StringComparison.OrdinalIgnoreCase)) return StepTargets.Temperature(first.At);
        if (first.Text.Equals("param", StringComparison.OrdinalIgnoreCase)) return left > 1 ? _targets.Parameter(words[at++]) : Fail(first.At, ".step param names no parameter");
        if (left > 2 && _catalog.OfModelType(first.Text) is not null && IsName(words[at + 1])) return _targets.ParameterOf(words[at++], words[at++], first);
        if (StepTargets.Split(first) is var (owner, member)) return _targets.Member(owner, member);
        if (left > 1 && !IsName(words[at]) && _targets.IsParameter(first.Text)) return _targets.Parameter(first);
        return left > 1 && IsName(words[at]) ? _targets.ParameterOf(first, words[at++], null) : _targets.Element(first);

        static bool IsName(Word word) => !ValueReader.IsNumber(word.Text) && !Spacings.Contains(word.Text, StringComparer.OrdinalIgnoreCase);
    }

    private void ReadValues(CommandCard card, StepQuantity quantity, string spacing, int at)
    {
        var rest = card.Words.Skip(at).ToList();
        var values = File(card, "file") is { } file ? StepFile.Open(file, _bag)?.Numbers()
            : File(card, "table") is { } table ? Column(table, quantity)
            : spacing == "list" ? List(rest, card.Keyword.At)
            : Range(card, spacing, rest);
        Add([quantity], values?.Select(v => (double[])[v]), spacing is "dec" or "oct");
    }

    private double[]? List(IReadOnlyList<Word> words, SourceSpan? missing = null)
    {
        if (words.Count == 0) Fail(missing!.Value, ".step list names no values");
        double[] values = [.. words.Select(w => _values.Read(w, _targets.Top, bare: false))];
        return values.Length == 0 || values.Any(double.IsNaN) ? null : values;
    }

    private double[]? Range(CommandCard card, string spacing, List<Word> words)
    {
        if (words.Count != 3)
        {
            Fail(words.Count > 3 ? words[3].At : words.Count > 0 ? words[^1].At : card.Keyword.At,
                $".step takes {(spacing is "dec" or "oct" ? "start, stop and a number of points" : "start, stop and increment")}, got {words.Count} {(words.Count == 1 ? "value" : "values")}", words.Count > 3 ? "for single values write list before them" : Syntax);
            return null;
        }
        if (List(words) is not [double start, double stop, double step]) return null;
        return spacing is "dec" or "oct" ? Logarithmic(words, start, stop, step, spacing == "dec" ? 10 : 2) : Linear(words, start, stop, step);
    }

    private double[]? Linear(List<Word> words, double start, double stop, double step)
    {
        if (step != 0 && (stop - start) / step >= 0) return Bounded(StepValues.Linear(start, stop, step), words[2]);
        _bag.Error(Codes.StepNeverEnds, step == 0 ? "an increment of zero never gets to the end" : $"an increment of {Figures.Text(step)} never gets from {words[0].Text} to {words[1].Text}", words[2].At,
            step == 0 ? "for a single value write list before it" : "give the increment the sign of stop - start");
        return null;
    }

    private double[]? Logarithmic(List<Word> words, double start, double stop, double points, int unit)
    {
        string interval = unit == 10 ? "decade" : "octave";
        if (!(start * stop > 0)) _bag.Error(Codes.StepNoDecades, $"from {words[0].Text} to {words[1].Text} there is no {interval}", words[start == 0 || stop != 0 ? 0 : 1].At, "limits of dec and oct have one sign and are not zero");
        else if (points < 1 || points != Math.Floor(points)) _bag.Error(Codes.StepNoDecades, $"{words[2].Text} is no number of points a {interval}", words[2].At, "give a whole number, 1 or more");
        else return Bounded(StepValues.Logarithmic(start, stop, points, unit), words[2]);
        return null;
    }

    private double[]? Bounded(double[] values, Word at)
    {
        if (values.Length <= StepValues.Most) return values;
        _bag.Error(Codes.StepTooMany, $"the sweep has more than {StepValues.Most} points", at.At, "take larger increments or fewer .step lines");
        return null;
    }

    private double[]? Column(Word name, StepQuantity quantity)
    {
        if (StepFile.Open(name, _bag) is not { } file) return null;
        int column = Array.FindIndex(file.Headings, h => h.Equals(quantity.Label, StringComparison.OrdinalIgnoreCase));
        if (column < 0)
        {
            _bag.Error(Codes.StepBadFile, $"'{name.Text.Trim('"')}' has no column '{quantity.Label}'", name.At, file.Headings.Length == 0 ? "its first line has to name the columns; for plain numbers write file=" : $"it has {string.Join(", ", file.Headings)}");
            return null;
        }
        return file.Rows(file.Headings.Length) is { } rows ? [.. rows.Select(r => r[column])] : null;
    }

    private void ReadTable(Word name)
    {
        if (StepFile.Open(name, _bag) is not { } file) return;
        if (file.Headings.Length == 0)
        {
            _bag.Error(Codes.StepBadFile, $"'{name.Text.Trim('"')}' does not name its columns", name.At, "its first line has to: rc,gamma");
            return;
        }
        var quantities = file.Headings.Select(h => _targets.Heading(h, name.At)).ToList();
        if (file.Rows(quantities.Count) is { } rows && !quantities.Contains(null)) Add([.. quantities.OfType<StepQuantity>()], rows, false);
    }

    /// <summary>One more axis, without the quantities that the command line holds.</summary>
    private void Add(IReadOnlyList<StepQuantity> quantities, IEnumerable<double[]>? rows, bool logarithmic)
    {
        if (rows is null) return;
        var all = rows.ToList();
        for (int k = 0; k < quantities.Count; k++)
        {
            var q = quantities[k];
            if (_axes.SelectMany(a => a.Quantities).Concat(quantities.Take(k)).Any(o => o.Label == q.Label))
                _bag.Error(Codes.StepTwice, $"{q.Label} is stepped twice", q.Place, "keep one of the lines; values that vary together stand in a table");
            if (q.Target == StepTarget.Temperature && all.FirstOrDefault(r => r[k] <= -273.15) is { } cold)
                _bag.Error(Codes.StepTooCold, $"{Figures.Text(cold[k])} degrees Celsius is at or below absolute zero", q.Place);
        }
        int[] kept = [.. Enumerable.Range(0, quantities.Count).Where(k => !_targets.IsHeld(quantities[k]))];
        if (kept.Length > 0) _axes.Add(new([.. kept.Select(k => quantities[k])], kept.Length == quantities.Count ? all : [.. all.Select(r => kept.Select(k => r[k]).ToArray())], logarithmic));
    }

    private StepQuantity? Fail(SourceSpan at, string message, string? hint = Syntax)
    {
        _bag.Error(Codes.StepIncomplete, message, at, hint);
        return null;
    }
}
