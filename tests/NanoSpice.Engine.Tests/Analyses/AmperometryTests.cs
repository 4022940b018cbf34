using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Analyses;

public class AmperometryTests
{
    [Theory, Oracle(OracleKind.ClosedForm, "R1 in series with C || R2: i = V/(R1+R2) + V (1/R1 - 1/(R1+R2)) exp(-t/tau), tau = C R1 R2/(R1+R2)")]
    [InlineData(0, 1, 0.5)]
    [InlineData(0.2, -0.3, 0)]
    public void RC_with_leak_decays_as_its_exponential(double before, double after, double step)
    {
        const double r1 = 10, r2 = 1000, c = 10e-3, tau = c * r1 * r2 / (r1 + r2);
        double jump = after - before, excess = jump * (1 / r1 - 1 / (r1 + r2));
        var run = TechniqueRun.Ca(new TestCircuit().Add("V1 in 0 0").Add("R1 in c 10").Add("C1 c 0 10m").Add("R2 c 0 1k"), new(before, after, step, step + 3));
        Assert.Equal(1, run["initial", 0] / (before / (r1 + r2) + jump / r1), 1e-5);
        Assert.Equal(1, run["final", 0] / (after / (r1 + r2)), 1e-4);
        Assert.Equal(1, run["charge", 0] / (excess * tau), 1e-4);
        Assert.Equal(1, run["time_constant", 0] / tau, 1e-4);
        Assert.Equal(1, run["resistance", 0] / r1, 1e-5);
        foreach (var row in run.Rows.Where(r => r[0] > step))
            Assert.Equal(after / (r1 + r2) + excess * Math.Exp(-(row[0] - step) / tau), row[2], 3e-5 * Math.Abs(jump) / r1);
        Assert.Equal(step == 0 ? after : before, run["v"][0], 1e-12);
        Assert.Equal(step + 3, run["time"][^1], 1e-12);
    }
}
