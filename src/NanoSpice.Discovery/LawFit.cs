using NanoSpice.Expressions;

namespace NanoSpice.Discovery;

/// <summary>Fits the numbers of a law to a table: weights at once, numbers inside terms by Gauss-Newton.</summary>
internal static class LawFit
{
    /// <summary>Iterations for numbers inside terms; each may be halved as often.</summary>
    private const int MostSteps = 12;

    /// <summary>Numbers of exact data are taken for whole, half ... numbers within this [-].</summary>
    private const double Whole = 1e-7;

    /// <summary>Values of a term at every row.</summary>
    public static double[] Column(Dataset data, Formula term)
    {
        double[][] columns = [.. term.Variables.Select(v => Input(data, v))];
        var values = new double[data.Rows];
        if (columns.Length == 0) Array.Fill(values, term.Evaluate([]));
        else new ColumnEvaluator(columns, term.Complexity).Evaluate(term.NodesOver(term.Variables), values);
        return values;
    }

    /// <summary>The law with its numbers fitted to all rows, and the residual; null when a term has no finite value somewhere.</summary>
    public static (Law Law, double[] Residual)? Fit(Law law, Dataset data, IEnumerable<string> names) => Fit(law, data, names, [.. law.Terms.Select(t => Column(data, t))]);

    /// <param name="columns">values of the terms of the law</param>
    public static (Law Law, double[] Residual)? Fit(Law law, Dataset data, IEnumerable<string> names, double[][] columns)
    {
        if (columns.Any(c => !c.All(double.IsFinite))) return null;
        var fit = LinearFit.Solve(columns, data.Target.Values);
        var sum = new NormalSum(law.Sum.Terms.Zip(fit.Weights, (t, w) => (w, t.Product)));
        var fitted = LawBuilder.Build(sum, names);
        bool inner = fitted.Numbers.Count > sum.Terms.Count(t => Math.Abs(t.Number) != 1);
        double[] residual = fit.Residual;
        if (inner) (fitted, residual) = Polish(fitted, data, names, residual);
        double target = MeanSquare(data.Target.Values), left = MeanSquare(residual);
        return left < 1e-18 * target ? (Round(fitted, data, names, left) ?? fitted, residual) : (fitted, residual);
    }

    /// <summary>Residual of a law at every row.</summary>
    public static double[] Residual(Law law, Dataset data)
    {
        double[] residual = Column(data, law.Formula);
        for (int r = 0; r < residual.Length; r++) residual[r] = data.Target.Values[r] - residual[r];
        return residual;
    }

    public static double MeanSquare(double[] values) => values.Sum(v => v * v) / values.Length;

    /// <summary>Derivatives of the law by its numbers, one column a number.</summary>
    public static double[][] Slopes(Law law, Dataset data, IReadOnlyList<double> numbers, double[] values)
    {
        var open = law.Open;
        int count = open.Variables.Count;
        int[] places = [.. law.Letters.Select(l => Enumerable.Range(0, count).FirstOrDefault(k => open.Variables[k] == l, -1))];
        double[][] sources = [.. open.Variables.Select(v => law.Letters.Contains(v) ? [] : Input(data, v))];
        double[] point = new double[count], gradient = new double[count];
        var slopes = law.Letters.Select(_ => new double[data.Rows]).ToArray();
        for (int k = 0; k < places.Length; k++) if (places[k] >= 0) point[places[k]] = numbers[k];
        for (int r = 0; r < data.Rows; r++)
        {
            for (int k = 0; k < count; k++) if (sources[k].Length > 0) point[k] = sources[k][r];
            values[r] = open.EvaluateWithGradient(point, gradient);
            for (int k = 0; k < places.Length; k++) if (places[k] >= 0) slopes[k][r] = gradient[places[k]];
        }
        return slopes;
    }

    /// <summary>The same law with other numbers.</summary>
    public static Law With(Law law, IReadOnlyList<double> numbers, IEnumerable<string> names)
    {
        var values = law.Letters.Zip(numbers).ToDictionary(p => p.First, p => Formula.Constant(p.Second));
        return Law.From(law.Open.Bind(name => values.GetValueOrDefault(name)), names);
    }

    private static double[] Input(Dataset data, string name) => data.Find(name)?.Values ?? throw new ArgumentException($"the table has no column {name}", nameof(name));

    /// <summary>Gauss-Newton with halved steps.</summary>
    private static (Law, double[]) Polish(Law law, Dataset data, IEnumerable<string> names, double[] residual)
    {
        double[] numbers = [.. law.Numbers], values = new double[data.Rows];
        double square = MeanSquare(residual);
        for (int step = 0; step < MostSteps; step++)
        {
            var slopes = Slopes(law, data, numbers, values);
            if (slopes.Any(s => !s.All(double.IsFinite))) break;
            double[] change = LinearFit.Solve(slopes, residual).Weights;
            double[]? better = null, left = null;
            for (double length = 1; better is null && length > 1e-3; length /= 2)
            {
                double[] trial = [.. numbers.Zip(change, (a, d) => a + (length * d))];
                Slopes(law, data, trial, values);
                double[] rest = [.. data.Target.Values.Zip(values, (y, f) => y - f)];
                if (MeanSquare(rest) < square) (better, left) = (trial, rest);
            }
            if (better is null) break;
            double gain = 1 - (MeanSquare(left!) / square);
            (numbers, residual, square) = (better, left!, MeanSquare(left!));
            if (gain < 1e-10) break;
        }
        return (With(law, numbers, names), residual);
    }

    /// <summary>Numbers of an exact law that are whole, halves, thirds ... to round-off, made so; null when the law gets worse by it.</summary>
    private static Law? Round(Law law, Dataset data, IEnumerable<string> names, double left)
    {
        double[] rounded = [.. law.Numbers.Select(Nearest)];
        var candidate = With(law, rounded, names);
        double floor = 1e-24 * MeanSquare(data.Target.Values);
        return MeanSquare(Residual(candidate, data)) <= (4 * left) + floor ? candidate : null;
    }

    private static double Nearest(double value)
    {
        foreach (int part in (ReadOnlySpan<int>)[1, 2, 3, 4, 5, 8, 10])
        {
            double near = Math.Round(value * part) / part;
            if (near != 0 && Math.Abs(near) < 1e6 && Math.Abs(value - near) < Whole * Math.Abs(near)) return near;
        }
        return value;
    }
}
