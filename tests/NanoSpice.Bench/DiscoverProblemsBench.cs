using System.Diagnostics;
using NanoSpice.Discovery;
using NanoSpice.Expressions;

namespace NanoSpice.Bench;

/// <summary>Standard problems of symbolic regression: how often the law itself comes out, and in what time.</summary>
public static class DiscoverProblemsBench
{
    private const int Seeds = 20;

    /// <summary>Longest run that counts [s of processor, all threads together].</summary>
    private const double Limit = 5;

    /// <summary>Error of a law at any point of a range twice as wide over the rms of the truth, below which its values are those of the truth [-].</summary>
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
        Console.WriteLine($"| problem | truth | exact within {Limit} s | exact | seconds of processor, mean | longest | seconds, mean | as printed |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var problem in Problems.Where(p => args.Length < 2 || args[1..].Contains(p.Name))) Row(problem, seeds);
    }

    private static void Row(Problem problem, int seeds)
    {
        var truth = FormulaParser.Parse(problem.Text).Formula!;
        int exact = 0, inTime = 0;
        double seconds = 0, processor = 0, longest = 0;
        string printed = "";
        for (int seed = 1; seed <= seeds; seed++)
        {
            var data = Sample(problem, truth, seed, problem.Rows, problem.Low, problem.High);
            double centre = (problem.Low + problem.High) / 2, half = problem.High - problem.Low;
            var fresh = Sample(problem, truth, seed + 1000, 500, problem.Low >= 0 ? Math.Max(0, problem.Low / 2) : centre - half, centre + half);
            var clock = Stopwatch.StartNew();
            var before = Environment.CpuUsage.TotalTime;
            var report = Discoverer.Discover(data, new DiscoverOptions { Search = new SearchOptions { Seed = (ulong)seed } }, null, null, default);
            double wall = clock.Elapsed.TotalSeconds, spent = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            (seconds, processor, longest) = (seconds + wall, processor + spent, Math.Max(longest, spent));
            string text = report.Chosen.Law.Formula.ToString();
            if (IsExact(text, truth, problem.Inputs, fresh))
            {
                exact++;
                if (spent <= Limit) inTime++;
                printed = text;
            }
            else Console.Error.WriteLine($"  {problem.Name} seed {seed}: {text}  {Error(FormulaParser.Parse(text).Formula!, fresh):g3} {report.Stop} {spent:f2} s");
        }
        Console.WriteLine($"| {problem.Name} | {problem.Text} | {100.0 * inTime / seeds:f0} % of {seeds} | {100.0 * exact / seeds:f0} % | {processor / seeds:f2} | {longest:f2} | {seconds / seeds:f2} | {printed} |");
    }

    /// <summary>
    /// The text parses to a law that has as many terms as the truth in the same canonical form, is no larger than the truth,
    /// and has its values on points of a range twice as wide, which leaves nothing but round-off in its numbers.
    /// </summary>
    private static bool IsExact(string text, Formula truth, string[] names, Dataset fresh)
    {
        var found = FormulaParser.Parse(text).Formula!;
        Law law = Law.From(found, names), known = Law.From(truth, names);
        return law.Terms.Count == known.Terms.Count && found.Complexity <= Math.Max(truth.Complexity, known.Complexity) && Error(found, fresh) < Exact;
    }

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

    private static double Error(Formula law, Dataset fresh)
    {
        double largest = 0, square = 0;
        for (int r = 0; r < fresh.Rows; r++)
        {
            double error = Math.Abs(Value(law, fresh.Inputs, r) - fresh.Target.Values[r]);
            if (!double.IsFinite(error)) return double.PositiveInfinity;
            largest = Math.Max(largest, error);
            square += fresh.Target.Values[r] * fresh.Target.Values[r];
        }
        return largest / Math.Sqrt(square / fresh.Rows);
    }

    private static double Value(Formula formula, IReadOnlyList<DataColumn> columns, int row) =>
        formula.Evaluate([.. formula.Variables.Select(v => columns.First(c => c.Name == v).Values[row])]);
}
