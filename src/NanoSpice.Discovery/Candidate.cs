using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>A sum of weighted terms that a search proposes: y = sum of Weights[k] Terms[k].</summary>
/// <param name="Terms">formulas over the inputs, constants inside them included; the constant 1 is the intercept</param>
/// <param name="Weights">by least squares over the rows searched</param>
/// <param name="MeanSquare">mean square of the residual over these rows [unit of target squared]</param>
/// <param name="Complexity">nodes of the terms, weights not counted</param>
public sealed record Candidate(IReadOnlyList<Formula> Terms, IReadOnlyList<double> Weights, double MeanSquare, int Complexity);
