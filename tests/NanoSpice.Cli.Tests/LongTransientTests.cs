using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

/// <summary>Transients of many rows: memory does not depend on their number.</summary>
public class LongTransientTests
{
    private const string Deck = "RC\nV1 in 0 PULSE(0 1 0 1u 1u 48u 100u)\nR1 in out 1k\nC1 out 0 10n\n.meas tran top max v(out)\n.four 10k v(out)\n";

    private static string Long(int rows, string options = "") => FormattableString.Invariant($"{Deck}{options}\n.tran 100n {rows * 1e-7:g6}\n");

    private static (int Code, string Error) Run(TemporaryFolder folder, params string[] words)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        return (CommandLine.Run(words, new ConsoleReport(output, error, false, folder.Path), default), error.ToString());
    }

    [Fact, Oracle(OracleKind.Invariant, "nothing is allocated for a row: what a run of 300,000 rows more allocates are the thinnings of its curves")]
    public void Memory_does_not_grow_with_the_rows()
    {
        using var folder = new TemporaryFolder();
        long[] allocated = [.. new[] { 100_000, 100_000, 400_000 }.Select(rows =>
        {
            File.WriteAllText(folder["deck.cir"], Long(rows).Replace(".meas tran top max v(out)\n", "", StringComparison.Ordinal));
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(ExitCode.Done, Run(folder, "run", "deck.cir", "-o", "out", "--plot").Code);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        })];
        // The first run warms up.
        Assert.InRange(allocated[2] - allocated[1], long.MinValue, 2_000_000);
    }

    [Fact, Oracle(OracleKind.Invariant, "maxrows says how many rows of the grid are written; without it there are a million")]
    public void Rows_beyond_a_million_are_written_when_asked_for()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["deck.cir"], Long(1_200_000));
        Assert.Contains("tstep asks for 1.2e+06 rows; they are written every 2e-07 s, and at the points computed; .options maxrows=1.2e+06 writes all", Run(folder, "run", "deck.cir", "-o", "few", "--format", "raw").Error, StringComparison.Ordinal);
        File.WriteAllText(folder["deck.cir"], Long(1_200_000, ".options maxrows=1.2meg"));
        var (code, error) = Run(folder, "run", "deck.cir", "-o", "all", "--format", "raw");
        Assert.True(code == ExitCode.Done, error);
        Assert.InRange(RawFile.Read(Path.Combine(folder.Path, "all", "tran1.raw"))[0].Rows, 1_200_001, 1_400_000);
        Assert.InRange(RawFile.Read(Path.Combine(folder.Path, "few", "tran1.raw"))[0].Rows, 600_001, 1_000_000);
    }

    [Theory, Oracle(OracleKind.CrossCheck, "a table read row by row has the rows of the table read whole")]
    [InlineData("csv")]
    [InlineData("raw")]
    public void A_large_table_is_read_row_by_row(string format)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["deck.cir"], Long(1000));
        Assert.Equal(ExitCode.Done, Run(folder, "run", "deck.cir", "-o", ".", "--format", format).Code);
        string file = folder["tran1." + format];
        var large = (format == "csv" ? LargeTable.OfCsv(file) : LargeTable.OfRaw(file))!;
        var whole = format == "csv" ? CsvFile.Read(file) : RawFile.Read(file)[0];
        Assert.Equal(whole.Heading.Columns, large.Heading.Columns);
        Assert.Equal(whole.Heading.Kind, large.Heading.Kind);
        Assert.Equal(SampleTables.Rows(whole), large.Streamed!.Select(r => r.ToArray()));
    }

    [Fact, Oracle(OracleKind.Invariant, "an interrupted run keeps what it has, in files that say that they are not complete and can be read")]
    public void An_interrupted_run_keeps_its_rows()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["deck.cir"], Long(500_000_000, ".options maxrows=1e9"));
        using var stop = new CancellationTokenSource(500);
        using StringWriter output = new(), error = new();
        Assert.Equal(ExitCode.Interrupted, CommandLine.Run(["run", "deck.cir", "-o", "out"], new ConsoleReport(output, error, false, folder.Path), stop.Token));
        var (csv, raw) = (CsvFile.Read(folder["out/tran1.csv"]), RawFile.Read(folder["out/tran1.raw"])[0]);
        Assert.True(csv.Rows > 0 && csv.Rows == raw.Rows);
        Assert.Equal(csv.Values[0], raw.Values[0]);
        Assert.Contains("\"complete\": false", File.ReadAllText(folder["out/summary.json"]), StringComparison.Ordinal);
    }

    [Fact, Oracle(OracleKind.Invariant, "the file of a killed run, whose number of points is blank, is read up to its last whole row")]
    public void The_raw_file_of_a_killed_run_can_be_plotted()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["deck.cir"], Long(1000));
        Assert.Equal(ExitCode.Done, Run(folder, "run", "deck.cir", "-o", ".", "--format", "raw").Code);
        byte[] bytes = File.ReadAllBytes(folder["tran1.raw"]);
        int count = bytes.AsSpan().IndexOf("No. Points: "u8) + 12;
        bytes.AsSpan(count, 19).Fill((byte)' ');
        File.WriteAllBytes(folder[".tran1.raw.1.part"], bytes[..^5]);
        int whole = RawFile.Read(folder["tran1.raw"])[0].Rows;
        Assert.Equal(whole - 1, LargeTable.OfRaw(folder[".tran1.raw.1.part"])!.Streamed!.Count());
        Assert.Equal(whole - 1, RawFile.Read(folder[".tran1.raw.1.part"])[0].Rows);
        Assert.Equal(ExitCode.Done, Run(folder, "plot", ".tran1.raw.1.part").Code);
    }
}
