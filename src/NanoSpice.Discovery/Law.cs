using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>A law in its canonical form: a sum of weighted terms with common factors drawn out.</summary>
/// <param name="Formula">the whole right-hand side over the inputs; prints as text that parses back</param>
/// <param name="Form">the same with letters for fitted numbers: i*(a + b*q)</param>
/// <param name="Terms">the terms of the sum, without their weights</param>
/// <param name="Weights">one a term</param>
/// <param name="Complexity">nodes of <paramref name="Formula"/>, numbers included</param>
public sealed record Law(Formula Formula, string Form, IReadOnlyList<Formula> Terms, IReadOnlyList<double> Weights, int Complexity);
