using NanoSpice.Engine;
using NanoSpice.Engine.Devices;
using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>What all element lines of a deck share while devices are made of them.</summary>
internal sealed class CircuitParts(ValueReader values, NodeTable nodes, DeviceTable devices, Catalog catalog)
{
    private readonly List<double> _states = [];

    public ValueReader Values { get; } = values;

    public NodeTable Nodes { get; } = nodes;

    public DeviceTable Devices { get; } = devices;

    public Catalog Catalog { get; } = catalog;

    public FormulaBinder Formulas { get; } = new(values, nodes, devices);

    public SimulationOptions Options { get; set; } = new();

    /// <summary>Nodes whose time derivative is an unknown of its own, by index.</summary>
    public Dictionary<int, Unknown> Rates { get; } = [];

    public int Memories { get; set; }

    public List<double> States => _states;

    public int Signals { get; set; }

    public DiagnosticBag Bag => Values.Bag;
}

/// <summary>One element line as its kind sees it while it builds the device.</summary>
internal sealed class DeviceBinder : DeviceRequest
{
    private readonly CircuitParts _parts;
    private readonly Instance _instance;
    private readonly ElementCard _card;
    private readonly Scope _scope;
    private readonly ParameterReader _parameters;
    private readonly Argument[] _arguments;
    private int _pasts;                // functions of the past in this line's expressions

    private DeviceBinder(CircuitParts parts, Instance instance)
    {
        (_parts, _instance, _card, _scope) = (parts, instance, instance.Card, instance.Scope);
        _parameters = new(instance.Kind.Parameters, _card.Parameters, parts.Values, _scope, instance.Name, CardCodes.Element, instance.Name);
        _arguments = new Argument[_card.Words.Count];
        for (int k = 0; k < _arguments.Length; k++) _arguments[k] = new(_card.Words[k].Text, k);
    }

    /// <summary>Makes the device or devices of an element line; what is wrong with it is reported.</summary>
    public static void Build(CircuitParts parts, Instance instance)
    {
        var binder = new DeviceBinder(parts, instance);
        // A kind would complain about the same values once more.
        if (binder._parameters.Check(instance.Card.Name.At)) instance.Kind.Build(binder);
    }

    public override string Name => _instance.Name;

    public override IReadOnlyList<Argument> Arguments => _arguments;

    public override double Temperature => Given("temp") is { } own ? own + 273.15 : Options.Temperature + (Given("dtemp") ?? 0);

    public override double NominalTemperature => Options.NominalTemperature;

    public override SimulationOptions Options => _parts.Options;

    public override Unknown Node(int i)
    {
        var node = _parts.Nodes.Node(_scope.FullNode(_card.Words[i].Text));
        return _instance.IsMetered(i) ? Ammeters.Behind(_parts, _instance, i, node) : node;
    }

    public override double Copies => _scope.Copies;

    public override double CopiesOf(Argument name) => _parts.Devices.Find(name.Text, _scope)?.Scope.Copies ?? 1;

    public override Unknown Branch(string suffix = "")
    {
        var branch = suffix.Length == 0 ? _parts.Nodes.Branch(Name, true) : _parts.Nodes.Branch($"{Name}.{suffix}", false);
        if (suffix.Length == 0) _instance.Branch = branch;
        return branch;
    }

    public override Unknown InnerNode(string suffix) => _parts.Nodes.InnerNode($"{Name}.{suffix}");

    public override Unknown Rate(Unknown node)
    {
        if (node.IsGround) return node;
        if (_parts.Rates.TryGetValue(node.Index, out var rate)) return rate;
        string name = _parts.Nodes.Unknowns[node.Index].Name;
        rate = _parts.Rates[node.Index] = _parts.Nodes.Rate(name);
        _parts.Devices.AddInner(new NodeRate($"rate({name})", node, Unknown.Ground, rate));
        return rate;
    }

    public override Unknown OwnRate(string suffix) => _parts.Nodes.Rate($"{Name}.{suffix}");

    public override int Memory() => _parts.Memories++;

    public override int State(double initial)
    {
        _parts.States.Add(initial);
        return _parts.States.Count - 1;
    }

    public override int Signal() => _parts.Signals++;

    public override Device? DeviceOf(Argument name)
    {
        if (_parts.Devices.Find(name.Text, _scope) is not { } instance)
        {
            if (_parts.Devices.Inner(name.Text, _scope) is { } inner) return inner;
            _parts.Bag.Error(Codes.UnknownDevice, $"there is no element '{name.Text}'", At(name, null), Suggestion.Hint(name.Text, _parts.Devices.Names));
            return null;
        }
        if (_parts.Devices.Ensure(instance)) return instance.Device;
        _parts.Bag.Error(Codes.DeviceCycle, $"elements depend on each other in a circle: {_parts.Devices.Cycle(instance)}", At(name, null));
        return null;
    }

    public override Unknown? BranchOf(Argument name) => _parts.Formulas.Branch(name.Text, At(name, null), _scope);

    public override bool Has(string parameter) => _parameters.Has(parameter);

    public override double Number(string parameter) => parameter == "m" ? _parameters.Number(parameter) * Copies : _parameters.Number(parameter);

    public override double Number(Argument argument) => _parts.Values.Read(WordOf(argument), _scope, bare: false, Drawn(argument));

    public override double? ValueOf(Argument argument) =>
        IsNumber(argument) || _scope.FindModel(argument.Text) is not null ? null : _parts.Values.Parameter(argument.Text, _scope);

