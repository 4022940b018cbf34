using System.Numerics;
using NanoSpice.Numerics;

namespace NanoSpice.Testing.Problems;

/// <summary>Matrices with the structure of the circuits and meshes that NanoSpice solves; values from a seed.</summary>
public static class Matrices
{
    /// <summary>Collects (row, column, value) entries and adds up repeated ones.</summary>
    private sealed class Entries
    {
        private readonly List<int> rows = [], columns = [];
        private readonly List<double> values = [];

        public void Add(int row, int column, double value)
        {
            rows.Add(row);
            columns.Add(column);
            values.Add(value);
        }

        public void Conductance(int a, int b, double g)
        {
            Add(a, a, g);
            Add(b, b, g);
            Add(a, b, -g);
            Add(b, a, -g);
        }

        public void Take(Entries other, double factor)
        {
            for (int k = 0; k < other.rows.Count; k++) Add(other.rows[k], other.columns[k], factor * other.values[k]);
        }

        public SparseMatrix<double> Build(int size)
        {
            var matrix = new SparseMatrix<double>(SparsePattern.Build(size, rows.ToArray(), columns.ToArray(), out int[] slots));
            for (int k = 0; k < slots.Length; k++) matrix.Values[slots[k]] += values[k];
            return matrix;
        }
    }

    /// <summary>
    /// Ladder of charge-controlled steps: slits 0 .. n-1 in a chain, each with a capacitor to the sheet (unknown n), the
    /// sheet driven by a voltage source (branch n+1), ideal or behind a resistor.
    /// </summary>
    public static SparseMatrix<double> Ladder(int slits, bool idealSource, int seed = 1)
    {
        var random = new Random(seed);
        var e = new Entries();
        int sheet = slits, branch = slits + 1;
        e.Add(0, 0, 1);
        for (int i = 0; i < slits; i++)
        {
            e.Conductance(i, sheet, 0.1 + random.NextDouble());
            if (i + 1 == slits) break;
            double g = 0.1 + random.NextDouble(), k = 0.05 * (random.NextDouble() - 0.5);
            e.Conductance(i, i + 1, g);
            foreach (var (row, sign) in new[] { (i, 1.0), (i + 1, -1.0) })      // R depends on the charge sheet - slit
            {
                e.Add(row, sheet, sign * k);
                e.Add(row, i, -sign * k);
            }
        }
        e.Add(sheet, branch, 1);
        e.Add(branch, sheet, 1);
        if (!idealSource) e.Add(branch, branch, -0.5);
        return e.Build(slits + 2);
    }

