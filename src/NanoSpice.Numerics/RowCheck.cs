namespace NanoSpice.Numerics;

/// <summary>Tells a Newton that stopped because its old Jacobian takes a remaining residual for nothing.</summary>
/// <remarks>
///   A source of gain 1e6 that has met its limit stands in an old Jacobian with its gain: a residual of a volt then looks like a
///   microvolt of its input. The sign of it is an equation whose residual the iteration left as it was. Equations that began with
///   round-off are not asked: significant is 1e-8 of the sum of |J_ij x_j|.
/// </remarks>
internal sealed class RowCheck(int size)
{
    private const double Significant = 1e-8, Left = 0.5;

    private readonly double[] _first = new double[size], _terms = new double[size];

    /// <summary>Residual where the iteration begins.</summary>
    public void Begin(ReadOnlySpan<double> residual) => residual.CopyTo(_first);

    /// <summary>True when an equation is as far from being met as at the beginning.</summary>
    /// <param name="f">f(x), with the charges q and the constant r the residual f + alpha q + r</param>
    public bool IsStuck(ReadOnlySpan<double> f, double alpha, ReadOnlySpan<double> q, ReadOnlySpan<double> r, ReadOnlySpan<double> x, SparseMatrix<double> jacobian)
    {
        bool suspicious = false;
        for (int i = 0; i < f.Length && !suspicious; i++)
        {
            double rest = Math.Abs(f[i] + alpha * q[i] + r[i]);
            suspicious = rest > Left * Math.Abs(_first[i]) && rest > 0;
        }
        if (!suspicious) return false;
        Terms(jacobian, x);
        for (int i = 0; i < f.Length; i++)
        {
            double rest = Math.Abs(f[i] + alpha * q[i] + r[i]);
            if (rest > Left * Math.Abs(_first[i]) && rest > Significant * _terms[i]) return true;
        }
        return false;
    }

    private void Terms(SparseMatrix<double> jacobian, ReadOnlySpan<double> x)
    {
        Array.Clear(_terms);
        var pattern = jacobian.Pattern;
        for (int j = 0; j < pattern.Size; j++)
            for (int k = pattern.Starts[j]; k < pattern.Starts[j + 1]; k++)
                _terms[pattern.Rows[k]] += Math.Abs(jacobian.Values[k] * x[j]);
    }
}
