namespace NanoSpice.Numerics;

public enum NewtonOutcome
{
    Converged,
    IterationLimit,
    Diverging,
    Singular,
    NotFinite,
}

/// <summary>How a Newton solve ended.</summary>
/// <param name="WorstUnknown">unknown with the largest last correction; for Singular the column without a pivot</param>
/// <param name="WorstRatio">that correction in units of its tolerance</param>
public readonly record struct NewtonReport(NewtonOutcome Outcome, int Iterations, int WorstUnknown, double WorstRatio)
{
    public bool Ok => Outcome == NewtonOutcome.Converged;
}

public sealed record NewtonOptions
{
    /// <summary>Iterations before giving up [-]; SPICE's itl1.</summary>
    public int MaxIterations { get; init; } = 100;

    /// <summary>Accepted weighted correction [-]: below 1 by the square of what a last quadratic step gains.</summary>
    public double Target { get; init; } = 1e-3;

    /// <summary>Largest change of an unknown in one iteration, in its unit; +inf: no damping.</summary>
    public double MaxChange { get; init; } = double.PositiveInfinity;
}

/// <summary>Damped Newton iteration for the static problem f(x, t) = 0 with a Jacobian at every iteration.</summary>
/// <remarks>
///   repeat:  load f, J;  solve J d = f;  scale d to MaxChange;  x -= d;
///            stop when max |d_i| / (reltol |x_i| + abstol_i) is below Target and no law was limited.
/// </remarks>
public sealed class Newton
{
    private readonly IDaeSystem _system;
    private readonly JacobianFactors _factors;
    private readonly WorkCount _work;
    private readonly double _relative;
    private readonly double[] _f, _q;

    public Newton(IDaeSystem system, JacobianFactors factors, double relativeTolerance, WorkCount work)
    {
        (_system, _factors, _relative, _work) = (system, factors, relativeTolerance, work);
        _f = new double[system.Size];
        _q = new double[system.Size];
    }

    /// <summary>Solves from x on; x holds the last iterate whatever the outcome.</summary>
    public NewtonReport Solve(double t, Span<double> x, NewtonOptions options)
    {
        var last = new NewtonReport(NewtonOutcome.IterationLimit, 0, 0, double.PositiveInfinity);
        for (int k = 1; k <= options.MaxIterations; k++)
        {
            _work.Iterations++;
            _work.Evaluations++;
            _system.Load(t, x, 0, _f, _q, _factors.Matrix);
            bool limited = _system.Limited;
            var status = _factors.Factor(0);
            if (!status.Ok)
                return new(status.Outcome == LuOutcome.NotFinite ? NewtonOutcome.NotFinite : NewtonOutcome.Singular, k, status.Column, double.NaN);
            _factors.Solve(_f);
            last = Correct(x, options.MaxChange) with { Iterations = k };
            if (last.Outcome == NewtonOutcome.NotFinite) return last;
            if (!limited && last.WorstRatio <= options.Target) return last with { Outcome = NewtonOutcome.Converged };
        }
        // SPICE's own criterion (one tolerance) is good enough when the tighter one stalls on a kink.
        return last.WorstRatio <= 1 && !_system.Limited ? last with { Outcome = NewtonOutcome.Converged } : last;
    }

    private NewtonReport Correct(Span<double> x, double maxChange)
    {
        double largest = 0;
        foreach (double d in _f) largest = Math.Max(largest, Math.Abs(d));
        double damping = largest > maxChange ? maxChange / largest : 1, worstRatio = 0;
        int worst = 0;
        var absolute = _system.AbsoluteTolerance;
        for (int i = 0; i < x.Length; i++)
        {
            double d = damping * _f[i];
            double ratio = Math.Abs(d) / (_relative * Math.Max(Math.Abs(x[i]), Math.Abs(x[i] - d)) + absolute[i]);
            if (!(ratio <= worstRatio)) (worst, worstRatio) = (i, ratio);
            x[i] -= d;
        }
        if (!double.IsFinite(worstRatio)) return new(NewtonOutcome.NotFinite, 0, worst, worstRatio);
        if (damping < 1) worstRatio = Math.Max(worstRatio, 2);                          // a damped step never counts as converged
        return new(NewtonOutcome.IterationLimit, 0, worst, worstRatio);
    }
}
