using System.Numerics;
using NanoSpice.Numerics;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Numerics.Tests;

public class DenseLuTests
{
    [Fact, Oracle(OracleKind.ClosedForm, "inverse of the 4 x 4 Hilbert matrix is integer; condition 28375 in the maximum norm")]
    public void Hilbert_system_is_solved_to_its_condition()
    {
        const double condition = 28375;
        var lu = new DenseLu<double>(4);
        double[] hilbert = [.. Enumerable.Range(0, 16).Select(k => 1.0 / (k / 4 + k % 4 + 1))];
        Assert.True(lu.Factor(hilbert).Ok);
        double[] x = [1, 0, 0, 0], exact = [16, -120, 240, -140];
        lu.Solve(x);
        Assert.All(x.Zip(exact), pair => Assert.Equal(pair.Second, pair.First, 240 * condition * 2.2e-16));
        Assert.Equal(condition, lu.ConditionNumber(), condition * condition * 2.2e-16);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "(1 + i) x = 2 gives 1 - i; the zero diagonal needs a swap")]
    public void Complex_systems_pivot()
    {
        var lu = new DenseLu<Complex>(2);
        Assert.True(lu.Factor([0, new Complex(1, 1), 2, 0]).Ok);
        Complex[] x = [2, 6];
        lu.Solve(x);
        Assert.Equal([new Complex(3, 0), new Complex(1, -1)], x);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "second column is twice the first; a NaN")]
    public void Failures_are_values()
    {
        var lu = new DenseLu<double>(2);
        Assert.Equal(new LuStatus(LuOutcome.Singular, 1), lu.Factor([1, 2, 2, 4]));
        Assert.Equal(new LuStatus(LuOutcome.NotFinite, 0), lu.Factor([1, 2, double.NaN, 4]));
    }
}
