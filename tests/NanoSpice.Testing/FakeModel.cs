using NanoSpice.Engine;

namespace NanoSpice.Testing;

/// <summary>A .model card of a <see cref="TestCircuit"/>.</summary>
public sealed class FakeModel : ModelView
{
    private readonly TestCircuit _circuit;
    private readonly ParameterTable _table;
    private readonly Dictionary<string, double> _numbers = [];
    private readonly Dictionary<string, string> _words = [];

    public FakeModel(TestCircuit circuit, string name, string type, ParameterTable table,
        IEnumerable<(string Name, string Value)> words, IEnumerable<(string Name, double Value)> numbers)
    {
        (_circuit, Name, Type, _table) = (circuit, name, type, table);
        foreach (var (key, value) in words) _words[Known(key).Name] = value;
        foreach (var (key, value) in numbers) _numbers[Known(key).Name] = value;
    }

    public override string Name { get; }

    public override string Type { get; }

    public override bool Has(string parameter) => _numbers.ContainsKey(parameter) || _words.ContainsKey(parameter);

    public override double Number(string parameter) => _numbers.TryGetValue(parameter, out double value) ? value : Known(parameter).Fallback;

    public override string Text(string parameter) =>
        _words.GetValueOrDefault(parameter) ?? Known(parameter).Choices.FirstOrDefault() ?? "";

    public override void Error(string code, string message, string? parameter = null, string? hint = null) =>
        _circuit.Report("error", code, message, hint);

    public override void Warn(string code, string message, string? parameter = null) =>
        _circuit.Report("warning", code, message, null);

    private Parameter Known(string name) => _table.Find(name)
        ?? throw new ArgumentException($"model type {Type} has no parameter {name}", nameof(name));
}
