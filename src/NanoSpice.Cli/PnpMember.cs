using System.Globalization;
using System.Text.Json;
using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>Runs one simulation and writes its files.</summary>
/// <param name="notice">takes what is to be said while it runs</param>
internal sealed class PnpMember(PnpCase run, string folder, bool plot, PnpSolver solver, Action<string> notice, Action<double> progress)
{
    /// <summary>A state is written at most this often; one takes some milliseconds.</summary>
    private static readonly TimeSpan CheckpointPace = TimeSpan.FromSeconds(1);

    public PnpOutcome Run(CancellationToken cancellation)
    {
        var record = new PnpRecord(progress);
        var checkpoint = new PnpCheckpoint(Path.Combine(folder, "checkpoint.bin"), PnpSummary.Hash(run.Settings), record, CheckpointPace, cancellation, notice);
        var report = solver(run.Settings, record, checkpoint, cancellation);
        int exit = report.Failure.Length > 0 ? ExitCode.NumericalFailure : report.Complete ? ExitCode.Done : ExitCode.Interrupted;
        List<string> files = [];
        if (record.Rows.Count > 0) WriteTables(record, files);
        var outcome = new PnpOutcome(run.Name, folder, run.Settings, report, exit, record.Rows.Count, files);
        files.Add("summary.json");
        WriteSummary(outcome);
        // A failed run would fail again at the same place.
        if (exit == ExitCode.Interrupted) checkpoint.Flush();
        else checkpoint.Delete();
        return outcome;
    }

    private void WriteTables(PnpRecord record, List<string> files)
    {
        Directory.CreateDirectory(folder);
        files.AddRange(["slits.csv", "cell.csv"]);
        PnpTables.WriteSlits(Path.Combine(folder, files[0]), record.Rows);
        PnpTables.WriteCell(Path.Combine(folder, files[1]), record.Rows);
        for (int k = 0; k < record.Fields.Count; k++)
        {
            files.Add(SnapshotName(k + 1));
            VtrFile.Write(Path.Combine(folder, files[^1]), record.Fields[k]);
        }
        // Snapshots of a longer run before this one would be taken for its own.
        for (int k = record.Fields.Count + 1; File.Exists(Path.Combine(folder, SnapshotName(k))); k++) File.Delete(Path.Combine(folder, SnapshotName(k)));
        if (plot) files.AddRange(PnpFigures.Write(folder, record.Rows, record.Fields, run.Settings));
    }

    private void WriteSummary(PnpOutcome outcome)
    {
        using var file = new AtomicFile(Path.Combine(folder, "summary.json"));
        using (var json = new Utf8JsonWriter(file.Stream, SummaryFile.Options)) PnpSummary.Write(json, outcome);
        file.Stream.WriteByte((byte)'\n');
        file.Commit();
    }

    private static string SnapshotName(int number) => string.Create(CultureInfo.InvariantCulture, $"snapshot_{number}.vtr");
}
