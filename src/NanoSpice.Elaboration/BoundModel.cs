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
        (_card, _bag) = (ModelInheritance.Whole(entry, values.Bag), values.Bag);
        Name = _card.Name.Text.ToLowerInvariant();
        Type = _card.Type.Text.ToLowerInvariant();
        _table = kind.ModelParameters(Type);
        _parameters = new(_table, _card.Parameters, values, entry.Scope, $"model '{_card.Name.Text}'", CardCodes.Model);
        var unknown = new List<Assignment>();
        var ignored = new List<Assignment>();
        int errors = _bag.ErrorCount;
        IsSound = _parameters.Check(_card.Name.At, unknown, ignored, _card.Flags) && _bag.ErrorCount == errors;
        IsSound &= kind.CheckModel(this);
        WarnOfIgnored(ignored);
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
