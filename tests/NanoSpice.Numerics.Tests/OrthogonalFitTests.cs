using NanoSpice.Numerics;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Numerics.Tests;

public class OrthogonalFitTests
{
    [Fact, Oracle(OracleKind.ClosedForm, "straight line through (0,1) (1,3) (2,4) (3,4): slope 1, intercept 3/2")]
    public void A_line_through_four_points()
    {
        double[] x = OrthogonalFit.Solve([[1, 1, 1, 1], [0, 1, 2, 3]], [1, 3, 4, 4]);
        Assert.Equal(1.5, x[0], 1e-14);
        Assert.Equal(1, x[1], 1e-14);
    }

    [Fact, Oracle(OracleKind.Manufactured, "x chosen, b = A x with columns of lengths 1e-9 to 1e9")]
    public void Units_of_the_columns_do_not_matter()
    {
        var random = new Random(7);
        double[][] a = [.. Enumerable.Range(0, 7).Select(k => Enumerable.Range(0, 12).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, 3 * k - 9)).ToArray())];
        double[] exact = [.. Enumerable.Range(0, 7).Select(k => (k + 1) * Math.Pow(10, 9 - 3 * k))];
        double[] b = [.. Enumerable.Range(0, 12).Select(i => a.Select((c, k) => c[i] * exact[k]).Sum())];
        double[] x = OrthogonalFit.Solve(a, b);
        for (int k = 0; k < 7; k++) Assert.Equal(1, x[k] / exact[k], 1e-12);
    }

    [Fact, Oracle(OracleKind.Invariant, "the residual is orthogonal to every column")]
    public void The_residual_is_orthogonal_to_the_columns()
    {
        var random = new Random(3);
        double[][] a = [.. Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, 20).Select(_ => random.NextDouble() - 0.5).ToArray())];
        double[] b = [.. Enumerable.Range(0, 20).Select(_ => random.NextDouble())];
        double[] x = OrthogonalFit.Solve([.. a.Select(c => (double[])c.Clone())], [.. b]);
        foreach (var column in a) Assert.Equal(0, b.Select((v, i) => column[i] * (v - a.Select((c, k) => c[i] * x[k]).Sum())).Sum(), 1e-13);
    }

    [Fact, Oracle(OracleKind.Invariant, "of equal columns one carries the answer, a column of zeros gets 0, and the fit is as good as without them")]
    public void Dependent_columns_get_nothing()
    {
        double[] x = OrthogonalFit.Solve([[1, 2, 3], [1, 2, 3], [0, 0, 0]], [2, 4, 6]);
        Assert.Equal(2, x[0] + x[1], 1e-13);
        Assert.Contains(0, x.Take(2));
        Assert.Equal(0, x[2]);
    }
}
