using NanoSpice.Expressions;

namespace NanoSpice.Engine;

/// <summary>Times at which a formula has a kink or a jump: time compared with a constant, steps and tables of time.</summary>
/// <remarks>
///   Walks the formula with each node as a straight line a + b t where it is one. A comparison or a minimum of two lines breaks where
///   they cross, a step function where its argument passes the step, a table at its points. What is no straight line in time
///   is left to the error control. A breakpoint lies just before the kink, so that a step landing there does not see a jump.
/// </remarks>
internal static class TimeKinks
{
    /// <summary>Part of a time by which a breakpoint precedes its kink: above the round-off of the crossing.</summary>
    private const double Before = 1e-15;

    /// <summary>Where the functions of one argument have their kinks.</summary>
    private static readonly Dictionary<int, double[]> Steps = new (string Name, double[] At)[]
    {
        ("abs", [0]), ("sgn", [0]), ("u", [0]), ("stp", [0]), ("uramp", [0]), ("u2", [0, 1]), ("buf", [0.5]), ("inv", [0.5]),
        ("gt0", [0]), ("lt0", [0]), ("ge0", [0]), ("le0", [0]),
    }.ToDictionary(f => Functions.Find(f.Name)!.Row, f => f.At);

    private static readonly int[] Tables = [Functions.Find("pwl")!.Row, Functions.Find("table")!.Row];

    private static readonly int[] Choices = [Functions.Find("min")!.Row, Functions.Find("max")!.Row];

    /// <summary>Value a + b t; NaN when it is none.</summary>
    private readonly record struct Line(double A, double B)
    {
        public static Line None => new(double.NaN, double.NaN);

        public bool IsConstant => B == 0;

        /// <summary>Where the line has a value; NaN when it is constant or no line.</summary>
        public double Crossing(double value) => IsConstant ? double.NaN : (value - A) / B;
    }

    /// <summary>Breakpoints of a formula, ascending [s].</summary>
    /// <param name="time">place of the variable time among the formula's variables; -1: it has none</param>
    public static double[] Of(Formula formula, int time)
    {
        if (time < 0) return [];
        var lines = new Stack<Line>();
        var kinks = new SortedSet<double>();
        foreach (var node in formula.Nodes)
        {
            var arguments = new Line[node.Arity];
            for (int k = node.Arity - 1; k >= 0; k--) arguments[k] = lines.Pop();
            foreach (double at in Crossings(node, arguments))
            {
                if (at > 0 && double.IsFinite(at)) kinks.Add(at * (1 - Before));
            }
            lines.Push(Follow(node, arguments, time));
        }
        return [.. kinks];
    }

    /// <summary>The first of ascending times after t; +inf when there is none.</summary>
    public static double Next(double[] kinks, double t)
    {
        int k = Array.BinarySearch(kinks, t + 1e-12 * Math.Abs(t));
        k = k < 0 ? ~k : k + 1;
        return k < kinks.Length ? kinks[k] : double.PositiveInfinity;
    }

    private static Line Follow(FormulaNode node, Line[] a, int time) => node.Op switch
    {
        FormulaOp.Constant => new(node.Value, 0),
        FormulaOp.Variable when node.Index == time => new(0, 1),
        FormulaOp.Negate => new(-a[0].A, -a[0].B),
        FormulaOp.Add => new(a[0].A + a[1].A, a[0].B + a[1].B),
        FormulaOp.Subtract => new(a[0].A - a[1].A, a[0].B - a[1].B),
        FormulaOp.Multiply when a[0].IsConstant => new(a[0].A * a[1].A, a[0].A * a[1].B),
        FormulaOp.Multiply when a[1].IsConstant => new(a[1].A * a[0].A, a[1].A * a[0].B),
        FormulaOp.Divide when a[1].IsConstant => new(a[0].A / a[1].A, a[0].B / a[1].A),
        _ => Line.None,
    };

    private static IEnumerable<double> Crossings(FormulaNode node, Line[] a) => node.Op switch
    {
        FormulaOp.Less or FormulaOp.LessOrEqual or FormulaOp.Greater or FormulaOp.GreaterOrEqual or FormulaOp.Equal or FormulaOp.NotEqual
            => [Meeting(a[0], a[1])],
        FormulaOp.Call when Choices.Contains(node.Index) => [Meeting(a[0], a[1])],
        FormulaOp.Call when Steps.TryGetValue(node.Index, out double[]? steps) => steps.Select(a[0].Crossing),
        FormulaOp.Call when Tables.Contains(node.Index) => a.Skip(1).Where((x, k) => k % 2 == 0 && x.IsConstant).Select(x => a[0].Crossing(x.A)),
        _ => [],
    };

    private static double Meeting(Line first, Line second) => new Line(first.A - second.A, first.B - second.B).Crossing(0);
}
