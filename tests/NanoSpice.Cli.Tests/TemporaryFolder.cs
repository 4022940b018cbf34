using NanoSpice.Engine;

namespace NanoSpice.Cli.Tests;

/// <summary>A folder of its own for a test, removed afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("nanospice-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Names of all files, hidden ones too, sorted.</summary>
    public string[] Names() => [.. Directory.GetFiles(Path).Select(f => System.IO.Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Tables as an analysis would send them.</summary>
internal static class SampleTables
{
    public static readonly WaveformTable Transient = new("tran1", WaveformKind.Transient, "RC low-pass",
        [new("time", "s"), new("v(in)", "V"), new("v(a,b)", "V"), new("i(v1)", "A")], false);

    public static readonly WaveformTable Ac = new("ac1", WaveformKind.Ac, "RC low-pass",
        [new("frequency", "Hz"), new("v(out)", "V"), new("i(v1)", "A")], true);

    /// <summary>Numbers that are hard to write: extremes, smallest, thirds, not finite.</summary>
    public static readonly double[] Hard =
        [0, -0.0, 1, -1, 1.0 / 3, double.MaxValue, double.MinValue, double.Epsilon, 2.2250738585072014e-308, -2.2250738585072014E-308, 1e-5, 123456789012345680, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    public static StoredTable Filled(WaveformTable heading, int rows)
    {
        var random = new Random(5);
        var values = Enumerable.Range(0, heading.RowLength)
            .Select(k => Enumerable.Range(0, rows).Select(i => k == 0 ? (i + 1) * 1e-3 : random.NextDouble() - 0.5).ToArray()).ToArray();
        return new StoredTable(heading, values);
    }

    public static void Send(IWaveformSink sink, WaveformTable table, int rows, bool complete = true)
    {
        sink.Begin(table);
        foreach (var row in Rows(Filled(table, rows)))
        {
            sink.Row(row);
        }

        sink.End(complete);
    }

    public static IEnumerable<double[]> Rows(StoredTable table)
        => Enumerable.Range(0, table.Rows).Select(i => table.Values.Select(v => v[i]).ToArray());
}
