namespace NanoSpice.Pnp;

/// <summary>Value at a point: parabolas through the three nearest cell centres along x and along y.</summary>
public sealed class Probe
{
    private readonly int[] _cells;
    private readonly double[] _weights;

    private Probe(int[] cells, double[] weights) => (_cells, _weights) = (cells, weights);

    /// <summary>A probe at (x, y) [nm]; the grid is mirrored at its lower and upper end along y.</summary>
    public static Probe At(PnpGrid grid, double x, double y)
    {
        var (columns, alongX) = Parabola([.. Enumerable.Range(0, grid.Columns).Select(grid.X)], [], x);
        double[] rows = [.. Enumerable.Range(0, grid.Rows).Select(grid.Y)];
        // Below the first and above the last centre the mirror image of that centre is the third point.
        var (near, alongY) = Parabola(rows, [2 * grid.YFaces[0] - rows[0], 2 * grid.YFaces[^1] - rows[^1]], y);
        var (cells, weights) = (new List<int>(), new List<double>());
        for (int i = 0; i < columns.Length; i++)
            for (int j = 0; j < near.Length; j++)
            {
                int row = near[j] < rows.Length ? near[j] : near[j] == rows.Length ? 0 : rows.Length - 1;
                cells.Add(grid.At(columns[i], row));
                weights.Add(alongX[i] * alongY[j]);
            }
        return new([.. cells], [.. weights]);
    }

    /// <summary>Value of a field given at every stride-th entry from the first on.</summary>
    public double Value(ReadOnlySpan<double> field)
    {
        double sum = 0;
        for (int i = 0; i < _cells.Length; i++) sum += _weights[i] * field[_cells[i]];
        return sum;
    }

    /// <summary>Lagrange weights of the three points nearest to x; extra points are numbered after the others.</summary>
    private static (int[] Points, double[] Weights) Parabola(double[] points, double[] extra, double x)
    {
        double[] all = [.. points, .. extra];
        int[] nearest = [.. Enumerable.Range(0, all.Length).OrderBy(i => Math.Abs(all[i] - x)).ThenBy(i => i).Take(3)];
        double[] weights = new double[nearest.Length];
        for (int i = 0; i < nearest.Length; i++)
        {
            weights[i] = 1;
            for (int k = 0; k < nearest.Length; k++)
                if (k != i) weights[i] *= (x - all[nearest[k]]) / (all[nearest[i]] - all[nearest[k]]);
        }
        return (nearest, weights);
    }
}
