using MathNet.Numerics.Statistics;

namespace NanoSpice.Cli;

/// <summary>What a sample of a number looks like: moments, quantiles, histogram.</summary>
internal sealed class BatchStatistics
{
    /// <summary>Bars of a histogram.</summary>
    private const int FewestBins = 5, MostBins = 60;

    /// <summary>Spread below this share of the magnitude is round-off, not a distribution.</summary>
    private const double FlatShare = 1e-12;

    private readonly double[] _sorted;

    public BatchStatistics(IEnumerable<double> values)
    {
        _sorted = [.. values.Where(double.IsFinite).Order()];
        if (_sorted.Length == 0) return;
        Mean = _sorted.Mean();
        Deviation = _sorted.Length > 1 ? _sorted.StandardDeviation() : 0;
        Skewness = _sorted.Length > 2 && IsSpread ? _sorted.Skewness() : 0;
    }

    public int Count => _sorted.Length;

    public double Mean { get; } = double.NaN;

    /// <summary>Standard deviation of the sample, with n - 1.</summary>
    public double Deviation { get; } = double.NaN;

    public double Skewness { get; } = double.NaN;

    public double Least => Quantile(0);

    public double Greatest => Quantile(1);

    /// <summary>False where all values are one.</summary>
    public bool IsSpread => Count > 1 && _sorted[^1] - _sorted[0] > FlatShare * Math.Max(Math.Abs(_sorted[0]), Math.Abs(_sorted[^1]));

    /// <summary>Quantile, linear between the values (type 7 of Hyndman and Fan).</summary>
    public double Quantile(double share) => Count == 0 ? double.NaN : SortedArrayStatistics.QuantileCustom(_sorted, share, QuantileDefinition.R7);

    /// <summary>Bars of equal width over the range, width after Freedman and Diaconis: edges, and share of the values divided by the width.</summary>
    public (double[] Edges, double[] Density) Histogram()
    {
        if (!IsSpread) return ([], []);
        double range = _sorted[^1] - _sorted[0], quartiles = Quantile(0.75) - Quantile(0.25);
        double width = 2 * quartiles / Math.Cbrt(Count);
        int bins = width > 0 ? (int)Math.Clamp(Math.Ceiling(range / width), FewestBins, MostBins) : FewestBins;
        double[] edges = [.. Enumerable.Range(0, bins + 1).Select(k => _sorted[0] + (range * k / bins))], density = new double[bins];
        foreach (double v in _sorted) density[Math.Clamp((int)((v - _sorted[0]) / range * bins), 0, bins - 1)] += bins / (range * Count);
        return (edges, density);
    }
}
