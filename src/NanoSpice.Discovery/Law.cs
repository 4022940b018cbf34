using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>A law in its canonical form: a sum of weighted terms with common factors drawn out.</summary>
/// <param name="Formula">the whole right-hand side over the inputs; prints as text that parses back</param>
/// <param name="Form">the same with letters for fitted numbers: i*(a + b*q)</param>
/// <param name="Terms">the terms of the sum, without their weights</param>
/// <param name="Weights">one a term</param>
/// <param name="Complexity">nodes of <paramref name="Formula"/>, numbers included</param>
public sealed record Law(Formula Formula, string Form, IReadOnlyList<Formula> Terms, IReadOnlyList<double> Weights, int Complexity)
{
    /// <summary>The law with its fitted numbers as variables: what <see cref="Form"/> prints.</summary>
    public required Formula Open { get; init; }

    /// <summary>Names of the fitted numbers in order of first use.</summary>
    public required IReadOnlyList<string> Letters { get; init; }

    /// <summary>Their values.</summary>
    public required IReadOnlyList<double> Numbers { get; init; }

    internal NormalSum Sum { get; init; } = NormalSum.Constant(0);

    /// <summary>The canonical law of a formula.</summary>
    /// <param name="names">names of the inputs; letters of the form keep clear of them</param>
    public static Law From(Formula formula, IEnumerable<string> names) => LawBuilder.Build(NormalSum.From(formula), names);

    /// <summary>True when both have the same terms, whatever their weights.</summary>
    public bool HasTermsOf(Law other) => Terms.Count == other.Terms.Count && Terms.Zip(other.Terms).All(p => p.First.Equals(p.Second));
}
