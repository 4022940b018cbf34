using System.Text.RegularExpressions;
using NanoSpice.Netlist;

namespace NanoSpice.Export;

/// <summary>The deck or the body of a subcircuit, with what is defined at it and around it.</summary>
internal sealed partial class Level
{
    private readonly Dictionary<string, ModelCard> _models = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ElementCard> _elements = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Level? _outer;

    public Level(IReadOnlyList<Card> cards, Level? outer, SubcircuitCard? subcircuit = null)
    {
        _outer = outer;
        foreach (var d in subcircuit?.Defaults ?? []) _names.Add(d.Name.Text);
        Collect(cards);
    }

    public bool IsTop => _outer is null;

    /// <summary>The card of a model and the level it stands at.</summary>
    public (ModelCard Card, Level At)? Model(string name)
    {
        for (var level = this; level is not null; level = level._outer)
            if (level._models.TryGetValue(name, out var card)) return (card, level);
        return null;
    }

    /// <summary>An element of this level.</summary>
    public ElementCard? Element(string name) => _elements.GetValueOrDefault(name);

    /// <summary>A name in a text of an outer level that means something else here; null when there is none.</summary>
    public string? Shadowed(string text, Level writtenAt)
    {
        for (var level = this; level is not null && level != writtenAt; level = level._outer)
            if (Identifier().Matches(text).Select(m => m.Value).FirstOrDefault(level._names.Contains) is { } name) return name;
        return null;
    }

    /// <summary>Functions of .func, here and around.</summary>
    public IReadOnlySet<string> Functions { get; private set; } = new HashSet<string>();

    private void Collect(IReadOnlyList<Card> cards)
    {
        var functions = new HashSet<string>(_outer?.Functions ?? Functions);
        foreach (var card in Flat(cards))
        {
            if (card is ModelCard m) _models.TryAdd(m.Name.Text, m);
            else if (card is ElementCard e) _elements.TryAdd(e.Name.Text, e);
            else if (card is FuncCard f) functions.Add(f.Name.Text.ToLowerInvariant());
            else if (card is ParamCard p) foreach (var a in p.Assignments) _names.Add(a.Name.Text);
        }
        Functions = functions;
    }

    private static IEnumerable<Card> Flat(IEnumerable<Card> cards) =>
        cards.SelectMany(c => c is IfCard i ? i.Branches.SelectMany(b => Flat(b.Body)) : [c]);

    [GeneratedRegex(@"[A-Za-z_]\w*")]
    private static partial Regex Identifier();
}
