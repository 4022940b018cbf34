using NanoSpice.Engine.Devices;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Devices;

public class ChargeLawTests
{
    private const double Eps = 2.220446049250313e-16;

    [Theory, Oracle(OracleKind.ClosedForm, "R = rc (1 - gamma |Q|/qmax) outside the rounded corner and above the knee")]
    [InlineData(0.5, 2e-3, 5 * (1 - 0.5 * 0.4))]
    [InlineData(0.5, -2e-3, 5 * (1 - 0.5 * 0.4))]
    [InlineData(-0.9, 5e-3, 5 * 1.9)]
    [InlineData(0.9, 0.0, 5.0)]
    public void Absolute_law_is_the_papers_line(double gamma, double q, double expected)
    {
        var law = new ChargeLaw(5, gamma, 5e-3);
        Assert.Equal(expected, law.Resistance(q, out _), 4 * Eps * expected);
    }

    [Fact, Oracle(OracleKind.Invariant, "law = abs does not see the polarity: R even, slope odd, to the bit")]
    public void Absolute_law_is_polarity_symmetric()
    {
        var law = new ChargeLaw(5, 0.9, 5e-3);
        foreach (double q in Charges())
        {
            double plus = law.Resistance(q, out double up), minus = law.Resistance(-q, out double down);
            Assert.Equal(plus, minus);
            Assert.Equal(up, -down);
        }
    }

    [Fact, Oracle(OracleKind.ClosedForm, "signed law: R = rc (1 - gamma Q/qmax), larger than rc for negative charge")]
    public void Signed_law_keeps_the_sign()
    {
        var law = new ChargeLaw(5, 0.5, 5e-3, signed: true);
        Assert.Equal(5 * 0.8, law.Resistance(2e-3, out double slope), 1e-14);
        Assert.Equal(5 * 1.2, law.Resistance(-2e-3, out double back), 1e-14);
        Assert.Equal(-5 * 0.5 / 5e-3, slope, 1e-10);
        Assert.Equal(slope, back);
    }

    [Theory, Oracle(OracleKind.CrossCheck, "central differences inside each piece: error h^2 F'''/6 is 0 or known for these cubics")]
    [InlineData(false)]
    [InlineData(true)]
    public void Slope_is_the_derivative(bool signed)
    {
        var law = new ChargeLaw(5, 1.2, 5e-3, signed);
        foreach (double q in Charges())
        {
            law.Resistance(q, out double slope);
            // Inside the corner f is a cubic of scale w = 5e-9; h = w/1e4 keeps h^2 f''' below 1e-7 of f' = 1.
            double h = Math.Max(5e-13, Math.Abs(q) * 1e-6);
            double difference = (law.Resistance(q + h, out _) - law.Resistance(q - h, out _)) / (2 * h);
            double steepest = 5 * 1.2 / 5e-3 * 4 / 3;
            double roundoff = 4 * Eps * 12 / h, crossing = 2 * h / 5e-9 * steepest;
            Assert.Equal(difference, slope, roundoff + (Math.Abs(q) < 1e-8 ? crossing : h * 1.2 / 5e-3 / 1e-3 * steepest));
        }
    }

    [Theory, Oracle(OracleKind.Invariant, "C1: value and slope agree on both sides of each seam (corner 1e-6 qmax, knee u = 2 rmin, floor u = 0)")]
    [InlineData(1e-6)]
    [InlineData(0.998)]
    [InlineData(1.0)]
    public void Value_and_slope_are_continuous_at_the_seams(double seam)
    {
        var law = new ChargeLaw(1, 1, 1);
        double below = law.Resistance(seam * (1 - 1e-12), out double left), above = law.Resistance(seam * (1 + 1e-12), out double right);
        Assert.Equal(below, above, 1e-11);
        // Slopes change by at most (second derivative) x (distance): 1/w = 1e6 at the corner, 1/(2 rmin) = 500 at the knee.
        Assert.Equal(left, right, seam < 1e-3 ? 2e-11 * 4 : 2e-12 * 500 + 1e-12);
    }

    [Fact, Oracle(OracleKind.Invariant, "R >= rmin rc for every charge; R equals the line exactly while it is above 2 rmin rc")]
    public void Floor_is_never_passed()
    {
        var law = new ChargeLaw(5, 2, 1, rmin: 1e-2);
        for (double q = -3; q <= 3; q += 1e-3)
        {
            double r = law.Resistance(q, out _), line = 5 * (1 - 2 * Math.Abs(q));
            Assert.True(r >= law.Floor);
            Assert.True(r >= line - 1e-14);
            if (line > 2 * law.Floor && Math.Abs(q) > 1e-6) Assert.Equal(line, r, 1e-14);
            Assert.Equal(line < law.Floor, law.IsAtFloor(q));
        }
    }

    [Fact, Oracle(OracleKind.ClosedForm, "m equal steps side by side: R/m at m times the charge")]
    public void Parallel_divides_the_resistance()
    {
        var one = new ChargeLaw(5, 0.7, 2e-3);
        var three = one.Parallel(3);
        Assert.Equal(one.Resistance(1e-3, out _) / 3, three.Resistance(3e-3, out _), 1e-15);
    }

    private static IEnumerable<double> Charges()
    {
        var random = new Random(7);
        foreach (double scale in (double[])[1e-10, 3e-9, 5e-9, 1e-7, 1e-3, 5e-3])
            for (int k = 0; k < 20; k++) yield return (2 * random.NextDouble() - 1) * scale;
    }
}
