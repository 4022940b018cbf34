using MathNet.Numerics.Distributions;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Expressions.Tests;

public class DistributionTests
{
    private const int Runs = 20_000;

    /// <summary>Kolmogorov-Smirnov: the largest distance between the steps of the draws and a distribution function stays below this with probability 0.999.</summary>
    private static readonly double Critical = 1.95 / Math.Sqrt(Runs);

    private static double[] Drawn(string name, ulong seed, params double[] arguments)
    {
        var distribution = Distribution.Find(name, arguments.Length)!;
        return [.. Enumerable.Range(0, Runs).Select(run => distribution.Value(arguments, new DrawSeed(seed, run).Uniform("r1 r", 0)))];
    }

    private static double Distance(double[] drawn, Func<double, double> distributionFunction)
    {
        var sorted = drawn.Order().ToArray();
        return sorted.Select((x, k) => Math.Max((k + 1.0) / sorted.Length - distributionFunction(x), distributionFunction(x) - (double)k / sorted.Length)).Max();
    }

    private static Func<double, double> Uniform(double low, double high) => x => Math.Clamp((x - low) / (high - low), 0, 1);

    private static Func<double, double> Gaussian(double mean, double sigma) => x => Normal.CDF(mean, sigma, x);

    public static TheoryData<string, double[], double, double, bool> Rows() => new()
    {
        { "gauss", [10, 0.3, 3], 10, 1, true },
        { "gauss", [10, 0.3], 10, 3, true },
        { "gauss", [2], 0, 2, true },
        { "agauss", [10, 0.3, 3], 10, 0.1, true },
        { "agauss", [10, 0.3], 10, 0.3, true },
        { "unif", [10, 0.3], 10, 3, false },
        { "aunif", [10, 0.3], 10, 0.3, false },
        { "mc", [10, 0.3], 10, 3, false },
        { "flat", [2], 0, 2, false },
        { "rand", [], 0.5, 0.5, false },
    };

    [Theory, MemberData(nameof(Rows)), Oracle(OracleKind.ClosedForm, "distribution functions of MathNet.Numerics, meanings of ngspice, HSPICE, LTspice and Xyce; Kolmogorov-Smirnov at 0.999, four seeds")]
    public void Draws_have_their_distribution(string name, double[] arguments, double centre, double width, bool normal)
    {
        foreach (ulong seed in new ulong[] { 0, 1, 2, ulong.MaxValue })
        {
            double[] drawn = Drawn(name, seed, arguments);
            Assert.InRange(Distance(drawn, normal ? Gaussian(centre, width) : Uniform(centre - width, centre + width)), 0, Critical);
            double sigma = normal ? width : width / Math.Sqrt(3);
            Assert.InRange(drawn.Average(), centre - 4 * sigma / Math.Sqrt(Runs), centre + 4 * sigma / Math.Sqrt(Runs));
        }
    }

    [Fact, Oracle(OracleKind.ClosedForm, "limit: either end with probability 1/2, within four standard deviations")]
    public void Limit_is_one_of_two()
    {
        double[] drawn = Drawn("limit", 1, 10, 0.5);
        Assert.Equal([9.5, 10.5], drawn.Distinct().Order());
        Assert.InRange(drawn.Count(x => x > 10), Runs / 2 - 2 * Math.Sqrt(Runs), Runs / 2 + 2 * Math.Sqrt(Runs));
    }

    [Theory, Oracle(OracleKind.ClosedForm, "a draw is a hash: neighbouring runs, seeds, places and counts are uncorrelated, |r| below 4/sqrt(n)")]
    [InlineData("run")]
    [InlineData("seed")]
    [InlineData("place")]
    [InlineData("count")]
    public void Neighbours_are_independent(string what)
    {
        double sum = 0;
        for (int k = 0; k < Runs; k++)
        {
            double here = new DrawSeed(1, k).Uniform("x1.r1 r", 0) - 0.5;
            double there = what switch
            {
                "run" => new DrawSeed(1, k + 1).Uniform("x1.r1 r", 0),
                "seed" => new DrawSeed(2, k).Uniform("x1.r1 r", 0),
                "place" => new DrawSeed(1, k).Uniform("x2.r1 r", 0),
                _ => new DrawSeed(1, k).Uniform("x1.r1 r", 1),
            } - 0.5;
            sum += here * there;
        }
        Assert.InRange(sum * 12 / Runs, -4 / Math.Sqrt(Runs), 4 / Math.Sqrt(Runs));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "pairs of draws in a 20 x 20 table: chi-squared with 399 degrees of freedom, 0.9999 quantile 512")]
    public void Pairs_fill_the_square()
    {
        var cells = new int[400];
        for (int k = 0; k < Runs; k++)
        {
            var seed = new DrawSeed(7, k);
            cells[(int)(seed.Uniform("r1 r", 0) * 20) * 20 + (int)(seed.Uniform("r2 r", 0) * 20)]++;
        }
        double expected = Runs / 400.0;
        Assert.InRange(cells.Sum(n => (n - expected) * (n - expected) / expected), 0, 512);
    }

    [Fact, Oracle(OracleKind.CrossCheck, "FNV-1a and splitmix64 written out in exact integers, a second time in Python")]
    public void The_same_seed_gives_the_same_bits()
    {
        Assert.Equal(new DrawSeed(1, 2).Uniform("r1 r", 0), new DrawSeed(1, 2).Uniform("r1 r", 0));
        double[] stored = [new DrawSeed(0, 0).Uniform("", 0), new DrawSeed(1, 0).Uniform("r1 r", 0), new DrawSeed(1, 999).Uniform("x1.rload", 3)];
        Assert.Equal(string.Join(' ', Stored), string.Join(' ', stored.Select(x => x.ToString("R", System.Globalization.CultureInfo.InvariantCulture))));
    }

    private static readonly string[] Stored = ["0.13286404072390623", "0.6427526756166627", "0.30797334019445766"];

    [Fact, Oracle(OracleKind.ClosedForm, "distribution function of the quantile is the probability again, MathNet.Numerics, far into both tails")]
    public void Normal_quantiles_invert_the_distribution_function()
    {
        for (double p = 1e-16; p < 0.5; p *= 1.05)
        {
            Assert.Equal(1, Normal.CDF(0, 1, Distribution.Normal(p)) / p, 1e-12);
            Assert.Equal(Normal.InvCDF(0, 1, p), Distribution.Normal(p), 1e-9);
        }
        Assert.Equal(1.6448536269514722, Distribution.Normal(0.95), 1e-14);
        Assert.Equal(0, Distribution.Normal(0.5), 0.0);
    }

    [Fact, Oracle(OracleKind.Invariant, "calls are numbered as they stand, those of functions written out included")]
    public void Calls_are_set_apart_and_keep_their_order()
    {
        var scope = new FunctionScope();
        scope.Declare("tol", ["x"], "mc(x, 0.1) + limit(1, 0.5)");
        var parsed = FormulaParser.Parse("2*tol(r) + gauss(unif(1, 0.2), 0.1, 3) + limit(r, 0, 1)", scope);
        Assert.Equal(["mc#1", "limit#2", "unif#3", "gauss#4"], parsed.DrawCalls.Select(c => c.Variable));
        Assert.Equal("100 + limit(r, 0, 1)", parsed.WithDraws(k => 10 * (k + 1)).Formula!.ToString());
    }
}
