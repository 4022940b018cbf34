using NanoSpice.Engine;
using NanoSpice.Expressions;

namespace NanoSpice.Testing;

/// <summary>A device request made from one split line, for device tests that need no netlist reader.</summary>
public sealed class FakeDeviceRequest : DeviceRequest
{
    private readonly TestCircuit _circuit;
    private readonly DeviceKind _kind;
    private readonly ElementLine _line;
    private readonly Dictionary<string, string> _given = [];

    public FakeDeviceRequest(TestCircuit circuit, DeviceKind kind, ElementLine line)
    {
        (_circuit, _kind, _line) = (circuit, kind, line);
        Arguments = [.. line.Words.Select((w, k) => new Argument(w, k))];
        foreach (var (name, value) in line.Parameters)
        {
            if (kind.Parameters.Find(name)?.Name is { } known) _given[known] = value;
            else if (name is "temp" or "dtemp") _given[name] = value;
            else Error("FAKE01", $"{Name}: no parameter {name}");
        }
    }

    public override string Name => _line.Name;

    public override IReadOnlyList<Argument> Arguments { get; }

    public override double Temperature =>
        _given.TryGetValue("temp", out string? t) ? ElementLine.Number(t)!.Value + 273.15
        : _given.TryGetValue("dtemp", out string? d) ? Options.Temperature + ElementLine.Number(d)!.Value
        : Options.Temperature;

    public override double NominalTemperature => Options.NominalTemperature;

    public override SimulationOptions Options => _circuit.Options;

    public override Unknown Node(int i) => _circuit.Node(Arguments[i].Text);

    public override Unknown Branch(string suffix = "") => _circuit.Branch(suffix.Length == 0 ? Name : $"{Name}.{suffix}");

    public override Unknown InnerNode(string suffix) => _circuit.Node($"{Name}.{suffix}");

    public override Unknown Rate(Unknown node) => _circuit.Rate(node);

    public override Unknown OwnRate(string suffix) => _circuit.OwnRate($"{Name}.{suffix}");

    public override int Memory() => _circuit.Memory();

    public override int State(double initial) => _circuit.State(initial);

    public override int Signal() => _circuit.Signal();

    public override Device? DeviceOf(Argument name)
    {
        var device = _circuit.FindDevice(name.Text);
        if (device is null) Error("FAKE02", $"{Name}: no device {name.Text}", name);
        return device;
    }

    public override Unknown? BranchOf(Argument name)
    {
        var branch = _circuit.FindBranch(name.Text);
        if (branch is null) Error("FAKE03", $"{Name}: no branch current {name.Text}", name);
        return branch;
    }

    public override bool Has(string parameter) => _given.ContainsKey(parameter);

    public override double Number(string parameter) =>
        _given.TryGetValue(parameter, out string? text) ? Read(text) : Known(parameter).Fallback;

    public override double Number(Argument argument) => Read(argument.Text);

    public override bool IsNumber(Argument argument) => argument.Text[0] is '{' or '\'' || ElementLine.Number(argument.Text) is not null;

    public override string Text(string parameter) => _given.GetValueOrDefault(parameter) ?? Known(parameter).Choices.FirstOrDefault() ?? "";

    public override CircuitFormula? Formula(string parameter) => _circuit.Formula(this, _given[parameter], Temperature);

    public override CircuitFormula? Formula(Argument argument) => _circuit.Formula(this, argument.Text, Temperature);

    public override Formula? Transfer(string parameter) => FormulaParser.Parse(TestCircuit.Inner(_given[parameter])).Formula?.Bind(_ => null);

    public override Formula? Transfer(Argument argument) => FormulaParser.Parse(TestCircuit.Inner(argument.Text)).Formula?.Bind(_ => null);

    public override IReadOnlyList<double> Numbers(string parameter) =>
        [.. _given.GetValueOrDefault(parameter, "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Read)];

    public override ModelView? Model(Argument name, params string[] types)
    {
        var model = _circuit.FindModel(name.Text);
        if (model is not null && types.Contains(model.Type)) return model;
        Error("FAKE04", $"{Name}: no model {name.Text} of type {string.Join(" or ", types)}", name);
        return null;
    }

    public override IReadOnlyList<double>? ReadNumbers(string file, Argument at)
    {
        var numbers = _circuit.File(file);
        if (numbers is null) Error("FAKE05", $"{Name}: no file {file}", at);
        return numbers;
    }

    public override void Add(Device device) => _circuit.Add(device);

    public override void Error(string code, string message, Argument? at = null, string? parameter = null, string? hint = null) =>
        _circuit.Report("error", code, message, hint);

    public override void Warn(string code, string message, Argument? at = null, string? parameter = null) =>
        _circuit.Report("warning", code, message, null);

    private double Read(string text)
    {
        if (ElementLine.Number(text) is { } value) return value;
        if (TestCircuit.Constant(text) is { } constant) return constant;
        Error("FAKE06", $"{Name}: {text} is not a number");
        return double.NaN;
    }

    private Parameter Known(string parameter) => _kind.Parameters.Find(parameter)
        ?? throw new ArgumentException($"{_kind.Letter} has no parameter {parameter}", nameof(parameter));
}
