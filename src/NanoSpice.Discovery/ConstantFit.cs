using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>Constants inside terms by Levenberg-Marquardt, the weights solved for at every step. Allocates nothing after construction.</summary>
/// <remarks>
///   (J'J + lambda D) d = J'r over weights and constants together; D is the diagonal of J'J at constants and 0 at weights,
///   which leaves the projected problem of the constants alone [Kaufman]. A step counts when the error falls.
/// </remarks>
public sealed class ConstantFit
{
    /// <summary>Constants fitted at most; a law with more is left as it is.</summary>
    public const int MostConstants = 12;

    private const double FirstDamping = 1e-2, MostDamping = 1e4;

    /// <summary>Part of the error a step must promise to be tried, or bring to be followed by another [-].</summary>
    private const double LeastGain = 1e-9;

    private readonly TermFit _terms;
    private readonly int _rows, _padded;
    private readonly double[] _slopes, _right, _kept, _weightOf;
    private readonly NormalEquations _equations;

    /// <param name="terms">the terms whose constants are fitted</param>
    /// <param name="mostTerms">as given to <paramref name="terms"/></param>
    public ConstantFit(TermFit terms, int mostTerms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        _terms = terms;
        _rows = terms.Residual.Length;
        _padded = terms.PaddedResidual.Length;
        int most = MostConstants + mostTerms + 1;
        _slopes = new double[MostConstants * _padded];
        (_right, _kept, _weightOf) = (new double[most], new double[MostConstants], new double[MostConstants]);
        _equations = new(most);
    }

    /// <summary>Steps tried by the last call of <see cref="Polish"/>.</summary>
    public int Passes { get; private set; }

    /// <summary>Improves the constants in place; they change only when the error falls.</summary>
    /// <param name="formulas">postfix nodes of each term; variables are places among the columns</param>
    /// <param name="intercept">a constant 1 with a weight as well</param>
    /// <param name="weights">of the terms and the intercept, as <see cref="TermFit.Solve"/> leaves them</param>
    /// <param name="passes">steps tried at most</param>
    /// <returns>mean square of the residual</returns>
    public double Polish(ReadOnlySpan<Memory<FormulaNode>> formulas, bool intercept, Span<double> weights, int passes)
    {
        Passes = 0;
        int constants = 0, linear = formulas.Length + (intercept ? 1 : 0);
        foreach (var formula in formulas)
            foreach (ref readonly var node in formula.Span)
                if (node.Op == FormulaOp.Constant) constants++;
        double best = Solve(formulas, intercept, weights, all: true), damping = FirstDamping;
        if (constants is 0 or > MostConstants || !double.IsFinite(best)) return best;
        bool moved = false, fresh = false;
        while (Passes < passes && damping <= MostDamping)
        {
            if (!fresh && !Linearise(formulas, linear, weights)) break;
            fresh = true;
            if (!(Step(linear, constants, damping) > LeastGain * best * _rows)) break;
            Passes++;
            Move(formulas, linear);
            double trial = Solve(formulas, intercept, weights, all: false);
            moved = !(trial < best);
            if (moved)
            {
                damping *= 10;
                Restore(formulas);
                continue;
            }
            double gain = 1 - (trial / best);
            (best, damping, fresh) = (trial, damping * 0.1, false);
            if (gain < LeastGain) break;
        }
        return moved ? Solve(formulas, intercept, weights, all: false) : best;
    }

    private double Solve(ReadOnlySpan<Memory<FormulaNode>> formulas, bool intercept, Span<double> weights, bool all)
    {
        for (int k = 0; k < formulas.Length; k++)
            if (all || HasConstant(formulas[k].Span)) _terms.SetTerm(k, formulas[k].Span);
        return _terms.Solve(formulas.Length, intercept, weights);
    }

    private static bool HasConstant(ReadOnlySpan<FormulaNode> nodes)
    {
        foreach (ref readonly var node in nodes)
            if (node.Op == FormulaOp.Constant) return true;
        return false;
    }

    private Span<double> Slope(int c) => _slopes.AsSpan(c * _padded, _padded);

    private ReadOnlySpan<double> Column(int a, int terms, int linear) => a < linear ? _terms.Column(a, terms) : Slope(a - linear);

    /// <summary>Normal equations of terms, intercept, then constants; false when a derivative is not finite.</summary>
    private bool Linearise(ReadOnlySpan<Memory<FormulaNode>> formulas, int linear, ReadOnlySpan<double> weights)
    {
        int constants = 0;
        for (int k = 0; k < formulas.Length; k++)
        {
            int first = constants;
            foreach (ref readonly var node in formulas[k].Span)
                if (node.Op == FormulaOp.Constant) (_kept[constants], _weightOf[constants++]) = (node.Value, weights[k]);
            if (constants > first) _terms.Evaluator.EvaluateWithConstants(formulas[k].Span, _terms.Term(k), _slopes.AsSpan(first * _padded), _padded);
        }
        for (int a = 0; a < linear + constants; a++)
        {
            var column = Column(a, formulas.Length, linear);
            // A term's part in the residual is gone already: what is left of it is rounding.
            (double sum, double square, double product) = RowSums.Moments(column, _terms.PaddedResidual);
            if (!_equations.SetSquare(a, square)) return false;
            double scale = _equations.Scales[a];
            _right[a] = product * scale;
            for (int b = 0; b < a; b++)
            {
                double dot = b == formulas.Length && b < linear ? sum : RowSums.Dot(column, Column(b, formulas.Length, linear));
                _equations.Gram(a, b) = dot * scale * _equations.Scales[b];
            }
        }
        return true;
    }

    /// <summary>The step of all unknowns, and the fall of the sum of squares that a linear model promises.</summary>
    private double Step(int linear, int constants, double damping)
    {
        int n = linear + constants;
        _right.AsSpan(0, n).CopyTo(_equations.Right);
        _equations.Factor(n, linear, damping);
        _equations.Solve(n);
        double promise = 0;
        for (int a = 0; a < n; a++) promise += _equations.Right[a] * _right[a];
        return promise;
    }

    /// <summary>Slopes are those of the term itself, so the step is divided by the term's weight.</summary>
    private void Move(ReadOnlySpan<Memory<FormulaNode>> formulas, int linear)
    {
        int c = 0;
        foreach (var formula in formulas)
        {
            foreach (ref var node in formula.Span)
            {
                if (node.Op != FormulaOp.Constant) continue;
                double step = _equations.Right[linear + c] * _equations.Scales[linear + c];
                node = node with { Value = _kept[c] + (_weightOf[c] != 0 ? step / _weightOf[c] : 0) };
                c++;
            }
        }
    }

    private void Restore(ReadOnlySpan<Memory<FormulaNode>> formulas)
    {
        int c = 0;
        foreach (var formula in formulas)
            foreach (ref var node in formula.Span)
                if (node.Op == FormulaOp.Constant) node = node with { Value = _kept[c++] };
    }
}
