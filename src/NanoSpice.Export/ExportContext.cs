using NanoSpice.Elaboration;
using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Export;

/// <summary>What the parts of one export share: the deck as it was elaborated, the dialect, and where messages go.</summary>
internal sealed class ExportContext
{
    private readonly ILookup<SourceSpan, ElementInstance> _instances;
    private readonly HashSet<(string, SourceSpan)> _said = [];

    public ExportContext(Simulation simulation, Dialect dialect, DiagnosticBag bag)
    {
        (Simulation, Dialect, Bag) = (simulation, dialect, bag);
        Library = new(dialect);
        _instances = simulation.Elements.ToLookup(e => e.Card.Name.At);
    }

    public Simulation Simulation { get; }

    public Dialect Dialect { get; }

    public DiagnosticBag Bag { get; }

    public PortableLibrary Library { get; private set; }

    /// <summary>Subcircuits made for single elements, such as Z, by name.</summary>
    public SortedDictionary<string, IReadOnlyList<string>> Own { get; } = new(StringComparer.Ordinal);

    /// <summary>Begins another file: nothing is used yet.</summary>
    public void Restart()
    {
        Library = new(Dialect);
        Own.Clear();
    }

    /// <summary>Where an element line stands in the flattened deck; empty in subcircuits that nothing uses.</summary>
    public IEnumerable<ElementInstance> Instances(ElementCard card) => _instances[card.Name.At];

    /// <summary>The device of that kind that a line became; where it became several, the first.</summary>
    public T? Device<T>(ElementCard card)
        where T : Device => Instances(card).Select(i => i.Device).OfType<T>().FirstOrDefault();

    public void NoForm(string message, SourceSpan at, string? hint = null) => Say(ExportCodes.NoForm, $"{Dialect.Name} has no form for {message}", at, hint);

    public void LeftOut(string message, SourceSpan at, string? hint = null) => Say(ExportCodes.LeftOut, message, at, hint);

    public void Changed(string message, SourceSpan at, string? hint = null) => Say(ExportCodes.Changed, message, at, hint);

    /// <summary>A deck may be written in several files; each message is said once.</summary>
    private void Say(DiagnosticCode code, string message, SourceSpan at, string? hint)
    {
        if (_said.Add((message, at))) Bag.Report(code, message, at, hint);
    }
}
