namespace NanoSpice.Testing.Problems;

/// <summary>dw/dt = f(t, w) in which component k meets only k-1, k and k+1.</summary>
public interface ITridiagonalOde
{
    /// <summary>Number of components.</summary>
    int Size { get; }

    /// <summary>Writes f(t, w).</summary>
    void Rate(double t, ReadOnlySpan<double> w, Span<double> f);

    /// <summary>Writes df_k/dw_(k-1), df_k/dw_k, df_k/dw_(k+1).</summary>
    void Jacobian(double t, ReadOnlySpan<double> w, Span<double> below, Span<double> diagonal, Span<double> above);
}

/// <summary>Radau IIA of order 5 with full Newton on its three stages: a method of the oracles' own. [HW]</summary>
/// <remarks>
///   Z_i = h sum_j a_ij f(t + c_j h, w + Z_j),  i = 1..3,     w(t + h) = w + Z_3
///   The stages of one component are kept together, so the Newton matrix is block tridiagonal with 3 x 3 blocks.
/// </remarks>
public sealed class RadauTridiagonal(ITridiagonalOde ode)
{
    private const int Stages = 3;
    private const int MaxIterations = 12;

    /// <summary>Newton stops here [unit of w]: round-off of voltages below 1 V.</summary>
    private const double NewtonTolerance = 1e-14;

    private static readonly double Root = Math.Sqrt(6);
    private static readonly double[] C = [(4 - Root) / 10, (4 + Root) / 10, 1];
    private static readonly double[,] A =
    {
        { (88 - 7 * Root) / 360, (296 - 169 * Root) / 1800, (-2 + 3 * Root) / 225 },
        { (296 + 169 * Root) / 1800, (88 + 7 * Root) / 360, (-2 - 3 * Root) / 225 },
        { (16 - Root) / 36, (16 + Root) / 36, 1.0 / 9 },
    };

    private readonly int _size = ode.Size;
    private readonly double[] _z = new double[Stages * ode.Size];
    private readonly double[] _residual = new double[Stages * ode.Size];
    private readonly double[] _stage = new double[ode.Size];
    private readonly double[][] _rate = Three(ode.Size);
    private readonly double[][] _below = Three(ode.Size), _diagonal = Three(ode.Size), _above = Three(ode.Size);
    private readonly double[] _upper = new double[9 * ode.Size];
    private double _lastStep;

    /// <summary>Largest number of Newton iterations any step has needed.</summary>
    public int WorstIterations { get; private set; }

    /// <summary>Advances w from t to t + h. <paramref name="smooth"/>: the last step's polynomial still predicts this one.</summary>
    public void Step(double t, double h, Span<double> w, bool smooth)
    {
        Predict(h, smooth);
        double before = double.PositiveInfinity;
        for (int iteration = 1; iteration <= MaxIterations; iteration++)
        {
            EvaluateStages(t, h, w);
            double change = SolveBlocks(h);
            WorstIterations = Math.Max(WorstIterations, iteration);
            bool stagnant = change < 1e-11 && change > 0.5 * before;
            if (change < NewtonTolerance || stagnant) break;
            if (iteration == MaxIterations) throw new ArithmeticException($"Radau: no convergence at t = {t}, change {change}");
            before = change;
        }

        for (int k = 0; k < _size; k++) w[k] += _z[Stages * k + 2];
        _lastStep = h;
    }

    /// <summary>Extrapolates the last collocation polynomial, which runs through 0 and the three stages.</summary>
    private void Predict(double h, bool smooth)
    {
        if (!smooth || _lastStep == 0)
        {
            Array.Clear(_z);
            return;
        }

        Span<double> old = stackalloc double[Stages];
        for (int k = 0; k < _size; k++)
        {
            _z.AsSpan(Stages * k, Stages).CopyTo(old);
            for (int i = 0; i < Stages; i++) _z[Stages * k + i] = Extend(old, 1 + C[i] * h / _lastStep) - old[2];
        }
    }

    private static double Extend(ReadOnlySpan<double> z, double s)
    {
        double sum = 0;
        for (int j = 0; j < Stages; j++)
        {
            double weight = s / C[j];
            for (int m = 0; m < Stages; m++)
                if (m != j) weight *= (s - C[m]) / (C[j] - C[m]);
            sum += weight * z[j];
        }

        return sum;
    }

