namespace NanoSpice.Numerics;

/// <summary>Newton for one time step: f(x, t) + alpha q(x) + r = 0, with factors kept from earlier steps while they converge.</summary>
/// <remarks>
///   Two attempts: with the factors at hand (chord iteration, at most 4), then with a Jacobian at every iteration. Factors made at
///   another alpha are used within a ratio of 0.6 to 1.67, their solution scaled by 2 / (1 + alpha / alpha_factors) [IDA].
///   Convergence: rate / (1 - rate) |d| below Accuracy in weighted units; the rate is remembered from step to step.
/// </remarks>
public sealed class StepNewton
{
    private const int ChordIterations = 4;
    private const int PatientFailures = 4, NoisePatterns = 4;
    private const double SmallestRatio = 0.6, LargestRatio = 1 / 0.6, WorstRate = 0.9;

    private readonly IDaeSystem _system;
    private readonly JacobianFactors _factors;
    private readonly ErrorWeights _weights;
    private readonly WorkCount _work;
    private readonly IGuided? _guided;
    private readonly DampedNewton _damped;
    private readonly double[] _residual;
    private readonly RowCheck? _rows;
    private readonly int _fullIterations;
    private int _failures;                                      // Solves that failed in a row
    private bool _solved = true;                                // the last Solve went well: laws are limited from where it ended
    private double _contraction = double.PositiveInfinity;      // rate / (1 - rate) of the factors at hand; +inf: not known

    public StepNewton(IDaeSystem system, JacobianFactors factors, ErrorWeights weights, WorkCount work, int fullIterations)
    {
        (_system, _factors, _weights, _work, _fullIterations) = (system, factors, weights, work, fullIterations);
        _guided = system as IGuided;
        _damped = new DampedNewton(system, factors, weights, work);
        _residual = new double[system.Size];
        Charge = new double[system.Size];
    }

    /// <summary>q at the solution: q(x), for conserved rows what the step formula makes of f(x).</summary>
    public double[] Charge { get; }

    /// <summary>Always a new Jacobian: SPICE's way, for its own methods.</summary>
    public bool AlwaysFull { get; init; }

    /// <summary>Factor on the number of iterations: a start cannot take a smaller step instead.</summary>
    public int Patience { get; set; } = 1;

    /// <summary>Part of the error tolerance left to Newton [-]; a tenth leaves the error test to the truncation error.</summary>
    public double Accuracy { get; init; } = 0.1;

    /// <summary>A new Jacobian for every step, kept within it: pays where Accuracy is so tight that old factors would take more iterations than a factorization costs.</summary>
    public bool FreshEveryStep { get; init; }

    /// <summary>Looks at the equations themselves before a solution by an old Jacobian is taken, for laws with corners between large and no slopes.</summary>
    public bool ChecksRows { get => _rows is not null; init => _rows = value ? new RowCheck(_residual.Length) : null; }

    /// <summary>The equations changed: factors and rate are worth nothing.</summary>
    public void Invalidate()
    {
        _factors.Invalidate();
        _contraction = double.PositiveInfinity;
    }

    /// <summary>Solves from x = guess on; on return x is the solution and Charge its q.</summary>
    public NewtonReport Solve(double t, double alpha, ReadOnlySpan<double> r, ReadOnlySpan<double> guess, Span<double> x)
    {
        double ratio = alpha / _factors.Alpha;
        bool usable = !AlwaysFull && !FreshEveryStep && ratio is >= SmallestRatio and <= LargestRatio;        // false for NaN
        // Where a failed iteration left a junction, its charge over a short step would be a huge current.
        if (_solved) _guided?.KeepLimits();
        else _guided?.RestoreLimits();
        guess.CopyTo(x);
        var report = Iterate(t, alpha, r, x, AlwaysFull ? 0 : ChordIterations, refresh: !usable);
        bool known = report.Ok && _rows is not null && !AlwaysFull, stuck = false;
        if (known)
        {
            Evaluate(t, alpha, x);
            stuck = _rows!.IsStuck(_residual, alpha, Charge, r, x, _factors.Matrix);
        }
        if (!report.Ok || stuck) report = Again(t, alpha, r, guess, x);
        _solved = report.Ok;
        if (report.Ok) _failures = 0;
        if (!report.Ok)
        {
            Invalidate();
            return report;
        }
        if (!known || stuck) Evaluate(t, alpha, x);
        foreach (int i in _system.Conserved) Charge[i] = -(_residual[i] + r[i]) / alpha;
        return report;
    }

