namespace NanoSpice.Expressions;

/// <summary>A function whose value is drawn anew for every run: one row each, told apart by name and number of arguments.</summary>
/// <remarks>Meanings of ngspice and HSPICE [NGSPICE 2.10], of LTspice [LTSPICE], and of Xyce for rand(); u is uniform in -1 .. 1, n standard normal.</remarks>
public sealed class Distribution
{
    private readonly Func<double[], double> _nominal;
    private readonly Func<double[], double, double> _value;

    private Distribution(string name, int count, string meaning, Func<double[], double> nominal, Func<double[], double, double> value) =>
        (Name, Count, Meaning, _nominal, _value) = (name, count, meaning, nominal, value);

    /// <summary>All rows.</summary>
    public static IReadOnlyList<Distribution> All { get; } =
    [
        new("gauss", 3, "gauss(nominal, relative, sigma): nominal (1 + relative/sigma n)", a => a[0], (a, p) => a[0] + a[0] * a[1] / a[2] * Normal(p)),
        new("gauss", 2, "gauss(nominal, relative): as with sigma 1", a => a[0], (a, p) => a[0] + a[0] * a[1] * Normal(p)),
        new("gauss", 1, "gauss(x): x n", _ => 0, (a, p) => a[0] * Normal(p)),
        new("agauss", 3, "agauss(nominal, absolute, sigma): nominal + absolute/sigma n", a => a[0], (a, p) => a[0] + a[1] / a[2] * Normal(p)),
        new("agauss", 2, "agauss(nominal, absolute): as with sigma 1", a => a[0], (a, p) => a[0] + a[1] * Normal(p)),
        new("unif", 2, "unif(nominal, relative): nominal (1 + relative u)", a => a[0], (a, p) => a[0] + a[0] * a[1] * Spread(p)),
        new("aunif", 2, "aunif(nominal, absolute): nominal + absolute u", a => a[0], (a, p) => a[0] + a[1] * Spread(p)),
        new("limit", 2, "limit(nominal, absolute): nominal + absolute or nominal - absolute", a => a[0], (a, p) => a[0] + (p > 0.5 ? a[1] : -a[1])),
        new("mc", 2, "mc(x, tolerance): x (1 + tolerance u)", a => a[0], (a, p) => a[0] + a[0] * a[1] * Spread(p)),
        new("rand", 0, "rand(): uniform in 0 .. 1, as Xyce", _ => 0.5, (_, p) => p),
        new("flat", 1, "flat(x): x u", _ => 0, (a, p) => a[0] * Spread(p)),
    ];

    /// <summary>Name in lower case.</summary>
    public string Name { get; }

    /// <summary>Number of arguments.</summary>
    public int Count { get; }

    /// <summary>How it is written, and its value.</summary>
    public string Meaning { get; }

    /// <summary>The row of a name and a number of arguments; null when there is none.</summary>
    public static Distribution? Find(string name, int count)
    {
        foreach (var row in All)
        {
            if (row.Count == count && row.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return row;
        }
        return null;
    }

    /// <summary>How a name can be written; null when no function of that name is drawn.</summary>
    internal static string? Spellings(string name) =>
        All.Where(r => r.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(r => r.Meaning).ToArray() is { Length: > 0 } all ? string.Join("; ", all) : null;

    /// <summary>The value where nothing is drawn.</summary>
    public double Nominal(double[] arguments) => _nominal(arguments);

    /// <summary>The value at a probability: its distribution function's inverse.</summary>
    /// <param name="p">between 0 and 1, neither of them</param>
    public double Value(double[] arguments, double p) => _value(arguments, p);

    /// <summary>Standard normal.</summary>
    public static double Normal(double p) => NormalQuantile.Value(p);

    /// <summary>Uniform in -1 .. 1.</summary>
    public static double Spread(double p) => 2 * p - 1;
}

/// <summary>A call of a function whose value is drawn: a variable stands for it in the formula.</summary>
/// <param name="Variable">the variable: gauss#1</param>
/// <param name="Arguments">may hold variables of calls that stand before this one in the list</param>
public sealed record DrawCall(string Variable, Distribution Distribution, IReadOnlyList<Formula> Arguments);
