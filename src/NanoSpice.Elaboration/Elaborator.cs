using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>A value for a parameter of the deck from outside: -p NAME=VALUE.</summary>
public readonly record struct ParameterOverride(string Name, string Value);

/// <summary>Cards to a simulation: the passes in order. All problems of a deck are reported in one go.</summary>
public sealed class Elaborator
{
    private readonly Deck _deck;
    private readonly DiagnosticBag _bag;
    private readonly CircuitParts _parts;
    private readonly Scope _top = new("", null, null);
    private readonly SubcircuitExpander _expander;

    private Elaborator(Deck deck, DiagnosticBag bag, Catalog catalog)
    {
        (_deck, _bag) = (deck, bag);
        var values = new ValueReader(bag);
        _parts = new(values, new NodeTable(), new DeviceTable(bag), catalog);
        _parts.Devices.Build = instance => DeviceBinder.Build(_parts, instance);
        _expander = new(values, _parts.Nodes, _parts.Devices, catalog);
    }

    /// <summary>The simulation of a deck; null when the bag has errors.</summary>
    /// <param name="temperature">circuit temperature [K] in place of the deck's</param>
    public static Simulation? Elaborate(
        Deck deck, DiagnosticBag bag, IReadOnlyList<ParameterOverride>? overrides = null, Catalog? catalog = null, double? temperature = null) =>
        new Elaborator(deck, bag, catalog ?? Catalog.Default).Run(overrides ?? [], temperature);

    private Simulation? Run(IReadOnlyList<ParameterOverride> overrides, double? temperature)
    {
        _parts.Devices.Reserve(_deck.Cards.Count);
        _parts.Nodes.Reserve(_deck.Cards.Count);
        var cards = _expander.Collect(OverrideParameters.Apply(_deck.Cards, overrides, _bag), _top);
        ReadOptions(cards, temperature);
        _expander.Expand(cards, _top);
        RememberTransient(cards);
        _parts.Devices.BuildAll();
        var (initial, guesses) = NodeValues.Read(_expander.NodeValues, _parts);
        var plan = new AnalysisPlan(_parts, _top);
        var analyses = plan.Read(cards);
        var expectations = Expectation.Read(_deck.File, _bag);
        CheckNotEmpty(analyses.Count);
        if (_bag.HasErrors) return null;
        var circuit = new Circuit(_parts.Devices.Devices, _parts.Nodes.Unknowns, _parts.Memories, _parts.States, _parts.Options);
        new TopologyReport(_parts, analyses, initial).Check(circuit);
        plan.CheckNames(analyses, circuit);
        if (_bag.HasErrors) return null;
        return new()
        {
            Title = _deck.Title, File = _deck.File, Circuit = circuit, Options = _parts.Options, Analyses = analyses,
            InitialConditions = initial, NodeSets = guesses, Expectations = expectations, Plots = plan.Plots,
            AtTemperature = kelvin => Elaborate(_deck, new DiagnosticBag(), overrides, _parts.Catalog, kelvin)!,
        };
    }

    private void ReadOptions(IReadOnlyList<Card> cards, double? temperature)
    {
        var options = new OptionsBinder(_parts.Values, _top);
        foreach (var card in cards)
        {
            if (card is OptionsCard o) options.Read(o);
            else if (card is TempCard t) options.Read(t);
        }
        _parts.Options = options.Options with { Temperature = temperature ?? options.Options.Temperature };
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
