using FsCheck.Xunit;
using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

public sealed class CsvFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact, Oracle(OracleKind.ClosedForm, "the text of two rows, written by hand after the design's format and RFC 4180")]
    public void A_real_table_has_units_in_its_header()
    {
        using (var csv = new CsvWriter(_folder["tran1.csv"]))
        {
            csv.Begin(SampleTables.Transient);
            csv.Row([0, 1, -0.5, 1e-6]);
            csv.Row([1e-9, 1, 0.1, -2.5e-12]);
            csv.End(complete: true);
        }

        Assert.Equal(
            "time[s],v(in)[V],\"v(a,b)[V]\",i(v1)[A]\n0,1,-0.5,1E-06\n1E-09,1,0.1,-2.5E-12\n", File.ReadAllText(_folder["tran1.csv"]));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "magnitude and angle of 1, -2, 3i and 0")]
    public void A_complex_table_has_four_columns_a_vector()
    {
        using (var csv = new CsvWriter(_folder["ac1.csv"]))
        {
            csv.Begin(SampleTables.Ac);
            csv.Row([10, 1, 0, -10, 0]);
            csv.Row([20, 0, 1, 0, 0]);
            csv.End(complete: true);
        }

        Assert.Equal(
            "frequency[Hz],v(out).re[V],v(out).im[V],v(out).db,v(out).deg,i(v1).re[A],i(v1).im[A],i(v1).db,i(v1).deg\n"
            + "10,1,0,0,0,-10,0,20,180\n20,0,1,0,90,0,0,-Infinity,0\n", File.ReadAllText(_folder["ac1.csv"]));
    }

    [Theory, Oracle(OracleKind.Invariant, "what is read back is what was written, names, units and bits")]
    [InlineData(false)]
    [InlineData(true)]
    public void A_table_survives_the_round_trip(bool isComplex)
    {
        var table = SampleTables.Filled(isComplex ? SampleTables.Ac : SampleTables.Transient, 100);
        using (var csv = new CsvWriter(_folder["t.csv"]))
        {
            table.SendTo(csv);
        }

        var back = CsvFile.Read(_folder["t.csv"]);
        Assert.Equal(table.Heading.Columns, back.Heading.Columns);
        Assert.Equal((table.Heading.Kind, table.Heading.IsComplex), (back.Heading.Kind, back.Heading.IsComplex));
        Assert.Equal(table.Values, back.Values);
    }

    [Fact, Oracle(OracleKind.Invariant, "the shortest round-trip form gives the same bits back, also at the ends of the range")]
    public void Hard_numbers_come_back_bit_by_bit()
    {
        Write(SampleTables.Hard);
        Assert.Equal(SampleTables.Hard.Select(BitConverter.DoubleToInt64Bits), CsvFile.Read(_folder["h.csv"]).Values[1].Select(BitConverter.DoubleToInt64Bits));
    }

    [Property(MaxTest = 50), Oracle(OracleKind.Invariant, "any double comes back as it was")]
    public bool Any_number_comes_back(double[] numbers)
    {
        Write(numbers);
        return CsvFile.Read(_folder["h.csv"]).Values[1].SequenceEqual(numbers);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a row costs no memory at all once the buffer stands")]
    public void Rows_do_not_allocate()
    {
        using var csv = new CsvWriter(_folder["a.csv"]);
        csv.Begin(SampleTables.Ac);
        double[] row = [1, 0.1, 1.0 / 3, -1e-12, 2e-300];
        csv.Row(row);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
        {
            csv.Row(row);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory, Oracle(OracleKind.Snapshot, "wording of the messages: place first, then the fault")]
    [InlineData("", "(1): expected a header line such as time[s],v(out)[V]")]
    [InlineData("1,2\n3,4\n", "(1): the first line must be a header such as time[s],v(out)[V], not numbers")]
    [InlineData("time[s],v[V]\n0,1\n1\n", "(3): expected 2 values as in the header, found 1")]
    [InlineData("time[s],v[V]\n0,1,2\n", "(2): expected 2 values as in the header, found 3")]
    [InlineData("time[s],v[V]\n0,one\n", "(2): 'one' in column 2 is not a number")]
    public void A_fault_is_named_with_its_place(string text, string message)
    {
        File.WriteAllText(_folder["bad.csv"], text);
        Assert.Equal(_folder["bad.csv"] + message, Assert.Throws<ResultFileException>(() => CsvFile.Read(_folder["bad.csv"])).Message);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "a table of another program: quoted names, C's words for infinity, Windows line ends, no units")]
    public void A_foreign_table_is_read()
    {
        File.WriteAllText(_folder["f.csv"], "\uFEFF\"Time\", \"a \"\"b\"\"\"\r\n0,nan\r\n1, -inf \r\n\r\n");
        var table = CsvFile.Read(_folder["f.csv"]);
        Assert.Equal([new WaveformColumn("Time", ""), new("a \"b\"", "")], table.Heading.Columns);
        Assert.Equal([double.NaN, double.NegativeInfinity], table.Values[1]);
        Assert.Equal(WaveformKind.Transient, table.Heading.Kind);
    }

    private void Write(double[] numbers)
    {
        using var csv = new CsvWriter(_folder["h.csv"]);
        csv.Begin(SampleTables.Transient with { Columns = [new("time", "s"), new("x", "")] });
        for (int i = 0; i < numbers.Length; i++)
        {
            csv.Row([i, numbers[i]]);
        }

        csv.End(complete: true);
    }
}
