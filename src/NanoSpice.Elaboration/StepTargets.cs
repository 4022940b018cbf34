using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>Finds what a .step line names: a parameter, the temperature, the value or a parameter of an element, a parameter of a model.</summary>
internal sealed class StepTargets
{
    private static readonly string[] Values = ["V", "I", "R", "C", "L"], Units = ["V", "A", "Ohm", "F", "H"];

    private readonly IReadOnlyList<Card> _cards;
    private readonly DiagnosticBag _bag;
    private readonly Catalog _catalog;
    private readonly DeviceTable _devices;
    private readonly IReadOnlySet<string> _held;
    private readonly HashSet<string> _counters = [];

    /// <param name="cards">all cards of the deck</param>
    /// <param name="held">parameters given on the command line</param>
    public StepTargets(IReadOnlyList<Card> cards, DiagnosticBag bag, Catalog catalog, IReadOnlySet<string> held)
    {
        (_cards, _bag, _catalog, _held) = (cards, bag, catalog, held);
        // What is wrong with the deck is said when it is elaborated; here only names count.
        var quiet = new DiagnosticBag();
        _devices = new DeviceTable(quiet);
        var expander = new SubcircuitExpander(new ValueReader(quiet), new NodeTable(), _devices, catalog, new PointValues(null));
        Active = expander.Collect(cards, Top);
        expander.Expand(Active, Top);
    }

    public Scope Top { get; } = new("", null, null);

    /// <summary>Cards of the top level, branches of .if decided.</summary>
    public IReadOnlyList<Card> Active { get; }

    /// <summary>Parameters that were named so far, whether their values can be used or not.</summary>
    public List<string> Named { get; } = [];

    /// <summary>True for a parameter that no line uses, in a deck with random values: it counts runs.</summary>
    public bool IsCounter(StepQuantity q) => q.Target == StepTarget.Parameter && _counters.Contains(q.Name);

    /// <summary>True when the command line gives the parameter: it is then held there.</summary>
    public bool IsHeld(StepQuantity q)
    {
        if (q.Target != StepTarget.Parameter || !_held.Contains(q.Name)) return false;
        _bag.Note(Codes.StepHeld, $"-p gives {q.Name}, so it is not stepped", q.Place);
        return true;
    }

    public StepQuantity? Parameter(Word name)
    {
        string lower = name.Text.ToLowerInvariant();
        Named.Add(lower);
        bool mentioned = ParameterUse.IsMentioned(lower, _cards);
        if (!mentioned && DrawSetting.HasDraws(_cards))
        {
            _counters.Add(lower);
            _bag.Note(Codes.StepCounter, $"no line uses '{name.Text}': it counts runs, each of which draws the random values anew", name.At);
            return new(StepTarget.Parameter, "", lower, "", name.At);
        }
        if (Top.Parameters.Find(lower) is null && !mentioned)
        {
            _bag.Error(Codes.StepUnknownParameter, $"no line of the deck uses a parameter '{name.Text}'", name.At,
                Suggestion.Hint(lower, Top.ParameterNames, _devices.Find(lower, Top) is not null ? $"to step the value of the element write .step {name.Text}" : "write {" + lower + "} where its value belongs"));
            return null;
        }
        if (!mentioned) _bag.Warn(Codes.StepUnused, $"parameter '{name.Text}' is stepped, but no line uses it", name.At);
        return new(StepTarget.Parameter, "", lower, "", name.At);
    }

    public static StepQuantity Temperature(SourceSpan at) => new(StepTarget.Temperature, "", "", "degC", at);

    /// <summary>The value of an element.</summary>
    public StepQuantity? Element(Word name)
    {
        if (_devices.Find(name.Text, Top) is not { } instance)
        {
            string? hint = Top.FindParameter(name.Text) is not null ? $"for the parameter write .step param {name.Text}"
                : Top.FindModel(name.Text) is not null ? $"name the parameter of the model as well: {name.Text}(PARAMETER)" : null;
            _bag.Error(Codes.StepUnknownName, $"there is no element '{name.Text}' to step", name.At,
                hint ?? Suggestion.Hint(name.Text, _devices.Names.Concat(Top.ParameterNames), "write .step param NAME, .step temp, .step V1 or .step TYPE MODEL(PARAMETER)"));
            return null;
        }
        int kind = Array.IndexOf(Values, instance.Kind.Letter);
        if (kind >= 0) return new(StepTarget.Element, instance.Name, "", Units[kind], name.At);
        _bag.Error(Codes.StepNoValue, $"{name.Text} has no single value to step", name.At,
            instance.Kind.Parameters.All.Count == 0 ? null : $"name a parameter: {name.Text}({instance.Kind.Parameters.All[0].Name})");
        return null;
    }

    /// <summary>True for a parameter that no element shares its name with.</summary>
    public bool IsParameter(string name) => Top.Parameters.Find(name.ToLowerInvariant()) is not null && _devices.Find(name, Top) is null;

