using System.Globalization;
using NanoSpice.Derive;
using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>Reads slits.csv and cell.csv back (DESIGN.md 6), those of nanospice pnp or a user's own with the same columns.</summary>
internal static class NetworkTableFile
{
    /// <summary>Rows of a half cycle below which its curve is not known.</summary>
    public const int LeastRows = 10;

    /// <summary>The table of a run, its whole cycles; what is left out is said.</summary>
    /// <exception cref="ResultFileException">a file is not such a table; says which and what is missing</exception>
    public static NetworkTable Read(string folder, string name, PnpSettings settings, ConsoleReport console)
    {
        string slitsPath = Path.Combine(folder, "slits.csv"), cellPath = Path.Combine(folder, "cell.csv");
        StoredTable slits = CsvFile.Read(slitsPath), cell = CsvFile.Read(cellPath);
        double[] Cell(string column) => Column(cell, cellPath, column);
        double[] time = Cell("time"), potential = Cell("phi_m"), current = Cell("i"), charge = Cell("q");
        double[] Slit(string column) => Column(slits, slitsPath, column);
        double[] number = Slit("slit"), slitTime = Slit("time");
        int count = number.Length == 0 ? 0 : 1 + (int)Math.Clamp(number.Max(), 0, number.Length);
        if (time.Length < 3 || count < 3) throw new ResultFileException($"{slitsPath}: fewer than three times or slits");
        if (number.Length != time.Length * count || !number.Select((n, k) => n == k % count && slitTime[k] == time[k / count]).All(same => same))
            throw new ResultFileException($"{slitsPath}: expected {time.Length} times {count} rows, slits 0 to {count - 1} at each time of cell.csv");
        if (Enumerable.Range(1, time.Length - 1).FirstOrDefault(k => time[k] <= time[k - 1]) is > 0 and var early) throw new ResultFileException($"{cellPath}: time does not rise in row {early + 1}");
        double[][] columns = [.. new[] { "dphi", "i", "q", "phi", "dpsi", "psi", "nions", "i_migration", "i_diffusion", "i_steric" }.Select(Slit)];
        double[][] outside = [.. new[] { "outside_migration", "outside_diffusion", "outside_steric" }.Select(c => Find(cell, c) is { } k ? cell.Values[k] : new double[time.Length])];
        SlitState State(int r) => new(columns[0][r], columns[1][r], columns[2][r], columns[3][r], columns[4][r], columns[5][r], columns[6][r], columns[7][r], columns[8][r], columns[9][r]);
        PnpRow[] rows = [.. time.Select((t, k) => new PnpRow(
            t, potential[k], current[k], charge[k], new CurrentParts(outside[0][k], outside[1][k], outside[2][k]), [.. Enumerable.Range(k * count, count).Select(State)]))];
        return Whole(new(name, settings, rows), cellPath, console);
    }

    /// <summary>What drives the ladder follows the table, not what a configuration says of somebody else's run.</summary>
    private static NetworkTable Whole(NetworkTable table, string path, ConsoleReport console)
    {
        if (table.Cycles < 1) throw new ResultFileException($"{path}: phi_m does not go through a whole cycle");
        int least = Enumerable.Range(0, 2 * table.Cycles).Min(k => table.Ramps[k].Last - table.Ramps[k].First + 1), kept = table.Cycle(table.Cycles).Last + 1;
        if (least < LeastRows) throw new ResultFileException($"{path}: a half cycle has {least} rows, {LeastRows} at least are needed");
        if (kept < table.Rows.Count) console.Error.WriteLine($"note: {console.ShownPath(path)}: {table.Rows.Count - kept} rows after the last whole cycle are left out");
        return new(table.Name, Fitted(table), [.. table.Rows.Take(kept)]);
    }

    /// <summary>Vertex and ramp from where the lines of the first two half cycles meet: the row of the vertex itself may be missing.</summary>
    private static PnpSettings Fitted(NetworkTable table)
    {
        double[] t = table.Time, v = table.Potential;
        var (up, down) = (table.Ramps[0], table.Ramps[1]);
        double rise = (v[up.Last] - v[0]) / (t[up.Last] - t[0]), fall = (v[down.Last] - v[down.First]) / (t[down.Last] - t[down.First]);
        double ramp = (v[down.Last] - v[0] - fall * (t[down.Last] - t[0])) / (rise - fall);
        return table.Settings with
        {
            LowPotential = v[0], StartPotential = null, HighPotential = Digits(v[0] + rise * ramp), RampTime = Digits(ramp),
            Cycles = table.Cycles, Layers = table.Layers, Samples = up.Last - up.First + 1,
        };
    }

    /// <summary>Without the round-off of the lines.</summary>
    private static double Digits(double value) => double.Parse(value.ToString("g10", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static double[] Column(StoredTable table, string path, string name)
    {
        double[] values = Find(table, name) is { } k ? table.Values[k] : throw new ResultFileException($"{path}(1): there is no column {name}");
        int bad = Array.FindIndex(values, v => !double.IsFinite(v));
        return bad < 0 ? values : throw new ResultFileException($"{path}: {name} in row {bad + 1} is {values[bad].ToString(CultureInfo.InvariantCulture)}, not a number to compute with");
    }

    private static int? Find(StoredTable table, string name)
    {
        for (int k = 0; k < table.Heading.Columns.Count; k++)
            if (table.Heading.Columns[k].Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return k;
        return null;
    }
}