    public override bool IsNumber(Argument argument) => ValueReader.IsNumber(argument.Text);

    public override string Text(string parameter) => _parameters.Text(parameter);

    public override CircuitFormula? Formula(string parameter) =>
        _parameters.Assignment(parameter) is { } a ? Formula(a.Value, a.Name, new DrawPlace(Name, parameter)) : null;

    public override CircuitFormula? Formula(string parameter, CircuitFormula.Binding own) =>
        _parameters.Assignment(parameter) is { } a ? Formula(a.Value, a.Name, new DrawPlace(Name, parameter), own) : null;

    public override CircuitFormula? Formula(Argument argument) => Formula(WordOf(argument), _card.Name, Drawn(argument));

    public override Formula? Transfer(string parameter) =>
        _parameters.Assignment(parameter) is { } a ? _parts.Formulas.BindTransfer(a.Value, _scope, new(Name, parameter)) : null;

    public override Formula? Transfer(Argument argument) => _parts.Formulas.BindTransfer(WordOf(argument), _scope, Drawn(argument));

    public override IReadOnlyList<double> Numbers(string parameter) => _parameters.Numbers(parameter);

    public override ModelView? Model(Argument name, params string[] types)
    {
        if ((_scope.FindModel(name.Text) ?? Bin(name)) is not { } entry)
        {
            if (_scope.BinsOf(name.Text).Any()) return null;
            _parts.Bag.Error(Codes.UnknownModel, $"there is no model '{name.Text}'", At(name, null),
                _scope.FindParameter(name.Text) is not null
                    ? $"write {{{name.Text}}} for the parameter"
                    : Suggestion.Hint(name.Text, _scope.ModelNames, $"define it: .model {name.Text} {types[0].ToUpperInvariant()}(...)"));
            return null;
        }
        string type = entry.Card.Type.Text;
        if (!types.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            _parts.Bag.Error(Codes.WrongModelType, $"model '{name.Text}' is of type {type.ToLowerInvariant()}, {Name} needs {string.Join(" or ", types)}", At(name, null), $"see {Places.Short(entry.Card.Name.At)}");
            return null;
        }
        entry.Bound ??= new BoundModel(entry, _parts.Catalog.OfModelType(type) ?? _instance.Kind, _parts.Values);
        return entry.Bound.Of(_instance.Name) is { IsSound: true } own ? own : null;
    }

    /// <summary>The card of NAME.1, NAME.2 ... whose lmin, lmax, wmin and wmax take in the element's size; null, reported when there are such cards.</summary>
    private ModelEntry? Bin(Argument name)
    {
        if (_instance.Kind.Parameters.Find("l") is null || _instance.Kind.Parameters.Find("w") is null) return null;
        var bins = _scope.BinsOf(name.Text).ToList();
        if (bins.Count == 0) return null;
        double l = Has("l") ? Number("l") : Options.ChannelLength, w = Has("w") ? Number("w") : Options.ChannelWidth;
        if (bins.Find(b => ModelBin.Of(b, _parts.Values)?.Contains(l, w) == true) is { } bin) return bin;
        _parts.Bag.Error(Codes.NoBin, $"no card of '{name.Text}' is for l={Figures.Text(l)} and w={Figures.Text(w)}", At(name, null), $"there are {string.Join(", ", bins.Select(b => b.Card.Name.Text))}; they state lmin, lmax, wmin, wmax");
        return null;
    }

    public override IReadOnlyList<double>? ReadNumbers(string file, Argument at) => NumberFile.Read(file, At(at, null), _parts.Bag);

    public override void Add(Device device) => _parts.Devices.Add(device, _instance);

    public override void Error(string code, string message, Argument? at = null, string? parameter = null, string? hint = null) =>
        _parts.Bag.Error(code, message, At(at, parameter), hint);

    public override void Warn(string code, string message, Argument? at = null, string? parameter = null) =>
        _parts.Bag.Warn(code, message, At(at, parameter));

    private DrawPlace Drawn(Argument argument) => new(Name, "", argument.Index);

    private CircuitFormula? Formula(Word word, Word at, DrawPlace place, CircuitFormula.Binding? own = null)
    {
        if (!string.IsNullOrEmpty(word.Text)) return _parts.Formulas.Bind(word, _scope, place, Temperature, (function, arguments) => FormulaPast.Build(this, function, ++_pasts, arguments), own);
        _parts.Bag.Error(Codes.MissingElementParameter, $"{Name}: an expression is missing here", at.At);
        return null;
    }

    private double? Given(string parameter) =>
        _instance.Kind.Parameters.Find(parameter) is not null && _parameters.Has(parameter) ? _parameters.Number(parameter) : null;

    /// <summary>The word an argument came from; a kind may also ask about a text of its own.</summary>
    private Word WordOf(Argument argument)
    {
        if ((uint)argument.Index >= (uint)_card.Words.Count) return new(argument.Text, _card.Name.At);
        var word = _card.Words[argument.Index];
        return ReferenceEquals(word.Text, argument.Text) ? word : new(argument.Text, word.At);
    }

    private SourceSpan At(Argument? argument, string? parameter)
    {
        if (argument is { } a && (uint)a.Index < (uint)_card.Words.Count) return _card.Words[a.Index].At;
        if (parameter is not null && _instance.Kind.Parameters.Find(parameter) is not null && _parameters.Assignment(parameter) is { } given) return given.Value.At;
        return _card.Name.At;
    }
}
