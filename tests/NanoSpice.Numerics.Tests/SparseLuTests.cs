using System.Numerics;
using NanoSpice.Numerics;
using NanoSpice.Testing;
using NanoSpice.Testing.Problems;
using Xunit;

namespace NanoSpice.Numerics.Tests;

public class SparseLuTests
{
    // Threshold pivoting lets one multiplier grow entries by 1e3, two in a row by 1e6: eps x 1e6. Circuits and meshes have
    // heavy diagonals and meet the limit hardly ever: eps x 1e3 x 10.
    private static double Stable(string kind) => kind == "random" ? 1e-16 * 1e6 : 1e-16 * 1e3 * 10;

    public static TheoryData<string, LuStorage> Kinds()
    {
        var kinds = new TheoryData<string, LuStorage>();
        foreach (string kind in new[] { "random", "ladder", "ladder behind a resistor", "mesh", "cells" })
        {
            kinds.Add(kind, LuStorage.Columns);
            kinds.Add(kind, LuStorage.Blocks);
        }
        return kinds;
    }

    private static SparseLuOptions Keep(LuStorage storage) => new() { Storage = storage };

    private static SparseMatrix<double> Make(string kind, int seed) => kind switch
    {
        "random" => Matrices.Random(60 + seed, 1.5 + seed % 4, seed),
        "ladder" => Matrices.Ladder(40 + seed, idealSource: true, seed),
        "ladder behind a resistor" => Matrices.Ladder(40 + seed, idealSource: false, seed),
        "mesh" => Matrices.ResistorMesh(9, 8 + seed % 3, seed),
        _ => Matrices.CellMesh(6, 5 + seed % 3, 3, seed),
    };

    private static double[] RightSide(int n) => [.. Enumerable.Range(0, n).Select(i => Math.Sin(1 + i))];

