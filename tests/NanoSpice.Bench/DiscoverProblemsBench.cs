using System.Diagnostics;
using NanoSpice.Discovery;
using NanoSpice.Expressions;

namespace NanoSpice.Bench;

/// <summary>Standard problems of symbolic regression: how often the law itself comes out, and in what time.</summary>
public static class DiscoverProblemsBench
{
    private const int Seeds = 20;

    /// <summary>Longest run that counts [s].</summary>
    private const double Limit = 5;

    /// <summary>rms of the error over that of the truth, on points of a range twice as wide, below which a law is the truth [-].</summary>
    private const double Exact = 1e-9;

    private sealed record Problem(string Name, string Text, string[] Inputs, int Rows, double Low, double High);

    private static readonly Problem[] Problems =
    [
        new("Nguyen-1", "x*x*x+x*x+x", ["x"], 20, -1, 1),
        new("Nguyen-2", "x*x*x*x+x*x*x+x*x+x", ["x"], 20, -1, 1),
        new("Nguyen-3", "x*x*x*x*x+x*x*x*x+x*x*x+x*x+x", ["x"], 20, -1, 1),
        new("Nguyen-4", "x*x*x*x*x*x+x*x*x*x*x+x*x*x*x+x*x*x+x*x+x", ["x"], 20, -1, 1),
        new("Nguyen-5", "sin(x*x)*cos(x)-1", ["x"], 20, -1, 1),
        new("Nguyen-6", "sin(x)+sin(x+x*x)", ["x"], 20, -1, 1),
        new("Nguyen-7", "ln(x+1)+ln(x*x+1)", ["x"], 20, 0, 2),
        new("Nguyen-8", "sqrt(x)", ["x"], 20, 0, 4),
        new("I.12.2", "q1*q2/(4*3.141592653589793*eps*r*r)", ["q1", "q2", "eps", "r"], 200, 1, 5),
        new("I.18.12", "r*f*sin(theta)", ["r", "f", "theta"], 200, 1, 5),
        new("I.27.6", "1/(1/d1+n/d2)", ["d1", "d2", "n"], 200, 1, 5),
        new("II.38.14", "y/(2*(1+sigma))", ["y", "sigma"], 200, 1, 5),
    ];

    public static void Run(string[] args)
    {
        int seeds = args.Length > 0 ? int.Parse(args[0]) : Seeds;
        Console.WriteLine("| problem | law | exact | seconds, mean | slowest | complexity, smallest exact |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var problem in Problems.Where(p => args.Length < 2 || args[1..].Contains(p.Name))) Row(problem, seeds);
    }

    private static void Row(Problem problem, int seeds)
    {
        var truth = FormulaParser.Parse(problem.Text).Formula!;
        int exact = 0, smallest = int.MaxValue;
        double seconds = 0, slowest = 0;
        long evaluations = 0;
        for (int seed = 1; seed <= seeds; seed++)
        {
            var data = Sample(problem, truth, seed, problem.Rows, problem.Low, problem.High);
            double centre = (problem.Low + problem.High) / 2, half = problem.High - problem.Low;
            var fresh = Sample(problem, truth, seed + 1000, 500, problem.Low >= 0 ? Math.Max(0, problem.Low / 2) : centre - half, centre + half);
            var clock = Stopwatch.StartNew();
            var result = Search.Run(data, [], new SearchOptions { Seed = (ulong)seed }, null, null, default);
            double spent = clock.Elapsed.TotalSeconds;
            (seconds, slowest, evaluations) = (seconds + spent, Math.Max(slowest, spent), evaluations + result.Evaluations + result.Repeats);
            var found = result.Front.FirstOrDefault(c => c.Complexity <= 1.5 * truth.Complexity + 1 && Error(c, fresh) < Exact);
            if (found is not null && spent <= Limit) exact++;
            if (found is not null) smallest = Math.Min(smallest, found.Complexity);
            else if (result.Front.Count > 0) Console.Error.WriteLine($"  {problem.Name} seed {seed}: {Text(result.Front[^1])}  {Error(result.Front[^1], fresh):g3} {result.Stop} {spent:f2} s");
        }
        Console.WriteLine($"| {problem.Name} | {problem.Text} | {100.0 * exact / seeds:f0} % of {seeds} | {seconds / seeds:f2} | {slowest:f2} | {(smallest < int.MaxValue ? smallest : "-")} of {truth.Complexity} |");
        Console.Error.WriteLine($"  {problem.Name}: {evaluations / seconds:f0} proposals/s");
    }

    private static string Text(Candidate c) => string.Join(" + ", c.Terms.Zip(c.Weights, (t, w) => $"{w:g4}*({t})"));

    private static Dataset Sample(Problem problem, Formula truth, int seed, int rows, double low, double high)
    {
        var random = new Random(seed);
        var columns = problem.Inputs.Select(n => new DataColumn(n, "", null, [.. Enumerable.Range(0, rows).Select(_ => low + ((high - low) * random.NextDouble()))])).ToArray();
        double[] target = [.. Enumerable.Range(0, rows).Select(r => Value(truth, columns, r))];
        return new Dataset
        {
            Target = new("target", "", null, target), Inputs = columns, Groups = [new RowGroup(0, 0, 0, 0, rows)], Runs = [new DataRun(problem.Name, "", [])],
        };
    }

    private static double Error(Candidate candidate, Dataset fresh)
    {
        double error = 0, square = 0;
        for (int r = 0; r < fresh.Rows; r++)
        {
            double sum = -fresh.Target.Values[r];
            for (int k = 0; k < candidate.Terms.Count; k++) sum += candidate.Weights[k] * Value(candidate.Terms[k], fresh.Inputs, r);
            error += sum * sum;
            square += fresh.Target.Values[r] * fresh.Target.Values[r];
        }
        return Math.Sqrt(error / square) is var e && double.IsFinite(e) ? e : double.PositiveInfinity;
    }

    private static double Value(Formula formula, IReadOnlyList<DataColumn> columns, int row) =>
        formula.Evaluate([.. formula.Variables.Select(v => columns.First(c => c.Name == v).Values[row])]);
}
