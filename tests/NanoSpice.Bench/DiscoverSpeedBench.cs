using System.Diagnostics;
using System.Globalization;
using NanoSpice.Discovery;
using NanoSpice.Expressions;

namespace NanoSpice.Bench;

/// <summary>Formulas evaluated and fitted in a second; values are checked row by row before anything is timed.</summary>
public static class DiscoverSpeedBench
{
    private const int Rows = 500, Formulas = 4000, MostNodes = 20, Passes = 4;
    private static readonly string[] Names = ["x", "y", "z"];
    private static readonly string[] Unary = ["sqrt", "exp", "ln", "sin", "cos"];

    public static void Run(TextWriter output, double seconds)
    {
        var random = new Random(1);
        double[][] columns = [Column(random, -2, 4), Column(random, 0.5, 2), Column(random, 0.1, 5)];
        double[] target = [.. columns[0].Zip(columns[1], (x, y) => x * (3 - (0.7 * y)))];
        output.WriteLine("| functions | work of an evaluation | threads | evaluations/s | evaluations per second of processor | formulas/s | not finite |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var (functions, finiteOnly, kept) in (ReadOnlySpan<(string[], bool, int)>)[([], false, 0), (Unary, false, 0), (Unary, true, 0), (Unary, true, 512)])
        {
            var formulas = RandomFormulas.Make(finiteOnly ? 3 * Formulas : Formulas, functions, Names.Length, 7);
            if (finiteOnly) formulas = [.. formulas.Where(f => IsFinite(f, columns)).Take(Formulas)];
            double infinite = Verify(formulas, columns);
            foreach (bool polish in (bool[])[false, true])
            {
                double one = 0;
                foreach (int threads in (int[])[1, 2])
                {
                    var rate = Measure(() => new Sweep(formulas, columns, target, polish, kept), threads, seconds);
                    if (threads == 1) one = rate.Evaluations;
                    string factor = threads > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({rate.Evaluations / one:f2} x)") : "";
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"| + - * / {string.Join(' ', functions)}{(kept > 0 ? $", {kept} columns kept" : "")} | {(polish ? $"and up to {Passes} LM passes, each counted" : "values, weight, intercept")} | {threads} | {rate.Evaluations:f0}{factor} | {rate.OfProcessor:f0} | {rate.Formulas:f0} | {100 * infinite:f0} % |"));
                }
            }
        }
    }

    private static bool IsFinite(FormulaNode[] formula, double[][] columns) => new ColumnEvaluator(columns, MostNodes).TryEvaluate(formula, new double[Rows]);

    private static double[] Column(Random random, double from, double width) => [.. Enumerable.Range(0, Rows).Select(_ => from + (width * random.NextDouble()))];

    private readonly record struct Rate(double Evaluations, double Formulas, double OfProcessor);

    /// <summary>Fastest of many sweeps over all formulas: other work on the machine only ever adds. Threads sweep the same formulas; nothing is kept from sweep to sweep.</summary>
    private static Rate Measure(Func<Sweep> make, int threads, double seconds)
    {
        var total = Stopwatch.StartNew();
        long evaluations = 0, formulas = 0;
        double best = double.MaxValue, processor = double.MaxValue;
        for (int k = 0; k < 3 || total.Elapsed.TotalSeconds < seconds; k++)
        {
            Sweep[] sweeps = [.. Enumerable.Range(0, threads).Select(_ => make())];
            var workers = sweeps.Skip(1).Select(s => new Thread(s.Run)).ToArray();
            var before = Environment.CpuUsage.TotalTime;
            var clock = Stopwatch.StartNew();
            foreach (var worker in workers) worker.Start();
            sweeps[0].Run();
            foreach (var worker in workers) worker.Join();
            best = Math.Min(best, clock.Elapsed.TotalSeconds);
            processor = Math.Min(processor, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
            (evaluations, formulas) = (sweeps.Sum(s => s.Evaluations), sweeps.Sum(s => s.Formulas));
        }
        return new(evaluations / best, formulas / best, evaluations / processor);
    }

    /// <summary>Every node against its operation row by row; returns the share of formulas with a row that is not finite.</summary>
    private static double Verify(FormulaNode[][] formulas, double[][] columns)
    {
        var evaluator = new ColumnEvaluator(columns, MostNodes);
        var operations = new Dictionary<(FormulaOp, int), Formula>();
        double[][] values = [.. Enumerable.Range(0, MostNodes).Select(_ => new double[Rows])];
        int infinite = 0;
        foreach (var nodes in formulas)
        {
            for (int i = 0; i < nodes.Length; i++)
            {
                var node = nodes[i];
                evaluator.Evaluate(nodes.AsSpan(i + 1 - node.Size, node.Size), values[i]);
                if (node.Arity == 0) continue;
                if (!operations.TryGetValue((node.Op, node.Index), out var operation))
                    operations[(node.Op, node.Index)] = operation = Operation(node);
                int second = i - 1, first = node.Arity > 1 ? second - nodes[second].Size : second;
                for (int r = 0; r < Rows; r++)
                {
                    double scalar = operation.Evaluate([values[first][r], values[second][r]]);
                    if (!Near(scalar, values[i][r])) throw new InvalidOperationException($"{Formula.FromNodes(nodes, Names)} at row {r}: {values[i][r]:R} is not {scalar:R}");
                }
            }
            if (!values[nodes.Length - 1].All(double.IsFinite)) infinite++;
        }
        return (double)infinite / formulas.Length;
    }

    private static Formula Operation(FormulaNode node)
    {
        Formula a = Formula.Variable("a"), b = Formula.Variable("b");
        return node.Op == FormulaOp.Call ? Formula.Call(Functions.All[node.Index].Name, a) : Formula.Apply(node.Op, a, b);
    }

    private static bool Near(double a, double b) => a.Equals(b) || a == b || Math.Abs(a - b) <= 4 * (Math.BitIncrement(Math.Abs(a)) - Math.Abs(a));

    /// <summary>One thread's pass over the formulas.</summary>
    private sealed class Sweep(FormulaNode[][] formulas, double[][] columns, double[] target, bool polish, int kept)
    {
        private readonly TermFit _fit = new(columns, target, 1, MostNodes, kept);
        private readonly double[] _weights = new double[2];
        private readonly FormulaNode[] _work = new FormulaNode[MostNodes];
        private readonly Memory<FormulaNode>[] _terms = new Memory<FormulaNode>[1];
        private ConstantFit? _constants;

        public long Evaluations { get; private set; }

        public int Formulas => formulas.Length;

        private static bool HasConstant(FormulaNode[] nodes)
        {
            foreach (ref readonly var node in nodes.AsSpan())
                if (node.Op == FormulaOp.Constant) return true;
            return false;
        }

        public void Run()
        {
            _constants ??= new(_fit, 1);
            Evaluations = formulas.Length;
            foreach (var nodes in formulas)
            {
                if (polish && HasConstant(nodes))
                {
                    nodes.CopyTo(_work, 0);
                    _terms[0] = _work.AsMemory(0, nodes.Length);
                    _constants.Polish(_terms, intercept: true, _weights, Passes);
                    Evaluations += _constants.Passes;
                }
                else
                {
                    _fit.SetTerm(0, nodes);
                    _fit.Solve(1, intercept: true, _weights);
                }
            }
        }
    }
}
