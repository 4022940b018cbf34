using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>Best subsets: every sum of up to a few terms of a library, tried through its Gram matrix.</summary>
internal static class SubsetSearch
{
    /// <summary>Subsets tried at most; some 0.1 us each and term.</summary>
    private const long MostSubsets = 150_000;

    /// <summary>Subsets of each size that are kept for the choice.</summary>
    private const int Kept = 2;

    /// <summary>The best sums of each size, smallest first, and the residual of the best of all.</summary>
    public static (IReadOnlyList<Candidate> Sums, double[] Residual) Run(Dataset data, MonomialLibrary library)
    {
        var (gram, projection, square) = Gram(library, data.Target.Values);
        int p = library.Terms.Length, most = LargestSize(p);
        var found = new List<Candidate>();
        var (least, residual) = (double.PositiveInfinity, data.Target.Values);
        for (int size = 1; size <= most; size++)
        {
            foreach (int[] subset in Best(gram, projection, square, p, size))
            {
                var fit = LinearFit.Solve([.. subset.Select(k => library.Columns[k])], data.Target.Values);
                if (!fit.IsFullRank) continue;
                if (fit.MeanSquare < least) (least, residual) = (fit.MeanSquare, fit.Residual);
                Formula[] terms = [.. subset.Select(k => library.Terms[k])];
                found.Add(new(terms, fit.Weights, fit.MeanSquare, terms.Sum(t => t.Complexity)));
            }
        }
        return (found, residual);
    }

    private static int LargestSize(int terms)
    {
        long total = 0, count = 1;
        for (int size = 1; size <= terms; size++)
        {
            count = count * (terms - size + 1) / size;
            total += count;
            if (total > MostSubsets) return Math.Max(2, size - 1);
        }
        return terms;
    }

    private static (double[,] Gram, double[] Projection, double Square) Gram(MonomialLibrary library, double[] target)
    {
        int p = library.Columns.Length;
        double[] lengths = [.. library.Columns.Select(c => Math.Sqrt(LinearFit.Dot(c, c)))];
        var gram = new double[p, p];
        var projection = new double[p];
        for (int a = 0; a < p; a++)
        {
            double length = lengths[a] > 0 ? lengths[a] : 1;
            projection[a] = LinearFit.Dot(library.Columns[a], target) / length;
            for (int b = 0; b <= a; b++)
                gram[a, b] = gram[b, a] = lengths[a] > 0 && lengths[b] > 0 ? LinearFit.Dot(library.Columns[a], library.Columns[b]) / length / lengths[b] : a == b ? 1 : 0;
        }
        return (gram, projection, LinearFit.Dot(target, target));
    }

    /// <summary>Walks all subsets of one size in order, extending a Cholesky factor by one row a level.</summary>
    private static IEnumerable<int[]> Best(double[,] gram, double[] projection, double square, int p, int size)
    {
        var best = new List<(double Left, int[] Subset)>();
        var chosen = new int[size];
        var factor = new double[size, size];
        var solved = new double[size];
        Walk(0, 0, square);
        return best.Select(b => b.Subset);

        void Walk(int level, int from, double left)
        {
            if (level == size)
            {
                Keep(best, left, chosen);
                return;
            }
            for (int k = from; k <= p - (size - level); k++)
            {
                chosen[level] = k;
                if (Extend(gram, projection, chosen, level, factor, solved)) Walk(level + 1, k + 1, left - (solved[level] * solved[level]));
            }
        }
    }

    /// <summary>One more row of the factor, false when the column depends on those before it.</summary>
    private static bool Extend(double[,] gram, double[] projection, int[] chosen, int level, double[,] factor, double[] solved)
    {
        int k = chosen[level];
        double diagonal = gram[k, k], right = projection[k];
        for (int a = 0; a < level; a++)
        {
            double sum = gram[chosen[a], k];
            for (int b = 0; b < a; b++) sum -= factor[a, b] * factor[level, b];
            factor[level, a] = sum / factor[a, a];
            diagonal -= factor[level, a] * factor[level, a];
            right -= factor[level, a] * solved[a];
        }
        if (diagonal < 1e-12) return false;
        factor[level, level] = Math.Sqrt(diagonal);
        solved[level] = right / factor[level, level];
        return true;
    }

    private static void Keep(List<(double Left, int[] Subset)> best, double left, int[] chosen)
    {
        if (best.Count == Kept && left >= best[^1].Left) return;
        best.Add((left, [.. chosen]));
        best.Sort((a, b) => a.Left.CompareTo(b.Left));
        if (best.Count > Kept) best.RemoveAt(Kept);
    }
}
