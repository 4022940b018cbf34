namespace NanoSpice.Discovery;

/// <summary>Sequentially thresholded least squares over a library of terms, as in SINDy [SINDY]: the cross-check of the choice.</summary>
internal static class SparseRegression
{
    /// <summary>Thresholds tried: a term whose part of the target's rms is below goes [-].</summary>
    private static readonly double[] Thresholds = [0.3, 0.2, 0.1, 0.07, 0.05, 0.03, 0.02, 0.01, 0.005];

    /// <summary>The sparse sums found, one a threshold, without repeats.</summary>
    public static IReadOnlyList<Candidate> Run(Dataset data, MonomialLibrary library)
    {
        double scale = Math.Sqrt(LawFit.MeanSquare(data.Target.Values));
        var found = new List<Candidate>();
        var seen = new HashSet<string>();
        foreach (double threshold in Thresholds)
        {
            int[] kept = Threshold(data, library, threshold * scale);
            if (kept.Length == 0 || !seen.Add(string.Join(',', kept))) continue;
            var fit = LinearFit.Solve([.. kept.Select(k => library.Columns[k])], data.Target.Values);
            found.Add(new([.. kept.Select(k => library.Terms[k])], fit.Weights, fit.MeanSquare, kept.Sum(k => library.Terms[k].Complexity)));
        }
        return found;
    }

    private static int[] Threshold(Dataset data, MonomialLibrary library, double least)
    {
        int[] kept = [.. Enumerable.Range(0, library.Terms.Length)];
        while (true)
        {
            var fit = LinearFit.Solve([.. kept.Select(k => library.Columns[k])], data.Target.Values);
            int[] next = [.. kept.Where((k, at) => Math.Abs(fit.Weights[at]) * Math.Sqrt(LawFit.MeanSquare(library.Columns[k])) >= least)];
            if (next.Length == kept.Length || next.Length == 0) return next;
            kept = next;
        }
    }
}
