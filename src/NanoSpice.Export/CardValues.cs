using NanoSpice.Engine.Devices;
using NanoSpice.Netlist;

namespace NanoSpice.Export;

/// <summary>Values of an element line over its model card, as text for a line of an instance.</summary>
internal sealed class CardValues
{
    private readonly ExportContext _context;
    private readonly ElementCard _card;
    private readonly (ModelCard Card, Level At) _model;
    private readonly Level _level;

    public CardValues(ExportContext context, ElementCard card, Level level, (ModelCard Card, Level At) model)
    {
        (_context, _card, _level, _model) = (context, card, level, model);
        Copies = Find(card, "m");
        if (context.Instances(card).FirstOrDefault(i => i.Copies != 1) is { } copied)
            context.NoForm($"copies (m=) of the subcircuit around {copied.Name}", card.Name.At, "write the instances out");
    }

    /// <summary>False for the slit's card of a stack, which the line of the stack does not change.</summary>
    public bool UsesElement { get; init; } = true;

    /// <summary>m= of the line; null: 1.</summary>
    public Word? Copies { get; init; }

    public bool IsDoubleLayer => Has("qs");

    /// <summary>kT/e [V].</summary>
    public double Thermal => ThermalVoltage.At(_context.Instances(_card).Select(i => i.Device?.Temperature).FirstOrDefault() ?? _context.Simulation.Options.Temperature);

    public bool Has(string name) => Given(name) is not null;

    public string Word(string name) => Given(name)?.Value.Text ?? "";

    /// <summary>A value as it stands, in braces where it is an expression.</summary>
    /// <param name="scale">m of these side by side have m times as much</param>
    /// <param name="share">m of these side by side have the m-th part</param>
    public string Get(string name, bool scale = false, bool share = false)
    {
        if (Given(name) is not var (value, at))
            return name switch { "rmin" => "1m", "copen" or "gamma" or "gammain" => "0", _ => "1" };
        if (_level.Shadowed(value.Text, at) is { } shadowed)
            _context.NoForm($"'{value.Text}' of model {_model.Card.Name.Text}: {shadowed} means something else where {_card.Name.Text} stands", value.At, $"rename {shadowed}");
        return Copies is null || !(scale || share) ? Braced(value) : scale ? Product(value, Copies) : $"{{({Inner(value)})/({Inner(Copies.Value)})}}";
    }

    /// <summary>qmax, or the charge at vmax.</summary>
    /// <param name="sharesCharge">false: m resistances are all set by the one charge</param>
    public string Scale(bool sharesCharge = true)
    {
        if (Given("qmax") is not null && !(OnElement("vmax") is not null && OnElement("qmax") is null)) return Get("qmax", scale: sharesCharge);
        if (Given("vmax") is not var (vmax, _)) return "1";
        if (!IsDoubleLayer) return $"{{({Inner(Given("cslit")!.Value.Value)})*({Inner(vmax)}){(Copies is { } m ? $"*({Inner(m)})" : "")}}}";
        _context.NoForm($"vmax= beside qs= of {_card.Name.Text}", vmax.At, "give qmax=");
        return "1";
    }

    public static Word? Find(ElementCard card, string name) =>
        card.Parameters.LastOrDefault(a => a.Name.Text.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;

    /// <summary>Value times m.</summary>
    public static string Product(Word value, Word? m) => m is { } copies ? $"{{({Inner(value)})*({Inner(copies)})}}" : Braced(value);

    /// <summary>A number plain, an expression in braces.</summary>
    public static string Braced(Word value) => value.IsExpression ? $"{{{value.Body}}}" : Expressions.SpiceNumber.TryParse(value.Text, out double number, out _) ? Plain(value.Text, number) : $"{{{value.Text}}}";

    /// <summary>4k7 is 4 kOhm to others.</summary>
    private static string Plain(string text, double number) => char.IsAsciiDigit(text[^1]) && text.Any(char.IsAsciiLetter) && !text.Contains('e', StringComparison.OrdinalIgnoreCase) ? Dialect.Number(number) : text;

    private static string Inner(Word value) => value.IsExpression ? value.Body : value.Text;

    private (Word Value, Level At)? Given(string name) =>
        OnElement(name) is { } own ? (own, _level) : _model.Card.Parameters.LastOrDefault(a => a.Name.Text.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } a ? (a.Value, _model.At) : null;

    private Word? OnElement(string name) => UsesElement ? Find(_card, name) : null;
}
