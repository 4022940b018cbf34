using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Discovery.Tests;

/// <summary>The tables that discovery is measured on obey their law.</summary>
public class LadderTableTests
{
    [Theory, InlineData(0.2, false), InlineData(0.9, false), InlineData(0.9, true)]
    [Oracle(OracleKind.Invariant, "dphi = i (a + b q), made so")]
    public void Every_row_obeys_the_law(double gamma, bool normalised)
    {
        var table = LadderTable.Make(gamma, 0, 1, normalised: normalised);
        double[] i = table.Column("i"), q = table.Column("q"), y = table.Column("dphi");
        var (a, b) = table.Truth;
        Assert.Equal(504, table.Rows);
        for (int r = 0; r < table.Rows; r++) Assert.Equal(y[r], i[r] * (a + (b * q[r])), 1e-13);
    }

    [Fact]
    [Oracle(OracleKind.Invariant, "what a slit gains on the first ramp passed the step before it; trapezoidal sum of 420 samples, second order")]
    public void Charge_of_a_slit_is_the_current_that_stays()
    {
        var table = LadderTable.Make(0.5, 0, 1, times: 840);
        double[] i = table.Column("i"), q = table.Column("q"), t = table.Column("time");
        double passed = 0;
        for (int s = 1; s < 420; s++) passed += (t[s] - t[s - 1]) / 2 * (i[s - 1] - i[840 + s - 1] + i[s] - i[840 + s]);
        double gained = q[840 + 419] - q[840];
        Assert.Equal(gained, passed, 1e-4 * gained);
    }
}
