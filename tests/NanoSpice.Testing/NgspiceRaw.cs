using System.Globalization;
using System.Text;

namespace NanoSpice.Testing;

/// <summary>Reads the binary raw files ngspice writes: one table of numbers for each plot.</summary>
public sealed class NgspiceRaw
{
    private NgspiceRaw(string plot, string[] names, bool complex, double[][] columns)
        => (Plot, Names, Complex, Columns) = (plot, names, complex, columns);

    /// <summary>Plot name as ngspice writes it, lower case.</summary>
    public string Plot { get; }

    /// <summary>Vector names, lower case; the sweep comes first.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>True for .ac: real and imaginary parts alternate within a column.</summary>
    public bool Complex { get; }

    /// <summary>One array for each vector.</summary>
    public IReadOnlyList<double[]> Columns { get; }

    /// <summary>A vector by name.</summary>
    public double[] this[string name] => Columns[Names.ToList().IndexOf(name)];

    /// <summary>Reads all plots of a file.</summary>
    public static IReadOnlyList<NgspiceRaw> Read(string path)
    {
        byte[] data = File.ReadAllBytes(path);
        var plots = new List<NgspiceRaw>();
        for (int at = 0; at < data.Length;)
        {
            int body = at + data.AsSpan(at).IndexOf("Binary:\n"u8) + 8;
            if (body < at + 8) throw new InvalidDataException($"{path}: no binary section");
            plots.Add(ReadPlot(Encoding.ASCII.GetString(data, at, body - at), data.AsSpan(body), out int bytes));
            at = body + bytes;
        }

        return plots;
    }

    private static NgspiceRaw ReadPlot(string head, ReadOnlySpan<byte> body, out int bytes)
    {
        string[] lines = head.Split('\n');
        string Field(string key) => lines.First(l => l.StartsWith(key + ":", StringComparison.Ordinal))[(key.Length + 1)..].Trim();
        int points = int.Parse(Field("No. Points"), CultureInfo.InvariantCulture);
        bool complex = Field("Flags").Contains("complex");
        string[] names = lines.SkipWhile(l => !l.StartsWith("Variables:")).Skip(1).TakeWhile(l => l.StartsWith('\t'))
            .Select(l => l.Split('\t', StringSplitOptions.RemoveEmptyEntries)[1].ToLowerInvariant()).ToArray();
        int width = complex ? 2 : 1;
        double[][] columns = names.Select(_ => new double[points * width]).ToArray();
        bytes = 0;
        for (int p = 0; p < points; p++)
        foreach (double[] column in columns)
        for (int part = 0; part < width; part++, bytes += 8)
            column[p * width + part] = BitConverter.ToDouble(body[bytes..]);
        return new NgspiceRaw(Field("Plotname").ToLowerInvariant(), names, complex, columns);
    }
}
