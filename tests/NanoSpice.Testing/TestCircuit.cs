using NanoSpice.Engine;
using NanoSpice.Engine.Devices;
using NanoSpice.Expressions;

namespace NanoSpice.Testing;

/// <summary>Builds a circuit from element lines without the netlist reader: words split at blanks, name=value, {expr}, 'expr'.</summary>
public sealed class TestCircuit
{
    private static readonly DeviceKind[] Kinds = AllKinds();

    private readonly List<ElementLine> _lines = [];
    private readonly Dictionary<string, ElementLine> _byName = [];
    private readonly Dictionary<string, FakeModel> _models = [];
    private readonly Dictionary<string, Unknown> _vectors = new() { ["0"] = Unknown.Ground, ["gnd"] = Unknown.Ground };
    private readonly List<UnknownInfo> _unknowns = [];
    private readonly List<Device> _devices = [];
    private readonly List<double> _states = [];
    private readonly Dictionary<string, IReadOnlyList<double>> _files = [];
    private readonly List<string> _regulated = [];
    private int _memories, _signals;

    public TestCircuit(SimulationOptions? options = null) => Options = options ?? new SimulationOptions();

    public SimulationOptions Options { get; }

    /// <summary>What the kinds reported, in order: "error DEV001: text (hint: text)".</summary>
    public List<string> Messages { get; } = [];

    /// <summary>Adds an element line: "R1 a b 1k".</summary>
    public TestCircuit Add(string line)
    {
        var element = ElementLine.Parse(line);
        _lines.Add(element);
        _byName.Add(element.Name, element);
        return this;
    }

    /// <summary>Adds a .model: Model("d1", "d", ("is", 1e-14)).</summary>
    public TestCircuit Model(string name, string type, params (string Name, double Value)[] parameters) =>
        Model(name, type, [], parameters);

    /// <summary>Adds a .model that has words among its parameters: law=signed.</summary>
    public TestCircuit Model(string name, string type, (string Name, string Value)[] words, params (string Name, double Value)[] parameters)
    {
        var kind = Kinds.FirstOrDefault(k => k.ModelTypes.Contains(type))
            ?? throw new ArgumentException($"no kind takes a model of type {type}", nameof(type));
        _models.Add(name.ToLowerInvariant(), new FakeModel(this, name.ToLowerInvariant(), type, kind.ModelParameters(type), words, parameters));
        return this;
    }

    /// <summary>Adds what a file named in a source line would hold.</summary>
    public TestCircuit File(string name, params double[] numbers)
    {
        _files.Add(name, numbers);
        return this;
    }

    /// <summary>Makes a current source ready to hold potential or power, as .gcd does.</summary>
    public TestCircuit Regulate(string source)
    {
        _regulated.Add(source.ToLowerInvariant());
        return this;
    }

    /// <summary>Builds every device, then the circuit; fails when a kind reports an error.</summary>
    public Circuit Build()
    {
        BuildDevices();
        if (Messages.Any(m => m.StartsWith("error", StringComparison.Ordinal)))
            throw new InvalidOperationException(string.Join("\n", Messages));
        foreach (string source in _regulated) ((CurrentSource)Device(source)).Regulate(Branch(source));
        return new Circuit(_devices, _unknowns, _memories, _states, Options);
    }

    /// <summary>Builds the devices only and returns the messages: for tests of what is reported.</summary>
    public IReadOnlyList<string> BuildDevices()
    {
        foreach (var line in _lines) BuildOne(line);
        return Messages;
    }

    /// <summary>An unknown by node name or as i(v1); after Build.</summary>
    public Unknown this[string vector] => _vectors[vector.ToLowerInvariant()];

    /// <summary>True when there is a node or branch current of that name; after Build.</summary>
    public bool Knows(string vector) => _vectors.ContainsKey(vector.ToLowerInvariant());

    /// <summary>A device by name; after Build.</summary>
    public Device Device(string name) => _devices.First(d => d.Name == name.ToLowerInvariant());

    /// <summary>Makes the node of that name when there is none yet.</summary>
    internal Unknown Node(string name) => Vector(name.ToLowerInvariant(), new UnknownInfo(name.ToLowerInvariant(), UnknownKind.Voltage));

    internal Unknown Branch(string name) => Vector($"i({name})", new UnknownInfo(name, UnknownKind.Current));

    internal Unknown Rate(Unknown node)
    {
        if (node.IsGround) return node;
        string name = _unknowns[node.Index].Name;
        bool known = Knows($"rate({name})");
        var rate = Vector($"rate({name})", new UnknownInfo(name, UnknownKind.Rate));
        if (!known) _devices.Add(new NodeRate($"rate({name})", node, Unknown.Ground, rate));
        return rate;
    }

