using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>A model card as the element kinds see it.</summary>
internal sealed class BoundModel : ModelView
{
    private readonly ModelCard _card;
    private readonly ParameterReader _parameters;
    private readonly ParameterTable _table;
    private readonly DiagnosticBag _bag;

    public BoundModel(ModelEntry entry, DeviceKind kind, ValueReader values)
    {
        (_card, _bag) = (entry.Card, values.Bag);
        Name = _card.Name.Text.ToLowerInvariant();
        Type = _card.Type.Text.ToLowerInvariant();
        _table = kind.ModelParameters(Type);
        _parameters = new(_table, _card.Parameters, values, entry.Scope, $"model '{_card.Name.Text}'", CardCodes.Model);
        var unknown = new List<Assignment>();
        IsSound = _parameters.Check(_card.Name.At, unknown, _card.Flags);
        IsSound &= kind.CheckModel(this);
        WarnOf([.. unknown.Select(a => a.Name), .. _card.Flags.Where(f => _table.Find(f.Text) is null)]);
    }

    /// <summary>False when errors of the card were reported; elements then go without it.</summary>
    public bool IsSound { get; }

    public override string Name { get; }

    public override string Type { get; }

    public override bool Has(string parameter) => _parameters.Has(parameter) || _card.Flags.Any(f => _table.Find(f.Text) == _table.Find(parameter));

    public override double Number(string parameter) =>
        !_parameters.Has(parameter) && Has(parameter) ? 1 : _parameters.Number(parameter);

    public override string Text(string parameter) => _parameters.Text(parameter);

    public override void Error(string code, string message, string? parameter = null, string? hint = null) =>
        _bag.Error(code, message, At(parameter), hint);

    public override void Warn(string code, string message, string? parameter = null) =>
        _bag.Warn(code, message, At(parameter));

    /// <summary>One warning for all parameters that the type does not have, as cards written for other programs carry many.</summary>
    private void WarnOf(IReadOnlyList<Word> unknown)
    {
        if (unknown.Count == 0) return;
        string names = string.Join(", ", unknown.Select(w => w.Text.ToLowerInvariant()));
        string subject = unknown.Count == 1 ? "parameter" : "parameters";
        _bag.Warn(Codes.UnknownModelParameter, $"model '{_card.Name.Text}' ({Type}): unknown {subject} {names}, without effect", unknown[0].At,
            unknown.Count == 1 ? Suggestion.Hint(unknown[0].Text, _table.Names) : null);
    }

    private SourceSpan At(string? parameter) =>
        parameter is not null && _table.Find(parameter) is not null && _parameters.Assignment(parameter) is { } a ? a.Value.At : _card.Name.At;
}