    [Theory, MemberData(nameof(Kinds)), Oracle(OracleKind.Invariant, "A x = b within growth x eps of the data")]
    public void Factor_and_refactor_solve_with_small_backward_error(string kind, LuStorage storage)
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            var a = Make(kind, seed);
            double[] b = RightSide(a.Pattern.Size), x = [.. b], y = [.. b], z = [.. b];
            var lu = SparseLu<double>.Analyze(a.Pattern, Keep(storage));
            Assert.True(lu.Factor(a).Ok);
            lu.Solve(x);
            lu.SolveTransposed(z);
            Assert.True(lu.Refactor(a).Ok);
            lu.Solve(y);
            Assert.InRange(LinearSolution.BackwardError(a, x, b), 0, Stable(kind));
            Assert.InRange(LinearSolution.BackwardError(a, y, b), 0, Stable(kind));
            Assert.InRange(LinearSolution.BackwardError(a, z, b, transposed: true), 0, Stable(kind));
        }
    }

    [Theory, MemberData(nameof(Kinds)), Oracle(OracleKind.CrossCheck, "dense LU with partial pivoting")]
    public void Solution_agrees_with_the_dense_one(string kind, LuStorage storage)
    {
        for (int seed = 1; seed <= 4; seed++)
        {
            var a = Make(kind, seed);
            double[] b = RightSide(a.Pattern.Size), x = [.. b], y = [.. b];
            var lu = SparseLu<double>.Analyze(a.Pattern, Keep(storage));
            var dense = new DenseLu<double>(a.Pattern.Size);
            Assert.True(lu.Factor(a).Ok && dense.Factor(a).Ok);
            lu.Solve(x);
            dense.Solve(y);
            double scale = y.Max(Math.Abs), difference = x.Zip(y, (p, q) => Math.Abs(p - q)).Max();
            Assert.InRange(difference / scale, 0, Stable(kind) * dense.ConditionNumber());
        }
    }

    [Theory, MemberData(nameof(Kinds)), Oracle(OracleKind.Invariant, "A x = b within growth x eps of the data, complex")]
    public void Complex_systems_solve_with_small_backward_error(string kind, LuStorage storage)
    {
        for (int seed = 1; seed <= 10; seed++)
        {
            var a = Matrices.WithPhase(Make(kind, seed), seed);
            Complex[] b = [.. RightSide(a.Pattern.Size).Select((v, i) => new Complex(v, Math.Cos(i)))], x = [.. b], z = [.. b];
            var lu = SparseLu<Complex>.Analyze(a.Pattern, Keep(storage));
            Assert.True(lu.Update(a).Ok && lu.Update(a).Ok);
            lu.Solve(x);
            lu.SolveTransposed(z);
            Assert.InRange(LinearSolution.BackwardError<Complex>(a, x, b), 0, Stable(kind));
            Assert.InRange(LinearSolution.BackwardError<Complex>(a, z, b, transposed: true), 0, Stable(kind));
        }
    }

    [Fact, Oracle(OracleKind.Invariant, "same pivots, same operations: new values give the residual of a fresh factorization")]
    public void Refactor_follows_new_values()
    {
        var a = Matrices.ResistorMesh(12, 12);
        var lu = SparseLu<double>.Analyze(a.Pattern);
        Assert.True(lu.Factor(a).Ok);
        for (int seed = 2; seed < 8; seed++)
        {
            Matrices.ResistorMesh(12, 12, seed).Values.CopyTo(a.Values, 0);
            double[] b = RightSide(a.Pattern.Size), x = [.. b];
            Assert.True(lu.Refactor(a).Ok);
            lu.Solve(x);
            Assert.InRange(LinearSolution.BackwardError(a, x, b), 0, Stable("mesh"));
        }
    }

    [Fact, Oracle(OracleKind.ClosedForm, "x = (2, 3) by hand; the kept diagonal pivot becomes 0")]
    public void Update_chooses_new_pivots_when_a_kept_one_vanishes()
    {
        var a = Matrices.Of(2, (0, 0, 4), (0, 1, 1), (1, 0, 1), (1, 1, 2));
        var lu = SparseLu<double>.Analyze(a.Pattern);
        Assert.True(lu.Update(a).Ok);
        a.Values[a.Pattern.Find(0, 0)] = a.Values[a.Pattern.Find(1, 1)] = 0;      // anti-diagonal now
        Assert.Equal(LuOutcome.PivotTooSmall, lu.Refactor(a).Outcome);
        Assert.True(lu.Update(a).Ok);
        double[] x = [3, 2];
        lu.Solve(x);
        Assert.Equal([2.0, 3.0], x);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "pivot 1e-9 under an entry of 1 makes a multiplier of 1e9 > limit 1e6")]
    public void Refactor_refuses_growth_and_update_repairs_it()
    {
        var a = Matrices.Of(2, (0, 0, 1), (0, 1, 1), (1, 0, 1), (1, 1, 3));
        var lu = SparseLu<double>.Analyze(a.Pattern);
        Assert.True(lu.Update(a).Ok);
        a.Values[a.Pattern.Find(0, 0)] = a.Values[a.Pattern.Find(1, 1)] = 1e-9;
        Assert.True(lu.Update(a).Ok);
        Assert.Equal((2, 1), (lu.FactorCount, lu.RefactorCount));
        double[] b = [1, 2], x = [1, 2];
        lu.Solve(x);
        Assert.InRange(LinearSolution.BackwardError(a, x, b), 0, 4e-16);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "unknowns 1 and 3 both appear in equation 2 only")]
    public void Structural_singularity_names_unknown_and_equation()
    {
        var a = Matrices.Of(4, (0, 0, 1), (0, 2, 1), (1, 2, 1), (2, 1, 1), (2, 3, 1), (3, 0, 1));
        var lu = SparseLu<double>.Analyze(a.Pattern);
        Assert.Single(lu.UnmatchedColumns.ToArray());
        Assert.Contains(lu.StructurallySingularColumn!.Value, new[] { 1, 3 });
        Assert.Contains(lu.StructurallySingularRow!.Value, new[] { 0, 1, 3 });
        Assert.Equal(new LuStatus(LuOutcome.Singular, lu.StructurallySingularColumn.Value), lu.Factor(a));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a chain of conductances with no path to ground: rows sum to zero")]
    public void Numerical_singularity_is_reported_in_the_floating_part()
    {
        var a = Matrices.Of(5, (0, 0, 2), (1, 1, 0.3), (1, 2, -0.3), (2, 1, -0.3), (2, 2, 1.0), (2, 3, -0.7), (3, 2, -0.7), (3, 3, 0.7), (4, 4, 1));
        var lu = SparseLu<double>.Analyze(a.Pattern);
        Assert.Null(lu.StructurallySingularColumn);
        LuStatus status = lu.Factor(a);
        Assert.Equal(LuOutcome.Singular, status.Outcome);
        Assert.InRange(status.Column, 1, 3);
        Assert.Throws<InvalidOperationException>(() => lu.Solve(new double[5]));
    }

    [Theory, InlineData(double.NaN), InlineData(double.PositiveInfinity), Oracle(OracleKind.ClosedForm, "the column it was put in")]
    public void Values_that_are_not_finite_are_found(double bad)
    {
        var a = Matrices.ResistorMesh(5, 5);
        var lu = SparseLu<double>.Analyze(a.Pattern);
        Assert.True(lu.Factor(a).Ok);
        foreach (int column in new[] { 0, 7, 24 })
        {
            var broken = new SparseMatrix<double>(a.Pattern);
            a.Values.CopyTo(broken.Values, 0);
            broken.Values[a.Pattern.Find(column, column)] = bad;
            Assert.Equal(new LuStatus(LuOutcome.NotFinite, column), lu.Factor(broken));
            Assert.True(lu.Factor(a).Ok);
            Assert.Equal(new LuStatus(LuOutcome.NotFinite, column), lu.Refactor(broken));
            Assert.True(lu.Factor(a).Ok);
        }
    }

    [Theory, InlineData(LuStorage.Columns), InlineData(LuStorage.Blocks)]
    [Oracle(OracleKind.Invariant, "A x = b within growth limit x eps x 100 of the data; a factorization at w = 1e-3 does not serve 1e12")]
    public void Kept_pivots_stay_accurate_over_fifteen_decades_of_frequency(LuStorage storage)
    {
        const double limit = 1e4, rounding = 1e-16;
        for (int seed = 1; seed <= 25; seed++)
        {
            var unit = Matrices.RandomNetwork(10 + 2 * seed, seed);
            var a = new SparseMatrix<Complex>(unit.Pattern);
            var lu = SparseLu<Complex>.Analyze(a.Pattern, new SparseLuOptions { Storage = storage, GrowthLimit = limit });
            Complex[] b = [.. RightSide(a.Pattern.Size).Select(v => new Complex(v, 0))], x = new Complex[b.Length];
            for (double w = 1e-3; w < 1e12; w *= 10)
            {
                for (int p = 0; p < a.Values.Length; p++) a.Values[p] = new Complex(unit.Values[p].Real, w * unit.Values[p].Imaginary);
                Assert.True(lu.Update(a).Ok);
                b.CopyTo(x, 0);
                lu.Solve(x);
                Assert.InRange(LinearSolution.BackwardError<Complex>(a, x, b), 0, 100 * limit * rounding);
            }
            Assert.InRange(lu.FactorCount, 1, 8);                // most of the 15 frequencies are served by kept pivots
        }
    }

    [Fact, Oracle(OracleKind.CrossCheck, "predicted flops per entry: a chain about 2, a 40 x 40 mesh of 3-unknown cells hundreds")]
    public void Storage_follows_the_predicted_work()
    {
        foreach (var (a, expected) in new[] { (Matrices.Ladder(500, true), LuStorage.Columns), (Matrices.CellMesh(40, 40, 3), LuStorage.Blocks) })
        {
            var lu = SparseLu<double>.Analyze(a.Pattern);
            double[] b = RightSide(a.Pattern.Size), x = [.. b];
            Assert.True(lu.Factor(a).Ok);
            Assert.Equal(expected, lu.Storage);
            lu.Solve(x);
            Assert.InRange(LinearSolution.BackwardError(a, x, b), 0, Stable("mesh"));
        }
    }

    [Fact, Oracle(OracleKind.Invariant, "A x = b; a saddle point whose zero diagonals no front can pivot alone")]
    public void Blocks_hand_over_to_columns_where_a_front_has_no_pivot()
    {
        var a = Matrices.CellMesh(12, 12, 3);
        var lu = SparseLu<double>.Analyze(a.Pattern, Keep(LuStorage.Blocks));
        Assert.True(lu.Update(a).Ok);
        Assert.Equal(LuStorage.Blocks, lu.Storage);
        for (int cell = 0; cell < 144; cell++)
        {
            for (int i = 0; i < 9; i++) a.Values[a.Pattern.Find(3 * cell + i / 3, 3 * cell + i % 3)] = i % 4 == 0 ? 1e-14 : 0;
        }
        double[] b = RightSide(a.Pattern.Size), x = [.. b];
        Assert.True(lu.Update(a).Ok);
        Assert.Equal(LuStorage.Columns, lu.Storage);
        lu.Solve(x);
        Assert.InRange(LinearSolution.BackwardError(a, x, b), 0, Stable("random"));
    }

    [Theory, InlineData(LuStorage.Columns), InlineData(LuStorage.Blocks), Oracle(OracleKind.Invariant, "bytes counted by the runtime")]
    public void Refactor_and_solve_allocate_nothing(LuStorage storage)
    {
        var a = Matrices.CellMesh(8, 8, 3);
        double[] x = RightSide(a.Pattern.Size);
        var lu = SparseLu<double>.Analyze(a.Pattern, Keep(storage));
        Assert.True(lu.Factor(a).Ok);
        Cycle();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Cycle();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Cycle()
        {
            lu.Refactor(a);
            lu.Update(a);
            lu.Solve(x);
            lu.SolveTransposed(x);
        }
    }

    [Theory, InlineData(true), InlineData(false), Oracle(OracleKind.ClosedForm, "a chain: one entry of L and U a step, two of the sheet; behind a resistor the sheet adds a row")]
    public void Fill_of_a_ladder_is_linear(bool idealSource)
    {
        foreach (int slits in new[] { 100, 1000, 10000 })
        {
            var a = Matrices.Ladder(slits, idealSource);
            var lu = SparseLu<double>.Analyze(a.Pattern);
            Assert.True(lu.Factor(a).Ok);
            Assert.InRange(lu.FactorEntries, slits, 5 * (slits + 2));
        }
    }

    [Fact, Oracle(OracleKind.ClosedForm, "zero and one unknown")]
    public void Trivial_sizes_work()
    {
        var empty = Matrices.Of(0);
        var none = SparseLu<double>.Analyze(empty.Pattern);
        Assert.True(none.Update(empty).Ok && none.Update(empty).Ok);
        none.Solve([]);
        var a = Matrices.Of(1, (0, 0, 4));
        var one = SparseLu<double>.Analyze(a.Pattern);
        Assert.True(one.Update(a).Ok && one.Update(a).Ok);
        double[] x = [2];
        one.Solve(x);
        Assert.Equal(0.5, x[0]);
    }

    [Fact, Oracle(OracleKind.Invariant, "misuse is an exception, not a wrong answer")]
    public void Misuse_throws()
    {
        var a = Matrices.ResistorMesh(3, 3);
        var lu = SparseLu<double>.Analyze(a.Pattern);
        Assert.Throws<InvalidOperationException>(() => lu.Refactor(a));
        Assert.Throws<ArgumentException>(() => lu.Factor(Matrices.ResistorMesh(3, 3)));
        Assert.True(lu.Factor(a).Ok);
        Assert.Throws<ArgumentException>(() => lu.Solve(new double[8]));
        Assert.Throws<ArgumentException>(() => SparseLu<float>.Analyze(a.Pattern));
    }
}
