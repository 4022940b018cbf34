using System.Xml.Linq;
using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

public sealed class ResultFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact, Oracle(OracleKind.ClosedForm, "the design's names: one file of each format for each analysis")]
    public void Every_analysis_leaves_its_files()
    {
        using var files = new ResultFiles(_folder.Path, ResultFormats.Csv | ResultFormats.Raw | ResultFormats.Plot, []);
        SampleTables.Send(files, SampleTables.Transient, 20);
        SampleTables.Send(files, SampleTables.Ac, 20);
        SampleTables.Send(files, SampleTables.Transient with { Name = "op1", Kind = WaveformKind.OperatingPoint }, 1);
        Assert.Equal(["ac1.csv", "ac1.raw", "ac1.svg", "op1.csv", "op1.raw", "tran1.csv", "tran1.raw", "tran1.svg"], _folder.Names());
        Assert.Equal(["tran1.csv", "tran1.raw", "tran1.svg"], files.Written[0].Files);
        Assert.Equal((20L, true), (files.Written[1].Rows, files.Written[1].Complete));
    }

    [Fact, Oracle(OracleKind.Invariant, "the rows that were computed before an interrupt are in the files")]
    public void An_interrupted_run_keeps_its_rows()
    {
        using var files = new ResultFiles(_folder.Path, ResultFormats.Csv | ResultFormats.RawAscii | ResultFormats.Plot, []);
        SampleTables.Send(files, SampleTables.Transient, 7, complete: false);
        Assert.False(files.Written[0].Complete);
        Assert.Equal(7, CsvFile.Read(_folder["tran1.csv"]).Rows);
        Assert.Equal(7, RawFile.Read(_folder["tran1.raw"])[0].Rows);
        Assert.Contains("incomplete: 7 rows", File.ReadAllText(_folder["tran1.svg"]));
    }

    [Fact, Oracle(OracleKind.Invariant, "no row, no file: a run that fails at once leaves the folder as it was")]
    public void A_run_without_rows_leaves_nothing()
    {
        using var files = new ResultFiles(_folder.Path, ResultFormats.Csv | ResultFormats.Raw | ResultFormats.Plot, []);
        SampleTables.Send(files, SampleTables.Transient, 0, complete: false);
        Assert.Empty(_folder.Names());
        Assert.Empty(files.Written[0].Files);
    }

    [Fact, Oracle(OracleKind.Invariant, "an exception between rows leaves neither half a file nor a temporary one")]
    public void A_fault_leaves_no_half_file()
    {
        using (var files = new ResultFiles(_folder.Path, ResultFormats.Csv | ResultFormats.Raw, []))
        {
            files.Begin(SampleTables.Transient);
            files.Row([0, 1, 2, 3]);
        }

        Assert.Empty(_folder.Names());
    }

    [Fact, Oracle(OracleKind.ClosedForm, "no allocation per row but for the lists of the plot, at most 24 bytes a point and doubling")]
    public void Rows_cost_bounded_memory()
    {
        using var files = new ResultFiles(_folder.Path, ResultFormats.Csv | ResultFormats.Raw | ResultFormats.Plot, []);
        files.Begin(SampleTables.Transient);
        double[] row = new double[4];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 200_000; i++)
        {
            (row[0], row[1], row[2], row[3]) = (i * 1e-6, Math.Sin(i * 1e-3), 1, i);
            files.Row(row);
        }

        // Three curves; a list that doubles to n points has allocated at most 4 n, and n is at most 24,000 rounded up to 32,768.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 3 * 4 * 32_768 * 24);
    }

    [Fact, Oracle(OracleKind.Invariant, "the extremes of two million points are in the curve that is kept")]
    public void A_long_curve_is_kept_with_its_extremes()
    {
        var thinner = new TraceThinner();
        for (int i = 0; i < 2_000_000; i++)
        {
            thinner.Add(i, i, i == 777_777 ? 5 : i == 1_234_567 ? -4 : Math.Sin(i * 1e-5));
        }

        Assert.InRange(thinner.Count, 1000, TraceThinner.Most);
        var series = thinner.ToSeries("x");
        Assert.Contains(5.0, series.Y.ToArray());
        Assert.Contains(-4.0, series.Y.ToArray());
        double[] x = series.X.ToArray();
        Assert.Equal((0.0, 1_999_999.0), (x[0], x[^1]));
        Assert.Equal(x.Order(), x);
        Assert.True(x.Zip(x.Skip(1), (a, b) => b - a).Max() <= 2_000_000 / 500.0, "no stretch of a plot is left empty");
    }

    [Fact, Oracle(OracleKind.Invariant, "each of 500 gaps in 200,000 points is still a gap; with 50,000 of them memory stays bounded")]
    public void Gaps_survive_the_thinning()
    {
        TraceThinner few = new(), many = new();
        for (int i = 0; i < 200_000; i++)
        {
            few.Add(i, i, i % 400 == 399 ? double.NaN : i % 400);
            many.Add(i, i, i % 4 == 3 ? double.NaN : 1);
        }

        Assert.Equal(500, few.ToSeries("few").Y.ToArray().Count(double.IsNaN));
        Assert.InRange(few.Count, 500, TraceThinner.Most);
        Assert.InRange(many.Count, 500, TraceThinner.Most);
    }

    [Theory, Oracle(OracleKind.ClosedForm, "the words of the command line")]
    [InlineData("csv", ResultFormats.Csv)]
    [InlineData("csv, RAW", ResultFormats.Csv | ResultFormats.Raw)]
    [InlineData("raw-ascii,csv,svg", ResultFormats.RawAscii | ResultFormats.Csv | ResultFormats.Plot)]
    [InlineData("raw,raw-ascii", null)]
    [InlineData("hdf5", null)]
    public void Formats_are_read_from_words(string words, ResultFormats? expected) => Assert.Equal(expected, ResultFiles.ParseFormats(words));

    [Fact, Oracle(OracleKind.ClosedForm, "i(v1) against v(in) is one picture, an unknown vector one warning")]
    public void Plot_requests_are_drawn_and_missing_vectors_named()
    {
        var requests = new[] { new PlotRequest("tran", [new("I(V1)", "V(in)"), new("v(nix)")]), new PlotRequest("ac", [new("v(out)")]), new PlotRequest("", [new("v( a, b )")]) };
        using var files = new ResultFiles(_folder.Path, ResultFormats.Plot, requests);
        SampleTables.Send(files, SampleTables.Transient, 20);
        Assert.Equal(["tran1-2.svg", "tran1.svg"], _folder.Names());
        Assert.Equal(["tran1: 'v(nix)' of .plot is not among the results and is left out of the picture"], files.Written[0].Warnings);
        var texts = XDocument.Load(_folder["tran1.svg"]).Descendants(XName.Get("text", "http://www.w3.org/2000/svg")).Select(t => t.Value).ToList();
        Assert.Contains("v(in) [V]", texts);
        Assert.Contains("i(v1) [A]", texts);
    }
}
