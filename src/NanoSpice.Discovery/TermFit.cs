using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>Weights of a sum of terms by least squares, for the inner loop of a search: nothing is allocated, sums are taken in a fixed order.</summary>
/// <remarks>Normal equations of columns scaled to length 1, Cholesky, one correction by the residual.</remarks>
public sealed class TermFit
{
    /// <summary>Part of a column's square that must be left by the columns before it [-].</summary>
    private const double Dependent = 1e-11;

    private const int Lanes = 4;

    private readonly ColumnEvaluator _evaluator;
    private readonly double[][] _terms;
    private readonly double[] _ones, _target, _residual;
    private readonly double[] _gram, _factor, _right, _change, _lengths;
    private readonly int _rows, _size;

    /// <param name="columns">the table</param>
    /// <param name="target">what is to be explained</param>
    /// <param name="mostTerms">largest number of terms, the intercept not counted</param>
    /// <param name="mostNodes">nodes of the largest term</param>
    public TermFit(IReadOnlyList<double[]> columns, double[] target, int mostTerms, int mostNodes)
    {
        ArgumentNullException.ThrowIfNull(target);
        _evaluator = new(columns, mostNodes);
        _rows = target.Length;
        int padded = (_rows + Lanes - 1) / Lanes * Lanes;
        _size = mostTerms + 1;
        _terms = [.. Enumerable.Range(0, mostTerms).Select(_ => new double[padded])];
        (_ones, _target, _residual) = (new double[padded], new double[padded], new double[padded]);
        _ones.AsSpan(0, _rows).Fill(1);
        target.CopyTo(_target, 0);
        (_gram, _factor) = (new double[_size * _size], new double[_size * _size]);
        (_right, _change, _lengths) = (new double[_size], new double[_size], new double[_size]);
    }

    internal ColumnEvaluator Evaluator => _evaluator;

    /// <summary>Values of a term, one a row; may be written directly.</summary>
    public Span<double> Term(int k) => _terms[k].AsSpan(0, _rows);

    /// <summary>target - sum of weights x terms, as of the last call of <see cref="Solve"/>.</summary>
    public ReadOnlySpan<double> Residual => _residual.AsSpan(0, _rows);

    /// <summary>Evaluates a formula into a term; the index of a variable is its place among the columns.</summary>
    public void SetTerm(int k, ReadOnlySpan<FormulaNode> nodes) => _evaluator.Evaluate(nodes, Term(k));

    /// <summary>Fits the weights of the first terms, and of the constant 1 when there is an intercept.</summary>
    /// <param name="weights">one a term, then the intercept's; a term that depends on those before it has weight 0</param>
    /// <returns>mean square of the residual; infinite when a term is not finite</returns>
    public double Solve(int terms, bool intercept, Span<double> weights)
    {
        int n = terms + (intercept ? 1 : 0);
        weights[..(terms + 1)].Clear();
        if (!Load(n, terms)) return double.PositiveInfinity;
        Factor(n);
        _target.CopyTo(_residual, 0);
        double square = Dot(_target, _target), before = square;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int a = 0; a < n; a++) _right[a] = Dot(Column(a, terms), _residual) * _lengths[a];
            Substitute(n);
            for (int a = 0; a < n; a++)
            {
                double w = _change[a] * _lengths[a];
                weights[a] += w;
                AddTo(_residual, Column(a, terms), -w);
            }
            square = Dot(_residual, _residual);
            // The correction matters where little is left of the target: else rounding is far below the residual.
            if (square > 1e-6 * before) break;
        }
        return double.IsFinite(square) ? square / _rows : double.PositiveInfinity;
    }

    private double[] Column(int a, int terms) => a < terms ? _terms[a] : _ones;

    private bool Load(int n, int terms)
    {
        for (int a = 0; a < n; a++)
        {
            double square = Dot(Column(a, terms), Column(a, terms));
            if (!double.IsFinite(square)) return false;
            _lengths[a] = square > 1e-280 ? 1 / Math.Sqrt(square) : 0;
            _gram[(a * _size) + a] = 1;
            for (int b = 0; b < a; b++) _gram[(a * _size) + b] = Dot(Column(a, terms), Column(b, terms)) * _lengths[a] * _lengths[b];
        }
        return true;
    }

    /// <summary>Cholesky by rows; a dependent column has the diagonal 0 and takes no part.</summary>
    private void Factor(int n)
    {
        for (int a = 0; a < n; a++)
        {
            double diagonal = _lengths[a] > 0 ? 1 : 0;
            for (int b = 0; b < a; b++)
            {
                double sum = _gram[(a * _size) + b], pivot = _factor[(b * _size) + b];
                for (int k = 0; k < b; k++) sum -= _factor[(a * _size) + k] * _factor[(b * _size) + k];
                double l = pivot > 0 ? sum / pivot : 0;
                _factor[(a * _size) + b] = l;
                diagonal -= l * l;
            }
            _factor[(a * _size) + a] = diagonal > Dependent ? Math.Sqrt(diagonal) : 0;
        }
    }

    private void Substitute(int n)
    {
        for (int a = 0; a < n; a++)
        {
            double sum = _right[a], pivot = _factor[(a * _size) + a];
            for (int k = 0; k < a; k++) sum -= _factor[(a * _size) + k] * _change[k];
            _change[a] = pivot > 0 ? sum / pivot : 0;
        }
        for (int a = n - 1; a >= 0; a--)
        {
            double sum = _change[a], pivot = _factor[(a * _size) + a];
            for (int k = a + 1; k < n; k++) sum -= _factor[(k * _size) + a] * _change[k];
            _change[a] = pivot > 0 ? sum / pivot : 0;
        }
    }

    /// <summary>Four running sums of four lanes, joined in a fixed order.</summary>
    internal static double Dot(double[] a, double[] b)
    {
        ref double pa = ref MemoryMarshal.GetArrayDataReference(a), pb = ref MemoryMarshal.GetArrayDataReference(b);
        nuint n = (nuint)a.Length, k = 0;
        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
        for (; k + 16 <= n; k += 16)
        {
            s0 += Vector256.LoadUnsafe(ref pa, k) * Vector256.LoadUnsafe(ref pb, k);
            s1 += Vector256.LoadUnsafe(ref pa, k + 4) * Vector256.LoadUnsafe(ref pb, k + 4);
            s2 += Vector256.LoadUnsafe(ref pa, k + 8) * Vector256.LoadUnsafe(ref pb, k + 8);
            s3 += Vector256.LoadUnsafe(ref pa, k + 12) * Vector256.LoadUnsafe(ref pb, k + 12);
        }
        for (; k < n; k += 4) s0 += Vector256.LoadUnsafe(ref pa, k) * Vector256.LoadUnsafe(ref pb, k);
        return Vector256.Sum(s0 + s1 + (s2 + s3));
    }

    internal static void AddTo(double[] target, double[] column, double factor)
    {
        ref double pt = ref MemoryMarshal.GetArrayDataReference(target), pc = ref MemoryMarshal.GetArrayDataReference(column);
        var f = Vector256.Create(factor);
        for (nuint k = 0; k < (nuint)target.Length; k += 4) (Vector256.LoadUnsafe(ref pt, k) + (f * Vector256.LoadUnsafe(ref pc, k))).StoreUnsafe(ref pt, k);
    }

    internal double[] PaddedResidual => _residual;

    internal double[] PaddedTerm(int k) => _terms[k];
}
