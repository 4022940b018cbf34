using System.Globalization;

namespace NanoSpice.Testing;

/// <summary>A CSV of numbers with one header line; header units such as [V] are dropped.</summary>
public sealed class NumberTable
{
    private readonly double[][] _rows;

    private NumberTable(string[] names, double[][] rows) => (Names, _rows) = (names, rows);

    /// <summary>Column names, lower case, without units.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Number of rows.</summary>
    public int Count => _rows.Length;

    /// <summary>Value in a row and column.</summary>
    public double this[int row, int column] => _rows[row][column];

    /// <summary>Reads a file.</summary>
    public static NumberTable Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        string[] names = lines[0].Split(',').Select(n => n.Split('[')[0].ToLowerInvariant()).ToArray();
        double[][] rows = lines.Skip(1).Where(l => l.Length > 0)
            .Select(l => l.Split(',').Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        return new NumberTable(names, rows);
    }

    /// <summary>A whole column by name.</summary>
    public double[] Column(string name)
    {
        int at = Names.ToList().IndexOf(name);
        if (at < 0) throw new ArgumentException($"no column {name}; there are {string.Join(' ', Names)}");
        return _rows.Select(r => r[at]).ToArray();
    }
}
