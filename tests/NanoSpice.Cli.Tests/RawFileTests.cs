using System.Diagnostics;
using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

public sealed class RawFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, Oracle(OracleKind.Invariant, "what is read back is what was written, names, units and bits")]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_table_survives_the_round_trip(bool isComplex, bool isAscii)
    {
        var table = SampleTables.Filled(isComplex ? SampleTables.Ac : SampleTables.Transient, 100);
        Array.Copy(SampleTables.Hard, table.Values[1], SampleTables.Hard.Length);
        Write("t.raw", table, isAscii);
        var back = Assert.Single(RawFile.Read(_folder["t.raw"]));
        Assert.Equal(table.Heading.Columns, back.Heading.Columns);
        Assert.Equal((table.Heading.Kind, table.Heading.IsComplex, table.Heading.Title), (back.Heading.Kind, back.Heading.IsComplex, back.Heading.Title));
        Assert.Equal(table.Values, back.Values);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "the header by hand, after what ngspice writes")]
    public void The_number_of_points_is_filled_in()
    {
        Write("t.raw", SampleTables.Filled(SampleTables.Transient, 3), true);
        Assert.StartsWith(
            "Title: RC low-pass\nPlotname: Transient Analysis\nFlags: real\nNo. Variables: 4\nNo. Points: 3                  \nVariables:\n"
            + "\t0\ttime\ttime\n\t1\tv(in)\tvoltage\n\t2\tv(a,b)\tvoltage\n\t3\ti(v1)\tcurrent\nValues:\n 0\t0.001\n\t", File.ReadAllText(_folder["t.raw"]));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "two plots behind one another, as ngspice -r leaves them, are two tables")]
    public void Several_plots_in_a_file_are_read()
    {
        Write("a.raw", SampleTables.Filled(SampleTables.Ac, 5), false);
        Write("b.raw", SampleTables.Filled(SampleTables.Transient, 7), true);
        Write("c.raw", SampleTables.Filled(SampleTables.Transient, 2), false);
        File.WriteAllBytes(_folder["all.raw"], [.. Bytes("a.raw"), .. Bytes("b.raw"), .. Bytes("c.raw")]);
        var tables = RawFile.Read(_folder["all.raw"]);
        Assert.Equal([5, 7, 2], tables.Select(t => t.Rows));
        Assert.Equal(["all", "all-2", "all-3"], tables.Select(t => t.Heading.Name));
        Assert.Equal(SampleTables.Filled(SampleTables.Transient, 2).Values, tables[2].Values);
    }

    [Theory, Oracle(OracleKind.Snapshot, "wording of the messages: place first, then the fault")]
    [InlineData("", ": the file is empty")]
    [InlineData("Title: x\nhello\n", "(byte 15): 'hello' is no line of a raw file header")]
    [InlineData("Title: x\nFlags: real\n", "(byte 21): the header ends before 'Binary:' or 'Values:'")]
    [InlineData("Title: x\nNo. Points: many\n", "(byte 26): 'many' is no count")]
    [InlineData("No. Variables: 2\nNo. Points: 1\nVariables:\n 0 time time\nValues:\n", "(byte 63): expected 2 vectors as number, name and type, found 1")]
    [InlineData("No. Variables: 1\nNo. Points: 2\nVariables:\n 0 time time\nValues:\n 0 1\n 2 3\n", "(byte 70): expected point 1, found 2")]
    [InlineData("No. Variables: 1\nNo. Points: 2\nVariables:\n 0 time time\nValues:\n 0 one\n", "(byte 69): 'one' is not a number")]
    [InlineData("No. Variables: 1\nNo. Points: 2\nVariables:\n 0 time time\nBinary:\n12345678", "(byte 71): the file ends before the number of points its header announces")]
    [InlineData("T\0i\0t\0l\0e\0", ": this raw file is UTF-16, as LTspice writes it; save it there in ngspice or ascii form")]
    public void A_fault_is_named_with_its_place(string text, string message)
    {
        File.WriteAllText(_folder["bad.raw"], text);
        Assert.Equal(_folder["bad.raw"] + message, Assert.Throws<ResultFileException>(() => RawFile.Read(_folder["bad.raw"])).Message);
    }

    [SkippableTheory, Oracle(OracleKind.Peer, "ngspice loads our file, prints it, and writes back the numbers it found, to its 16 digits")]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Ngspice_loads_our_files(bool isComplex, bool isAscii)
    {
        Skip.IfNot(HasNgspice(), "ngspice is not installed");
        var table = SampleTables.Filled(isComplex ? SampleTables.Ac : SampleTables.Transient, 40);
        Write("ours.raw", table, isAscii);
        string output = Ngspice("load ours.raw\nprint i(v1)\nset filetype=ascii\nwrite back.raw all");
        Assert.Contains(isComplex ? "AC Analysis" : "Transient Analysis", output);
        Assert.Contains("\n39\t", output);
        var back = Assert.Single(RawFile.Read(_folder["back.raw"]));
        Assert.Equal("RC low-pass", back.Heading.Title);
        foreach (var column in table.Heading.Columns)
        {
            Assert.Equal(Values(table, column.Name), Values(back, column.Name), (x, y) => Math.Abs(x - y) <= 1e-15 * Math.Abs(x));
        }
    }

    [SkippableTheory, Oracle(OracleKind.Peer, "an RC charging in ngspice: final value of v(out) and the pole of its gain by formula, rel 1e-3 and 1e-9")]
    [InlineData("")]
    [InlineData("set filetype=ascii\n")]
    public void Files_of_ngspice_are_read(string form)
    {
        Skip.IfNot(HasNgspice(), "ngspice is not installed");
        Ngspice(form + "op\ntran 10u 5m\nac dec 1 10 1k\nwrite all.raw op1.all tran1.all ac1.all",
            "v1 in 0 dc 1 ac 1 pulse(0 1 0 1n 1n 1 2)\nr1 in out 1k\nc1 out 0 1u");
        var tables = RawFile.Read(_folder["all.raw"]);
        Assert.Equal([WaveformKind.OperatingPoint, WaveformKind.Transient, WaveformKind.Ac], tables.Select(t => t.Heading.Kind));
        var tran = tables[1];
        int column = tran.Heading.Columns.ToList().FindIndex(c => c.Name == "v(out)");
        Assert.Equal("V", tran.Heading.Columns[column].Unit);
        Assert.Equal(1 - Math.Exp(-5), tran.Values[column][^1], 1e-3);
        var ac = tables[2];
        column = ac.Heading.Columns.ToList().FindIndex(c => c.Name == "v(out)");
        double wrc = 2 * Math.PI * 1000 * 1e-3;
        Assert.Equal([10, 100, 1000], ac.Values[0].Select(f => Math.Round(f, 6)));
        Assert.Equal(1 / (1 + (wrc * wrc)), ac.Values[(2 * column) - 1][2], 1e-9);
    }

    /// <summary>Numbers of a vector: real parts, then imaginary ones.</summary>
    private static IEnumerable<double> Values(StoredTable table, string name)
    {
        int c = table.Heading.Columns.ToList().FindIndex(k => k.Name == name);
        return !table.Heading.IsComplex || c == 0 ? table.Values[c] : table.Values[(2 * c) - 1].Concat(table.Values[2 * c]);
    }

    private static bool HasNgspice() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(d => d.Length > 0 && File.Exists(Path.Combine(d, "ngspice")));

    private string Ngspice(string commands, string circuit = "r1 1 0 1")
    {
        File.WriteAllText(_folder["script.cir"], $"script\n{circuit}\n.control\nset width=200\n{commands}\nquit 0\n.endc\n.end\n");
        var start = new ProcessStartInfo("ngspice", ["-b", "script.cir"]) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + errors.Result;
    }

    private byte[] Bytes(string name) => File.ReadAllBytes(_folder[name]);

    private void Write(string name, StoredTable table, bool isAscii)
    {
        using var raw = new RawWriter(_folder[name], isAscii);
        table.SendTo(raw);
    }
}
