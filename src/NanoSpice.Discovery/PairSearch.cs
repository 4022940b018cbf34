using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>Every pair of pool formulas, tried as a sum with weights for the target and for its inverse, before evolution begins.</summary>
/// <remarks>
///   (1)  y = a f + b g + c:   left = 1 - (u2 + v2 - 2 r u v)/(1 - r2), u, v correlations of f and g with y, r of f with g
///   (2)  1/y = a f + b g, written as y = w/(f + k g), k = b/a:   the same with products in place of correlations
///   (3)  kept: least left exp(2 L ln S / n), L nodes of both: the criterion of the search.
///   Some rows are enough to choose from; what is kept is fitted to all of them.
/// </remarks>
internal sealed class PairSearch
{
    /// <summary>Pairs kept of each kind.</summary>
    private const int Kept = 24;

    /// <summary>Formulas of the pool that pairs are made of, the smallest: 40 million pairs, half a second.</summary>
    private const int MostFormulas = 9000;

    /// <summary>Rows the pairs are compared on.</summary>
    private const int MostRows = 32;

    /// <summary>Part of y's square left that counts as nothing, as sums of products round [-].</summary>
    private const double Rounding = 1e-13;

    /// <summary>Smallest |y| over its rms for 1/y to be looked at [-].</summary>
    private const double LeastForInverse = 1e-3;

    /// <summary>Factors k this near to 1 and -1 are those.</summary>
    private const double Whole = 1e-6;

    private readonly Vocabulary _words;
    private readonly GenePool _pool;
    private readonly int[] _rows;
    private readonly int _padded;
    private readonly double[] _columns, _target, _products;
    private readonly double _symbols;
    private readonly int _allRows;
    private readonly SortedList<(double Cost, int First, int Second), double> _best = [];

    public PairSearch(SearchTable table, Vocabulary words, GenePool pool, double symbols)
    {
        (_words, _pool, _symbols, _allRows) = (words, pool, symbols, table.Rows);
        int n = table.Scouts.Length, count = Math.Min(n, MostRows);
        _rows = [.. Enumerable.Range(0, count).Select(k => k * n / count)];
        _padded = RowSums.Whole(count);
        _products = new double[Math.Min(pool.Members.Length, MostFormulas)];
        _columns = new double[_products.Length * _padded];
        _target = new double[_padded];
        double[] y = [.. _rows.Select(r => table.ScoutTarget[r])];
        Sums = Find(y, centred: true).Select(p => (Symbol[][])[pool.Members[p.First], pool.Members[p.Second]]).ToArray();
        double rms = Math.Sqrt(y.Sum(v => v * v) / count);
        Inverses = y.All(v => Math.Abs(v) > LeastForInverse * rms) ? [.. Find([.. y.Select(v => 1 / v)], centred: false).SelectMany(Inverse)] : [];
    }

    /// <summary>The best sums, two genes each.</summary>
    public Symbol[][][] Sums { get; }

    /// <summary>The best inverses of sums, one gene each.</summary>
    public Symbol[][] Inverses { get; }

    private IReadOnlyList<(int First, int Second, double Ratio)> Find(double[] y, bool centred)
    {
        y.CopyTo(_target, 0);
        if (!Scale(_target.AsSpan(0, y.Length), centred)) return [];
        for (int m = 0; m < _products.Length; m++)
        {
            var column = _columns.AsSpan(m * _padded, _padded);
            for (int r = 0; r < _rows.Length; r++) column[r] = _pool.Values[m][_rows[r]];
            // A formula that cannot be scaled has no part in any pair.
            if (!Scale(column[.._rows.Length], centred)) column.Clear();
            _products[m] = RowSums.Dot(column, _target);
        }
        _best.Clear();
        for (int a = 1; a < _products.Length; a++) Pairs(a);
        return [.. _best.Select(p => (p.Key.First, p.Key.Second, p.Value))];
    }

    /// <summary>To length 1, after taking away the mean; false when nothing is left.</summary>
    private static bool Scale(Span<double> v, bool centred)
    {
        double sum = 0, square = 0, left = 0;
        foreach (double x in v) (sum, square) = (sum + x, square + (x * x));
        double mean = centred ? sum / v.Length : 0;
        for (int r = 0; r < v.Length; r++)
        {
            v[r] -= mean;
            left += v[r] * v[r];
        }
        if (!(left > 1e-16 * square) || !double.IsFinite(left)) return false;
        double scale = 1 / Math.Sqrt(left);
        for (int r = 0; r < v.Length; r++) v[r] *= scale;
        return true;
    }

    /// <summary>All pairs with a formula and one before it, (1) to (3).</summary>
    private void Pairs(int a)
    {
        var column = _columns.AsSpan(a * _padded, _padded);
        double u = _products[a], penalty = 2 * _symbols / _allRows, own = _pool.Members[a].Length * penalty;
        double worst = _best.Count < Kept ? double.PositiveInfinity : _best.Keys[Kept - 1].Cost;
        for (int b = 0; b < a; b++)
        {
            double r = RowSums.Dot(column, _columns.AsSpan(b * _padded, _padded)), v = _products[b], free = 1 - (r * r);
            if (!(free > 1e-7)) continue;
            double left = 1 - (((u * u) + (v * v) - (2 * r * u * v)) / free);
            if (left >= worst) continue;
            double cost = Math.Max(left, Rounding) * Math.Exp(own + (_pool.Members[b].Length * penalty));
            if (cost >= worst) continue;
            _best[(cost, a, b)] = Ratio(a, b, u, v, r);
            if (_best.Count > Kept) _best.RemoveAt(Kept);
            if (_best.Count == Kept) worst = _best.Keys[Kept - 1].Cost;
        }
    }

    /// <summary>Weight of the second over that of the first, of the formulas as they are.</summary>
    private double Ratio(int a, int b, double u, double v, double r) => (v - (r * u)) / (u - (r * v)) * Length(a) / Length(b);

    private double Length(int m)
    {
        double square = 0;
        foreach (int r in _rows) square += _pool.Values[m][r] * _pool.Values[m][r];
        return Math.Sqrt(square);
    }

    /// <summary>(2) as a gene; none when a word for it is missing.</summary>
    private IEnumerable<Symbol[]> Inverse((int First, int Second, double Ratio) pair)
    {
        if (Word(FormulaOp.Divide) is not { } over || Word(FormulaOp.Add) is not { } plus || Word(FormulaOp.Subtract) is not { } minus) yield break;
        double k = Math.Abs(pair.Ratio);
        Symbol[] first = _pool.Members[pair.First], second = _pool.Members[pair.Second];
        Symbol[] scaled = Math.Abs(k - 1) < Whole ? second : Word(FormulaOp.Multiply) is { } times ? [times, .. second, new(_words.Constant, k)] : [];
        if (scaled.Length > 0 && double.IsFinite(k)) yield return [over, new(_words.Constant, 1), pair.Ratio < 0 ? minus : plus, .. first, .. scaled];
    }

    private Symbol? Word(FormulaOp op) => Enumerable.Range(_words.FirstFunction, _words.Functions).Where(k => _words.Node((byte)k).Op == op).Select(k => (Symbol?)new Symbol((byte)k, 0)).FirstOrDefault();
}
