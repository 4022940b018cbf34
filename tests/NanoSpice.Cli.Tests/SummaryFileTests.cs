using System.Runtime.CompilerServices;
using System.Text.Json;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

public sealed class SummaryFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact, Oracle(OracleKind.Snapshot, "tests/snapshots/summary.json, read through when stored")]
    public void A_summary_is_written_as_stored()
    {
        SummaryFile.Write(_folder["summary.json"], Sample());
        string actual = File.ReadAllText(_folder["summary.json"]), stored = SnapshotPath();
        if (Environment.GetEnvironmentVariable("NANOSPICE_ACCEPT") == "1")
        {
            File.WriteAllText(stored, actual);
        }

        Assert.Equal(File.ReadAllText(stored), actual);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "JSON has no NaN: such a number is null")]
    public void Numbers_that_are_not_finite_become_null()
    {
        SummaryFile.Write(_folder["s.json"], Sample());
        using var json = JsonDocument.Parse(File.ReadAllText(_folder["s.json"]));
        var derived = json.RootElement.GetProperty("analyses")[0].GetProperty("derived");
        Assert.Equal(JsonValueKind.Null, derived.GetProperty("tfall").GetProperty("value").ValueKind);
        Assert.Equal(1.0 / 3, derived.GetProperty("vmax").GetProperty("value").GetDouble());
    }

    private static RunSummary Sample() => new()
    {
        Version = "0.1.0",
        Deck = "rc.cir",
        Title = "RC \"low-pass\" of 10 µF",
        ExitCode = 130,
        Reason = "interrupted at t = 3 ms",
        Options = [new("reltol", "0.001"), new("method", "bdf")],
        SymbolicFactorizations = 1,
        Analyses =
        [
            new AnalysisSummary(new WrittenAnalysis(SampleTables.Transient, 12, false, ["tran1.csv", "tran1.raw"], []))
            {
                Work = [new("steps", 12), new("factorizations", 4)],
                Derived = [new("vmax", 1.0 / 3, "V"), new("tfall", double.NaN, "s")],
                Warnings = ["R of n1 met its floor at t = 2 ms"],
            },
        ],
        Warnings = ["rc.cir(3,8): 1F is one femto"],
    };

    private static string SnapshotPath([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "snapshots", "summary.json");
}
