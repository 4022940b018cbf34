using NanoSpice.Testing;
using NanoSpice.Testing.Problems;
using Xunit;

namespace NanoSpice.Numerics.Tests;

public class SymbolicStoreTests
{
    [Theory, Oracle(OracleKind.Invariant, "equal patterns are analyzed once, and the factors are those of an analysis of their own, bit by bit")]
    [InlineData(LuStorage.Columns)]
    [InlineData(LuStorage.Blocks)]
    public void Equal_patterns_share_their_analysis(LuStorage storage)
    {
        var store = new SymbolicStore();
        var options = new SparseLuOptions { Storage = storage };
        double[]? before = null;
        for (int k = 0; k < 3; k++)
        {
            var own = Matrices.Ladder(40, idealSource: true);
            var pattern = store.Share(own.Pattern);
            var matrix = new SparseMatrix<double>(pattern);
            own.Values.CopyTo(matrix.Values, 0);
            double[] shared = Solve(store.Analyze<double>(pattern, options), matrix), alone = Solve(SparseLu<double>.Analyze(own.Pattern, options), own);
            Assert.Equal(alone, shared);
            Assert.Equal(before ?? shared, shared);
            before = shared;
        }
        Assert.Equal(1, store.Count);
        store.Analyze<System.Numerics.Complex>(store.Share(Matrices.Ladder(40, idealSource: true).Pattern), options);
        Assert.Equal(1, store.Count);
        store.Analyze<double>(store.Share(Matrices.Ladder(41, idealSource: true).Pattern), options);
        Assert.Equal(2, store.Count);
    }

    private static double[] Solve(SparseLu<double> lu, SparseMatrix<double> a)
    {
        Assert.True(lu.Update(a).Ok);
        double[] x = [.. Enumerable.Range(0, a.Pattern.Size).Select(i => 1.0 + i)];
        lu.Solve(x);
        return x;
    }
}
