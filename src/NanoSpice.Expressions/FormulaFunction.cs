namespace NanoSpice.Expressions;

/// <summary>Value of a function of several arguments.</summary>
public delegate double ValueOfMany(ReadOnlySpan<double> arguments);

/// <summary>Partial derivatives of a function of several arguments at these arguments.</summary>
public delegate void SlopesOfMany(ReadOnlySpan<double> arguments, Span<double> slopes);

/// <summary>Values of a function of one argument over rows, four at a time; both spans a multiple of four long.</summary>
internal delegate void ValuesOfOne(ReadOnlySpan<double> arguments, Span<double> values);

/// <summary>w dy/dx over rows for a function y(x) of one argument; w, x or y may be a constant in every lane.</summary>
internal delegate void SlopesOfOne(ReadOnlySpan<double> w, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> target);

/// <summary>One row of the function table: name, number of arguments, value, exact derivatives, and what to know of its domain.</summary>
public sealed class FormulaFunction
{
    private FormulaFunction(string name, int fewest, int most, string note)
    {
        Name = name;
        Fewest = fewest;
        Most = most;
        Note = note;
    }

    /// <summary>Name in lower case.</summary>
    public string Name { get; }

    /// <summary>Smallest number of arguments.</summary>
    public int Fewest { get; }

    /// <summary>Largest number of arguments; int.MaxValue when open.</summary>
    public int Most { get; }

    /// <summary>Domain, edge values, and the source of the convention; plain words for help text.</summary>
    public string Note { get; }

    /// <summary>Place in the table.</summary>
    public int Row { get; internal set; }

    /// <summary>Set when the call is another spelling of an operator, as pow(a, b).</summary>
    public FormulaOp? Operator { get; private init; }

    internal Func<double, double>? Value1 { get; private init; }

    /// <summary>The same over columns, where there is a vector form; within some units in the last place of <see cref="Value1"/>.</summary>
    internal ValuesOfOne? Columns1 { get; private init; }

    /// <summary>The derivative over columns, where there is a vector form.</summary>
    internal SlopesOfOne? ColumnSlopes1 { get; private init; }

    /// <summary>Derivative from argument and value.</summary>
    internal Func<double, double, double>? Slope1 { get; private init; }

    internal Func<double, double, double>? Value2 { get; private init; }

    internal Func<double, double, (double A, double B)>? Slope2 { get; private init; }

    internal ValueOfMany? ValueN { get; private init; }

    internal SlopesOfMany? SlopesN { get; private init; }

    internal static FormulaFunction One(string name, Func<double, double> value, Func<double, double, double> slope, string note = "",
        ValuesOfOne? columns = null, SlopesOfOne? columnSlopes = null) =>
        new(name, 1, 1, note) { Value1 = value, Slope1 = slope, Columns1 = columns, ColumnSlopes1 = columnSlopes };

    internal static FormulaFunction Two(string name, Func<double, double, double> value, Func<double, double, (double, double)> slope, string note = "") =>
        new(name, 2, 2, note) { Value2 = value, Slope2 = slope };

    internal static FormulaFunction Many(string name, int fewest, int most, ValueOfMany value, SlopesOfMany slopes, string note = "") =>
        new(name, fewest, most, note) { ValueN = value, SlopesN = slopes };

    internal static FormulaFunction Spelling(string name, FormulaOp op, string note) =>
        new(name, FormulaBuilder.Arity(op), FormulaBuilder.Arity(op), note) { Operator = op };

    /// <summary>What is wrong with this number of arguments, or null.</summary>
    public string? CountError(int count)
    {
        if (Most == int.MaxValue)
        {
            return count >= Fewest && count % 2 == 1
                ? null
                : $"{Name} takes a value and then pairs of points, got {count} argument{(count == 1 ? "" : "s")}";
        }
        return count == Fewest ? null : $"{Name} takes {Fewest} argument{(Fewest == 1 ? "" : "s")}, got {count}";
    }
}
