using NanoSpice.Elaboration;

namespace NanoSpice.Cli;

/// <summary>Where in a sweep a table or a curve stands: stepped quantities, the innermost first, and their values.</summary>
public sealed record FamilyPoint(IReadOnlyList<string> Names, IReadOnlyList<double> Values)
{
    /// <summary>rc=5, gamma=0.9</summary>
    public string Label => string.Join(", ", Names.Zip(Values, (n, v) => $"{n}={SweepPoint.Text(v)}"));

    /// <summary>The innermost quantity alone.</summary>
    public FamilyPoint Inner => new([.. Names.Take(1)], [.. Values.Take(1)]);

    /// <summary>All but the innermost quantity.</summary>
    public FamilyPoint Outer => new([.. Names.Skip(1)], [.. Values.Skip(1)]);

    internal static FamilyPoint Of(SweepPoint point) => new([.. point.Quantities.Select(q => q.Label)], point.Values);

    /// <summary>The point that a text such as "rc=5, gamma=0.9" names; null for other texts.</summary>
    public static FamilyPoint? Parse(string text)
    {
        List<string> names = [];
        List<double> values = [];
        foreach (string part in text.Split(", "))
        {
            int equals = part.IndexOf('=');
            if (equals < 1 || !Expressions.SpiceNumber.TryParse(part.AsSpan(equals + 1), out double value, out _)) return null;
            names.Add(part[..equals]);
            values.Add(value);
        }
        return new(names, values);
    }
}
