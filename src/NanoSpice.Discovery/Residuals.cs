namespace NanoSpice.Discovery;

/// <summary>What the order of residuals in time tells.</summary>
internal static class Residuals
{
    /// <summary>Mean square of what changes from row to row, sum of squared second differences over 6 a row.</summary>
    public static double Noise(Dataset data, double[] residual)
    {
        double sum = 0;
        int count = 0;
        foreach (var g in data.Groups)
            for (int r = g.Start + 1; r < g.Start + g.Count - 1; r++, count++)
            {
                double second = residual[r - 1] - (2 * residual[r]) + residual[r + 1];
                sum += second * second / 6;
            }
        return count > 0 ? sum / count : 0;
    }

    /// <summary>What a smooth misfit over one half cycle has to say: level, slope, bend and one more.</summary>
    private const double FewestOfAGroup = 4;

    /// <summary>
    /// rows (1 - r)/(1 + r), r the lag-1 correlation within groups, but no fewer than four a group; rows without an order in
    /// time are all independent.
    /// </summary>
    public static double Independent(Dataset data, double[] residual)
    {
        double product = 0, square = 0;
        foreach (var g in data.Groups)
            for (int r = g.Start + 1; r < g.Start + g.Count; r++)
            {
                product += residual[r] * residual[r - 1];
                square += ((residual[r] * residual[r]) + (residual[r - 1] * residual[r - 1])) / 2;
            }
        double correlation = square > 0 && data.Time is not null ? Math.Clamp(product / square, 0, 0.999) : 0;
        return Math.Max(data.Rows * (1 - correlation) / (1 + correlation), Math.Min(data.Rows, FewestOfAGroup * data.Groups.Count));
    }
}
