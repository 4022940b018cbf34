using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Pnp.Tests;

/// <summary>B(x) = x/(e^x - 1) to round-off; the reference is 28-digit decimal arithmetic of S = (e^x - 1)/x = 1 + x/2! + x^2/3! + ..., B = 1/S.</summary>
public class BernoulliTests
{
    /// <summary>Around the change of formula at 0.1, where e^x - 1 loses a digit: 10 x 2^-53 and a few roundings.</summary>
    private const double Tolerance = 1e-14;

    public static TheoryData<double> Arguments =>
        [0, 1e-300, 1e-16, 1e-9, 1e-4, 0.01, 0.05, 0.0999999, 0.1, 0.1000001, 0.11, 0.2, 0.5, 1, 2, 5, 10, 20, 35];

    [Theory, MemberData(nameof(Arguments)), Oracle(OracleKind.ClosedForm, "B = 1/S and B(-x) = 1/S + x in decimal arithmetic; all terms of S are positive")]
    public void Value_is_exact_to_round_off(double x)
    {
        double expected = (double)(1 / Sum(x)), mirrored = (double)(1 / Sum(x) + (decimal)x);
        Assert.InRange(Math.Abs(Bernoulli.Value(x) / expected - 1), 0, Tolerance);
        Assert.InRange(Math.Abs(Bernoulli.Value(-x) / mirrored - 1), 0, Tolerance);
    }

    [Theory, MemberData(nameof(Arguments)), Oracle(OracleKind.ClosedForm, "B' = -S'/S^2 in decimal arithmetic; 1 - B - x cancels to x/2, so 1/x roundings remain")]
    public void Slope_is_exact_to_round_off(double x)
    {
        decimal s = Sum(x);
        double expected = (double)(-Derivative(x) / (s * s));
        Bernoulli.Evaluate(x, out _, out double slope);
        Bernoulli.Evaluate(-x, out _, out double mirrored);
        // Absolute: |B'| <= 1, and eps/x of the larger terms remain, eps/0.1 at most.
        Assert.InRange(Math.Abs(slope - expected), 0, Tolerance);
        Assert.InRange(Math.Abs(mirrored - (-1 - expected)), 0, Tolerance);
    }

    [Theory, MemberData(nameof(Arguments)), Oracle(OracleKind.ClosedForm, "(B - 1)/x = -(S - 1)/(x S) in decimal arithmetic; a digit is lost twice at 0.1, 100 roundings remain")]
    public void Lean_is_exact_to_round_off(double x)
    {
        if (x is > 0 and < 1e-12) return;           // S - 1 is beyond 28 digits there; Lean(0) covers it
        double expected = x == 0 ? -0.5 : (double)(-(Sum(x) - 1) / (decimal)x / Sum(x));
        Assert.InRange(Math.Abs(Bernoulli.Lean(x) / expected - 1), 0, 2.2 * Tolerance);
        Assert.InRange(Math.Abs(Bernoulli.Lean(-x) - (-1 - expected)), 0, 2.2 * Tolerance);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "for large x e^x - 1 is e^x, for large -x it is -1")]
    [InlineData(50)]
    [InlineData(300)]
    [InlineData(700)]
    public void Large_arguments_reach_their_limits(double x)
    {
        Assert.InRange(Math.Abs(Bernoulli.Value(x) / (x * Math.Exp(-x)) - 1), 0, Tolerance);
        Assert.Equal(x, Bernoulli.Value(-x), Tolerance * x);
        Bernoulli.Evaluate(2000, out double none, out double flat);
        Assert.Equal((0.0, 0.0), (none, flat));
        Bernoulli.Evaluate(-2000, out double all, out double steep);
        Assert.Equal((2000.0, -1.0), (all, steep));
    }

    [Fact, Oracle(OracleKind.Invariant, "B(-x) = B(x) + x, B'(-x) = -1 - B'(x), by the definition")]
    public void Mirrored_arguments_agree()
    {
        for (double x = 1e-6; x < 40; x *= 1.07)
        {
            Bernoulli.Evaluate(x, out double value, out double slope);
            Bernoulli.Evaluate(-x, out double mirrored, out double mirroredSlope);
            Assert.InRange(Math.Abs(mirrored - value - x) / mirrored, 0, Tolerance);
            Assert.InRange(Math.Abs(mirroredSlope + 1 + slope), 0, 2 * Tolerance);
        }
    }

    [Fact, Oracle(OracleKind.CrossCheck, "central differences: h^2 B'''/6 + 4 eps B/h with |B'''| < 0.1, B < 40")]
    public void Slope_is_that_of_the_value()
    {
        const double h = 1e-5;
        for (double x = -35.03; x < 36; x += 0.37)
        {
            Bernoulli.Evaluate(x, out double value, out double slope);
            double difference = (Bernoulli.Value(x + h) - Bernoulli.Value(x - h)) / (2 * h);
            Assert.InRange(Math.Abs(slope - difference), 0, h * h + 1e-15 * (1 + 10 * value) / h);
        }
    }

    /// <summary>S = (e^x - 1)/x for x >= 0.</summary>
    private static decimal Sum(double x)
    {
        decimal term = 1, sum = 1, argument = (decimal)x;
        for (int n = 2; n < 250 && term > 0; n++) sum += term *= argument / n;
        return sum;
    }

    /// <summary>S' = sum of n x^(n-1)/(n+1)!.</summary>
    private static decimal Derivative(double x)
    {
        decimal term = 0.5m, sum = 0.5m, argument = (decimal)x;
        for (int n = 2; n < 250 && term > 0; n++) sum += (term *= argument / (n + 1)) * n;
        return sum;
    }
}