    /// <summary>Owner and parameter of Xyce's R1:R; null for other words.</summary>
    public static (Word Owner, Word Member)? Split(Word word)
    {
        int colon = word.Text.LastIndexOf(':');
        return colon < 1 || colon == word.Text.Length - 1 ? null : (new(word.Text[..colon], word.Inside(0, colon)), new(word.Text[(colon + 1)..], word.Inside(colon + 1, word.Text.Length - colon - 1)));
    }

    /// <summary>R1:R and V1:DCV0 are the value of the element, R1:TC1 is a parameter.</summary>
    public StepQuantity? Member(Word owner, Word member)
    {
        bool value = _devices.Find(owner.Text, Top) is { } instance && (member.Text.Equals(instance.Kind.Letter, StringComparison.OrdinalIgnoreCase)
            || (instance.Kind.Letter is "V" or "I" && member.Text.ToLowerInvariant() is "dcv0" or "dc" or "v0"));
        return value ? Element(owner) : ParameterOf(owner, member, null);
    }

    /// <summary>N1(gamma), 2N2222(vaf).</summary>
    /// <param name="type">model type where the line gives it</param>
    public StepQuantity? ParameterOf(Word owner, Word parameter, Word? type)
    {
        if (type is null && _devices.Find(owner.Text, Top) is { } instance)
            return Of(StepTarget.ElementParameter, instance.Name, instance.Kind.Parameters, owner, parameter);
        if (Top.FindModel(owner.Text) is not { } model)
        {
            var known = type is null ? _devices.Names.Concat(Top.ModelNames) : Top.ModelNames;
            _bag.Error(Codes.StepUnknownName, $"there is no {(type is null ? "element or model" : "model")} '{owner.Text}' to step", owner.At, Suggestion.Hint(owner.Text, known));
            return null;
        }
        string own = model.Card.Type.Text;
        if (type is { } t && !t.Text.Equals(own, StringComparison.OrdinalIgnoreCase))
        {
            _bag.Error(Codes.StepUnknownName, $"model '{owner.Text}' is of type {own.ToLowerInvariant()}, not {t.Text.ToLowerInvariant()}", t.At, $"see {Places.Short(model.Card.Name.At)}");
            return null;
        }
        var table = _catalog.OfModelType(own)?.ModelParameters(own.ToLowerInvariant()) ?? ParameterTable.Empty;
        return Of(StepTarget.ModelParameter, owner.Text.ToLowerInvariant(), table, owner, parameter);
    }

    /// <summary>A heading of a table: rc, temp, v1, 2n2222(vaf), 2n2222.vaf.</summary>
    public StepQuantity? Heading(string text, SourceSpan at)
    {
        int open = text.IndexOf('(');
        if (open > 0 && text[^1] == ')') return ParameterOf(new(text[..open], at), new(text[(open + 1)..^1].Trim(), at), null);
        if (text.Equals("temp", StringComparison.OrdinalIgnoreCase)) return Temperature(at);
        if (Top.Parameters.Find(text) is null && _devices.Find(text, Top) is not null) return Element(new(text, at));
        int dot = text.LastIndexOf('.');
        if (dot > 0 && dot < text.Length - 1) return ParameterOf(new(text[..dot], at), new(text[(dot + 1)..], at), null);
        if (!IsUsed(text) && OfModels(text) is { Length: > 0 } models)
        {
            _bag.Error(Codes.StepUnknownParameter, $"no line of the deck uses a parameter '{text}'", at, $"did you mean '{string.Join("' or '", models)}'?");
            return null;
        }
        return Parameter(new(text, at));
    }

    private bool IsUsed(string name) => Top.Parameters.Find(name) is not null || ParameterUse.IsMentioned(name.ToLowerInvariant(), _cards);

    /// <summary>step.gamma: models that have a parameter of that name.</summary>
    private string[] OfModels(string parameter) => [.. Top.ModelNames.Where(m => Top.FindModel(m) is { } model
        && _catalog.OfModelType(model.Card.Type.Text)?.ModelParameters(model.Card.Type.Text.ToLowerInvariant()).Find(parameter) is not null).Select(m => $"{m}.{parameter.ToLowerInvariant()}").Order(StringComparer.Ordinal)];

    private StepQuantity? Of(StepTarget target, string owner, ParameterTable table, Word name, Word parameter)
    {
        if (table.Find(parameter.Text) is { Type: ParameterType.Number or ParameterType.Flag or ParameterType.Formula } found)
            return new(target, owner, parameter.Text.ToLowerInvariant(), found.Unit == "-" ? "" : found.Unit, name.At);
        _bag.Error(Codes.StepNoValue, $"'{name.Text}' has no parameter '{parameter.Text}' to step", parameter.At, Suggestion.Hint(parameter.Text, table.Names));
        return null;
    }
}
