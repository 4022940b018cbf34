namespace NanoSpice.Numerics;

/// <summary>Values and slopes just after a kink: two backward-Euler steps so small that nothing else happens.</summary>
/// <remarks>
///   f(x_A, t+d) + (q(x_A) - q)/d = 0,  f(x_B, t+2d) + (q(x_B) - q_A)/d = 0.  Charges carry over, everything else (currents of
///   capacitors, voltages across inductors) may jump; (x_B - x_A)/d is the slope after the jump, free of it.
/// </remarks>
internal sealed class ConsistentStart(int size, StepNewton newton, ErrorWeights weights)
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

    /// <param name="smallest">lower bound of d [s]: enough to get over a jump that is known to lie within it</param>
    public NewtonReport Solve(double t, ReadOnlySpan<double> x, ReadOnlySpan<double> q, double span, double smallest)
    {
        // 1e-8 of what follows, but long enough that round-off of charges over d stays a hundredth of the tolerance;
        // far above the spacing of t itself, so that a slope means something.
        double d = Math.Max(Math.Max(1e-8, 2e-14 / weights.Relative) * span, 1e-12 * Math.Abs(t));
        d = Math.Max(Math.Max(Math.Min(d, 0.1 * span), smallest), 1e-300);
        // Steps as the clock has them, not as they were meant: near t = 1 it ticks in 2e-16.
        double middle = t + d, end = middle + d;
        newton.Invalidate();
        var first = One(middle, middle - t, x, q);
        if (!first.Ok) return first;
        X.CopyTo(_guess, 0);
        newton.Charge.CopyTo(_firstQ, 0);
        (Step, Time) = (end - middle, end);
        var second = One(end, Step, _guess, _firstQ);
        if (!second.Ok) return second;
        newton.Charge.CopyTo(Q, 0);
        VectorMath.Subtract(Change, X, _guess);
        VectorMath.Subtract(ChargeChange, Q, _firstQ);
        return second;
    }

    private NewtonReport One(double t, double step, ReadOnlySpan<double> guess, ReadOnlySpan<double> q)
    {
        VectorMath.Scale(_constant, -1 / step, q);
        return newton.Solve(t, 1 / step, _constant, guess, X);
    }
}
