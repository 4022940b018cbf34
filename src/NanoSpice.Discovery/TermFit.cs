using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>Weights of a sum of terms by least squares, for the inner loop of a search: nothing is allocated, sums are taken in a fixed order.</summary>
/// <remarks>Normal equations of columns scaled to length 1, Cholesky, one correction by the residual. Rows beyond the last hold 0.</remarks>
public sealed class TermFit
{
    private readonly ColumnEvaluator _evaluator;
    private readonly double[][] _terms;
    private readonly double[] _ones, _target, _residual, _sums;
    private readonly double _targetSum, _targetSquare;
    private readonly NormalEquations _equations;
    private readonly int _rows;

    /// <param name="columns">the table</param>
    /// <param name="target">what is to be explained</param>
    /// <param name="mostTerms">largest number of terms, the intercept not counted</param>
    /// <param name="mostNodes">nodes of the largest term</param>
    /// <param name="kept">as of <see cref="ColumnEvaluator"/></param>
    public TermFit(IReadOnlyList<double[]> columns, double[] target, int mostTerms, int mostNodes, int kept = 0)
    {
        ArgumentNullException.ThrowIfNull(target);
        _evaluator = new(columns, mostNodes, kept);
        _rows = target.Length;
        int padded = RowSums.Whole(_rows);
        _terms = [.. Enumerable.Range(0, mostTerms).Select(_ => new double[padded])];
        (_ones, _target, _residual) = (new double[padded], new double[padded], new double[padded]);
        _ones.AsSpan(0, _rows).Fill(1);
        target.CopyTo(_target, 0);
        (_targetSum, _targetSquare, _) = RowSums.Moments(_target, _target);
        _sums = new double[mostTerms];
        _equations = new(mostTerms + 1);
    }

    internal ColumnEvaluator Evaluator => _evaluator;

    /// <summary>Values of a term, one a row; may be written directly.</summary>
    public Span<double> Term(int k) => _terms[k].AsSpan(0, _rows);

    /// <summary>target - sum of weights x terms, as of the last call of <see cref="Solve"/>.</summary>
    public ReadOnlySpan<double> Residual => _residual.AsSpan(0, _rows);

    internal double[] PaddedResidual => _residual;

    /// <summary>A term of the sum, or the column of ones behind the last.</summary>
    internal double[] Column(int a, int terms) => a < terms ? _terms[a] : _ones;

    /// <summary>Evaluates a formula into a term; the index of a variable is its place among the columns. A formula without a finite value somewhere leaves a term that <see cref="Solve"/> does not fit.</summary>
    public void SetTerm(int k, ReadOnlySpan<FormulaNode> nodes)
    {
        if (!_evaluator.TryEvaluate(nodes, Term(k))) _terms[k][0] = double.NaN;
    }

    /// <summary>Fits the weights of the first terms, and of the constant 1 when there is an intercept.</summary>
    /// <param name="weights">one a term, then the intercept's; a term that depends on those before it has weight 0</param>
    /// <returns>mean square of the residual; infinite when a term is not finite</returns>
    public double Solve(int terms, bool intercept, Span<double> weights)
    {
        int n = terms + (intercept ? 1 : 0);
        weights[..(terms + 1)].Clear();
        for (int a = 0; a < terms; a++) if (double.IsNaN(_terms[a][0])) return double.PositiveInfinity;
        if (!Load(terms, n)) return double.PositiveInfinity;
        _equations.Factor(n, n, 0);
        double square = Correct(terms, n, _target, weights);
        // The correction matters where little is left of the target: else rounding is far below the residual.
        if (square <= 1e-6 * _targetSquare)
        {
            for (int a = 0; a < n; a++) _equations.Right[a] = RowSums.Dot(Column(a, terms), _residual) * _equations.Scales[a];
            square = Correct(terms, n, _residual, weights);
        }
        return double.IsFinite(square) ? square / _rows : double.PositiveInfinity;
    }

    /// <summary>Squares and products of the columns, and their products with the target.</summary>
    private bool Load(int terms, int n)
    {
        double[] scales = _equations.Scales, right = _equations.Right;
        for (int a = 0; a < terms; a++)
        {
            (_sums[a], double square, right[a]) = RowSums.Moments(_terms[a], _target);
            if (!_equations.SetSquare(a, square)) return false;
            right[a] *= scales[a];
            for (int b = 0; b < a; b++) _equations.Gram(a, b) = RowSums.Dot(_terms[a], _terms[b]) * scales[a] * scales[b];
        }
        if (n == terms) return true;
        _equations.SetSquare(terms, _rows);
        right[terms] = _targetSum * scales[terms];
        for (int b = 0; b < terms; b++) _equations.Gram(terms, b) = _sums[b] * scales[terms] * scales[b];
        return true;
    }

    /// <summary>Adds the solution to the weights and takes its part from the residual; returns the square of what is left.</summary>
    private double Correct(int terms, int n, double[] from, Span<double> weights)
    {
        _equations.Solve(n);
        double[] change = _equations.Right, scales = _equations.Scales;
        for (int a = 0; a < n; a++)
        {
            change[a] *= scales[a];
            weights[a] += change[a];
        }
        double square = 0;
        for (int a = 0; a < n || a == 0; a += 2)
        {
            double first = a < n ? -change[a] : 0, second = a + 1 < n ? -change[a + 1] : 0;
            square = RowSums.Combine(a == 0 ? from : _residual, first, Column(a, terms), second, Column(a + 1 < n ? a + 1 : terms, terms), _residual);
        }
        return square;
    }
}
