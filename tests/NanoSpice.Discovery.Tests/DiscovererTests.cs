using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Discovery.Tests;

/// <summary>From a ladder table to its law, by exhaustive search.</summary>
public class DiscovererTests
{
    private static readonly DiscoverOptions Subsets = new() { Evolution = false };

    [Theory]
    [InlineData(0.2, 0, false), InlineData(0.9, 0, true), InlineData(0.5, 0.01, false), InlineData(0.5, 0.05, true), InlineData(0.9, 0.05, false)]
    [Oracle(OracleKind.Manufactured, "the table is made with this law; numbers within 4 standard errors (1 of 16,000 outside)")]
    public void Law_of_a_ladder_is_found(double gamma, double noise, bool normalised)
    {
        var table = LadderTable.Make(gamma, noise, 7, normalised: normalised);
        var report = Discoverer.Discover(LadderData.Of(table), Subsets, null, null, default);
        Assert.Equal("i*(a + b*q)", report.Chosen.Law.Form);
        var law = report.Fit.Nanoslit!;
        Assert.Equal(table.Truth.A, law.Rc.Value, 4 * law.Rc.StandardError);
        Assert.Equal(-table.Truth.B / table.Truth.A * law.Qmax, law.Gamma.Value, 4 * law.Gamma.StandardError);
        Assert.True(report.CrossCheck.Agrees, report.CrossCheck.Remark);
    }

    [Fact]
    [Oracle(OracleKind.ClosedForm, "phi_m - phi = Q/C with C = 10 mF")]
    public void Potential_that_repeats_the_charge_is_reported()
    {
        var report = Discoverer.Discover(LadderData.Of(LadderTable.Make(0.5, 0, 1)), Subsets, null, null, default);
        Assert.Equal("phi = 1*phi_m - 100*q", Assert.Single(report.Collinear).Relation);
    }

    [Fact]
    [Oracle(OracleKind.Manufactured, "a ladder of gamma 0 obeys Ohm's law")]
    public void Ohms_law_is_chosen_where_it_holds()
    {
        var report = Discoverer.Discover(LadderData.Of(LadderTable.Make(0, 0.01, 3)), Subsets, null, null, default);
        Assert.Equal("a*i", report.Chosen.Law.Form);
        var law = report.Fit.Nanoslit!;
        Assert.True(law.IsOhm);
        Assert.Equal(0, law.Gamma.Value);
        Assert.True(double.IsNaN(law.Gamma.Low));
        Assert.DoesNotContain(law.Gamma, law.Numbers);
    }

    [Fact]
    [Oracle(OracleKind.CrossCheck, "the law found by search against the one prescribed: same terms, same normal equations; 1e-9")]
    public void Fit_of_the_prescribed_law_gives_the_same_numbers()
    {
        var data = LadderData.Of(LadderTable.Make(0.5, 0.01, 5, rates: [0.1, 0.4]));
        var found = Discoverer.Discover(data, Subsets, null, null, default).Fit.Nanoslit!;
        var fitted = Discoverer.FitNanoslit(data, "i", "q", absolute: true, 1).Nanoslit!;
        Assert.Equal(found.Rc.Value, fitted.Rc.Value, 1e-9 * found.Rc.Value);
        Assert.Equal(found.Gamma.Value, fitted.Gamma.Value, 1e-9);
        Assert.Equal(LadderTable.Capacitance, fitted.Cslit!.Value, 1e-9);
    }

    [Fact]
    [Oracle(OracleKind.ClosedForm, "two standard errors hold the truth in 95.4 % of cases; of 200 at least 184 with probability 0.98 at 95 %")]
    public void Intervals_hold_the_truth()
    {
        int rc = 0, gamma = 0;
        for (int seed = 1; seed <= 200; seed++)
        {
            var table = LadderTable.Make(0.5, 0.02, 100 + seed, times: 40);
            var law = Discoverer.FitNanoslit(LadderData.Of(table), "i", "q", absolute: true, 1).Nanoslit!;
            if (Math.Abs(law.Rc.Value - LadderTable.Rc) <= 2 * law.Rc.StandardError) rc++;
            if (Math.Abs(law.Gamma.Value - (0.5 * law.Qmax / LadderTable.Qmax)) <= 2 * law.Gamma.StandardError) gamma++;
        }
        Assert.InRange(rc, 184, 200);
        Assert.InRange(gamma, 184, 200);
    }
}