    internal Unknown OwnRate(string name) => Vector($"rate({name})", new UnknownInfo(name, UnknownKind.Rate));

    internal int Memory() => _memories++;

    internal int Signal() => _signals++;

    internal int State(double initial)
    {
        _states.Add(initial);
        return _states.Count - 1;
    }

    internal void Add(Device device) => _devices.Add(device);

    internal IReadOnlyList<double>? File(string name) => _files.GetValueOrDefault(name);

    internal FakeModel? FindModel(string name) => _models.GetValueOrDefault(name.ToLowerInvariant());

    internal Device? FindDevice(string name)
    {
        name = name.ToLowerInvariant();
        if (_byName.TryGetValue(name, out var line)) BuildOne(line);
        return _devices.FirstOrDefault(d => d.Name == name);
    }

    /// <summary>Value of a constant in braces or quotes; null when it is none.</summary>
    internal static double? Constant(string text) =>
        FormulaParser.Parse(Inner(text)).Formula?.Bind(_ => null) is { IsConstant: true } formula ? formula.ConstantValue : null;

    /// <summary>A formula in braces or quotes, its variables tied to nodes and branch currents; null with an error reported.</summary>
    internal CircuitFormula? Formula(FakeDeviceRequest request, string text, double temperature)
    {
        var parsed = FormulaParser.Parse(Inner(text));
        if (parsed.Formula is not { } formula)
        {
            request.Error("FAKE07", $"{request.Name}: {parsed.Error?.Message}");
            return null;
        }
        var bindings = new List<CircuitFormula.Binding>();
        foreach (string variable in formula.Variables)
        {
            if (Bind(variable) is { } binding)
            {
                bindings.Add(binding);
                continue;
            }
            request.Error("FAKE08", $"{request.Name}: {variable} is unknown");
            return null;
        }
        return new CircuitFormula(formula, bindings, temperature);
    }

    private CircuitFormula.Binding? Bind(string variable)
    {
        if (variable == "time") return new(CircuitFormula.Role.Time, default, default);
        if (variable == "temper") return new(CircuitFormula.Role.Temperature, default, default);
        if (variable == "hertz") return new(CircuitFormula.Role.Frequency, default, default);
        if (variable.Length < 4 || variable[1] != '(') return null;
        string[] names = variable[2..^1].Split(',');
        if (variable[0] == 'v')
            return new(CircuitFormula.Role.Difference, Node(names[0]), names.Length > 1 ? Node(names[1]) : Unknown.Ground);
        return FindBranch(names[0]) is { } branch ? new(CircuitFormula.Role.Difference, branch, Unknown.Ground) : null;
    }

    internal static string Inner(string text) => text[0] is '{' or '\'' or '"' ? text[1..^1] : text;

    internal Unknown? FindBranch(string name)
    {
        FindDevice(name);
        return _vectors.TryGetValue($"i({name.ToLowerInvariant()})", out var u) ? u : null;
    }

    internal void Report(string severity, string code, string message, string? hint) =>
        Messages.Add(hint is null ? $"{severity} {code}: {message}" : $"{severity} {code}: {message} (hint: {hint})");

    private void BuildOne(ElementLine line)
    {
        if (line.Built) return;
        line.Built = true;
        string letter = line.Name[..1].ToUpperInvariant();
        DeviceKind[] kinds = [.. Kinds.Where(k => k.Letter.Equals(letter, StringComparison.OrdinalIgnoreCase))];
        if (kinds.Length == 0) throw new ArgumentException($"no kind for letter {letter}");
        // Kinds that share a letter differ in the type of their model.
        var kind = kinds.FirstOrDefault(k => line.Words.Any(w => FindModel(w) is { } m && k.ModelTypes.Contains(m.Type))) ?? kinds[0];
        kind.Build(new FakeDeviceRequest(this, kind, line));
    }

    private Unknown Vector(string key, UnknownInfo info)
    {
        if (_vectors.TryGetValue(key, out var u)) return u;
        u = new Unknown(_unknowns.Count);
        _unknowns.Add(info);
        _vectors.Add(key, u);
        return u;
    }

    private static DeviceKind[] AllKinds() => [.. typeof(DeviceKind).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(DeviceKind)) && !t.IsAbstract && t.GetConstructor(Type.EmptyTypes) is not null)
        .OrderBy(t => t.Name, StringComparer.Ordinal)
        .Select(t => (DeviceKind)Activator.CreateInstance(t)!)];
}
