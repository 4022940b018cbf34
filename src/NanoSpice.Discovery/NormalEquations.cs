namespace NanoSpice.Discovery;

/// <summary>Small symmetric systems G x = b of columns scaled to length 1, by Cholesky; a column that depends on those before it takes no part.</summary>
internal sealed class NormalEquations(int most)
{
    /// <summary>Part of a column's square that must be left by the columns before it [-].</summary>
    private const double Dependent = 1e-11;

    private readonly double[] _gram = new double[most * most], _factor = new double[most * most];

    /// <summary>Scale of each column: 1 / length; 0 for a column of zeros.</summary>
    public double[] Scales { get; } = new double[most];

    /// <summary>Right-hand side; after <see cref="Solve"/> the solution. Both in scaled columns.</summary>
    public double[] Right { get; } = new double[most];

    /// <summary>An entry of the lower triangle, a > b; the diagonal is 1.</summary>
    public ref double Gram(int a, int b) => ref _gram[(a * most) + b];

    /// <summary>Scale of a column with this square; false when the square is not finite.</summary>
    public bool SetSquare(int a, double square)
    {
        Scales[a] = square > 1e-280 ? 1 / Math.Sqrt(square) : 0;
        return double.IsFinite(square);
    }

    /// <summary>Factors the first n columns, by rows; damping is added to the diagonal from column first on. False when a column depends on those before it.</summary>
    public bool Factor(int n, int first, double damping)
    {
        bool independent = true;
        for (int a = 0; a < n; a++)
        {
            double diagonal = Scales[a] > 0 ? 1 + (a >= first ? damping : 0) : 0;
            for (int b = 0; b < a; b++)
            {
                double sum = _gram[(a * most) + b], pivot = _factor[(b * most) + b];
                for (int k = 0; k < b; k++) sum -= _factor[(a * most) + k] * _factor[(b * most) + k];
                double l = pivot > 0 ? sum / pivot : 0;
                _factor[(a * most) + b] = l;
                diagonal -= l * l;
            }
            _factor[(a * most) + a] = diagonal > Dependent ? Math.Sqrt(diagonal) : 0;
            independent &= diagonal > Dependent;
        }
        return independent;
    }

    /// <summary>Both substitutions, in place of the right-hand side, which is returned.</summary>
    public ReadOnlySpan<double> Solve(int n)
    {
        for (int a = 0; a < n; a++)
        {
            double sum = Right[a], pivot = _factor[(a * most) + a];
            for (int k = 0; k < a; k++) sum -= _factor[(a * most) + k] * Right[k];
            Right[a] = pivot > 0 ? sum / pivot : 0;
        }
        for (int a = n - 1; a >= 0; a--)
        {
            double sum = Right[a], pivot = _factor[(a * most) + a];
            for (int k = a + 1; k < n; k++) sum -= _factor[(k * most) + a] * Right[k];
            Right[a] = pivot > 0 ? sum / pivot : 0;
        }
        return Right.AsSpan(0, n);
    }
}
