namespace NanoSpice.Expressions;

/// <summary>Placeholder of the expression type; goes when Formula.cs lands.</summary>
public sealed class Formula
{
    public IReadOnlyList<string> Variables => [];

    public double Evaluate(ReadOnlySpan<double> variables) => double.NaN;

    public double EvaluateWithGradient(ReadOnlySpan<double> variables, Span<double> gradient) => double.NaN;
}