    /// <summary>Resistors between neighbours of a grid, a capacitor's conductance from every node to ground.</summary>
    public static SparseMatrix<double> ResistorMesh(int width, int height, int seed = 1)
    {
        var random = new Random(seed);
        var e = new Entries();
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int node = y * width + x;
                e.Add(node, node, 1e-3 * random.NextDouble());
                if (x + 1 < width) e.Conductance(node, node + 1, 0.5 + random.NextDouble());
                if (y + 1 < height) e.Conductance(node, node + width, 0.5 + random.NextDouble());
            }
        }
        return e.Build(width * height);
    }

    /// <summary>Five-point stencil with several coupled unknowns a cell, not symmetric in values, and not dominant.</summary>
    public static SparseMatrix<double> CellMesh(int width, int height, int perCell, int seed = 1)
    {
        int[,] cells = new int[width, height];
        for (int cell = 0; cell < width * height; cell++) cells[cell % width, cell / width] = cell;
        return CellMesh(cells, perCell, seed);
    }

    /// <summary>The same stencil on the cells numbered in a map; negative where there is none.</summary>
    public static SparseMatrix<double> CellMesh(int[,] cells, int perCell, int seed = 1)
    {
        var random = new Random(seed);
        var e = new Entries();
        int count = 0;
        for (int y = 0; y < cells.GetLength(1); y++)
        {
            for (int x = 0; x < cells.GetLength(0); x++)
            {
                int cell = cells[x, y];
                if (cell < 0) continue;
                count = Math.Max(count, cell + 1);
                for (int i = 0; i < perCell; i++)
                {
                    for (int j = 0; j < perCell; j++)
                    {
                        e.Add(cell * perCell + i, cell * perCell + j, (i == j ? 4.2 : 0) + Noise());
                        if (x > 0 && cells[x - 1, y] >= 0) Couple(cell, cells[x - 1, y], i, j);
                        if (y > 0 && cells[x, y - 1] >= 0) Couple(cell, cells[x, y - 1], i, j);
                    }
                }
            }
        }
        return e.Build(count * perCell);

        double Noise() => 0.5 * (random.NextDouble() - 0.5);

        void Couple(int a, int b, int i, int j)
        {
            double centre = i == j ? -1 : 0;
            e.Add(a * perCell + i, b * perCell + j, centre + Noise());
            e.Add(b * perCell + i, a * perCell + j, centre + Noise());
        }
    }

    /// <summary>Slits side by side behind walls that leave gaps alternately at the low and the high end: cells numbered across the slits, row by row; -1: wall.</summary>
    public static int[,] SlitNetwork(int slits, int across, int along, int wall, int gap)
    {
        int[,] cells = new int[slits * across + (slits - 1) * wall, along];
        int count = 0;
        for (int y = 0; y < along; y++)
        {
            for (int x = 0; x < cells.GetLength(0); x++)
            {
                int slit = x / (across + wall);
                bool fluid = x % (across + wall) < across || (slit % 2 == 0 ? y < gap : y >= along - gap);
                cells[x, y] = fluid ? count++ : -1;
            }
        }
        return cells;
    }

    /// <summary>Random entries of mixed size, with a random transversal so that the structure is sound; rows spread over decades.</summary>
    public static SparseMatrix<double> Random(int size, double perColumn, int seed)
    {
        var random = new Random(seed);
        var e = new Entries();
        int[] transversal = Permutation(size, seed);
        double[] unit = [.. transversal.Select(_ => Math.Pow(10, 6 * random.NextDouble() - 3))];
        for (int j = 0; j < size; j++) e.Add(transversal[j], j, unit[transversal[j]] * (0.5 + random.NextDouble()));
        for (int k = 0; k < perColumn * size; k++)
        {
            int row = random.Next(size);
            e.Add(row, random.Next(size), unit[row] * (2 * random.NextDouble() - 1));
        }
        return e.Build(size);
    }

    /// <summary>A matrix from (row, column, value) triples.</summary>
    public static SparseMatrix<double> Of(int size, params (int Row, int Column, double Value)[] entries)
    {
        var e = new Entries();
        foreach (var (row, column, value) in entries) e.Add(row, column, value);
        return e.Build(size);
    }

    /// <summary>
    /// Small-signal equations G + i w C of a random network: a resistor from every node towards ground, more R and C at
    /// random over nine and twelve decades, inductors and ideal sources with branch currents.
    /// </summary>
    /// <returns>G and C on one pattern, as real and imaginary part at w = 1</returns>
    public static SparseMatrix<Complex> RandomNetwork(int nodes, int seed)
    {
        var random = new Random(seed);
        var (g, c) = (new Entries(), new Entries());
        int size = nodes;
        for (int i = 0; i < nodes; i++)
        {
            Between(g, i, random.Next(i + 1) - 1, Decades(-6, 3));
            int a = random.Next(nodes), b = random.Next(nodes + 1) - 1;
            if (a != b && random.Next(2) == 0) Between(g, a, b, Decades(-9, 3));
            else if (a != b) Between(c, a, b, Decades(-15, -3));
        }
        for (int k = 0; k < nodes / 5 + 2; k++)
        {
            int a = k < 2 ? k : random.Next(nodes), b = k < 2 ? -1 : random.Next(nodes + 1) - 1;
            if (a == b) continue;
            foreach (var (node, sign) in new[] { (a, 1.0), (b, -1.0) }.Where(pin => pin.Item1 >= 0))
            {
                g.Add(node, size, sign);
                g.Add(size, node, sign);
            }
            if (k >= 2) c.Add(size, size, -Decades(-12, -1));     // an inductor; the first two are sources to ground
            size++;
        }
        return Together(g, c, size);

        double Decades(double low, double high) => Math.Pow(10, low + (high - low) * random.NextDouble());

        static void Between(Entries e, int a, int b, double value)
        {
            if (b >= 0) e.Conductance(a, b, value);
            else e.Add(a, a, value);
        }
    }

    private static SparseMatrix<Complex> Together(Entries real, Entries imaginary, int size)
    {
        var sum = new Entries();
        sum.Take(real, 1);
        sum.Take(imaginary, 0);
        SparseMatrix<double> g = sum.Build(size), c = imaginary.Build(size);
        var matrix = new SparseMatrix<Complex>(g.Pattern);
        for (int j = 0; j < size; j++)
        {
            for (int p = matrix.Pattern.Starts[j]; p < matrix.Pattern.Starts[j + 1]; p++)
            {
                int q = c.Pattern.Find(matrix.Pattern.Rows[p], j);
                matrix.Values[p] = new Complex(g.Values[p], q < 0 ? 0 : c.Values[q]);
            }
        }
        return matrix;
    }

    /// <summary>The same pattern with complex values: imaginary parts of the size of the real ones.</summary>
    public static SparseMatrix<Complex> WithPhase(SparseMatrix<double> a, int seed = 1)
    {
        var random = new Random(seed);
        var matrix = new SparseMatrix<Complex>(a.Pattern);
        for (int p = 0; p < a.Values.Length; p++) matrix.Values[p] = a.Values[p] * Complex.FromPolarCoordinates(1, random.NextDouble());
        return matrix;
    }

    /// <summary>Random permutation of 0 .. size-1.</summary>
    public static int[] Permutation(int size, int seed)
    {
        int[] p = [.. Enumerable.Range(0, size)];
        new Random(seed).Shuffle(p);
        return p;
    }
}
