using FsCheck.Xunit;
using NanoSpice.Numerics;
using NanoSpice.Testing;
using NanoSpice.Testing.Problems;
using Xunit;

namespace NanoSpice.Numerics.Tests;

public class BlockTriangularTests
{
    private static void AssertUpperTriangular(SparsePattern a, BlockTriangular form)
    {
        var (placeOfRow, blockOf) = (new int[a.Size], new int[a.Size]);
        for (int k = 0; k < a.Size; k++) placeOfRow[form.Rows[k]] = k;
        for (int b = 0; b + 1 < form.Starts.Length; b++) Array.Fill(blockOf, b, form.Starts[b], form.Starts[b + 1] - form.Starts[b]);
        for (int k = 0; k < a.Size; k++)
        {
            Assert.True(a.Find(form.Rows[k], form.Columns[k]) >= 0);
            for (int p = a.Starts[form.Columns[k]]; p < a.Starts[form.Columns[k] + 1]; p++)
            {
                Assert.True(blockOf[placeOfRow[a.Rows[p]]] <= blockOf[k]);
            }
        }
    }

    // Largest matching by trying augmenting paths recursively, rows in any order.
    private static int StructuralRankByBruteForce(SparsePattern a)
    {
        var columnOf = new int[a.Size];
        Array.Fill(columnOf, -1);
        return Enumerable.Range(0, a.Size).Count(j => Try(j, new bool[a.Size]));

        bool Try(int j, bool[] tried)
        {
            for (int p = a.Starts[j]; p < a.Starts[j + 1]; p++)
            {
                int row = a.Rows[p];
                if (tried[row]) continue;
                tried[row] = true;
                if (columnOf[row] >= 0 && !Try(columnOf[row], tried)) continue;
                columnOf[row] = j;
                return true;
            }
            return false;
        }
    }

    [Property(MaxTest = 100), Oracle(OracleKind.Invariant, "diagonal in the pattern, nothing below the diagonal blocks")]
    public void Form_is_block_upper_triangular(byte size, byte density, int seed)
    {
        SparsePattern a = Matrices.Random(size % 80 + 1, density % 6 / 2.0, seed).Pattern;
        BlockTriangular form = BlockTriangular.Of(a, split: true);
        Assert.Empty(form.UnmatchedColumns);
        AssertUpperTriangular(a, form);
    }

    [Property(MaxTest = 100), Oracle(OracleKind.CrossCheck, "recursive augmenting paths")]
    public bool Matching_is_as_large_as_can_be(byte size, byte density, int seed)
    {
        int n = size % 40 + 1;
        var random = new Random(seed);
        SparsePattern a = Matrices.Of(n, [.. Enumerable.Range(0, n + density % 16 * n / 8).Select(_ => (random.Next(n), random.Next(n), 1.0))]).Pattern;
        BlockTriangular form = BlockTriangular.Of(a, split: true);
        return n - form.UnmatchedColumns.Length == StructuralRankByBruteForce(a)
            && form.UnmatchedRows.Length == form.UnmatchedColumns.Length
            && form.Rows.Order().SequenceEqual(Enumerable.Range(0, n));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "two cycles of 3 and 2 and one single unknown that the second cycle feeds")]
    public void Strong_components_become_blocks()
    {
        SparsePattern a = Matrices.Of(6, (0, 0, 1), (1, 0, 1), (2, 1, 1), (0, 2, 1), (1, 1, 1), (2, 2, 1),
            (3, 3, 1), (4, 3, 1), (3, 4, 1), (4, 4, 1), (0, 3, 1), (5, 5, 1), (5, 4, 1)).Pattern;
        BlockTriangular form = BlockTriangular.Of(a, split: true);
        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(b => form.Starts[b + 1] - form.Starts[b]).Order());
        AssertUpperTriangular(a, form);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "an ideal source fixes the sheet: its voltage and its current leave the ladder as single blocks")]
    public void Source_and_sheet_of_a_ladder_are_blocks_of_one()
    {
        var lu = SparseLu<double>.Analyze(Matrices.Ladder(300, idealSource: true).Pattern);
        Assert.Equal(3, lu.BlockCount);
        Assert.Equal(1, SparseLu<double>.Analyze(Matrices.Ladder(300, idealSource: false).Pattern).BlockCount);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a bidiagonal chain shifted by one needs one augmenting path through every column")]
    public void Long_augmenting_paths_do_not_exhaust_the_stack()
    {
        const int n = 200_000;
        var entries = new (int, int, double)[2 * n - 1];
        for (int i = 0; i < n; i++) entries[i] = (i, (i + 1) % n, 1);
        for (int i = 1; i < n; i++) entries[n + i - 1] = (i, i, 1);
        Assert.Empty(BlockTriangular.Of(Matrices.Of(n, entries).Pattern, split: true).UnmatchedColumns);
    }
}
