using NanoSpice.Derive;
using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>Reads slits.csv and cell.csv back (DESIGN.md 6), those of nanospice pnp or a user's own with the same columns.</summary>
internal static class NetworkTableFile
{
    /// <summary>The table of a run.</summary>
    /// <exception cref="ResultFileException">a file is not such a table; says which and what is missing</exception>
    public static NetworkTable Read(string folder, string name, PnpSettings settings)
    {
        string slitsPath = Path.Combine(folder, "slits.csv"), cellPath = Path.Combine(folder, "cell.csv");
        StoredTable slits = CsvFile.Read(slitsPath), cell = CsvFile.Read(cellPath);
        double[] Cell(string column) => Column(cell, cellPath, column);
        double[] time = Cell("time"), potential = Cell("phi_m"), current = Cell("i"), charge = Cell("q");
        double[] Slit(string column) => Column(slits, slitsPath, column);
        double[] number = Slit("slit");
        int count = number.Length == 0 ? 0 : 1 + (int)number.Max();
        if (time.Length < 3 || count < 3) throw new ResultFileException($"{slitsPath}: fewer than three times or slits");
        if (number.Length != time.Length * count || !number.Select((n, k) => n == k % count).All(same => same))
            throw new ResultFileException($"{slitsPath}: expected {time.Length} times {count} rows, slits 0 to {count - 1} at each time of cell.csv");
        double[][] columns = [.. new[] { "dphi", "i", "q", "phi", "dpsi", "psi", "nions", "i_migration", "i_diffusion", "i_steric" }.Select(Slit)];
        double[][] outside = [.. new[] { "outside_migration", "outside_diffusion", "outside_steric" }.Select(c => Find(cell, c) is { } k ? cell.Values[k] : new double[time.Length])];
        SlitState State(int r) => new(columns[0][r], columns[1][r], columns[2][r], columns[3][r], columns[4][r], columns[5][r], columns[6][r], columns[7][r], columns[8][r], columns[9][r]);
        PnpRow[] rows = [.. time.Select((t, k) => new PnpRow(
            t, potential[k], current[k], charge[k], new CurrentParts(outside[0][k], outside[1][k], outside[2][k]), [.. Enumerable.Range(k * count, count).Select(State)]))];
        var table = new NetworkTable(name, settings, rows);
        if (table.Cycles < 1) throw new ResultFileException($"{cellPath}: phi_m does not go through a whole cycle");
        // What drives the ladder follows the table, not what a configuration says of somebody else's run.
        return new(name, Fitted(settings, table), rows);
    }

    private static PnpSettings Fitted(PnpSettings s, NetworkTable table)
    {
        var (first, last) = table.Ramps[0];
        double low = table.Potential[0], high = table.Potential[last];
        return s with { LowPotential = low, StartPotential = null, HighPotential = high, RampTime = table.Time[last] - table.Time[first - 1], Cycles = table.Cycles, Layers = table.Layers, Samples = last - first + 1 };
    }

    private static double[] Column(StoredTable table, string path, string name) =>
        Find(table, name) is { } k ? table.Values[k] : throw new ResultFileException($"{path}(1): there is no column {name}");

    private static int? Find(StoredTable table, string name)
    {
        for (int k = 0; k < table.Heading.Columns.Count; k++)
            if (table.Heading.Columns[k].Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return k;
        return null;
    }
}
