using System.Globalization;
using NanoSpice.Elaboration;
using NanoSpice.Engine;
using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice;

/// <summary>
///   A deck that was read and checked, with the values that some of its quantities are to have. It does not change: what sets something
///   returns another deck, which shares the text as read and the analyses of matrices. Decks may be used, and run, on any number of threads.
/// </summary>
/// <example><code>
/// var deck = Deck.Load("cell.cir");
/// var run = deck.With("gamma", 0.5).Run();
/// double[] i = run["cv1"]["i"];
/// double farads = run.Numbers["cv1.capacitance"];
/// </code></example>
public sealed class Deck
{
    private readonly DeckSource _source;
    private readonly SweepPoint? _point;
    private readonly IReadOnlyList<(StepQuantity Quantity, double Value)> _given;
    private readonly DrawSeed? _draw;

    private Deck(DeckSource source, SweepPoint? point, IReadOnlyList<(StepQuantity, double)> given, DrawSeed? draw) =>
        (_source, _point, _given, _draw) = (source, point, given, draw);

    /// <summary>First line of the text.</summary>
    public string Title => _source.Base.Title;

    /// <summary>Warnings and notes about the text.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _source.Diagnostics;

    /// <summary>Names of the analyses it asks for: tran1, ac1, cv1 ...</summary>
    public IReadOnlyList<string> Analyses => [.. _source.Base.Analyses.Select(a => a.ResultName)];

    /// <summary>Values of the quantities that .step, <see cref="With(string, double)"/> and lists of .temp set, by name.</summary>
    public IReadOnlyDictionary<string, double> Values
    {
        get
        {
            var values = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
            for (int k = 0; _point is not null && k < _point.Values.Count; k++) values[_point.Quantities[k].Label] = _point.Values[k];
            foreach (var (quantity, value) in _given) values[quantity.Label] = value;
            return values;
        }
    }

    /// <summary>
    ///   The points of the deck's .step lines and lists of .temp, each a deck that can be run; this deck alone where there are none. A
    ///   stepped quantity that was set by <see cref="With(string, double)"/> is not stepped.
    /// </summary>
    public IEnumerable<Deck> Points
    {
        get
        {
            if (_source.Base.Sweep is not { } plan || _point is not null) return [this];
            return Enumerable.Range(0, plan.Count).Where(k => IsFirstOfHeld(plan, k)).Select(k => new Deck(_source, plan[k], _given, _draw));
        }
    }

    /// <summary>Reads and checks a deck and the files it includes.</summary>
    /// <exception cref="DeckException">the deck has errors, or there is no such file</exception>
    public static Deck Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var bag = new DiagnosticBag();
        return Of(NetlistReader.Read(path, bag), bag);
    }

    /// <summary>The same of a text; its first line is the title.</summary>
    /// <param name="text">the deck</param>
    /// <param name="name">path that messages show; files it includes are looked for beside it</param>
    /// <exception cref="DeckException">the deck has errors</exception>
    public static Deck Parse(string text, string name = "deck.cir")
    {
        ArgumentNullException.ThrowIfNull(text);
        var bag = new DiagnosticBag();
        return Of(NetlistReader.ReadText(text, name, bag), bag);
    }

    /// <summary>The deck with another value for a quantity, named as a heading of a .step table: a top-level parameter "rc", the temperature
    /// "temp" [deg C], the value of an element "R1", "V1" or "X1.R1", a parameter of a model or element "step(gamma)".</summary>
    /// <exception cref="DeckException">the deck has no such quantity</exception>
    public Deck With(string name, double value)
    {
        ArgumentNullException.ThrowIfNull(name);
        var quantity = _source.Find(name, value);
        return new(_source, _point, [.. _given.Where(g => g.Quantity.Label != quantity.Label), (quantity, value)], _draw);
    }

    /// <summary>The same with several values.</summary>
    /// <exception cref="DeckException">the deck has no such quantity</exception>
    public Deck With(params ReadOnlySpan<(string Name, double Value)> values)
    {
        var deck = this;
        foreach (var (name, value) in values) deck = deck.With(name, value);
        return deck;
    }

    /// <summary>The deck with its random values (gauss, mc, dev= ...) drawn: the same seed and run give the same values.</summary>
    /// <param name="seed">of the whole study</param>
    /// <param name="run">number of the run in it, from 0</param>
    public Deck Draw(ulong seed, long run) => new(_source, _point, _given, new(seed, run));

    /// <summary>Runs all analyses of the deck, each from a fresh start.</summary>
    /// <param name="cancellation">ends the run at its next time point</param>
    /// <param name="progress">gets the fraction done, 0 to 1</param>
    /// <exception cref="DeckException">a value that was set, stepped or drawn is one that the deck cannot have</exception>
    /// <exception cref="RunException">an analysis failed; it holds what was computed, the other analyses included</exception>
    /// <exception cref="RunCanceledException">the run was cancelled; likewise</exception>
    /// <exception cref="InvalidOperationException">the deck is a sweep, whose points are to be run</exception>
    public RunResults Run(CancellationToken cancellation = default, IProgress<double>? progress = null)
    {
        if (_source.Base.Sweep is { } plan && _point is null && Points.Skip(1).Any())
            throw new InvalidOperationException($"the deck is a sweep of {plan.Count} points: foreach (var point in deck.Points) point.Run()");
        var bag = new DiagnosticBag();
        var simulation = _source.Base.AtPoint(Point(), bag);
        return simulation is not null && !bag.HasErrors ? AnalysisRuns.Of(simulation, Values, cancellation, progress) : throw new DeckException(bag.All);
    }

    private static Deck Of(Netlist.Deck cards, DiagnosticBag bag)
    {
        var simulation = Elaborator.Elaborate(cards, bag);
        if (simulation is null || bag.HasErrors) throw new DeckException(bag.All);
        return new(new DeckSource(simulation, bag.All), null, [], null);
    }

    /// <summary>Stepped values with those given behind them, which count.</summary>
    private SweepPoint Point()
    {
        var at = _point ?? _source.Base.Point ?? new SweepPoint(0, [], []);
        return new(at.Index, [.. at.Quantities, .. _given.Select(g => g.Quantity)], [.. at.Values, .. _given.Select(g => g.Value)]) { Draw = _draw ?? at.Draw };
    }

    /// <summary>False for points that differ from an earlier one in nothing but quantities that are held.</summary>
    private bool IsFirstOfHeld(SweepPlan plan, int k)
    {
        foreach (var axis in plan.Axes)
        {
            if (k % axis.Rows.Count > 0 && axis.Quantities.All(q => _given.Any(g => g.Quantity.Label == q.Label))) return false;
            k /= axis.Rows.Count;
        }
        return true;
    }
}
