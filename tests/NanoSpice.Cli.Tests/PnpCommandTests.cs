using System.Text.Json;
using System.Xml.Linq;
using NanoSpice.Elaboration;
using NanoSpice.Pnp;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

public sealed class PnpCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact, Oracle(OracleKind.Snapshot, "the report of a run, read by a person")]
    public void A_run_without_file_writes_tables_snapshots_and_summary()
    {
        var (exit, output, error) = Run(new FakeSolver(), null);
        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.StartsWith("""
            run  grid  cells  steps  factorizations  rows  Q_e[C/m]  worst defect  state
            pnp   2x3      5     12               3    12
            """, output);
        Assert.EndsWith("-> results/pnp/slits.csv results/pnp/cell.csv results/pnp/snapshot_1.vtr results/pnp/snapshot_2.vtr results/pnp/summary.json\n", output);
        Assert.Equal(["cell.csv", "slits.csv", "snapshot_1.vtr", "snapshot_2.vtr", "summary.json"], Files("results/pnp"));
        string[] slits = File.ReadAllLines(_folder["results/pnp/slits.csv"]), cell = File.ReadAllLines(_folder["results/pnp/cell.csv"]);
        Assert.Equal("time[s],phi_m[V],slit,dphi[V],i[A/m],q[C/m],phi[V],dpsi[V],psi[V],nions[C/m],i_migration[A/m],i_diffusion[A/m],i_steric[A/m]", slits[0]);
        Assert.Equal("time[s],phi_m[V],i[A/m],q[C/m],outside_migration[A/m],outside_diffusion[A/m],outside_steric[A/m]", cell[0]);
        Assert.Equal((1 + (3 * FakeSolver.Steps), 1 + FakeSolver.Steps), (slits.Length, cell.Length));
        Assert.StartsWith("1E-09,0.01,2,", slits[6], StringComparison.Ordinal);
    }

    [Fact, Oracle(OracleKind.Invariant, "settings as used, defaults of P0 included; the hash is of the settings, not of how they were written")]
    public void The_summary_holds_settings_and_report()
    {
        Write("a.yaml", "slit: 2n\n");
        Write("b.yaml", "slit: 2e-9 # as in a.yaml\npreset: p0\n");
        Assert.Equal(ExitCode.Done, Run(new FakeSolver(), "a.yaml").Exit);
        var (_, output, _) = Run(new FakeSolver(), "b.yaml", json: true);
        Assert.Equal(File.ReadAllText(_folder["results/a/summary.json"]), File.ReadAllText(_folder["results/b/summary.json"]));
        Assert.Equal(File.ReadAllText(_folder["results/b/summary.json"]), output);
        var root = JsonDocument.Parse(output).RootElement;
        var settings = root.GetProperty("settings");
        Assert.Equal((2e-9, 1000.0, "network", 6), (settings.GetProperty("slit").GetDouble(), settings.GetProperty("c0").GetDouble(), settings.GetProperty("geometry").GetString(), settings.GetProperty("layers").GetInt32()));
        Assert.Equal("m", root.GetProperty("units").GetProperty("slit").GetString());
        Assert.Equal(5, root.GetProperty("grid").GetProperty("fluid_cells").GetInt32());
        Assert.Equal(64, root.GetProperty("config_hash").GetString()!.Length);
    }

    [Fact, Oracle(OracleKind.Invariant, "each member has its folder, one that fails does not stop the others, the exit code is the worst")]
    public void A_batch_runs_every_member()
    {
        Write("widths.yaml", "slit: [1.5n, 2n, 3n]\n");
        var (exit, output, error) = Run(new FakeSolver { FailsAt = 2e-9 }, "widths.yaml");
        Assert.Equal(ExitCode.NumericalFailure, exit);
        Assert.Equal("nanospice: error: slit=2n: no convergence at t = 5e-09 s\n  hint: refine the grid\n", error);
        Assert.Equal(["slit=1.5n", "slit=2n", "slit=3n"], output.Split('\n').Skip(1).Take(3).Select(l => l.Split(' ')[0]));
        Assert.All((string[])["slit=1.5n", "slit=2n", "slit=3n"], d => Assert.Contains("summary.json", Files($"results/widths/{d}")));
        Assert.Equal(1 + 5, File.ReadAllLines(_folder["results/widths/slit=2n/cell.csv"]).Length);
    }

    [Fact, Oracle(OracleKind.Invariant, "cartesian product, in the order of the keys")]
    public void Two_lists_make_a_product_and_json_an_array()
    {
        var overrides = new[] { new ParameterOverride("slit", "1.5n,2n"), new ParameterOverride("ramp", "100n,200n") };
        var (exit, output, _) = Run(new FakeSolver(), null, json: true, overrides: overrides);
        Assert.Equal(ExitCode.Done, exit);
        var cases = JsonDocument.Parse(output).RootElement.EnumerateArray().Select(c => c.GetProperty("case").GetString()!).ToList();
        Assert.Equal(["slit=1.5n,ramp=100n", "slit=1.5n,ramp=200n", "slit=2n,ramp=100n", "slit=2n,ramp=200n"], cases);
        Assert.All(cases, c => Assert.True(File.Exists(_folder[$"results/pnp/{c}/summary.json"])));
    }

    [Fact, Oracle(OracleKind.CrossCheck, "an uninterrupted run: the same bytes in every file, and no checkpoint left")]
    public void A_killed_run_resumes_with_the_same_bytes()
    {
        Run(new FakeSolver(), null, output: "whole");
        using (var stop = new CancellationTokenSource())
        {
            // Cancelled, so that every state is saved; the solver dies before it would look.
            var dying = new FakeSolver { DiesAfter = 7, Before = step => { if (step == 6) stop.Cancel(); } };
            Assert.Equal("nanospice: error: killed\n", Run(dying, null, output: "killed", cancellation: stop.Token).Error.Split("  hint")[0]);
        }
        Assert.Equal(["checkpoint.bin"], Files("killed"));
        var (exit, _, error) = Run(new FakeSolver(), null, output: "killed");
        Assert.Equal((ExitCode.Done, "resuming at t = 6e-09 s\n"), (exit, error));
        Assert.Equal(Files("whole"), Files("killed"));
        Assert.All(Files("whole"), f => Assert.Equal(File.ReadAllBytes(_folder[$"whole/{f}"]), File.ReadAllBytes(_folder[$"killed/{f}"])));
    }

    [Theory, Oracle(OracleKind.Snapshot, "wording; the run starts from the beginning")]
    [InlineData("slit", "2n", false, "checkpoint.bin belongs to other settings: it is not used, the run starts from the beginning\n")]
    [InlineData("slit", "1.5n", true, "checkpoint.bin is damaged: it is not used, the run starts from the beginning\n")]
    public void A_checkpoint_that_does_not_fit_is_not_used(string key, string value, bool isCut, string message)
    {
        var (exit, _, text) = Interrupt();
        Assert.Equal((ExitCode.Interrupted, "interrupted; what was computed is kept, and the same command resumes it\n"), (exit, text));
        Assert.Equal(["cell.csv", "checkpoint.bin", "slits.csv", "snapshot_1.vtr", "summary.json"], Files("out"));
        Assert.Equal(1 + 7, File.ReadAllLines(_folder["out/cell.csv"]).Length);
        string path = _folder["out/checkpoint.bin"];
        if (isCut) File.WriteAllBytes(path, File.ReadAllBytes(path)[..^40]);
        var (again, _, error) = Run(new FakeSolver(), null, output: "out", overrides: [new(key, value)]);
        Assert.Equal((ExitCode.Done, message), (again, error));
        Assert.Equal(1 + FakeSolver.Steps, File.ReadAllLines(_folder["out/cell.csv"]).Length);
    }

    [Fact, Oracle(OracleKind.Invariant, "VTK XML: extents count points less one, x varies fastest, hidden cells are marked 32, no NaN")]
    public void A_snapshot_is_a_rectilinear_grid()
    {
        VtrFile.Write(_folder["a.vtr"], FakeSolver.Field(1e-9, 1));
        var root = XDocument.Load(_folder["a.vtr"]).Root!;
        Assert.Equal("RectilinearGrid", root.Attribute("type")!.Value);
        Assert.Equal("0 2 0 3 0 0", root.Element("RectilinearGrid")!.Attribute("WholeExtent")!.Value);
        var arrays = root.Descendants("DataArray").ToDictionary(a => a.Attribute("Name")!.Value, a => a.Value.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(["1", "4", "2", "0.1", "3", "6"], arrays["phi[V]"]);
        Assert.Equal(["0", "0", "0", "32", "0", "0"], arrays["vtkGhostType"]);
        Assert.Equal((3, 4, 1, 18), (arrays["x[m]"].Length, arrays["y[m]"].Length, arrays["z[m]"].Length, arrays["current[A/m2]"].Length));
        Assert.DoesNotContain(arrays.Values.SelectMany(v => v), v => v == "NaN");
    }

    private (int Exit, string Output, string Error) Interrupt()
    {
        using var stop = new CancellationTokenSource();
        return Run(new FakeSolver { Before = step => { if (step == 6) stop.Cancel(); } }, null, output: "out", cancellation: stop.Token);
    }

    private void Write(string name, string text) => File.WriteAllText(_folder[name], text);

    private string[] Files(string folder) => [.. Directory.GetFiles(_folder[folder]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private (int Exit, string Output, string Error) Run(
        FakeSolver solver, string? file, bool json = false, string? output = null, IReadOnlyList<ParameterOverride>? overrides = null, CancellationToken cancellation = default)
    {
        using StringWriter text = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        int exit = PnpCommand.Run(new(file, output, overrides ?? [], false, json), new ConsoleReport(text, error, false, _folder.Path), cancellation, solver.Run);
        return (exit, text.ToString(), error.ToString());
    }
}