    /// <summary>With a Jacobian at every iteration; where that fails time and again, damped.</summary>
    private NewtonReport Again(double t, double alpha, ReadOnlySpan<double> r, ReadOnlySpan<double> guess, Span<double> x)
    {
        _guided?.RestoreLimits();
        guess.CopyTo(x);
        var report = Iterate(t, alpha, r, x, 0, refresh: true);
        // Corrections that only stir round-off cannot get smaller; a Newton that ends within its share went as far as it could.
        if (report.Outcome == NewtonOutcome.IterationLimit && !_system.Limited && report.WorstRatio <= Math.Max(Accuracy, Noise(alpha)))
            report = report with { Outcome = NewtonOutcome.Converged };
        if (report.Outcome != NewtonOutcome.IterationLimit || ++_failures < PatientFailures) return report;
        _guided?.RestoreLimits();
        guess.CopyTo(x);
        return _damped.Solve(t, alpha, r, x);
    }

    private void Evaluate(double t, double alpha, ReadOnlySpan<double> x)
    {
        _work.Evaluations++;
        _system.Load(t, x, alpha, _residual, Charge, null);
    }

    /// <summary>How far round-off in the charges can move the solution of a step, in tolerances: max |J^-1 (8 eps alpha |q|)|.</summary>
    /// <remarks>It grows as 1/h: the current through a source across a capacitor is a difference of charges over h.</remarks>
    /// <param name="x">a solution that the tolerances are to know of: at a start with initial currents nothing else does; may be empty</param>
    public double Noise(double alpha, ReadOnlySpan<double> x = default)
    {
        double largest = 0;
        for (int k = 0; k < NoisePatterns; k++)
        {
            // What is common to coupled charges may do nothing, and their difference everything: some patterns of signs.
            for (int i = 0; i < _residual.Length; i++)
            {
                double size = 8 * 2.2e-16 * alpha * Math.Abs(Charge[i]);
                _residual[i] = k == 0 || (i >> (k - 1)) % 2 == 0 ? size : -size;
            }
            _factors.Solve(_residual);
            largest = Math.Max(largest, x.IsEmpty ? _weights.Norm(_residual) : _weights.NormAt(x, _residual));
        }
        return largest;
    }

    /// <summary>With chord > 0: one Jacobian at most, chord iterations on it. With chord = 0: a Jacobian at every iteration.</summary>
    private NewtonReport Iterate(double t, double alpha, ReadOnlySpan<double> r, Span<double> x, int chord, bool refresh)
    {
        int limit = chord > 0 ? chord : Patience * _fullIterations;
        double first = 0;
        var report = new NewtonReport(NewtonOutcome.IterationLimit, 0, 0, 0);
        if (refresh || alpha != _factors.Alpha) _contraction = double.PositiveInfinity;
        for (int k = 0; k < limit; k++)
        {
            bool factor = chord == 0 || (refresh && k == 0);
            _work.Iterations++;
            _work.Evaluations++;
            _system.Load(t, x, alpha, _residual, Charge, factor ? _factors.Matrix : null);
            bool limited = _system.Limited;
            VectorMath.Residual(_residual, alpha, Charge, r);
            if (k == 0) _rows?.Begin(_residual);
            if (factor && _factors.Factor(alpha) is { Ok: false } bad)
                return new(bad.Outcome == LuOutcome.NotFinite ? NewtonOutcome.NotFinite : NewtonOutcome.Singular, k, bad.Column, double.NaN);
            _factors.Solve(_residual);
            double scale = alpha == _factors.Alpha ? 1 : 2 / (1 + alpha / _factors.Alpha), norm = scale * _weights.Norm(_residual);
            VectorMath.AddScaled(x, -scale, _residual);
            if (!double.IsFinite(norm)) return new(NewtonOutcome.NotFinite, k + 1, _weights.Worst(_residual), norm);
            if (limited) continue;
            report = Judge(k, norm, ref first, chord > 0);
            if (report.Outcome != NewtonOutcome.IterationLimit) return report;
        }
        return new(NewtonOutcome.IterationLimit, limit, _weights.Worst(_residual), _weights.Norm(_residual));
    }

    private NewtonReport Judge(int k, double norm, ref double first, bool chord)
    {
        if (norm <= 1e-4 * Accuracy) return new(NewtonOutcome.Converged, k + 1, 0, norm);
        if (first == 0)
        {
            first = norm;
            if (_contraction * norm <= Accuracy) return new(NewtonOutcome.Converged, k + 1, 0, norm);
            return new(NewtonOutcome.IterationLimit, k + 1, 0, norm);
        }
        double rate = chord ? Math.Pow(norm / first, 1.0 / k) : norm / first;
        if (!chord) first = norm;
        if (chord && rate > WorstRate) return new(NewtonOutcome.Diverging, k + 1, _weights.Worst(_residual), norm);
        if (rate < WorstRate)
        {
            // A rate seen once may be luck: remember it with a floor.
            _contraction = Math.Max(rate / (1 - rate), 1e-3);
            // Behind a kink of a law the rate of the jump to it says nothing of what follows: full Newton has to end within the tolerance.
            if (_contraction * norm <= Accuracy && (chord || norm <= 1)) return new(NewtonOutcome.Converged, k + 1, 0, norm);
        }
        return new(NewtonOutcome.IterationLimit, k + 1, 0, norm);
    }
}
