namespace NanoSpice.Numerics;

/// <summary>How a factorization ended.</summary>
public enum LuOutcome
{
    /// <summary>Factors are ready for Solve.</summary>
    Done,

    /// <summary>No usable pivot in a column: the matrix is singular to working precision.</summary>
    Singular,

    /// <summary>Refactor only: a kept pivot became too small against its column; Factor chooses new ones.</summary>
    PivotTooSmall,

    /// <summary>The matrix holds a NaN or an infinity.</summary>
    NotFinite,
}

/// <summary>Outcome of a factorization; Column is the original column (unknown) of a failure, -1 when done.</summary>
public readonly record struct LuStatus(LuOutcome Outcome, int Column)
{
    /// <summary>True when Solve may be called.</summary>
    public bool Ok => Outcome == LuOutcome.Done;

    /// <summary>The status of a success.</summary>
    public static LuStatus Done => new(LuOutcome.Done, -1);
}
