using System.Numerics;
using NanoSpice.Numerics;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Numerics.Tests;

public class DenseBlocksTests
{
    private static double[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
    }

    [Fact, Oracle(OracleKind.CrossCheck, "triple loop; sums of up to 19 products of size 1/4 differ by rounding")]
    public void Subtract_agrees_with_the_triple_loop_and_keeps_to_its_block()
    {
        foreach (int rows in new[] { 0, 1, 3, 4, 5, 9 })
        {
            foreach (int columns in new[] { 0, 4, 8, 12, 16, 28 })
            {
                foreach (int depth in new[] { 0, 1, 7, 19 })
                {
                    int step = columns + 4;
                    double[] a = Numbers(10 * 20, 1), b = Numbers(20 * step, 2), c = Numbers(10 * step, 3), expected = [.. c];
                    Complex[] complex = [.. c.Select(v => new Complex(v, -v))], complexA = [.. a.Select(v => new Complex(v, 0))], complexB = [.. b.Select(v => new Complex(v, -v))];
                    for (int i = 0; i < rows; i++)
                    {
                        for (int j = 0; j < columns; j++)
                        {
                            for (int k = 0; k < depth; k++) expected[i * step + j] -= a[i * 20 + k] * b[k * step + j];
                        }
                    }
                    DenseBlocks.Subtract(ref c[0], step, ref a[0], 20, ref b[0], step, rows, columns, depth);
                    DenseBlocks.Subtract(ref complex[0], step, ref complexA[0], 20, ref complexB[0], step, rows, columns, depth);
                    Assert.All(expected.Zip(c), pair => Assert.Equal(pair.First, pair.Second, 19 * 2.2e-16));
                    Assert.All(expected.Zip(complex), pair => Assert.Equal(0, (new Complex(pair.First, -pair.First) - pair.Second).Magnitude, 2 * 19 * 2.2e-16));
                }
            }
        }
    }

    [Fact, Oracle(OracleKind.ClosedForm, "1 + 4 + ... + n^2 = n (n + 1) (2 n + 1) / 6, exact in doubles")]
    public void Dot_and_accumulate_cover_ragged_lengths()
    {
        for (int n = 0; n < 40; n++)
        {
            double[] x = [.. Enumerable.Range(1, 41).Select(i => (double)i)], y = [.. x];
            Assert.Equal(n * (n + 1) * (2 * n + 1) / 6, DenseBlocks.Dot(ref x[0], ref y[0], n));
            DenseBlocks.Accumulate(ref y[0], ref x[0], 2.0, n);
            Assert.Equal(x.Select((v, i) => i < n ? 3 * v : v), y);
        }
    }

    [Fact, Oracle(OracleKind.Invariant, "L (L^-1 B) = B and (B U^-1) U = B, multiplied back by the triple loop")]
    public void Triangular_solves_multiply_back()
    {
        const int size = 11, columns = 12, step = 16;
        double[] t = Numbers(size * step, 4), b = Numbers(size * step, 5), x = [.. b];
        DenseBlocks.SolveUnitLower(ref t[0], step, ref x[0], step, size, columns);
        for (int i = size - 1; i > 0; i--) DenseBlocks.Subtract(ref x[i * step], step, ref Negated(t)[i * step], step, ref x[0], step, 1, columns, i);
        Assert.All(b.Zip(x), pair => Assert.Equal(pair.First, pair.Second, 1e-12));

        for (int i = 0; i < size; i++) t[i * step + i] = 2 + i;
        double[] reciprocal = [.. Enumerable.Range(0, size).Select(i => 1 / t[i * step + i])], y = [.. b];
        DenseBlocks.SolveUpperRight<double>(ref y[0], step, ref t[0], step, reciprocal, size);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                double sum = Enumerable.Range(0, j + 1).Sum(k => y[i * step + k] * t[k * step + j]);
                Assert.Equal(b[i * step + j], sum, 1e-14);
            }
        }
    }

    private static double[] Negated(double[] values) => [.. values.Select(v => -v)];
}