    private void EvaluateStages(double t, double h, ReadOnlySpan<double> w)
    {
        for (int j = 0; j < Stages; j++)
        {
            for (int k = 0; k < _size; k++) _stage[k] = w[k] + _z[Stages * k + j];
            ode.Rate(t + C[j] * h, _stage, _rate[j]);
            ode.Jacobian(t + C[j] * h, _stage, _below[j], _diagonal[j], _above[j]);
        }

        for (int k = 0; k < _size; k++)
        for (int i = 0; i < Stages; i++)
        {
            double sum = 0;
            for (int j = 0; j < Stages; j++) sum += A[i, j] * _rate[j][k];
            _residual[Stages * k + i] = h * sum - _z[Stages * k + i];
        }
    }

    /// <summary>Block Thomas: forward elimination, back substitution; adds the correction to Z and returns its largest part.</summary>
    private double SolveBlocks(double h)
    {
        Span<double> block = stackalloc double[9], inverse = stackalloc double[9], right = stackalloc double[3];
        for (int k = 0; k < _size; k++)
        {
            for (int i = 0; i < Stages; i++)
            {
                right[i] = _residual[Stages * k + i];
                for (int j = 0; j < Stages; j++)
                    block[3 * i + j] = (i == j ? 1 : 0) - h * A[i, j] * _diagonal[j][k];
            }

            if (k > 0) Eliminate(k, h, block, right);
            Small.Invert(block, inverse);
            for (int i = 0; i < Stages; i++)
            {
                double sum = 0;
                for (int j = 0; j < Stages; j++) sum += inverse[3 * i + j] * right[j];
                _residual[Stages * k + i] = sum;
                for (int j = 0; j < Stages; j++)
                {
                    double entry = 0;
                    for (int m = 0; m < Stages; m++) entry -= inverse[3 * i + m] * h * A[m, j] * _above[j][k];
                    _upper[9 * k + 3 * i + j] = entry;
                }
            }
        }

        return Substitute();
    }

    private void Eliminate(int k, double h, Span<double> block, Span<double> right)
    {
        for (int i = 0; i < Stages; i++)
        for (int m = 0; m < Stages; m++)
        {
            double low = -h * A[i, m] * _below[m][k];
            right[i] -= low * _residual[Stages * (k - 1) + m];
            for (int j = 0; j < Stages; j++) block[3 * i + j] -= low * _upper[9 * (k - 1) + 3 * m + j];
        }
    }

    private double Substitute()
    {
        double largest = 0;
        for (int k = _size - 1; k >= 0; k--)
        for (int i = 0; i < Stages; i++)
        {
            int at = Stages * k + i;
            if (k < _size - 1)
                for (int j = 0; j < Stages; j++) _residual[at] -= _upper[9 * k + 3 * i + j] * _residual[Stages * (k + 1) + j];
            _z[at] += _residual[at];
            largest = Math.Max(largest, Math.Abs(_residual[at]));
        }

        return largest;
    }

    private static double[][] Three(int size) => [new double[size], new double[size], new double[size]];

    /// <summary>3 x 3 matrices in row order.</summary>
    private static class Small
    {
        public static void Invert(ReadOnlySpan<double> a, Span<double> inverse)
        {
            double c0 = a[4] * a[8] - a[5] * a[7], c1 = a[5] * a[6] - a[3] * a[8], c2 = a[3] * a[7] - a[4] * a[6];
            double scale = 1 / (a[0] * c0 + a[1] * c1 + a[2] * c2);
            inverse[0] = c0 * scale;
            inverse[1] = (a[2] * a[7] - a[1] * a[8]) * scale;
            inverse[2] = (a[1] * a[5] - a[2] * a[4]) * scale;
            inverse[3] = c1 * scale;
            inverse[4] = (a[0] * a[8] - a[2] * a[6]) * scale;
            inverse[5] = (a[2] * a[3] - a[0] * a[5]) * scale;
            inverse[6] = c2 * scale;
            inverse[7] = (a[1] * a[6] - a[0] * a[7]) * scale;
            inverse[8] = (a[0] * a[4] - a[1] * a[3]) * scale;
        }
    }
}
