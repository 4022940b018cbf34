using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NanoSpice.Discovery;

namespace NanoSpice.Cli;

/// <summary>How one discovery ended and what it left.</summary>
/// <param name="Name">of the card</param>
/// <param name="Folder">where its files are</param>
internal sealed record DiscoverOutcome(TableCase Case, string Name, string Folder, DiscoveryReport Report, int ExitCode, IReadOnlyList<string> Files);

/// <summary>Finds the law of one case and writes its files.</summary>
internal sealed class DiscoverMember(TableCase tables, string name, string folder, DiscoverOptions options, LawFinder finder, ConsoleReport console)
{
    /// <summary>A state is written at most this often.</summary>
    private static readonly TimeSpan CheckpointPace = TimeSpan.FromSeconds(1);

    public DiscoverOutcome Run(CancellationToken cancellation)
    {
        var progress = new ProgressLine(console, tables.Folder.Length > 0 ? tables.Folder : "discover");
        var checkpoint = new SearchCheckpoint(Path.Combine(folder, "checkpoint.bin"), Hash(), CheckpointPace, cancellation, text => console.Error.WriteLine(text));
        var report = finder(tables.Data, options, checkpoint, p => progress.Report((double)p.Evaluations / p.MaxEvaluations, LawText.Progress(p)), cancellation);
        progress.Clear();
        int exit = !double.IsFinite(report.Chosen.Nrmse) ? ExitCode.NumericalFailure : report.Stop == SearchStop.Cancelled ? ExitCode.Interrupted : ExitCode.Done;
        List<string> files = ["discover.json", "front.csv"];
        var outcome = new DiscoverOutcome(tables, name, folder, report, exit, files);
        AtomicFile.WriteText(Path.Combine(folder, "front.csv"), DiscoverTable.Front(report));
        WriteCardAndPage(outcome, files);
        WriteJson(outcome);
        if (exit == ExitCode.Interrupted) checkpoint.Flush();
        else checkpoint.Delete();
        return outcome;
    }

    private void WriteCardAndPage(DiscoverOutcome outcome, List<string> files)
    {
        _ = (outcome, files);
    }

    private void WriteJson(DiscoverOutcome outcome)
    {
        using var file = new AtomicFile(Path.Combine(folder, "discover.json"));
        using (var json = new Utf8JsonWriter(file.Stream, SummaryFile.Options)) DiscoverJson.Write(json, outcome);
        file.Stream.WriteByte((byte)'\n');
        file.Commit();
    }

    /// <summary>Of the numbers and of every option that has an influence on the result.</summary>
    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var data = tables.Data;
        foreach (var column in data.Inputs.Prepend(data.Target))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{column.Name}[{column.UnitText}]\n"));
            hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(column.Values.AsSpan()));
        }
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', data.Groups)));
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', DiscoverJson.OptionsOf(options))));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
