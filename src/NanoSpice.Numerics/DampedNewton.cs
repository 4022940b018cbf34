namespace NanoSpice.Numerics;

/// <summary>Newton with steps cut back until they help: for laws that are flat beside a steep place (an amplifier of high gain and hard limits).</summary>
/// <remarks>
///   Between its two limits plain Newton goes back and forth for ever, however close the guess. Natural monotonicity [Deuflhard]:
///   x - c d is taken when |J^-1 F(x - c d)| &lt;= (1 - c/4) |J^-1 F(x)| in tolerances, J that of x; else c is halved.
/// </remarks>
internal sealed class DampedNewton(IDaeSystem system, JacobianFactors factors, ErrorWeights weights, WorkCount work)
{
    private const int MaxIterations = 60;
    private const double SmallestCut = 1e-4, Target = 1e-2;

    private readonly double[] _direction = new double[system.Size], _trial = new double[system.Size];
    private readonly double[] _residual = new double[system.Size], _charge = new double[system.Size];

    /// <summary>Solves f(x, t) + alpha q(x) + r = 0 from x on.</summary>
    public NewtonReport Solve(double t, double alpha, ReadOnlySpan<double> r, Span<double> x)
    {
        double norm = 0, cut = 1;
        int worst = 0;
        for (int k = 1; k <= MaxIterations; k++)
        {
            work.Iterations++;
            Load(t, alpha, r, x, _direction, factors.Matrix);
            bool limited = system.Limited;
            if (factors.Factor(alpha) is { Ok: false } bad)
                return new(bad.Outcome == LuOutcome.NotFinite ? NewtonOutcome.NotFinite : NewtonOutcome.Singular, k, bad.Column, double.NaN);
            factors.Solve(_direction);
            (norm, worst) = (weights.Norm(_direction), weights.Worst(_direction));
            if (!double.IsFinite(norm)) return new(NewtonOutcome.NotFinite, k, worst, norm);
            if (norm <= Target && !limited)
            {
                VectorMath.AddScaled(x, -1, _direction);
                return new(NewtonOutcome.Converged, k, worst, norm);
            }
            // A limited law moves on from where it was evaluated: there is nothing to compare.
            if (limited) cut = 1;
            else cut = CutBack(t, alpha, r, x, norm, Math.Min(1, 4 * cut));
            VectorMath.AddScaled(x, -cut, _direction);
        }
        // Corrections of round-off cannot get smaller.
        return new(norm <= 10 * Target && !system.Limited ? NewtonOutcome.Converged : NewtonOutcome.IterationLimit, MaxIterations, worst, norm);
    }

    private double CutBack(double t, double alpha, ReadOnlySpan<double> r, ReadOnlySpan<double> x, double norm, double cut)
    {
        for (; cut > SmallestCut; cut *= 0.5)
        {
            x.CopyTo(_trial);
            VectorMath.AddScaled(_trial, -cut, _direction);
            Load(t, alpha, r, _trial, _residual, null);
            factors.Solve(_residual);
            if (system.Limited || weights.Norm(_residual) <= (1 - 0.25 * cut) * norm) break;
        }
        return cut;
    }

    private void Load(double t, double alpha, ReadOnlySpan<double> r, ReadOnlySpan<double> x, double[] residual, SparseMatrix<double>? jacobian)
    {
        work.Evaluations++;
        system.Load(t, x, alpha, residual, _charge, jacobian);
        VectorMath.Residual(residual, alpha, _charge, r);
    }
}
