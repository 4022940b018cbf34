using System.Globalization;
using NanoSpice.Expressions;
using NanoSpice.Netlist;
using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>A key of the configuration: what it is called, what it means, how it is read and shown.</summary>
/// <param name="Unit">empty for words and counts</param>
internal abstract record PnpKey(string Name, string Unit, string Meaning)
{
    /// <summary>Geometries that use the key; empty: all.</summary>
    public IReadOnlyList<PnpGeometry> Geometries { get; init; } = [];

    /// <summary>Programs that use the key; empty: all.</summary>
    public IReadOnlyList<PnpProgram> Programs { get; init; } = [];

    /// <summary>The value is a list by nature; a list for another key runs each of its values.</summary>
    public virtual bool IsList => false;

    /// <summary>The default is shown as this; null: as the value of P0.</summary>
    public string? DefaultText { get; init; }

    /// <summary>Reads the value; null with an error reported.</summary>
    public abstract Func<PnpSettings, PnpSettings>? Read(IReadOnlyList<ConfigValue> values, SourceSpan at, DiagnosticBag bag);

    /// <summary>double, int, string, double[] or null; what the run uses.</summary>
    public abstract object? Value(PnpSettings settings);

    /// <summary>The default as a user would write it.</summary>
    public string Default => DefaultText ?? Value(new PnpSettings()) switch
    {
        double d => d == 0 || Math.Abs(d) is >= 1e-3 and < 1e5 ? d.ToString(CultureInfo.InvariantCulture) : Engineering(d),
        int i => i.ToString(CultureInfo.InvariantCulture),
        var other => other?.ToString() ?? "",
    };

    /// <summary>Lengths in nm, as the paper gives them; times with a suffix; a suffix before m2/s would look like nm2.</summary>
    private string Engineering(double value)
    {
        string nano = (value * 1e9).ToString("G12", CultureInfo.InvariantCulture) + "n";
        if (Unit == "m" && SpiceNumber.TryParse(nano, out double read, out _) && read == value) return nano;
        return Unit is "m" or "s" ? SpiceNumber.Format(value) : value.ToString("0.################e0", CultureInfo.InvariantCulture);
    }
}

/// <summary>A number with a unit.</summary>
internal sealed record NumberKey(string Name, string Unit, string Meaning, Func<PnpSettings, double> Get, Func<PnpSettings, double, PnpSettings> Set)
    : PnpKey(Name, Unit, Meaning)
{
    public override Func<PnpSettings, PnpSettings>? Read(IReadOnlyList<ConfigValue> values, SourceSpan at, DiagnosticBag bag) =>
        ConfigNumber.Read(this, values[0], bag) is { } number ? s => Set(s, number) : null;

    public override object? Value(PnpSettings settings) => Get(settings);
}

/// <summary>A count.</summary>
internal sealed record CountKey(string Name, string Meaning, Func<PnpSettings, int> Get, Func<PnpSettings, int, PnpSettings> Set) : PnpKey(Name, "", Meaning)
{
    public override Func<PnpSettings, PnpSettings>? Read(IReadOnlyList<ConfigValue> values, SourceSpan at, DiagnosticBag bag)
    {
        if (ConfigNumber.Read(this, values[0], bag) is not { } number) return null;
        if (number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue) return s => Set(s, (int)number);
        bag.Report(PnpCodes.NotANumber, $"{Name} counts: '{values[0].Text}' is not a whole number", values[0].At);
        return null;
    }

    public override object? Value(PnpSettings settings) => Get(settings);
}

/// <summary>One of several words.</summary>
internal sealed record ChoiceKey(string Name, string Meaning, IReadOnlyList<string> Words, Func<PnpSettings, string?> Get, Func<PnpSettings, string, PnpSettings> Set)
    : PnpKey(Name, "", Meaning)
{
    public override Func<PnpSettings, PnpSettings>? Read(IReadOnlyList<ConfigValue> values, SourceSpan at, DiagnosticBag bag)
    {
        string text = values[0].Text;
        if (Words.FirstOrDefault(w => w.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } word) return s => Set(s, word);
        bag.Report(PnpCodes.BadChoice, $"there is no {Name} '{text}'", values[0].At,
            NearestName.Of(text, Words) is { } near ? $"did you mean '{near}'?" : $"it is one of {string.Join(", ", Words)}");
        return null;
    }

    public override object? Value(PnpSettings settings) => Get(settings);
}

/// <summary>A list of numbers.</summary>
/// <param name="Convert">reads what the list is made of; null with an error reported</param>
internal sealed record ListKey(
    string Name, string Unit, string Meaning, Func<PnpSettings, double[]?> Get,
    Func<ListKey, IReadOnlyList<ConfigValue>, SourceSpan, DiagnosticBag, Func<PnpSettings, PnpSettings>?> Convert)
    : PnpKey(Name, Unit, Meaning)
{
    public override bool IsList => true;

    public override Func<PnpSettings, PnpSettings>? Read(IReadOnlyList<ConfigValue> values, SourceSpan at, DiagnosticBag bag) => Convert(this, values, at, bag);

    public override object? Value(PnpSettings settings) => Get(settings);
}
