using FsCheck.Xunit;
using NanoSpice.Numerics;
using NanoSpice.Testing;
using NanoSpice.Testing.Problems;
using Xunit;

namespace NanoSpice.Numerics.Tests;

public class OrderingTests
{
    private static SymmetricGraph Graph(SparsePattern a)
    {
        int[] identity = [.. Enumerable.Range(0, a.Size)];
        return Ordering.BlockGraph(a, identity, identity, 0, a.Size);
    }

    private static bool IsPermutation(int[] p) => p.Order().SequenceEqual(Enumerable.Range(0, p.Length));

    // Entries of L, U and the diagonal when the graph is eliminated in this order, clique by clique.
    private static long FillByBruteForce(SymmetricGraph graph, int[] order)
    {
        var near = new HashSet<int>[graph.Size];
        for (int i = 0; i < graph.Size; i++) near[i] = [.. graph.Neighbours[graph.Starts[i]..graph.Starts[i + 1]]];
        long entries = 0;
        foreach (int i in order)
        {
            entries += 1 + 2 * near[i].Count;
            foreach (int j in near[i])
            {
                near[j].UnionWith(near[i]);
                near[j].ExceptWith([i, j]);
            }
        }
        return entries;
    }

    [Property(MaxTest = 200), Oracle(OracleKind.Invariant, "every node exactly once, whatever the pattern")]
    public bool Minimum_degree_is_a_permutation(byte size, byte density, int seed)
    {
        int n = size % 90 + 1;
        SymmetricGraph graph = Graph(Matrices.Random(n, density % 12 / 2.0, seed).Pattern);
        return IsPermutation(Ordering.MinimumDegree(graph).Order) && IsPermutation(new FrontTree(graph).Order);
    }

    [Property(MaxTest = 50), Oracle(OracleKind.CrossCheck, "elimination of the explicit graph, clique by clique")]
    public bool Predicted_entries_bound_the_fill_from_above(byte size, byte density, int seed)
    {
        SymmetricGraph graph = Graph(Matrices.Random(size % 60 + 1, density % 8 / 2.0, seed).Pattern);
        EliminationOrder found = Ordering.MinimumDegree(graph);
        return FillByBruteForce(graph, found.Order) <= found.Entries;
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a tree has an order without fill: n + 2 (n - 1) entries, and minimum degree finds it")]
    public void Trees_are_eliminated_without_fill()
    {
        const int n = 5000;
        var random = new Random(3);
        (int, int, double)[] edges = [.. Enumerable.Range(1, n - 1).Select(i => (i, random.Next(Math.Max(0, i - 40), i), 1.0))];
        SymmetricGraph graph = Graph(Matrices.Of(n, edges).Pattern);
        EliminationOrder found = Ordering.MinimumDegree(graph);
        Assert.True(IsPermutation(found.Order));
        Assert.Equal(n + 2 * (n - 1), FillByBruteForce(graph, found.Order));
    }

    [Fact, Oracle(OracleKind.CrossCheck, "brute-force fill; lexicographic order of a w x w mesh needs 2 w^3, nested dissection 31/4 w^2 log2 w per triangle")]
    public void Mesh_fill_is_near_that_of_nested_dissection()
    {
        const int w = 60;
        SymmetricGraph graph = Graph(Matrices.ResistorMesh(w, w).Pattern);
        long entries = FillByBruteForce(graph, Ordering.MinimumDegree(graph).Order);
        Assert.InRange(entries, w * w, 2 * 31.0 / 4 * w * w * Math.Log2(w));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "the hub of a star is put off: n + 2 (n - 1) entries")]
    public void Dense_nodes_go_last()
    {
        const int n = 2000;
        SymmetricGraph graph = Graph(Matrices.Of(n, [.. Enumerable.Range(1, n - 1).Select(i => (0, i, 1.0))]).Pattern);
        EliminationOrder found = Ordering.MinimumDegree(graph);
        Assert.Equal(0, found.Order[^1]);
        Assert.Equal(n + 2 * (n - 1), found.Entries);
    }

    [Fact, Oracle(OracleKind.Invariant, "rows of a front: above its pivots, ascending, all within the parent's front")]
    public void Fronts_nest()
    {
        var tree = new FrontTree(Graph(Matrices.CellMesh(14, 9, 3).Pattern));
        for (int s = 0; s < tree.Count; s++)
        {
            int[] rows = tree.Rows[tree.RowStart[s]..tree.RowStart[s + 1]];
            Assert.Equal(rows.Order().Distinct(), rows);
            Assert.All(rows, row => Assert.True(row >= tree.First[s + 1]));
            int parent = tree.Parent[s];
            if (parent < 0)
            {
                Assert.Empty(rows);
                continue;
            }
            int[] front = [.. Enumerable.Range(tree.First[parent], tree.First[parent + 1] - tree.First[parent]), .. tree.Rows[tree.RowStart[parent]..tree.RowStart[parent + 1]]];
            Assert.Equal(rows, tree.Relative[tree.RowStart[s]..tree.RowStart[s + 1]].Select(place => front[place]));
        }
    }
}
