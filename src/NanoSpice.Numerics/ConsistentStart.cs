namespace NanoSpice.Numerics;

/// <summary>Values and slopes just after a kink: two backward-Euler steps so small that nothing else happens.</summary>
/// <remarks>
///   f(x_A, t+d) + (q(x_A) - q)/d = 0,  f(x_B, t+2d) + (q(x_B) - q_A)/d = 0.  Charges carry over, everything else (currents of
///   capacitors, voltages across inductors) may jump; (x_B - x_A)/d is the slope after the jump, free of it.
/// </remarks>
internal sealed class ConsistentStart(IDaeSystem system, StepNewton newton, ErrorWeights weights)
{
    private const int MaxPulls = 400, Patience = 10;

    /// <summary>Part of the tolerance that round-off may take [-].</summary>
    private const double NoiseShare = 0.03;

    private readonly double[] _constant = new double[system.Size], _guess = new double[system.Size], _firstQ = new double[system.Size];
    private readonly IGuided? _guided = system as IGuided;

    private double _alpha;

    public double[] X { get; } = new double[system.Size];

    public double[] Q { get; } = new double[system.Size];

    /// <summary>x_B - x_A</summary>
    public double[] Change { get; } = new double[system.Size];

    /// <summary>q_B - q_A</summary>
    public double[] ChargeChange { get; } = new double[system.Size];

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
        // Capacitors over d can be so much larger than the conductances to ground that these are lost in the matrix, and fluxes of
        // tightly coupled inductors over d are voltages that are all round-off.
        double noise = first.Outcome is NewtonOutcome.Singular or NewtonOutcome.NotFinite ? 10 : newton.Noise(1 / d, first.Ok ? X : default(ReadOnlySpan<double>));
        if (noise > NoiseShare && d < 1e-3 * span) return Solve(t, x, q, span, Math.Min(d * Math.Clamp(2 * noise / NoiseShare, 10, 1e4), 1e-3 * span));
        if (!first.Ok) first = Relax(middle, x);
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

    /// <summary>Where the charges leave no solution near x: as a capacitor from every node to ground would let the nodes move to the next one.</summary>
    /// <remarks>
    ///   Regeneration without capacitance (a Schmitt trigger of resistors and gain) jumps at the fold of its characteristic. Implicit
    ///   Euler along a time of no other meaning finds where to: pull (x - anchor), anchor the point before, pull falling to 0.
    /// </remarks>
    private NewtonReport Relax(double t, ReadOnlySpan<double> x)
    {
        var report = new NewtonReport(NewtonOutcome.IterationLimit, 0, 0, double.PositiveInfinity);
        if (_guided is null) return report;
        x.CopyTo(_guess);
        double pull = 1;
        for (int k = 0; k < MaxPulls && pull is > 1e-13 and < 1e9; k++)
        {
            _guided.Pull(_guess, pull);
            newton.Invalidate();
            report = newton.Solve(t, _alpha, _constant, _guess, X);
            if (report.Ok) X.CopyTo(_guess, 0);
            pull *= report.Ok ? 0.5 : 8;
        }
        _guided.Pull([], 0);
        newton.Invalidate();
        return newton.Solve(t, _alpha, _constant, _guess, X);
    }

    private NewtonReport One(double t, double step, ReadOnlySpan<double> guess, ReadOnlySpan<double> q)
    {
        _alpha = 1 / step;
        VectorMath.Scale(_constant, -_alpha, q);
        // Behind a switch that opened junctions are as far from where they were as at an operating point: iterations as for one.
        newton.Patience = Patience;
        var report = newton.Solve(t, _alpha, _constant, guess, X);
        newton.Patience = 1;
        return report;
    }
}
