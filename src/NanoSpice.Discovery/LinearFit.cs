namespace NanoSpice.Discovery;

/// <summary>Least squares y = sum of weights x columns by orthogonalisation (modified Gram-Schmidt, twice), columns scaled to length 1.</summary>
internal sealed class LinearFit
{
    private LinearFit(double[] weights, double[] residual, double[,] inverse, bool fullRank) =>
        (Weights, Residual, Inverse, IsFullRank) = (weights, residual, inverse, fullRank);

    public double[] Weights { get; }

    public double[] Residual { get; }

    /// <summary>(X'X)^-1: covariance of the weights for residuals of variance 1.</summary>
    public double[,] Inverse { get; }

    /// <summary>False when a column depends on those before it; its weight is 0 then.</summary>
    public bool IsFullRank { get; }

    public double MeanSquare => Residual.Sum(r => r * r) / Residual.Length;

    /// <summary>A column is dependent when less of its length than this is left [-]; the square root of rounding.</summary>
    private const double Dependent = 1e-8;

    public static LinearFit Solve(IReadOnlyList<double[]> columns, double[] target)
    {
        int n = target.Length, p = columns.Count;
        var q = new double[p][];
        var r = new double[p, p];
        var kept = new bool[p];
        double[] residual = [.. target], c = new double[p];
        for (int j = 0; j < p; j++)
        {
            q[j] = [.. columns[j]];
            double length = Norm(q[j]);
            for (int pass = 0; pass < 2; pass++)
                for (int k = 0; k < j; k++)
                    if (kept[k]) r[k, j] += Remove(q[j], q[k]);
            double left = Norm(q[j]);
            kept[j] = left > Dependent * length && double.IsFinite(left);
            r[j, j] = kept[j] ? left : 1;
            if (!kept[j]) continue;
            for (int i = 0; i < n; i++) q[j][i] /= left;
        }
        for (int pass = 0; pass < 2; pass++)
            for (int j = 0; j < p; j++)
                if (kept[j]) c[j] += Remove(residual, q[j]);
        return new(Back(r, c), residual, InverseOf(r, kept), kept.All(k => k));
    }

    private static double Remove(double[] from, double[] unit)
    {
        double dot = Dot(from, unit);
        for (int i = 0; i < from.Length; i++) from[i] -= dot * unit[i];
        return dot;
    }

    private static double[] Back(double[,] r, double[] c)
    {
        int p = c.Length;
        double[] x = [.. c];
        for (int j = p - 1; j >= 0; j--)
        {
            for (int k = j + 1; k < p; k++) x[j] -= r[j, k] * x[k];
            x[j] /= r[j, j];
        }
        return x;
    }

    private static double[,] InverseOf(double[,] r, bool[] kept)
    {
        int p = kept.Length;
        var rows = Enumerable.Range(0, p).Select(j => Back(r, [.. Enumerable.Range(0, p).Select(k => k == j && kept[k] ? 1.0 : 0)])).ToArray();
        var inverse = new double[p, p];
        for (int a = 0; a < p; a++)
            for (int b = 0; b < p; b++)
                for (int k = 0; k < p; k++) inverse[a, b] += rows[k][a] * rows[k][b];
        return inverse;
    }

    private static double Norm(double[] v) => Math.Sqrt(Dot(v, v));

    /// <summary>Sum of products, row by row.</summary>
    public static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
