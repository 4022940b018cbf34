namespace NanoSpice.Numerics;

public enum StepOutcome
{
    Done,

    /// <summary>Newton failed down to the smallest step.</summary>
    NoConvergence,

    /// <summary>The error test failed down to the smallest step.</summary>
    NoAccuracy,

    /// <summary>The Jacobian is singular.</summary>
    Singular,
}

/// <summary>How a step ended; for failures the last size tried and what Newton said.</summary>
public readonly record struct StepReport(StepOutcome Outcome, double Step, NewtonReport Newton)
{
    public bool Ok => Outcome == StepOutcome.Done;
}

/// <summary>An integration method: goes from accepted point to accepted point, and interpolates between.</summary>
public interface IDaeStepper
{
    double Time { get; }

    /// <summary>The accepted point.</summary>
    ReadOnlySpan<double> X { get; }

    /// <summary>Charges at the accepted point.</summary>
    ReadOnlySpan<double> Q { get; }

    /// <summary>Order of the last step.</summary>
    int Order { get; }

    /// <summary>Starts at a kink: only charges q carry over, x is a guess. The equations hold smoothly up to limit.</summary>
    /// <param name="span">rough length of what follows [s], for the first step</param>
    /// <param name="smallest">least size of the starting steps [s], to get over a jump</param>
    StepReport Restart(double t, ReadOnlySpan<double> x, ReadOnlySpan<double> q, double limit, double span, double smallest = 0);

    /// <summary>One accepted step, not past limit and no longer than maxStep.</summary>
    StepReport Step(double limit, double maxStep);

    /// <summary>Solution and its derivative at t within the last step.</summary>
    /// <param name="only">the unknowns wanted, the rest of x and slope is left alone; empty: all</param>
    void Interpolate(double t, Span<double> x, Span<double> slope, ReadOnlySpan<int> only = default);

    /// <summary>Charges of the given equations at t within the last step; sums of them stay conserved.</summary>
    void InterpolateCharge(double t, Span<double> q, ReadOnlySpan<int> only);
}
