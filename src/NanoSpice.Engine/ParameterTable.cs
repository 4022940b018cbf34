namespace NanoSpice.Engine;

public enum ParameterType
{
    /// <summary>A number or a constant expression.</summary>
    Number,

    /// <summary>One word of a list of choices, or any word when there is no list.</summary>
    Word,

    /// <summary>Present or not (off, on, noise): has no value; may be given 0 or 1.</summary>
    Flag,

    /// <summary>An expression of voltages, currents and time.</summary>
    Formula,

    /// <summary>A list of numbers: ic=1,2.</summary>
    Numbers,
}

/// <summary>One parameter of an element or model.</summary>
/// <param name="Name">lower case</param>
/// <param name="Unit">"Ohm", "F", "-"</param>
public sealed record Parameter(string Name, ParameterType Type, string Unit, string Meaning)
{
    public double Fallback { get; init; } = double.NaN;

    public bool Required { get; init; }

    /// <summary>Smallest value; Exclusive says whether it is allowed itself.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    public double Max { get; init; } = double.PositiveInfinity;

    public bool MinExclusive { get; init; }

    /// <summary>Allowed words for Type Word, first is the default; empty: any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Other spellings: is = js.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Known to SPICE but without effect here: accepted with a warning.</summary>
    public bool Ignored { get; init; }

    /// <summary>What vendors write beside the model, a rating or a name: accepted without a word.</summary>
    public bool Rating { get; init; }

    /// <summary>Ratings and names of vendors: vceo, mfg.</summary>
    public static Parameter[] Ratings(params string[] names) => [.. names.Select(n => Word(n, "rating or name of the vendor") with { Rating = true })];

    public static Parameter Number(string name, string unit, string meaning, double fallback = double.NaN) =>
        new(name, ParameterType.Number, unit, meaning) { Fallback = fallback };

    public static Parameter Flag(string name, string meaning) => new(name, ParameterType.Flag, "-", meaning) { Fallback = 0 };

    public static Parameter Word(string name, string meaning, params string[] choices) =>
        new(name, ParameterType.Word, "-", meaning) { Choices = choices };

    public static Parameter Formula(string name, string unit, string meaning) => new(name, ParameterType.Formula, unit, meaning);

    public static Parameter Numbers(string name, string unit, string meaning) => new(name, ParameterType.Numbers, unit, meaning);
}

/// <summary>The parameters that a kind of element or model knows.</summary>
public sealed class ParameterTable
{
    private readonly Dictionary<string, Parameter> _byName = new(StringComparer.OrdinalIgnoreCase);

    public ParameterTable(params Parameter[] parameters)
    {
        All = parameters;
        foreach (var p in parameters)
        {
            _byName.Add(p.Name, p);
            foreach (string alias in p.Aliases) _byName.Add(alias, p);
        }
    }

    public static ParameterTable Empty { get; } = new();

    public IReadOnlyList<Parameter> All { get; }

    /// <summary>The parameter of that name or alias, or null.</summary>
    public Parameter? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>All names and aliases, for suggestions.</summary>
    public IEnumerable<string> Names => _byName.Keys;
}
