using NanoSpice.Expressions;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Discovery.Tests;

/// <summary>Least squares and the search over subsets.</summary>
public class LinearFitTests
{
    [Fact]
    [Oracle(OracleKind.Manufactured, "weights chosen first, columns of condition 1e4: 1e4 roundings of 1e-16 a row, 50 rows")]
    public void Weights_of_exact_data_come_back()
    {
        var random = new Random(2);
        double[] a = [.. Enumerable.Range(0, 50).Select(_ => random.NextDouble())], b = [.. a.Select(v => v + (1e-4 * random.NextDouble()))];
        double[] y = [.. a.Zip(b, (p, q) => (3 * p) - (2 * q))];
        var fit = LinearFit.Solve([a, b], y);
        Assert.Equal(3, fit.Weights[0], 1e-9);
        Assert.Equal(-2, fit.Weights[1], 1e-9);
        Assert.True(fit.MeanSquare < 1e-30);
    }

    [Fact]
    [Oracle(OracleKind.Invariant, "a column that repeats another has weight 0, and the residual is that without it")]
    public void Dependent_column_is_left_out()
    {
        double[] a = [1, 2, 3, 4, 5], y = [2, 4.1, 6, 7.9, 10];
        var fit = LinearFit.Solve([a, [.. a.Select(v => -2 * v)]], y);
        Assert.False(fit.IsFullRank);
        Assert.Equal(0, fit.Weights[1]);
        Assert.Equal(LinearFit.Solve([a], y).MeanSquare, fit.MeanSquare, 1e-15);
    }

    [Fact]
    [Oracle(OracleKind.CrossCheck, "every subset fitted one by one by orthogonalisation")]
    public void Best_subsets_are_the_best()
    {
        var data = LadderData.Of(LadderTable.Make(0.5, 0.05, 11, times: 10));
        var library = MonomialLibrary.Of(Scaling.Of(data).Data);
        double[] y = Scaling.Of(data).Data.Target.Values;
        int p = library.Terms.Length;
        var pairs = from a in Enumerable.Range(0, p) from b in Enumerable.Range(a + 1, p - a - 1) select (A: a, B: b);
        var best = pairs.MinBy(s => LinearFit.Solve([library.Columns[s.A], library.Columns[s.B]], y) is { IsFullRank: true } f ? f.MeanSquare : double.PositiveInfinity);
        var found = SubsetSearch.Run(Scaling.Of(data).Data, library).Sums.Where(c => c.Terms.Count == 2).MinBy(c => c.MeanSquare)!;
        Assert.Equal([library.Terms[best.A], library.Terms[best.B]], found.Terms);
    }

    [Fact]
    [Oracle(OracleKind.ClosedForm, "21 monomials of degree 0 to 2 in 5 inputs; products with |i| for i, which changes sign")]
    public void Library_holds_monomials_and_magnitudes()
    {
        var library = MonomialLibrary.Of(LadderData.Of(LadderTable.Make(0.5, 0, 1)));
        string[] terms = [.. library.Terms.Select(t => t.ToString())];
        Assert.Equal(21, terms.Count(t => !t.Contains("abs")));
        Assert.Contains("i*q", terms);
        Assert.Contains("q*abs(i)", terms);
        Assert.DoesNotContain("abs(q)", terms);
    }
}
