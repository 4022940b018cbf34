namespace NanoSpice.Numerics;

/// <summary>Linear least squares by Householder reflections with column pivoting [GolubVanLoan].</summary>
/// <remarks>Columns are scaled to length 1 first, so that what counts as dependent does not hang on their units.</remarks>
public static class OrthogonalFit
{
    /// <summary>A column whose part outside the earlier ones is below this share of its length is dependent on them [-].</summary>
    private const double Dependent = 1e-13;

    /// <summary>The x that minimizes |A x - b|; columns that depend on others get 0.</summary>
    /// <param name="columns">A by columns, all as long as b; overwritten</param>
    /// <param name="b">overwritten</param>
    public static double[] Solve(double[][] columns, double[] b)
    {
        int n = columns.Length, m = b.Length;
        if (columns.Any(c => c.Length != m)) throw new ArgumentException($"every column has to be as long as the right-hand side, {m}", nameof(columns));
        int[] order = [.. Enumerable.Range(0, n)];
        double[] scale = [.. columns.Select(c => Norm(c, 0) is > 0 and var s ? s : 1)];
        for (int k = 0; k < n; k++)
            for (int i = 0; i < m; i++) columns[k][i] /= scale[k];
        var diagonal = new double[n];
        int rank = 0;
        for (; rank < Math.Min(n, m); rank++)
        {
            int pivot = rank;
            double longest = 0;
            for (int k = rank; k < n; k++)
            {
                double length = Norm(columns[k], rank);
                if (length > longest) (longest, pivot) = (length, k);
            }
            if (longest <= Dependent) break;
            (columns[rank], columns[pivot]) = (columns[pivot], columns[rank]);
            (order[rank], order[pivot]) = (order[pivot], order[rank]);
            diagonal[rank] = Reflect(columns, b, rank, longest);
        }
        return Back(columns, b, diagonal, order, scale, rank);
    }

    /// <summary>Reflects column k onto its axis, and with it the columns behind and b; returns the diagonal entry.</summary>
    private static double Reflect(double[][] columns, double[] b, int k, double length)
    {
        double[] v = columns[k];
        double diagonal = v[k] > 0 ? -length : length;
        v[k] -= diagonal;
        double half = -diagonal * v[k];
        for (int c = k + 1; c < columns.Length; c++) Apply(v, columns[c], k, half);
        Apply(v, b, k, half);
        return diagonal;
    }

    /// <summary>y -= v (v.y) / half, where half = v.v / 2.</summary>
    private static void Apply(double[] v, double[] y, int from, double half)
    {
        double sum = 0;
        for (int i = from; i < v.Length; i++) sum += v[i] * y[i];
        sum /= half;
        for (int i = from; i < v.Length; i++) y[i] -= sum * v[i];
    }

    private static double[] Back(double[][] columns, double[] b, double[] diagonal, int[] order, double[] scale, int rank)
    {
        var x = new double[columns.Length];
        for (int k = rank - 1; k >= 0; k--)
        {
            double sum = b[k];
            for (int c = k + 1; c < rank; c++) sum -= columns[c][k] * x[order[c]] * scale[order[c]];
            x[order[k]] = sum / diagonal[k] / scale[order[k]];
        }
        return x;
    }

    private static double Norm(double[] v, int from)
    {
        double sum = 0;
        for (int i = from; i < v.Length; i++) sum += v[i] * v[i];
        return Math.Sqrt(sum);
    }
}
