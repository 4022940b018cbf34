using System.Diagnostics;
using System.Globalization;
using NanoSpice.Numerics;
using NanoSpice.Testing;
using NanoSpice.Testing.Problems;

namespace NanoSpice.Bench;

/// <summary>Times of the sparse solver on ladders and meshes; every solution is verified before its times are printed.</summary>
public static class LuBench
{
    public static void Run(TextWriter output)
    {
        output.WriteLine("matrix                 n     nnz   nnz(L+U)  analyse[ms]  factor[ms]  refactor[ms]  solve[ms]  refactor[ns/n]  solve[ns/n]");
        Measure("ladder 600", Matrices.Ladder(600, idealSource: true), output);
        Measure("ladder 6000", Matrices.Ladder(6000, idealSource: true), output);
        Measure("ladder 12000", Matrices.Ladder(12000, idealSource: true), output);
        Measure("ladder 12000 Rs", Matrices.Ladder(12000, idealSource: false), output);
        Measure("RC mesh 100x100", Matrices.ResistorMesh(100, 100), output);
        Measure("RC mesh 300x300", Matrices.ResistorMesh(300, 300), output);
        Measure("cells 50x48 x3", Matrices.CellMesh(50, 48, 3), output);
        Measure("cells 100x96 x3", Matrices.CellMesh(100, 96, 3), output);
        Measure("cells 240x40 x3", Matrices.CellMesh(240, 40, 3), output);
        foreach (int k in new[] { 1, 2, 3 })
            Measure($"slits k={k} x3", Matrices.CellMesh(Matrices.SlitNetwork(7, 11 * k, 30 * k, 2 * k, 5 * k), 3), output);
    }

    private static void Measure(string name, SparseMatrix<double> a, TextWriter output)
    {
        int n = a.Pattern.Size;
        double[] b = [.. Enumerable.Range(0, n).Select(i => Math.Sin(i + 1))], x = [.. b];
        SparseLu<double>.Analyze(a.Pattern);
        var watch = Stopwatch.StartNew();
        var lu = SparseLu<double>.Analyze(a.Pattern);
        double analyse = watch.Elapsed.TotalMilliseconds;
        watch.Restart();
        if (!lu.Factor(a).Ok) throw new InvalidOperationException($"{name}: singular");
        double factor = watch.Elapsed.TotalMilliseconds;
        if (!lu.Refactor(a).Ok) throw new InvalidOperationException($"{name}: kept pivots failed");
        lu.Solve(x);
        double error = LinearSolution.BackwardError(a, x, b);
        if (!(error < 1e-11)) throw new InvalidOperationException($"{name}: backward error {error}");
        double refactor = Best(() => lu.Refactor(a)), solve = Best(() => lu.Solve(x));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-16}{n,8}{a.Pattern.Count,8}{lu.FactorEntries,11}{analyse,13:f2}{factor,12:f2}{refactor,14:f3}{solve,11:f4}{refactor * 1e6 / n,16:f1}{solve * 1e6 / n,13:f1}"));
    }

    // Fastest of many batches of a millisecond: other work on the machine only ever adds.
    private static double Best(Action action)
    {
        double best = double.MaxValue;
        var total = Stopwatch.StartNew();
        for (int batch = 0; batch < 3 || (batch < 1000 && total.ElapsedMilliseconds < 1500); batch++)
        {
            int count = 0;
            var watch = Stopwatch.StartNew();
            do
            {
                action();
                count++;
            }
            while (watch.ElapsedMilliseconds < 1);
            best = Math.Min(best, watch.Elapsed.TotalMilliseconds / count);
        }
        return best;
    }
}
