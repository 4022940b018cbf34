using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>Codes of what can be wrong with the parameters of one sort of card.</summary>
internal sealed record CardCodes(string Unknown, string Missing, string OutOfRange, string BadChoice, string Ignored)
{
    public static CardCodes Element { get; } =
        new(Codes.UnknownElementParameter, Codes.MissingElementParameter, Codes.OutOfRange, Codes.BadChoice, Codes.IgnoredParameter);

    public static CardCodes Model { get; } =
        new(Codes.UnknownModelParameter, Codes.MissingModelParameter, Codes.ModelOutOfRange, Codes.BadModelChoice, Codes.IgnoredModelParameter);

    public static CardCodes Analysis { get; } =
        new(Codes.UnknownAnalysisParameter, Codes.MissingAnalysisParameter, Codes.AnalysisOutOfRange, Codes.BadChoice, Codes.IgnoredParameter);
}

/// <summary>The name=value pairs of a card against the table of what it may have.</summary>
/// <param name="owner">how messages call the card: "r1", "model 'dx'"</param>
/// <param name="drawnAt">the card for random values, by its full name</param>
internal sealed class ParameterReader(ParameterTable table, IReadOnlyList<Assignment> given, ValueReader values, Scope scope, string owner, CardCodes codes, string drawnAt = "")
{
    private Dictionary<Parameter, double>? _numbers;

    private DiagnosticBag Bag => values.Bag;

    /// <summary>The value of a parameter once its tolerance is added to it; null: it has none.</summary>
    public Func<Assignment, double, double>? Deviate { get; init; }

    /// <summary>Reports what the table does not allow: unknown names (unless collected elsewhere), missing and wrong values.</summary>
    /// <param name="unknown">takes the assignments of unknown name in place of an error for each</param>
    /// <returns>false when there were errors, here or in what a value depends on</returns>
    /// <param name="ignored">takes those without effect in place of a warning for each</param>
    public bool Check(SourceSpan card, List<Assignment>? unknown = null, List<Assignment>? ignored = null, IReadOnlyList<Word>? flags = null)
    {
        if (given.Count == 0 && table.All.Count == 0) return true;
        int errors = Bag.ErrorCount;
        bool valued = true;
        foreach (var a in given)
        {
            if (table.Find(a.Name.Text) is { } parameter) valued &= CheckValue(parameter, a, ignored);
            else if (unknown is not null) unknown.Add(a);
            else Bag.Error(codes.Unknown, $"{owner} has no parameter '{a.Name.Text}'", a.Name.At, Suggestion.Hint(a.Name.Text, table.Names, Known()));
        }
        foreach (var p in table.All)
        {
            if (p.Required && Find(p) is null && flags?.Any(f => table.Find(f.Text) == p) != true)
                Bag.Error(codes.Missing, $"{owner} needs {p.Name}= ({p.Meaning})", card);
        }
        return valued && Bag.ErrorCount == errors;
    }

    public bool Has(string name) => Assignment(name) is not null;

    /// <summary>The value as a number: as given, or the table's default. NaN with an error reported.</summary>
    public double Number(string name)
    {
        var parameter = Of(name);
        if (Find(parameter) is not { } a) return parameter.Fallback;
        if (_numbers is not null && _numbers.TryGetValue(parameter, out double known)) return known;
        double value = ReadNumber(parameter, a);
        (_numbers ??= [])[parameter] = value;
        return value;
    }

    public string Text(string name)
    {
        var parameter = Of(name);
        if (Find(parameter) is not { } a) return parameter.Choices.Count > 0 ? parameter.Choices[0] : "";
        string text = a.Value.Text ?? "";
        if (parameter.Choices.Count > 0) return text.ToLowerInvariant();
        return text.Length >= 2 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1] : text;
    }

    public IReadOnlyList<double> Numbers(string name)
    {
        if (Assignment(name) is not { } a) return [];
        var list = new double[a.Values.Count];
        for (int k = 0; k < list.Length; k++) list[k] = values.Read(a.Values[k], scope, bare: true, drawnAt.Length == 0 ? null : new($"{drawnAt} {a.Name.Text}", "", k));
        return list;
    }

    /// <summary>The pair of that name or one of its aliases; null when it is not given.</summary>
    public Assignment? Assignment(string name) => given.Count == 0 ? null : Find(Of(name));

    private Parameter Of(string name) =>
        table.Find(name) ?? throw new ArgumentException($"the parameter table of {owner} has no '{name}'", nameof(name));

    private Assignment? Find(Parameter parameter)
    {
        for (int k = given.Count - 1; k >= 0; k--)
        {
            if (table.Find(given[k].Name.Text) == parameter) return given[k];
        }
        return null;
    }

    private bool CheckValue(Parameter parameter, Assignment a, List<Assignment>? ignored)
    {
        if (parameter.Rating) return true;
        if (parameter.Ignored)
        {
            if (ignored is not null) ignored.Add(a);
            else Bag.Warn(codes.Ignored, $"{a.Name.Text}= has no effect here ({parameter.Meaning})", a.Name.At);
            return true;
        }
        switch (parameter.Type)
        {
            case ParameterType.Number or ParameterType.Flag:
                return !double.IsNaN(Number(parameter.Name));
            case ParameterType.Word when string.IsNullOrEmpty(a.Value.Text):
                Bag.Error(codes.Missing, $"{a.Name.Text}= needs a value", a.Name.At);
                break;
            case ParameterType.Word when parameter.Choices.Count > 0 && !parameter.Choices.Contains(a.Value.Text, StringComparer.OrdinalIgnoreCase):
                Bag.Error(codes.BadChoice, $"{a.Name.Text}= cannot be '{a.Value.Text}'", a.Value.At, $"it is one of {string.Join(", ", parameter.Choices)}");
                break;
        }
        return true;
    }

    private double ReadNumber(Parameter parameter, Assignment a)
    {
        if (string.IsNullOrEmpty(a.Value.Text))
        {
            if (parameter.Type == ParameterType.Flag) return 1;
            Bag.Error(codes.Missing, $"{a.Name.Text}= needs a value", a.Name.At);
            return double.NaN;
        }
        double value = values.Read(a.Value, scope, bare: true, drawnAt.Length == 0 ? null : new(drawnAt, parameter.Name));
        if (Deviate is not null && !double.IsNaN(value)) value = Deviate(a, value);
        if (double.IsNaN(value)) return value;
        string unit = parameter.Unit == "-" ? "" : " " + parameter.Unit;
        if (value < parameter.Min || (parameter.MinExclusive && value == parameter.Min))
            Bag.Error(codes.OutOfRange, $"{a.Name.Text}={Figures.Text(value)} is too small: it must be {(parameter.MinExclusive ? "above" : "at least")} {Figures.Text(parameter.Min)}{unit}", a.Value.At);
        else if (value > parameter.Max)
            Bag.Error(codes.OutOfRange, $"{a.Name.Text}={Figures.Text(value)} is too large: it must be at most {Figures.Text(parameter.Max)}{unit}", a.Value.At);
        return value;
    }

    private string Known() => table.All.Count == 0 ? "it has none" : $"it has {string.Join(", ", table.All.Where(p => !p.Rating).Select(p => p.Name))}";
}
