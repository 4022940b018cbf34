using NanoSpice.Engine;
using NanoSpice.Expressions;
using NanoSpice.Netlist;
using NanoSpice.Numerics;

namespace NanoSpice.Elaboration;

/// <summary>A value for a parameter of the deck from outside: -p NAME=VALUE.</summary>
public readonly record struct ParameterOverride(string Name, string Value);

/// <summary>What elaborations of one deck share, whatever the point of its sweep: cards with the overrides in place, and analyses of matrices.</summary>
internal sealed record ElaborationSetting(Deck Deck, IReadOnlyList<Card> Cards, SweepPlan? Plan, Catalog Catalog, SymbolicStore Symbolic)
{
    /// <summary>Parameters that .step lines name.</summary>
    public IReadOnlyList<string> Stepped { get; init; } = [];

    /// <summary>Point of the plan; null without one.</summary>
    public SweepPoint? Point { get; init; }

    /// <summary>What the deck itself draws from where no point says so; null: nominal values.</summary>
    public DrawSeed? Draw { get; init; }

    /// <summary>Circuit temperature in place of the point's and the deck's [K].</summary>
    public double? Temperature { get; init; }
}

/// <summary>Cards to a simulation: the passes in order. All problems of a deck are reported in one go.</summary>
public sealed class Elaborator
{
    private readonly ElaborationSetting _setting;
    private readonly Deck _deck;
    private readonly DiagnosticBag _bag;
    private readonly CircuitParts _parts;
    private readonly Scope _top = new("", null, null);
    private readonly SubcircuitExpander _expander;
    private readonly PointValues _point;

    private Elaborator(ElaborationSetting setting, DiagnosticBag bag)
    {
        (_setting, _deck, _bag, _point) = (setting, setting.Deck, bag, new PointValues(setting.Point));
        var values = new ValueReader(bag, new Draws(setting.Point?.Draw ?? setting.Draw, bag));
        _parts = new(values, new NodeTable(), new DeviceTable(bag), setting.Catalog);
        _parts.Devices.Build = instance => DeviceBinder.Build(_parts, instance);
        _expander = new(values, _parts.Nodes, _parts.Devices, setting.Catalog, _point);
    }

    /// <summary>The simulation of a deck, of a stepped one at its first point; null when the bag has errors, be it of any point looked at.</summary>
    /// <param name="temperature">circuit temperature [K] in place of the deck's</param>
    public static Simulation? Elaborate(
        Deck deck, DiagnosticBag bag, IReadOnlyList<ParameterOverride>? overrides = null, Catalog? catalog = null, double? temperature = null)
    {
        var setting = Read(deck, bag, overrides ?? [], [], catalog ?? Catalog.Default) with { Temperature = temperature };
        var plan = setting.Plan;
        var simulation = Run(setting with { Point = plan?[0] }, bag);
        if (simulation is null || plan is null || temperature is not null) return simulation;
        SweepCheck.Run(simulation, plan, bag);
        return bag.HasErrors ? null : simulation;
    }

    /// <summary>The points of a deck, varied by its own lines and by axes from outside, which come after them; null when the bag has errors. No point is looked at.</summary>
    public static DeckSweep? Prepare(Deck deck, DiagnosticBag bag, IReadOnlyList<ParameterOverride> overrides, IReadOnlyList<OuterAxis> axes, Catalog? catalog = null)
    {
        var setting = Read(deck, bag, overrides, axes, catalog ?? Catalog.Default);
        return bag.HasErrors ? null : new(setting);
    }

    internal static Simulation? Run(ElaborationSetting setting, DiagnosticBag bag) => new Elaborator(setting, bag).Run();

    private static ElaborationSetting Read(Deck deck, DiagnosticBag bag, IReadOnlyList<ParameterOverride> given, IReadOnlyList<OuterAxis> axes, Catalog catalog)
    {
        var stepped = StepReader.Parameters(deck.Cards).Concat(axes.SelectMany(a => a.Names).Select(n => n.Text).Where(n => n.IndexOfAny(['.', '(']) < 0));
        var cards = OverrideParameters.Apply(deck.Cards, given, stepped, bag);
        var plan = StepReader.Read(cards, axes, given.Select(o => o.Name).ToHashSet(StringComparer.OrdinalIgnoreCase), bag, catalog, out var named);
        return new(deck, cards, plan, catalog, new SymbolicStore()) { Stepped = named, Draw = DrawSetting.Seed(cards) is { } seed ? new(seed, 0) : null };
    }

