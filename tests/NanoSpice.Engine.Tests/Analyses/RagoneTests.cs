using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Engine.Tests.Analyses;

public class RagoneTests
{
    private const double R = 10, C = 10e-3;

    private static TestCircuit Cell => new TestCircuit().Add("I1 0 in 0").Add("R1 in c 10").Add("C1 c 0 10m");

    [Fact, Oracle(OracleKind.ClosedForm, "R-C from 1 V to 0 at current I: time C (1 - IR)/I, mean power I (1 - IR)/2; at I R >= 1 nothing")]
    public void Currents_give_the_straight_discharge()
    {
        double[] currents = [1e-3, 10e-3, 60e-3, 0.2];
        var run = TechniqueRun.Ragone(Cell, new() { Low = 0, High = 1, ByPower = false, Settings = currents });
        for (int k = 0; k < 3; k++)
        {
            double i = currents[k], left = 1 - i * R;
            Assert.Equal(1, run["time"][k] / (C * left / i), 1e-6);
            Assert.Equal(1, run["power", k + 1] / (i * left / 2), 1e-6);
            Assert.Equal(1, run["energy", k + 1] / (C * left * left / 2), 1e-6);
            Assert.Equal(1, run["current"][k] / i, 1e-6);
        }
        Assert.Equal(0, run["energy", 4]);
        Assert.Contains("0.2 A", Assert.Single(run.Warnings));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "C dv_c = -(P/v) dt with v_c = v + P R/v: P t = C [(v1^2 - v0^2)/2 - P R ln(v1/v0)] from v1 + P R/v1 = vhigh; the fold v = sqrt(P R) ends it")]
    public void Powers_give_the_bent_discharge()
    {
        double[] powers = [1e-4, 1e-3, 1e-2, 2.4e-2, 2.6e-2];
        var run = TechniqueRun.Ragone(Cell, new() { Low = 0.2, High = 1, ByPower = true, Settings = powers });
        for (int k = 0; k < 4; k++)
        {
            double p = powers[k], first = 0.5 * (1 + Math.Sqrt(1 - 4 * p * R)), last = Math.Max(0.2, Math.Sqrt(p * R));
            double energy = C * (0.5 * (first * first - last * last) - p * R * Math.Log(first / last));
            Assert.Equal(1, run["power", k + 1] / p, 1e-5);
            Assert.Equal(1, run["energy", k + 1] / energy, 1e-4);
            Assert.Equal(last, run["v_end"][k], 1e-4);
        }
        Assert.Equal(3, run.Warnings.Count);
        Assert.Equal(0, run["energy", 5]);
    }
}
