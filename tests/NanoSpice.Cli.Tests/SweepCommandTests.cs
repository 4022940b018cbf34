using System.Text.Json;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

public sealed class SweepCommandTests : IDisposable
{
    private const string Rc = "RC\nV1 in 0 PULSE(0 1 0 1n 1n 1 2)\nR1 in out {r}\nC1 out 0 1u\n.tran 10u 1m\n";

    private const string Cell = "cell\nV1 in 0 0\nU1 0 in e\n.model e nanostack(slit=s layers=3 ropen=1 copen=2m)\n.model s nanoslit(rc={rc} gamma={gamma} cslit=10m qmax=5m)\n.cv V1 0 0.5 0.2 cycles=2\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact, Oracle(OracleKind.CrossCheck, "separate runs with -p at each point: the same text behind the stepped value, row by row")]
    public void The_table_holds_the_rows_of_separate_runs_one_after_the_other()
    {
        Write("rc.cir", Rc + ".step param r list 500 2k\n.ac dec 1 10 1k\n");
        Write("one.cir", Rc + ".param r=1\n.ac dec 1 10 1k\n");
        Assert.Equal(ExitCode.Done, Run("run", "rc.cir", "-o", "all", "--format", "csv,raw-ascii").Exit);
        Assert.Equal(ExitCode.Done, Run("run", "one.cir", "-o", "a", "-p", "r=500", "--format", "csv,raw-ascii").Exit);
        Assert.Equal(ExitCode.Done, Run("run", "one.cir", "-o", "b", "-p", "r=2k", "--format", "csv,raw-ascii").Exit);
        foreach (string file in (string[])["tran1.csv", "ac1.csv"])
        {
            string[] a = Lines("a/" + file), b = Lines("b/" + file);
            Assert.Equal(["r," + a[0], .. a[1..].Select(l => "500," + l), .. b[1..].Select(l => "2000," + l)], Lines("all/" + file));
        }
        string raw = File.ReadAllText(_folder["a/tran1.raw"]).Replace("Transient Analysis", "Transient Analysis (r=500)") + File.ReadAllText(_folder["b/tran1.raw"]).Replace("Transient Analysis", "Transient Analysis (r=2k)");
        Assert.Equal(raw, File.ReadAllText(_folder["all/tran1.raw"]));
        Assert.Equal(["r,status", "500,done", "2000,done"], Lines("all/steps.csv"));
    }

    [Fact, Oracle(OracleKind.Invariant, "numbers of the last cycle in steps.csv are those of the long table of cycles; the summary has them at each point")]
    public void Steps_csv_and_the_summary_hold_the_derived_numbers_of_every_point()
    {
        Write("cell.cir", Cell + ".step param gamma list 0 0.9\n.step param rc list 2 5\n");
        Assert.Equal(ExitCode.Done, Run("run", "cell.cir", "-o", "out", "--plot", "--report").Exit);
        Assert.Equal(["cv1-cycles.csv", "cv1.csv", "cv1.raw", "cv1.svg", "report.html", "steps.csv", "steps.svg", "summary.json"], Files("out"));
        string[] steps = Lines("out/steps.csv"), cycles = Lines("out/cv1-cycles.csv");
        Assert.StartsWith("gamma,rc,status,area[A V],capacitance[F],peak[A],", steps[0], StringComparison.Ordinal);
        Assert.Equal(["0,2,done", "0.9,2,done", "0,5,done", "0.9,5,done"], steps[1..].Select(l => string.Join(',', l.Split(',').Take(3))));
        Assert.Equal(cycles[1..].Where(l => l.Split(',')[2] == "2").Select(l => l.Split(',')[4]), steps[1..].Select(l => l.Split(',')[4]));
        using var json = JsonDocument.Parse(File.ReadAllText(_folder["out/summary.json"]));
        Assert.Equal(1, json.RootElement.GetProperty("symbolic_factorizations").GetInt32());
        var point = json.RootElement.GetProperty("sweep").GetProperty("points")[3];
        Assert.Equal((0.9, 5.0, "done"), (point.GetProperty("at").GetProperty("gamma").GetDouble(), point.GetProperty("at").GetProperty("rc").GetDouble(), point.GetProperty("state").GetString()));
        var derived = point.GetProperty("analyses")[0].GetProperty("derived").GetProperty("capacitance[2]").GetProperty("value");
        Assert.Equal(steps[4].Split(',')[4], derived.GetRawText());
        Assert.True(point.GetProperty("analyses")[0].GetProperty("work").GetProperty("steps").GetInt64() > 0);
    }

