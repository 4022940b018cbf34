using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>One level of the hierarchy: the deck itself or one instance of a subcircuit, with what is defined in it.</summary>
/// <param name="prefix">path of names inside: "" or "x1.x2."</param>
/// <param name="parent">where the subcircuit was defined; names not found here are looked up there</param>
/// <param name="pins">pin name to full name of the node it is tied to</param>
internal sealed class Scope(string prefix, Scope? parent, Dictionary<string, string>? pins)
{
    private Dictionary<string, ModelEntry>? _models;
    private Dictionary<string, SubcircuitCard>? _subcircuits;
    private FunctionScope? _functions = parent?._functions;
    private HashSet<string>? _globals = parent?._globals;

    public string Prefix { get; } = prefix;

    public Scope? Parent { get; } = parent;

    /// <summary>Path of the names of the subcircuits that define this level, the same for all instances: "" or "divider.".</summary>
    public string Definition { get; init; } = "";

    /// <summary>Where a parameter is looked up that no level has; null: nowhere.</summary>
    public Scope? Otherwise { get; init; }

    /// <summary>Parallel copies of this instance, those of the instances around it included.</summary>
    public double Copies { get; init; } = 1;

    public ParameterScope Parameters { get; } = new(prefix);

    /// <summary>Parameters that the X line gives.</summary>
    public HashSet<string>? Passed { get; set; }

    /// <summary>Functions of .func, those of the levels above included; null when there are none.</summary>
    public FunctionScope? Functions => _functions;

    public IEnumerable<string> ParameterNames => Chain().SelectMany(s => s.Parameters.Names);

    public IEnumerable<string> ModelNames => Chain().SelectMany(s => s._models?.Keys ?? Enumerable.Empty<string>());

    public IEnumerable<string> SubcircuitNames => Chain().SelectMany(s => s._subcircuits?.Keys ?? Enumerable.Empty<string>());

    /// <summary>Full name of a node written at this level.</summary>
    public string FullNode(string name)
    {
        if (NodeTable.IsGround(name)) return "0";
        if (pins is not null && pins.TryGetValue(name, out string? outer)) return outer;
        if (Prefix.Length == 0 || IsGlobal(name)) return name;
        return Prefix + name.ToLowerInvariant();
    }

    /// <summary>Full name of a device written at this level.</summary>
    public string FullDevice(string name) => Prefix.Length == 0 ? name.ToLowerInvariant() : Prefix + name.ToLowerInvariant();

    /// <summary>Named by .global, or $G_..., which is global in PSpice and LTspice.</summary>
    private bool IsGlobal(string name) => _globals?.Contains(name) == true || name.StartsWith("$g_", StringComparison.OrdinalIgnoreCase);

    public void AddGlobal(string node) => (_globals ??= new(StringComparer.OrdinalIgnoreCase)).Add(node);

    public ParameterEntry? FindParameter(string name)
    {
        for (var s = this; s is not null; s = s.Parent)
        {
            if (s.Parameters.Find(name) is { } entry) return entry;
        }
        return Otherwise?.Parameters.Find(name);
    }

    public ModelEntry? FindModel(string name)
    {
        for (var s = this; s is not null; s = s.Parent)
        {
            if (s._models?.GetValueOrDefault(name) is { } entry) return entry;
        }
        return null;
    }

    /// <summary>Cards NAME.1, NAME.2 ... of the nearest level that has any, by number.</summary>
    public IEnumerable<ModelEntry> BinsOf(string name)
    {
        foreach (var s in Chain())
        {
            var bins = (s._models ?? []).Where(m => m.Key.Length > name.Length + 1 && m.Key[name.Length] == '.' && m.Key.StartsWith(name, StringComparison.OrdinalIgnoreCase) && int.TryParse(m.Key[(name.Length + 1)..], out _));
            if (bins.Any()) return bins.OrderBy(m => int.Parse(m.Key[(name.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture)).Select(m => m.Value);
        }
        return [];
    }

    /// <summary>The subcircuit of that name and the level it is defined at.</summary>
    public (SubcircuitCard Card, Scope DefinedIn)? FindSubcircuit(string name)
    {
        for (var s = this; s is not null; s = s.Parent)
        {
            if (s._subcircuits?.GetValueOrDefault(name) is { } card) return (card, s);
        }
        return null;
    }

    /// <summary>Adds a model; the earlier one of the same name at this level is returned and stays.</summary>
    public ModelCard? Add(ModelCard card)
    {
        _models ??= new(StringComparer.OrdinalIgnoreCase);
        return _models.TryAdd(card.Name.Text, new(card, this)) ? null : _models[card.Name.Text].Card;
    }

    /// <summary>Adds a subcircuit; the earlier one of the same name at this level is returned and stays.</summary>
    public SubcircuitCard? Add(SubcircuitCard card)
    {
        _subcircuits ??= new(StringComparer.OrdinalIgnoreCase);
        return _subcircuits.TryAdd(card.Name.Text, card) ? null : _subcircuits[card.Name.Text];
    }

    /// <summary>Functions of this level; those of the levels above stay as they are.</summary>
    public FunctionScope OwnFunctions()
    {
        if (_functions is null || ReferenceEquals(_functions, Parent?._functions)) _functions = new FunctionScope(Parent?._functions);
        return _functions;
    }

    private IEnumerable<Scope> Chain()
    {
        for (var s = this; s is not null; s = s.Parent) yield return s;
    }
}

/// <summary>A model card at the level it is defined at; bound once, when the first element uses it.</summary>
internal sealed class ModelEntry(ModelCard card, Scope scope)
{
    public ModelCard Card { get; } = card;

    public Scope Scope { get; } = scope;

    public BoundModel? Bound { get; set; }
}
