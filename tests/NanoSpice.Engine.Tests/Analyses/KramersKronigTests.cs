using System.Numerics;
using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Analyses;

public class KramersKronigTests
{
    /// <summary>What the coarsest grid misses of a relaxation between two of its points: 5e-4 of |Z|, a little more for two of them.</summary>
    private const double Grid = 6e-4;

    private static readonly double[] Frequencies = [.. new AcOptions(FrequencySpacing.Decade, 10, 1e-3, 1e3).Frequencies()];

    public static TheoryData<string> Passive => ["R", "R + C", "Randles", "two relaxations", "R + L + C", "R and L in parallel", "Warburg", "CPE", "ladder"];

    [Theory, MemberData(nameof(Passive))]
    [Oracle(OracleKind.Invariant, "a passive circuit with real poles obeys the relations; what is left is the grid's interpolation of a relaxation, 5e-4")]
    public void A_passive_spectrum_passes(string name) => Assert.InRange(Residual(Spectrum(name)), 0, Grid);

    [Fact, Oracle(OracleKind.ClosedForm, "a resistance that has grown by a tenth over each decade of the scan is 5 % off what the other part of Z allows")]
    public void Drift_during_the_scan_is_seen() => Assert.InRange(Residual(w => 10 + 100 * (1 + 0.1 * Math.Log10(w)) / new Complex(1, 0.1 * w)), 0.03, 1);

    [Fact, Oracle(OracleKind.ClosedForm, "time goes on while a slow scan comes down: 1 % in 500 s, each frequency three periods long")]
    public void A_cell_that_ages_while_it_is_measured_is_seen()
    {
        double time = 0;
        var z = new Complex[Frequencies.Length];
        for (int k = z.Length - 1; k >= 0; k--)
        {
            time += 3 / Frequencies[k];
            z[k] = 10 + 100 * (1 + time / 5e4) / new Complex(1, 2 * Math.PI * Frequencies[k] * 0.1);
        }
        Assert.InRange(KramersKronig.Test(Frequencies, z)!.Residual, 0.01, 1);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "answer before the question: exp(+t/tau) for t < 0 has the conjugate of a relaxation as its spectrum")]
    public void A_spectrum_without_causality_is_seen() => Assert.InRange(Residual(w => 10 + 100 / new Complex(1, -0.1 * w)), 0.5, 2);

    [Fact, Oracle(OracleKind.ClosedForm, "imaginary part 10 % too large: of |Im/Z| up to 0.83, the fit splits the difference between both parts")]
    public void Parts_that_do_not_belong_together_are_seen() =>
        Assert.InRange(Residual(w => new Complex(1, 0) * Spectrum("Randles")(w).Real + new Complex(0, 1.1) * Spectrum("Randles")(w).Imaginary), 0.03, 0.1);

    [Fact, Oracle(OracleKind.Invariant, "with as many unknowns as equations everything fits: too few frequencies are not tested")]
    public void Too_few_frequencies_are_not_tested()
    {
        double[] f = [.. new AcOptions(FrequencySpacing.Decade, 2, 1e-3, 1e3).Frequencies()];
        Assert.Null(KramersKronig.Test(f, [.. f.Select(x => Spectrum("Randles")(2 * Math.PI * x))]));
        Assert.Null(KramersKronig.Test([1], [new Complex(1, 1)]));
        Assert.Null(KramersKronig.Test([], []));
    }

    private static double Residual(Func<double, Complex> z) => KramersKronig.Test(Frequencies, [.. Frequencies.Select(f => z(2 * Math.PI * f))])!.Residual;

    private static Func<double, Complex> Spectrum(string name) => name switch
    {
        "R" => _ => 50,
        "R + C" => w => new Complex(20, -1 / (w * 2e-3)),
        "Randles" => w => 10 + 100 / new Complex(1, 0.1 * w),
        "two relaxations" => w => 10 + 100 / new Complex(1, 0.1 * w) + 30 / new Complex(1, 3 * w),
        "R + L + C" => w => new Complex(5, 1e-2 * w - 1 / (1e-2 * w)),
        "R and L in parallel" => w => 10 + 1 / (1 / 50.0 + 1 / new Complex(0, 0.1 * w)),
        "Warburg" => w => 5 + 1 / Complex.Sqrt(new Complex(0, w)),
        "CPE" => w => 5 + 1 / Complex.Pow(new Complex(0, w), 0.8),
        _ => Ladder,
    };

    private static Complex Ladder(double w)
    {
        var y = new Complex(0, w * 10e-3);
        for (int k = 1; k < 6; k++) y = new Complex(0, w * 10e-3) + 1 / (5 + 1 / y);
        return 1 + 1 / y;
    }
}
