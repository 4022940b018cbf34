using NanoSpice.Expressions;
using NanoSpice.Numerics;

namespace NanoSpice.Discovery;

/// <summary>Constants inside terms by Levenberg-Marquardt, the weights solved for at every step. Allocates nothing after construction.</summary>
/// <remarks>(J'J + lambda diag J'J) d = J'r over constants and weights together; a step counts when the error falls.</remarks>
public sealed class ConstantFit
{
    /// <summary>Constants fitted at most; a law with more is left as it is.</summary>
    public const int MostConstants = 12;

    private const double FirstDamping = 1e-2;

    private readonly TermFit _terms;
    private readonly int _rows, _padded;
    private readonly double[][] _jacobian;
    private readonly double[] _slopes, _normal, _right, _kept;
    private readonly DenseLu<double>[] _solvers;

    /// <param name="terms">the terms whose constants are fitted</param>
    /// <param name="mostTerms">as given to <paramref name="terms"/></param>
    public ConstantFit(TermFit terms, int mostTerms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        _terms = terms;
        _rows = terms.Residual.Length;
        _padded = terms.PaddedResidual.Length;
        int most = MostConstants + mostTerms + 1;
        _jacobian = [.. Enumerable.Range(0, most).Select(_ => new double[_padded])];
        _slopes = new double[MostConstants * _rows];
        (_normal, _right, _kept) = (new double[most * most], new double[most], new double[MostConstants]);
        _solvers = [.. Enumerable.Range(0, most + 1).Select(n => new DenseLu<double>(n))];
    }

    /// <summary>Improves the constants in place; they change only when the error falls.</summary>
    /// <param name="formulas">postfix nodes of each term; variables are places among the columns</param>
    /// <param name="weights">of the terms and the intercept, as <see cref="TermFit.Solve"/> leaves them</param>
    /// <param name="passes">steps tried</param>
    /// <returns>mean square of the residual</returns>
    public double Polish(ReadOnlySpan<Memory<FormulaNode>> formulas, bool intercept, Span<double> weights, int passes)
    {
        int constants = 0;
        for (int k = 0; k < formulas.Length; k++)
        {
            foreach (var node in formulas[k].Span) if (node.Op == FormulaOp.Constant) constants++;
            _terms.SetTerm(k, formulas[k].Span);
        }
        double best = _terms.Solve(formulas.Length, intercept, weights), damping = FirstDamping;
        if (constants is 0 or > MostConstants || !double.IsFinite(best)) return best;
        for (int pass = 0; pass < passes; pass++)
        {
            int n = Linearise(formulas, intercept, weights);
            if (n == 0 || !Step(n, damping)) break;
            Move(formulas);
            double trial = Solve(formulas, intercept, weights);
            if (trial < best)
            {
                double gain = 1 - (trial / best);
                (best, damping) = (trial, damping * 0.1);
                if (gain < 1e-12) break;
            }
            else
            {
                Restore(formulas);
                best = Solve(formulas, intercept, weights);
                damping *= 10;
                if (damping > 1e6) break;
            }
        }
        return best;
    }

    private double Solve(ReadOnlySpan<Memory<FormulaNode>> formulas, bool intercept, Span<double> weights)
    {
        for (int k = 0; k < formulas.Length; k++) _terms.SetTerm(k, formulas[k].Span);
        return _terms.Solve(formulas.Length, intercept, weights);
    }

    /// <summary>Columns of the Jacobian: constants, then terms, then the intercept; 0 when one is not finite.</summary>
    private int Linearise(ReadOnlySpan<Memory<FormulaNode>> formulas, bool intercept, ReadOnlySpan<double> weights)
    {
        int n = 0;
        for (int k = 0; k < formulas.Length; k++)
        {
            int own = 0;
            foreach (var node in formulas[k].Span)
                if (node.Op == FormulaOp.Constant) _kept[n + own++] = node.Value;
            if (own == 0) continue;
            _terms.Evaluator.EvaluateWithConstants(formulas[k].Span, _terms.Term(k), _slopes);
            for (int c = 0; c < own; c++, n++)
            {
                var column = _jacobian[n].AsSpan(0, _rows);
                for (int r = 0; r < _rows; r++) column[r] = weights[k] * _slopes[(c * _rows) + r];
            }
        }
        for (int k = 0; k < formulas.Length; k++) _terms.PaddedTerm(k).CopyTo(_jacobian[n++], 0);
        if (intercept) _jacobian[n++].AsSpan(0, _rows).Fill(1);
        for (int a = 0; a < n; a++)
        {
            for (int b = 0; b <= a; b++) _normal[(a * n) + b] = _normal[(b * n) + a] = TermFit.Dot(_jacobian[a], _jacobian[b]);
            if (!double.IsFinite(_normal[(a * n) + a])) return 0;
            _right[a] = TermFit.Dot(_jacobian[a], _terms.PaddedResidual);
        }
        return n;
    }

    /// <summary>Solves the damped normal equations; a column of zeros stays where it is.</summary>
    private bool Step(int n, double damping)
    {
        for (int a = 0; a < n; a++) _normal[(a * n) + a] = (_normal[(a * n) + a] * (1 + damping)) + 1e-300;
        if (!_solvers[n].Factor(_normal.AsSpan(0, n * n)).Ok) return false;
        _solvers[n].Solve(_right.AsSpan(0, n));
        return true;
    }

    private void Move(ReadOnlySpan<Memory<FormulaNode>> formulas)
    {
        int at = 0;
        for (int k = 0; k < formulas.Length; k++)
            foreach (ref var node in formulas[k].Span)
                if (node.Op == FormulaOp.Constant) node = node with { Value = _kept[at] + _right[at++] };
    }

    private void Restore(ReadOnlySpan<Memory<FormulaNode>> formulas)
    {
        int at = 0;
        for (int k = 0; k < formulas.Length; k++)
            foreach (ref var node in formulas[k].Span)
                if (node.Op == FormulaOp.Constant) node = node with { Value = _kept[at++] };
    }
}
