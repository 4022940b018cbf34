using NanoSpice.Derive;
using NanoSpice.Derive.Tests;
using NanoSpice.Elaboration;
using NanoSpice.Pnp;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

/// <summary>What a user may get wrong with nanospice derive: each has a message, exit code 1, and no run.</summary>
public sealed class DeriveInputTests : IDisposable
{
    private static readonly PnpSettings Settings = LadderNetwork.Settings with { Layers = 2, Samples = 20 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, Oracle(OracleKind.Snapshot, "wording: what is wrong, and what to do")]
    [InlineData("transfer_layer: 12", "there is no key 'transfer_layer'", "did you mean 'transfer_layers'?")]
    [InlineData("slti: 2n", "there is no key 'slti'", "did you mean 'slit'?")]
    [InlineData("other: p2", "other: there is no 'p2'", "it is one of p0, p1, none")]
    [InlineData("transfer_rates: fast", "transfer_rates: 'fast' is not a number", "for example transfer_rates: [2, 0.5, 0.25]")]
    [InlineData("seed: -1", "seed: expected a whole number", "for example seed: 1")]
    [InlineData("discover: maybe", "discover: there is no 'maybe'", "it is one of yes, no")]
    [InlineData("tables: nowhere", "tables: there are no slits.csv and cell.csv in nowhere", "paths count from the folder of the configuration")]
    [InlineData("card: nowhere.lib", "card: there is no file nowhere.lib", "paths count")]
    [InlineData("program: step", "derive needs program cv, geometry network and two layers or more", "nanospice pnp runs other programs")]
    [InlineData("geometry: slit", "derive needs program cv, geometry network", "nanospice pnp")]
    [InlineData("layers: 1", "two layers or more", "nanospice pnp")]
    [InlineData("transfer_layers: 1", "layers=1: derive needs", "nanospice pnp")]
    [InlineData("samples: 0", "derive needs 10 samples or more a ramp", "leave out samples and v_start")]
    [InlineData("v_start: 0.1", "a run that starts at v_low", "leave out samples and v_start")]
    [InlineData("card: empty.lib", "card: it holds no .model of type NANOSTACK", "netlists/README.md shows one")]
    [InlineData("deck: empty.lib", "", "")]
    [InlineData("deck: bad.cir", "bad.cir", "")]
    [InlineData("card: bad.lib", "rc", "")]
    public void A_wrong_configuration_is_told(string text, string what, string advice)
    {
        File.WriteAllText(_folder["empty.lib"], "* nothing\n");
        File.WriteAllText(_folder["bad.cir"], "title\nR1 a 0 xyz\n.tran 1n 1u\n.end\n");
        File.WriteAllText(_folder["bad.lib"], ".model s NANOSLIT(rc=-1 cslit=1n)\n.model d NANOSTACK(slit=s ropen=1)\n");
        File.WriteAllText(_folder["config.yaml"], text + "\n");
        var (exit, error) = Run("config.yaml");
        Assert.True(exit == ExitCode.BadInput, error);
        Assert.Contains(what, error, StringComparison.Ordinal);
        Assert.Contains(advice, error, StringComparison.Ordinal);
        Assert.DoesNotContain("internal error", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Theory, Oracle(OracleKind.Snapshot, "wording: the file, the row and the column")]
    [InlineData("slits.csv", "dpsi[V]", "dpsj[V]", "slits.csv(1): there is no column dpsi")]
    [InlineData("cell.csv", "phi_m[V]", "phi[V]", "cell.csv(1): there is no column phi_m")]
    [InlineData("cell.csv", "\n5E-08,", "\nNaN,", "cell.csv: time in row 2 is NaN, not a number to compute with")]
    [InlineData("cell.csv", "\n5E-08,", "\n5E-07,", "expected 81 times 3 rows")]
    [InlineData("cell.csv", "\n5E-08,", "\nx,", "cell.csv(3): 'x' in column 1 is not a number")]
    public void A_table_that_is_not_one_is_told(string file, string from, string to, string message)
    {
        Tables(new LadderNetwork(LadderNetwork.Truth(LadderKind.Layer)).Table(Settings).Rows);
        string path = _folder["own/" + file], text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
        File.WriteAllText(_folder["config.yaml"], "tables: own\ndiscover: no\n");
        var (exit, error) = Run("config.yaml");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact, Oracle(OracleKind.Invariant, "currents of the other sign give resistances below zero: no ladder, a message about signs")]
    public void A_table_with_other_signs_is_told()
    {
        var rows = new LadderNetwork(LadderNetwork.Truth(LadderKind.Layer)).Table(Settings).Rows;
        Tables([.. rows.Select(r => r with { Slits = [.. r.Slits.Select(s => s with { Current = -s.Current })] })]);
        File.WriteAllText(_folder["config.yaml"], "tables: own\ndiscover: no\n");
        var (exit, error) = Run("config.yaml");
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("own: rc comes out as -0.7, which no ladder can have\n  hint: signs:", error, StringComparison.Ordinal);
    }

    [Theory, Oracle(OracleKind.Manufactured, "vertex and ramp of the whole table: lines through the rows meet there; rows after the last whole cycle are left out")]
    [InlineData(-1, 81, 2)]
    [InlineData(20, 81, 2)]
    [InlineData(7, 81, 2)]
    [InlineData(-1, 70, 1)]
    public void Rows_that_are_missing_do_no_harm(int missing, int rows, int cycles)
    {
        var whole = new LadderNetwork(LadderNetwork.Truth(LadderKind.Layer)).Table(Settings).Rows;
        Tables([.. whole.Take(rows).Where((_, k) => k != missing)]);
        using var error = new StringWriter { NewLine = "\n" };
        var table = NetworkTableFile.Read(_folder["own"], "own", Settings with { RampTime = 7, HighPotential = 7 }, new ConsoleReport(TextWriter.Null, error, false, _folder.Path));
        Assert.Equal((Settings.RampTime, Settings.HighPotential, cycles), (table.Settings.RampTime, table.Settings.HighPotential, table.Settings.Cycles));
        Assert.Equal(cycles == 1 ? "note: own/cell.csv: 29 rows after the last whole cycle are left out\n" : "", error.ToString());
        double[] current = LadderRun.Current(Ladder.From(Extraction.Run(table), LadderKind.Layer), table, LadderRun.Tolerance, default, out _)!;
        // Straight lines between rows that are not the ladder's own, beside a vertex: below one part in 200.
        Assert.All(Agreement.Of(table, current), c => Assert.True(c.Rms < (missing < 0 ? 1e-4 : 5e-3), $"{c.Rms}"));
    }

    [Fact, Oracle(OracleKind.Snapshot, "wording; nothing can be written below a file")]
    public void A_folder_that_cannot_be_written_is_told()
    {
        File.WriteAllText(_folder["file"], "");
        using var error = new StringWriter { NewLine = "\n" };
        var console = new ConsoleReport(TextWriter.Null, error, false, _folder.Path);
        Assert.Equal(ExitCode.BadInput, CommandLine.Run(["derive", "-o", "file"], console, default));
        Assert.Contains("file is a file; results need a folder", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, CommandLine.Run(["derive", "nowhere.yaml"], console, default));
        Assert.Contains("nowhere.yaml: there is no such file", error.ToString(), StringComparison.Ordinal);
        string[] keys = ["slit=1.5n", "other=none", "transfer_layers=0", "transfer_rates=0", "discover=no", "layers=2", "cycles=1", "samples=20"];
        int exit = DeriveCommand.Run(new(null, "file/below", [.. keys.Select(k => new ParameterOverride(k.Split('=')[0], k.Split('=')[1]))], false), console, default, new LadderNetwork(LadderNetwork.Truth(LadderKind.Layer)).Run);
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.DoesNotContain("   at ", error.ToString(), StringComparison.Ordinal);
    }

    private void Tables(IReadOnlyList<PnpRow> rows)
    {
        Directory.CreateDirectory(_folder["own"]);
        PnpTables.WriteSlits(_folder["own/slits.csv"], rows);
        PnpTables.WriteCell(_folder["own/cell.csv"], rows);
    }

    private (int Exit, string Error) Run(string file)
    {
        using var error = new StringWriter { NewLine = "\n" };
        int exit = DeriveCommand.Run(new(file, "out", [], false), new ConsoleReport(TextWriter.Null, error, false, _folder.Path), default, (_, _, _, _) => throw new InvalidOperationException("no run was expected"));
        return (exit, error.ToString());
    }
}
