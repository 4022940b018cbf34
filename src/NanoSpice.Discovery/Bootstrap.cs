namespace NanoSpice.Discovery;

/// <summary>Spread of fitted numbers when blocks of rows are drawn anew: what differs from slit to slit shows in it.</summary>
internal sealed class Bootstrap
{
    private const int Draws = 400;

    /// <summary>Blocks needed for slits to be the blocks.</summary>
    private const int FewestSlits = 4;

    private readonly double[][] _replicates;

    private Bootstrap(double[][] replicates, int blocks, string meaning) => (_replicates, Blocks, Meaning) = (replicates, blocks, meaning);

    public int Blocks { get; }

    /// <summary>slits, or pieces of time.</summary>
    public string Meaning { get; }

    /// <summary>Fits the numbers, linearised about their values, to blocks drawn with replacement.</summary>
    public static Bootstrap Run(Dataset data, double[][] slopes, double[] residual, IReadOnlyList<double> numbers, ulong seed)
    {
        var (blocks, meaning) = BlocksOf(data);
        int k = slopes.Length;
        var grams = blocks.Select(b => Gram(slopes, residual, b)).ToArray();
        var equations = new NormalEquations(k);
        var random = new Random(unchecked((int)(seed ^ (seed >> 32))));
        var replicates = new List<double[]>(Draws);
        for (int draw = 0; draw < Draws; draw++)
        {
            var sum = new double[k, k + 1];
            for (int b = 0; b < blocks.Count; b++)
            {
                var gram = grams[random.Next(blocks.Count)];
                for (int i = 0; i < k; i++) for (int j = 0; j <= k; j++) sum[i, j] += gram[i, j];
            }
            if (Solve(sum, equations) is { } change) replicates.Add([.. numbers.Zip(change, (n, c) => n + c)]);
        }
        return new([.. replicates], blocks.Count, meaning);
    }

    /// <summary>Standard error of a function of the numbers, with the small-sample factor of the number of blocks.</summary>
    public double Error(Func<double[], double> of)
    {
        double[] values = [.. _replicates.Select(of)];
        if (values.Length < 2 || Blocks < 2) return 0;
        double mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1) * Blocks / (Blocks - 1));
    }

    private static (List<List<RowGroup>> Blocks, string Meaning) BlocksOf(Dataset data)
    {
        var slits = data.Groups.GroupBy(g => (g.Run, g.Slit)).Select(g => g.ToList()).ToList();
        if (slits.Count >= FewestSlits) return (slits, "slits");
        int pieces = Math.Max(1, 12 / data.Groups.Count);
        return ([.. data.Groups.SelectMany(g => Enumerable.Range(0, pieces).Select(p => new List<RowGroup>
        {
            g with { Start = g.Start + (g.Count * p / pieces), Count = (g.Count * (p + 1) / pieces) - (g.Count * p / pieces) },
        }))], "pieces of time");
    }

    private static double[,] Gram(double[][] slopes, double[] residual, List<RowGroup> block)
    {
        int k = slopes.Length;
        var gram = new double[k, k + 1];
        foreach (var g in block)
            for (int r = g.Start; r < g.Start + g.Count; r++)
                for (int i = 0; i < k; i++)
                {
                    for (int j = 0; j < k; j++) gram[i, j] += slopes[i][r] * slopes[j][r];
                    gram[i, k] += slopes[i][r] * residual[r];
                }
        return gram;
    }

    /// <summary>Solution of the normal equations, right-hand side in the last column; null when the draw does not tell a number.</summary>
    private static double[]? Solve(double[,] a, NormalEquations equations)
    {
        int k = a.GetLength(0);
        for (int i = 0; i < k; i++)
        {
            if (!equations.SetSquare(i, a[i, i]) || equations.Scales[i] == 0) return null;
            equations.Right[i] = a[i, k] * equations.Scales[i];
            for (int j = 0; j < i; j++) equations.Gram(i, j) = a[i, j] * equations.Scales[i] * equations.Scales[j];
        }
        return equations.Factor(k, k, 0) ? [.. equations.Solve(k).ToArray().Zip(equations.Scales, (x, s) => x * s)] : null;
    }
}
