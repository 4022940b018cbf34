using System.Collections.Concurrent;
using System.Globalization;
using NanoSpice.Elaboration;
using NanoSpice.Netlist;

namespace NanoSpice;

/// <summary>What all decks made of one text share.</summary>
/// <param name="simulation">the deck as it stands; it is not run itself, but elaborated anew for every run</param>
internal sealed class DeckSource(Simulation simulation, IReadOnlyList<Diagnostic> diagnostics)
{
    private readonly ConcurrentDictionary<string, StepQuantity> _quantities = new(StringComparer.OrdinalIgnoreCase);

    public Simulation Base { get; } = simulation;

    public IReadOnlyList<Diagnostic> Diagnostics { get; } = diagnostics;

    /// <summary>The quantity of a name, to be shown in messages as name=value.</summary>
    public StepQuantity Find(string name, double value)
    {
        var file = new SourceFile("With", [string.Create(CultureInfo.InvariantCulture, $"{name}={value:R}")]);
        var place = new SourceSpan(file, 1, 1, Math.Max(1, name.Length));
        if (_quantities.TryGetValue(name, out var known)) return known with { Place = place };
        var bag = new DiagnosticBag();
        if (Base.Quantity(name, place, bag) is not { } found || bag.HasErrors) throw new DeckException(bag.All);
        _quantities[name] = found;
        return found;
    }
}
