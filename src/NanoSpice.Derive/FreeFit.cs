using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace NanoSpice.Derive;

/// <summary>A ladder fitted freely to the voltammogram: a bound for what its equations can do, not a prediction.</summary>
/// <param name="Ladder">best found</param>
/// <param name="Runs">ladders simulated</param>
public sealed record FreeFitResult(Ladder Ladder, double[] Current, int Runs);

/// <summary>Levenberg-Marquardt on the elements of a ladder against the current of a table.</summary>
/// <remarks>Resistances and capacitances are varied by their logarithms, gamma as it is, so that no value of them is out of range.</remarks>
public static class FreeFit
{
    /// <summary>Looser than for what is compared: the steps of differences are far above it.</summary>
    private const double Tolerance = 1e-6, Difference = 1e-3;

    private const int MostIterations = 25;

    /// <param name="start">elements to begin with, as extracted; its kind of capacitor stays</param>
    /// <param name="linear">gamma stays zero: the transmission line</param>
    /// <param name="cycle">cycle that is fitted; the ladder runs through all before</param>
    public static FreeFitResult? Run(NetworkTable table, Ladder start, bool linear, int cycle, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(start);
        var (first, last) = table.Cycle(cycle);
        var rows = Vector<double>.Build.Dense([.. Enumerable.Range(first, last - first + 1).Select(k => (double)k)]);
        double scale = Enumerable.Range(first, last - first + 1).Max(k => Math.Abs(table.Current[k]));
        var observed = Vector<double>.Build.Dense(rows.Count, k => table.Current[first + k] / scale);
        int runs = 0;
        Vector<double> Model(Vector<double> p, Vector<double> _)
        {
            runs++;
            cancellation.ThrowIfCancellationRequested();
            double[]? current = LadderRun.Current(Make(start, p, linear), table, Tolerance, cancellation, out string fault);
            // A ladder that cannot run is as bad as none.
            return current is null ? Vector<double>.Build.Dense(rows.Count) : Vector<double>.Build.Dense(rows.Count, k => current[first + k] / scale);
        }
        Matrix<double> Slopes(Vector<double> p, Vector<double> x)
        {
            var middle = Matrix<double>.Build.Dense(rows.Count, p.Count);
            for (int k = 0; k < p.Count; k++)
            {
                var (more, less) = (p.Clone(), p.Clone());
                more[k] += Difference;
                less[k] -= Difference;
                middle.SetColumn(k, (Model(more, x) - Model(less, x)) / (2 * Difference));
            }
            return middle;
        }
        var objective = ObjectiveFunction.NonlinearModel(Model, Slopes, rows, observed);
        var found = new LevenbergMarquardtMinimizer(gradientTolerance: 1e-8, stepTolerance: 1e-6, functionTolerance: 1e-10, maximumIterations: MostIterations)
            .FindMinimum(objective, Parameters(start, linear));
        var best = Make(start, found.MinimizingPoint, linear);
        return LadderRun.Current(best, table, LadderRun.Tolerance, cancellation, out _) is { } current ? new(best, current, runs) : null;
    }

    private static Vector<double> Parameters(Ladder l, bool linear)
    {
        double[] sizes = [Math.Log(l.Ropen), Math.Log(l.Open), Math.Log(l.Rin), Math.Log(l.Rc), Math.Log(l.Slit)];
        return Vector<double>.Build.Dense(linear ? sizes : [.. sizes, l.GammaIn, l.Gamma]);
    }

    private static Ladder Make(Ladder start, Vector<double> p, bool linear) => start with
    {
        Ropen = Math.Exp(p[0]), Open = Math.Exp(p[1]), Rin = Math.Exp(p[2]), Rc = Math.Exp(p[3]), Slit = Math.Exp(p[4]),
        GammaIn = linear ? 0 : p[5], Gamma = linear ? 0 : p[6],
    };
}
