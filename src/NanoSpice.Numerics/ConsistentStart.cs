namespace NanoSpice.Numerics;

/// <summary>Values and slopes just after a kink: two backward-Euler steps so small that nothing else happens.</summary>
/// <remarks>
///   f(x_A, t+d) + (q(x_A) - q)/d = 0,  f(x_B, t+2d) + (q(x_B) - q_A)/d = 0.  Charges carry over, everything else (currents of
///   capacitors, voltages across inductors) may jump; (x_B - x_A)/d is the slope after the jump, free of it.
/// </remarks>
internal sealed class ConsistentStart(int size, StepNewton newton)
{
    private readonly double[] _constant = new double[size], _guess = new double[size], _firstQ = new double[size];

    public double[] X { get; } = new double[size];

    public double[] Q { get; } = new double[size];

    /// <summary>x_B - x_A</summary>
    public double[] Change { get; } = new double[size];

    /// <summary>q_B - q_A</summary>
    public double[] ChargeChange { get; } = new double[size];

    /// <summary>d [s]</summary>
    public double Step { get; private set; }

    public double Time { get; private set; }

    public NewtonReport Solve(double t, ReadOnlySpan<double> x, ReadOnlySpan<double> q, double span)
    {
        // 1e-8 of what follows; far above the spacing of t itself, so that d and 2d are exact enough for a slope.
        Step = Math.Max(1e-8 * span, 1e5 * double.Epsilon);
        Step = Math.Max(Step, 1e-12 * Math.Abs(t));
        newton.Invalidate();
        var first = One(t + Step, x, q);
        if (!first.Ok) return first;
        X.CopyTo(_guess, 0);
        newton.Charge.CopyTo(_firstQ, 0);
        var second = One(t + 2 * Step, _guess, _firstQ);
        if (!second.Ok) return second;
        newton.Charge.CopyTo(Q, 0);
        VectorMath.Subtract(Change, X, _guess);
        VectorMath.Subtract(ChargeChange, Q, _firstQ);
        Time = t + 2 * Step;
        return second;
    }

    private NewtonReport One(double t, ReadOnlySpan<double> guess, ReadOnlySpan<double> q)
    {
        VectorMath.Scale(_constant, -1 / Step, q);
        return newton.Solve(t, 1 / Step, _constant, guess, X);
    }
}
