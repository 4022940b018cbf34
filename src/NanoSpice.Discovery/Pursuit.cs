using System.Runtime.Intrinsics;

namespace NanoSpice.Discovery;

/// <summary>Guided steps: the pool gene that takes most of what a law leaves, as a further term or as a factor of a term.</summary>
/// <remarks>
///   (1)  gain = (d.r)^2 / (d.d - sum_j (d.q_j)^2)     d = c g: pool gene times a factor g (1 for a further term),
///        r residual on the scout rows, q_j orthonormal columns of the terms that stay: orthogonal least squares.
///   (2)  chosen: least (r.r - gain) exp(2 L ln S / n), L nodes of c: the criterion of the search.
/// </remarks>
internal sealed class Pursuit
{
    /// <summary>Formulas looked through, the smallest of the pool.</summary>
    public const int Most = 3000;

    private readonly SearchTable _table;
    private readonly GenePool _pool;
    private readonly double[] _residual, _factor;
    private readonly double[][] _basis;
    private readonly double[] _penalty;
    private int _size;

    public Pursuit(SearchTable table, GenePool pool, int mostGenes, double symbols)
    {
        (_table, _pool) = (table, pool);
        int n = table.Scouts.Length;
        (_residual, _factor) = (new double[n], new double[n]);
        _basis = [.. Enumerable.Range(0, mostGenes + 1).Select(_ => new double[n])];
        _penalty = [.. pool.Members.Take(Most).Select(m => Math.Exp(2 * m.Length * symbols / table.Rows))];
    }

    /// <summary>The best further term beside the genes of a chromosome whose columns the appraiser holds, one left out when it is not negative.</summary>
    public int FurtherTerm(RandomSource random, Appraiser appraiser, Chromosome c, int without)
    {
        Orthogonalise(appraiser, c, without);
        Array.Fill(_factor, 1.0);
        return Best(random);
    }

    /// <summary>The pool gene that makes the best product with a gene.</summary>
    public int Factor(RandomSource random, Appraiser appraiser, Chromosome c, int gene)
    {
        Orthogonalise(appraiser, c, gene);
        var column = appraiser.Column(gene);
        for (int r = 0; r < _factor.Length; r++) _factor[r] = column[_table.Scouts[r]];
        return Best(random);
    }

    private void Orthogonalise(Appraiser appraiser, Chromosome c, int without)
    {
        _size = 0;
        if (c.Intercept)
        {
            Array.Fill(_basis[0], 1.0);
            Add();
        }
        for (int k = 0; k < c.Genes; k++)
        {
            if (k == without) continue;
            var column = appraiser.Column(k);
            for (int r = 0; r < _table.Scouts.Length; r++) _basis[_size][r] = column[_table.Scouts[r]];
            Add();
        }
        _table.ScoutTarget.CopyTo(_residual, 0);
        for (int k = 0; k < _size; k++) Remove(_residual, _basis[k], LinearFit.Dot(_residual, _basis[k]));
    }

    private void Add()
    {
        double[] v = _basis[_size];
        double before = LinearFit.Dot(v, v);
        for (int pass = 0; pass < 2; pass++)
            for (int k = 0; k < _size; k++) Remove(v, _basis[k], LinearFit.Dot(v, _basis[k]));
        double left = LinearFit.Dot(v, v);
        if (!(left > 1e-20 * before)) return;
        double scale = 1 / Math.Sqrt(left);
        for (int r = 0; r < v.Length; r++) v[r] *= scale;
        _size++;
    }

    /// <summary>(1) and (2) over a random half of the pool, the whole of it every other time.</summary>
    private int Best(RandomSource random)
    {
        ulong mask = random.Chance(0.5) ? ulong.MaxValue : random.Bits();
        double rr = LinearFit.Dot(_residual, _residual), least = double.PositiveInfinity;
        int best = -1;
        Span<double> dots = stackalloc double[8];
        for (int m = 0; m < _penalty.Length; m++)
        {
            if ((mask >> (m & 63) & 1) == 0) continue;
            double gain = Gain(_pool.Values[m], dots), cost = (rr - gain) * _penalty[m];
            if (cost < least) (least, best) = (cost, m);
        }
        return best;
    }

    private double Gain(double[] c, Span<double> dots)
    {
        int lanes = Vector256<double>.Count, r = 0, n = c.Length;
        Vector256<double> dr = default, dd = default, q0 = default, q1 = default, q2 = default, q3 = default;
        double[] b0 = _basis[0], b1 = _basis[Math.Min(1, _basis.Length - 1)], b2 = _basis[Math.Min(2, _basis.Length - 1)], b3 = _basis[Math.Min(3, _basis.Length - 1)];
        dots.Clear();
        for (; r <= n - lanes; r += lanes)
        {
            var d = Vector256.Create(c, r) * Vector256.Create(_factor, r);
            dr += d * Vector256.Create(_residual, r);
            dd += d * d;
            if (_size > 0) q0 += d * Vector256.Create(b0, r);
            if (_size > 1) q1 += d * Vector256.Create(b1, r);
            if (_size > 2) q2 += d * Vector256.Create(b2, r);
            if (_size > 3) q3 += d * Vector256.Create(b3, r);
        }
        (dots[0], dots[1], dots[2], dots[3]) = (Vector256.Sum(q0), Vector256.Sum(q1), Vector256.Sum(q2), Vector256.Sum(q3));
        double right = Vector256.Sum(dr), square = Vector256.Sum(dd);
        for (; r < n; r++)
        {
            double d = c[r] * _factor[r];
            right += d * _residual[r];
            square += d * d;
            for (int k = 0; k < Math.Min(_size, 4); k++) dots[k] += d * _basis[k][r];
        }
        double left = square;
        for (int k = 0; k < Math.Min(_size, 4); k++) left -= dots[k] * dots[k];
        return left > 1e-9 * square ? right * right / left : 0;
    }

    private static void Remove(double[] from, double[] unit, double amount)
    {
        for (int i = 0; i < from.Length; i++) from[i] -= amount * unit[i];
    }
}
