using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>A model card as the element kinds see it.</summary>
internal sealed class BoundModel : ModelView
{
    private readonly ModelCard _card;
    private readonly ParameterReader _parameters;
    private readonly ParameterTable _table;
    private readonly ModelTolerances _tolerances;
    private readonly DiagnosticBag _bag;
    private readonly Func<string, BoundModel> _ofDevice;
    private readonly ValueReader _values;
    private readonly bool _quiet;

    public BoundModel(ModelEntry entry, DeviceKind kind, ValueReader values)
        : this(entry, kind, values, ModelInheritance.Whole(entry, values.Bag), null)
    {
        var unknown = new List<Assignment>();
        var ignored = new List<Assignment>();
        int errors = _bag.ErrorCount;
        IsSound = _parameters.Check(_card.Name.At, unknown, ignored, _card.Flags) && _bag.ErrorCount == errors;
        IsSound &= kind.CheckModel(this);
        WarnOfIgnored(ignored);
        WarnOf([.. unknown.Select(a => a.Name), .. _card.Flags.Where(f => _table.Find(f.Text) is null)]);
    }

    /// <summary>Without a check of the card.</summary>
    private BoundModel(ModelEntry entry, DeviceKind kind, ValueReader values, ModelCard card, string? device)
    {
        (_card, _values, _bag, _quiet) = (card, values, values.Bag, device is not null);
        _tolerances = new(card, _quiet ? new DiagnosticBag() : values.Bag);
        Name = _card.Name.Text.ToLowerInvariant();
        Type = _card.Type.Text.ToLowerInvariant();
        _table = kind.ModelParameters(Type);
        string definition = $"model {entry.Scope.Definition}{Name}";
        _parameters = new(_table, _tolerances.Parameters, values, entry.Scope, $"model '{_card.Name.Text}'", CardCodes.Model, $"model {entry.Scope.Prefix}{Name}")
        {
            Deviate = (a, nominal) => _tolerances.Apply(a, nominal, definition, device, values, entry.Scope),
        };
        _ofDevice = name =>
        {
            var own = new BoundModel(entry, kind, values, card, name);
            own.IsSound = own._parameters.Check(_card.Name.At, [], [], _card.Flags) && kind.CheckModel(own);
            return own;
        };
    }

    /// <summary>False when errors of the card were reported; elements then go without it.</summary>
    public bool IsSound { get; private set; }

    /// <summary>The model as a device has it: one of its own where tolerances of devices are drawn.</summary>
    public BoundModel Of(string device) => IsSound && _tolerances.OfDevices && !_values.Draws.IsNominal ? _ofDevice(device) : this;

    public override string Name { get; }

    public override string Type { get; }

    public override bool Has(string parameter) => _parameters.Has(parameter) || _card.Flags.Any(f => _table.Find(f.Text) == _table.Find(parameter));

    public override double Number(string parameter) =>
        !_parameters.Has(parameter) && Has(parameter) ? 1 : _parameters.Number(parameter);

    public override string Text(string parameter) => _parameters.Text(parameter);

    public override void Error(string code, string message, string? parameter = null, string? hint = null) =>
        _bag.Error(code, message, At(parameter), hint);

    public override void Warn(string code, string message, string? parameter = null)
    {
        if (!_quiet) _bag.Warn(code, message, At(parameter));
    }

    /// <summary>One warning for all parameters that the type does not have, as cards written for other programs carry many.</summary>
    private void WarnOf(IReadOnlyList<Word> unknown)
    {
        if (unknown.Count == 0) return;
        string[] all = [.. unknown.Select(w => w.Text.ToLowerInvariant()).Distinct()];
        string names = string.Join(", ", all);
        string subject = all.Length == 1 ? "parameter" : "parameters";
        _bag.Warn(Codes.UnknownModelParameter, $"model '{_card.Name.Text}' ({Type}): unknown {subject} {names}, without effect", unknown[0].At,
            all.Length == 1 ? Suggestion.Hint(unknown[0].Text, _table.Names) : null);
    }

    private void WarnOfIgnored(List<Assignment> ignored)
    {
        if (ignored.Count == 1)
            _bag.Warn(Codes.IgnoredModelParameter, $"{ignored[0].Name.Text}= has no effect here ({_table.Find(ignored[0].Name.Text)!.Meaning})", ignored[0].Name.At);
        else if (ignored.Count > 1)
            _bag.Warn(Codes.IgnoredModelParameter, $"model '{_card.Name.Text}' ({Type}): {string.Join(", ", ignored.Select(a => a.Name.Text.ToLowerInvariant()).Distinct())} have no effect here", ignored[0].Name.At);
    }

    private SourceSpan At(string? parameter) =>
        parameter is not null && _table.Find(parameter) is not null && _parameters.Assignment(parameter) is { } a ? a.Value.At : _card.Name.At;
}
