namespace NanoSpice.Expressions;

/// <summary>What the grammar yields, before names are settled: an operator, a call, a name or a number, and where it stands.</summary>
internal sealed class Syntax(FormulaOp op, int offset, int length, params Syntax[] arguments)
{
    public FormulaOp Op { get; } = op;

    /// <summary>Place of the operator, name or number in the text.</summary>
    public int Offset { get; } = offset;

    public int Length { get; } = length;

    public Syntax[] Arguments { get; } = arguments;

    /// <summary>Canonical variable, or the name of a function as written.</summary>
    public string Name { get; init; } = "";

    public double Value { get; init; }

    /// <summary>Row of a named constant.</summary>
    public int Index { get; init; }
}
