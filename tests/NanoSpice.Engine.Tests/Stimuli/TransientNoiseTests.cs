using NanoSpice.Engine.Stimuli;
using NanoSpice.Expressions;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Stimuli;

/// <summary>Moments of drawn values; a bound of 5 standard deviations of the estimate, which a right law leaves once in 2 million seeds.</summary>
public class TransientNoiseTests
{
    private const int Count = 100_000;
    private static readonly DrawSeed Seed = new(1, 0);

    [Fact, Oracle(OracleKind.ClosedForm, "mean 0, variance na^2; between two samples the straight line")]
    public void White_noise_has_the_deviation_asked_for()
    {
        var noise = new TransientNoise(Seed, "v1", 0.3, 1e-6, [], 0, []);
        double[] samples = [.. Enumerable.Range(1, Count).Select(k => noise.Value(k * 1e-6))];
        Assert.Equal(0, samples.Average(), 5 * 0.3 / Math.Sqrt(Count));
        Assert.Equal(0.09, samples.Average(v => v * v), 5 * 0.09 * Math.Sqrt(2.0 / Count));
        Assert.Equal(0.5 * (samples[6] + samples[7]), noise.Value(7.5e-6), 1e-12);
        Assert.Equal(0, noise.Value(0));
        Assert.Equal(3e-6, noise.NextBreakpoint(2e-6), 1e-15);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "white noise of deviation s through h on a circle: variance of x(k+1) - x(k) is s^2 sum (h_j - h_(j-1))^2")]
    public void Coloured_noise_has_the_spectrum_of_its_filter()
    {
        double[] x = ColoredNoise.Samples(Seed, "v1", 1 << 17, 0.2, 1), h = new double[x.Length];
        for (int k = 0; k < h.Length; k++) h[k] = k == 0 ? 1 : h[k - 1] * (0.5 + k - 1) / k;
        double expected = 0.04 * Enumerable.Range(0, h.Length).Sum(k => Math.Pow(h[k] - h[(k + h.Length - 1) % h.Length], 2));
        double found = Enumerable.Range(0, x.Length - 1).Average(k => Math.Pow(x[k + 1] - x[k], 2));
        // Differences are correlated over a few samples: twice the deviation of independent ones.
        Assert.Equal(expected, found, 5 * 2 * expected * Math.Sqrt(2.0 / x.Length));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "off until the first time, on until the second; at the time of the jump the value before it")]
    public void Telegraph_noise_turns_at_its_times()
    {
        var noise = new TransientNoise(Seed, "v1", 0, 0, [], 2, [1e-3, 3e-3]) { Offset = 0.5 };
        Assert.Equal([0.5, 0.5, 2.5, 2.5, 0.5], new[] { 0, 1e-3, 2e-3, 3e-3, 4e-3 }.Select(noise.Value));
        Assert.Equal(1e-3, noise.NextBreakpoint(0));
        Assert.Equal(3e-3, noise.NextBreakpoint(1e-3));
    }

    [Theory, Oracle(OracleKind.ClosedForm, "mean and variance of the four laws: p1^2/3 about p2, p1^2, mean p1 and variance p1^2, mean and variance p1")]
    [InlineData(1, 0.5, 1, 1, 0.25 / 3, 1.8)]
    [InlineData(2, 0.5, 1, 1, 0.25, 3)]
    [InlineData(3, 0.5, 1, 1.5, 0.25, 9)]
    [InlineData(4, 2, 1, 3, 2, 3.5)]
    public void Sampled_values_follow_their_law(int type, double scale, double center, double mean, double variance, double kurtosis)
    {
        var random = new SampledRandom(Seed, "v1", type, 1e-6, 2e-6, scale, center);
        double[] values = [.. Enumerable.Range(0, Count).Select(k => random.Value(2.5e-6 + k * 1e-6))];
        Assert.Equal(center, random.Value(1e-6));
        Assert.Equal(mean, values.Average(), 5 * Math.Sqrt(variance / Count));
        Assert.Equal(variance, values.Average(v => (v - mean) * (v - mean)), 5 * variance * Math.Sqrt((kurtosis - 1) / Count));
    }
}
