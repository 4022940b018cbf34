using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>One analysis card as its kind sees it.</summary>
internal sealed class AnalysisBinder : AnalysisRequest
{
    private readonly CircuitParts _parts;
    private readonly CommandCard _card;
    private readonly Scope _scope;
    private readonly ParameterReader _parameters;
    private readonly AnalysisKind _kind;
    private readonly Argument[] _arguments;

    private AnalysisBinder(CircuitParts parts, CommandCard card, Scope scope, AnalysisKind kind)
    {
        (_parts, _card, _scope, _kind) = (parts, card, scope, kind);
        _parameters = new(kind.Parameters, card.Parameters, parts.Values, scope, $".{kind.Keyword}", CardCodes.Analysis);
        _arguments = new Argument[card.Words.Count];
        for (int k = 0; k < _arguments.Length; k++) _arguments[k] = new(card.Words[k].Text, k);
    }

    /// <summary>The analysis of a card; null with the errors reported.</summary>
    public static Analysis? Read(CircuitParts parts, CommandCard card, Scope scope, AnalysisKind kind)
    {
        var binder = new AnalysisBinder(parts, card, scope, kind);
        return binder._parameters.Check(card.Keyword.At) ? kind.Read(binder) : null;
    }

    public override IReadOnlyList<Argument> Arguments => _arguments;

    public override SimulationOptions Options => _parts.Options;

    public override bool IsNumber(Argument argument) => ValueReader.IsNumber(argument.Text);

    public override double Number(Argument argument) =>
        _parts.Values.Read((uint)argument.Index < (uint)_card.Words.Count ? _card.Words[argument.Index] : new(argument.Text, _card.Keyword.At), _scope, bare: false);

    public override bool Has(string parameter) => _parameters.Has(parameter);

    public override double Number(string parameter) => _parameters.Number(parameter);

    public override string Text(string parameter) => _parameters.Text(parameter);

    public override Device? DeviceOf(Argument name)
    {
        if (_parts.Devices.Find(name.Text, _scope) is { } instance) return instance.Device;
        if (_parts.Devices.Inner(name.Text, _scope) is { } inner) return inner;
        Error(Codes.UnknownDevice, $"there is no element '{name.Text}'", name, Suggestion.Hint(name.Text, _parts.Devices.Names));
        return null;
    }

    public override Probe? Quantity(Argument vector) =>
        new VectorBinder(_parts, _scope).Bind(string.Concat(vector.Text.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant(), At(vector))?.Probe;

    public override Unknown Branch(Device device) => _parts.Nodes.Branch(device.Name, false);

    public override void Error(string code, string message, Argument? at = null, string? hint = null) =>
        _parts.Bag.Error(code, message, At(at), hint ?? (at is null ? $"syntax: {_kind.Syntax}" : null));

    public override void Warn(string code, string message, Argument? at = null) => _parts.Bag.Warn(code, message, At(at));

    private SourceSpan At(Argument? argument) =>
        argument is { } a && (uint)a.Index < (uint)_card.Words.Count ? _card.Words[a.Index].At : _card.Keyword.At;
}