    private Simulation? Run()
    {
        _parts.Devices.Reserve(_deck.Cards.Count);
        _parts.Nodes.Reserve(_deck.Cards.Count);
        DefineStepped();
        var cards = _expander.Collect(_setting.Cards, _top);
        ReadOptions(cards);
        _expander.Expand(cards, _top);
        RememberTransient(cards);
        Ammeters.Mark(_parts.Devices);
        _parts.Devices.BuildAll();
        var (initial, guesses) = NodeValues.Read(_expander.NodeValues, _parts);
        var plan = new AnalysisPlan(_parts, _top);
        var analyses = plan.Read(cards);
        var expectations = Expectation.Read(_deck.File, _bag);
        CheckNotEmpty(analyses.Count);
        if (_bag.HasErrors) return null;
        var circuit = new Circuit(_parts.Devices.Devices, _parts.Nodes.Unknowns, _parts.Memories, _parts.States, _parts.Options, _setting.Symbolic);
        new TopologyReport(_parts, analyses, initial).Check(circuit);
        plan.CheckNames(analyses, circuit);
        CheckTime(circuit, analyses);
        if (_bag.HasErrors) return null;
        return new()
        {
            Title = _deck.Title, File = _deck.File, Circuit = circuit, Options = _parts.Options, Analyses = analyses,
            InitialConditions = initial, NodeSets = guesses, Expectations = expectations, Plots = plan.Plots,
            AtTemperature = Reheated,
            Cards = cards, Elements = [.. _parts.Devices.Instances.Select(i => new ElementInstance(i.Name, i.Card, i.Device, i.Scope.Copies))],
            Sweep = _setting.Plan, Point = _setting.Point, Drawn = _parts.Values.Drawn(_top),
            AtPoint = (point, bag) => new Elaborator(_setting with { Point = point }, bag).Run(),
            Quantity = (name, at, bag) => new StepTargets(_setting.Cards, bag, _setting.Catalog, new HashSet<string>()).Heading(name, at),
        };
    }

    /// <summary>The same at another circuit temperature; values may leave their range there.</summary>
    private Simulation Reheated(double kelvin)
    {
        var bag = new DiagnosticBag();
        if (new Elaborator(_setting with { Temperature = kelvin }, bag).Run() is { } simulation) return simulation;
        var error = bag.All.First(d => d.Severity == Severity.Error);
        throw new SimulationException(FormattableString.Invariant($"at {kelvin - 273.15:g6} degrees {Places.Short(error.At)}: {error.Message}"), error.Hint);
    }

    /// <summary>Stepped parameters; where .step itself is at fault they get a value all the same, so that nothing else complains of them.</summary>
    private void DefineStepped()
    {
        _point.Define(_top);
        if (!_bag.HasErrors) return;
        foreach (string name in _setting.Stepped)
        {
            if (_top.Parameters.Find(name) is null) _top.Parameters.Define(name, new Word("1", new(_deck.File, 1, 1, 1)), _top);
        }
    }

    private void ReadOptions(IReadOnlyList<Card> cards)
    {
        var options = new OptionsBinder(_parts.Values, _top);
        foreach (var card in cards)
        {
            if (card is OptionsCard o) options.Read(o);
            else if (card is TempCard t) options.Read(t);
        }
        options.Report();
        _parts.Options = options.Options with
        {
            Draw = _setting.Point?.Draw ?? _setting.Draw ?? new(DrawSetting.DefaultSeed, 0),
            Temperature = _setting.Temperature ?? _point.Temperature ?? options.Options.Temperature,
        };
        _parts.Values.Celsius = _parts.Options.Temperature - 273.15;
    }

    /// <summary>Sources take SPICE's default times from the first .tran.</summary>
    private void RememberTransient(IReadOnlyList<Card> cards)
    {
        foreach (var card in cards)
        {
            if (card is not CommandCard c || !c.Keyword.Text.Equals("tran", StringComparison.OrdinalIgnoreCase)) continue;
            if (c.Words.Count < 2 || !ValueReader.IsNumber(c.Words[0].Text) || !ValueReader.IsNumber(c.Words[1].Text)) return;
            double step = _parts.Values.Read(c.Words[0], _top, bare: false), stop = _parts.Values.Read(c.Words[1], _top, bare: false);
            _parts.Options = _parts.Options with { DefaultStep = step, DefaultStop = stop };
            return;
        }
    }

    /// <summary>What has no form in time cannot be part of a run in time.</summary>
    private void CheckTime(Circuit circuit, IReadOnlyList<PlannedAnalysis> analyses)
    {
        if (analyses.FirstOrDefault(a => a.Analysis.Keyword is "tran" or "cv" or "gcd" or "ca" or "ragone") is not { } run) return;
        foreach (var device in circuit.Devices)
        {
            if (device.NotInTime is { } reason && _parts.Devices.Owner(device.Name) is { } instance)
                _bag.Error(Codes.NotInTime, $"{instance.Name}: the transfer function has no form in time for .{run.Analysis.Keyword}: {reason}", instance.Card.Name.At, "it can be used in .ac, .noise and .eis");
        }
    }

    private void CheckNotEmpty(int analyses)
    {
        var start = new SourceSpan(_deck.File, 1, 1, Math.Max(1, _deck.File.Lines.Count > 0 ? _deck.File.Lines[0].Length : 1));
        if (_parts.Devices.Instances.Count == 0)
        {
            if (!_bag.HasErrors) _bag.Error(Codes.NoElements, "the deck has no elements", start, "the first line is the title, elements start on the second");
        }
        else if (analyses == 0 && !_bag.HasErrors)
        {
            _bag.Error(Codes.NoAnalysis, "the deck asks for no analysis", start, "add .op, .dc, .ac or .tran");
        }
    }
}