    [Fact, Oracle(OracleKind.Invariant, "1 V across 1k drives 2 + v^2 A nowhere: that point fails, the others are in the table; exit 2")]
    public void A_point_that_fails_is_recorded_and_the_rest_go_on()
    {
        Write("hard.cir", "hard\nV1 a 0 1\nR1 a b 1k\nB1 b 0 I={k+v(b)*v(b)}\n.step param k list 0 2 1e-4\n.op\n");
        var (exit, output, error) = Run("run", "hard.cir", "-o", "out");
        Assert.Equal(ExitCode.NumericalFailure, exit);
        Assert.StartsWith("nanospice: error: op1 at k=2: no operating point", error, StringComparison.Ordinal);
        Assert.Contains("     k  status\n     0    done\n     2  failed\n  100u    done\n", output, StringComparison.Ordinal);
        Assert.Equal(["k,status", "0,done", "2,failed", "0.0001,done"], Lines("out/steps.csv"));
        Assert.Equal(["k", "0", "0.0001"], Lines("out/op1.csv").Select(l => l.Split(',')[0]));
        using var json = JsonDocument.Parse(File.ReadAllText(_folder["out/summary.json"]));
        Assert.StartsWith("op1: no operating point", json.RootElement.GetProperty("sweep").GetProperty("points")[1].GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "10 V * 1k / (1k + r)")]
    public void Operating_points_are_printed_as_a_table()
    {
        Write("divider.cir", "divider\nV1 in 0 10\nR1 in out {r}\nR2 out 0 1k\n.save v(out)\n.step param r list 1k 3k\n.op\n");
        Assert.StartsWith("op1: operating points\n   r  v(out)[V]\n  1k          5\n  3k        2.5\nop1: 2 rows -> ", Run("run", "divider.cir").Output, StringComparison.Ordinal);
    }

    [Theory, Oracle(OracleKind.CrossCheck, "the picture made of the stored table against the one made during the run, but for its title")]
    [InlineData("tran1.csv")]
    [InlineData("tran1.raw")]
    [InlineData("ac1.csv")]
    [InlineData("dc1.csv")]
    [InlineData("op1.csv")]
    [InlineData("op1.raw")]
    public void Stored_tables_of_a_sweep_are_drawn_as_families(string file)
    {
        Write("rc.cir", Rc.Replace("in 0 PULSE", "in 0 AC 1 PULSE") + ".ac dec 3 10 1k\n.dc V1 0 1 0.5\n.op\n.step param r list 500 2k 3k\n.temp 0 27\n");
        Assert.Equal(ExitCode.Done, Run("run", "rc.cir", "-o", "out", "--plot").Exit);
        Assert.Equal(0, PlotCommand.Run([_folder["out/" + file]], _folder["again"], TextWriter.Null));
        string name = Path.ChangeExtension(file, ".svg");
        Assert.Equal(WithoutTitle("out/" + name), WithoutTitle("again/" + name));
        Assert.Contains("temp=27", WithoutTitle("out/" + name), StringComparison.Ordinal);
    }

    [Fact, Oracle(OracleKind.Invariant, "steps.csv is drawn over the stepped value")]
    public void Steps_csv_is_drawn()
    {
        Write("steps.csv", "gamma,rc,status,capacitance[F]\n0,2,done,1\n0.9,2,done,2\n0,5,done,3\n0.9,5,failed,NaN\n");
        Assert.Equal(0, PlotCommand.Run([_folder["steps.csv"]], _folder["out"], TextWriter.Null));
        string svg = File.ReadAllText(_folder["out/steps.svg"]);
        Assert.All((string[])[">rc=2<", ">rc=5<", ">gamma<", ">capacitance [F]<"], t => Assert.Contains(t, svg, StringComparison.Ordinal));
    }

    private string WithoutTitle(string file) => string.Join('\n', Lines(file).Where(l => !l.Contains("font-weight=\"600\"", StringComparison.Ordinal) && !l.StartsWith("<title>", StringComparison.Ordinal)));

    private (int Exit, string Output, string Error) Run(params string[] words)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        int exit = CommandLine.Run(words, new ConsoleReport(output, error, false, _folder.Path), default);
        return (exit, output.ToString(), error.ToString());
    }

    private void Write(string name, string text) => File.WriteAllText(_folder[name], text);

    private string[] Lines(string file) => File.ReadAllLines(_folder[file]);

    private string[] Files(string folder) => [.. Directory.GetFiles(_folder[folder]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
