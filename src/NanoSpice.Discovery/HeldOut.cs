namespace NanoSpice.Discovery;

/// <summary>Which rows are left out together: each slit, each run; without these, contiguous blocks of rows.</summary>
internal sealed class HeldOut
{
    /// <summary>Blocks of a table that has neither slits nor runs.</summary>
    private const int Blocks = 6;

    private HeldOut(bool[][] folds, string meaning) => (Folds, Meaning) = (folds, meaning);

    /// <summary>True for the rows left out.</summary>
    public bool[][] Folds { get; }

    /// <summary>In words: left-out slits and runs.</summary>
    public string Meaning { get; }

    public static HeldOut Of(Dataset data)
    {
        int[] slits = [.. data.Groups.Select(g => g.Slit).Distinct()], runs = [.. data.Groups.Select(g => g.Run).Distinct()];
        var folds = new List<bool[]>();
        if (slits.Length > 1) folds.AddRange(slits.Select(s => Rows(data, g => g.Slit == s)));
        if (runs.Length > 1) folds.AddRange(runs.Select(r => Rows(data, g => g.Run == r)));
        if (folds.Count > 0) return new([.. folds], slits.Length == 1 ? "left-out runs" : runs.Length == 1 ? "left-out slits" : "left-out slits and runs");
        int n = data.Rows;
        return new([.. Enumerable.Range(0, Blocks).Select(b => Enumerable.Range(0, n).Select(r => r * Blocks / n == b).ToArray())], "left-out blocks of rows");
    }

    /// <summary>Mean square of the residual of each fold, the law's weights fitted to the other rows; numbers inside terms keep their values.</summary>
    public double[] MeanSquares(double[][] columns, double[] target) => [.. Folds.Select(out_ => Fold(columns, target, out_))];

    private static double Fold(double[][] columns, double[] target, bool[] out_)
    {
        var fit = LinearFit.Solve([.. columns.Select(c => Pick(c, out_, false))], Pick(target, out_, false));
        double[] left = Pick(target, out_, true);
        for (int k = 0; k < columns.Length; k++)
        {
            double[] column = Pick(columns[k], out_, true);
            for (int r = 0; r < left.Length; r++) left[r] -= fit.Weights[k] * column[r];
        }
        return LawFit.MeanSquare(left);
    }

    private static bool[] Rows(Dataset data, Func<RowGroup, bool> chosen)
    {
        var rows = new bool[data.Rows];
        foreach (var group in data.Groups.Where(chosen)) rows.AsSpan(group.Start, group.Count).Fill(true);
        return rows;
    }

    private static double[] Pick(double[] values, bool[] mask, bool wanted)
    {
        int count = 0;
        foreach (bool m in mask) if (m == wanted) count++;
        var picked = new double[count];
        for (int r = 0, at = 0; r < values.Length; r++) if (mask[r] == wanted) picked[at++] = values[r];
        return picked;
    }
}
