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

    private readonly string _hash = tables.Hash(DiscoverJson.OptionsOf(options));

    public DiscoverOutcome Run(CancellationToken cancellation)
    {
        var progress = new ProgressLine(console, tables.Folder.Length > 0 ? tables.Folder : "discover");
        var checkpoint = new SearchCheckpoint(Path.Combine(folder, "checkpoint.bin"), _hash, CheckpointPace, cancellation, text => console.Error.WriteLine(text));
        var report = finder(tables.Data, options, checkpoint, p => progress.Report((double)p.Evaluations / p.MaxEvaluations, LawText.Progress(p)), cancellation);
        progress.Clear();
        int exit = !double.IsFinite(report.Chosen.Nrmse) ? ExitCode.NumericalFailure : report.Stop == SearchStop.Cancelled ? ExitCode.Interrupted : ExitCode.Done;
        List<string> files = ["discover.json", "front.csv"];
        var outcome = new DiscoverOutcome(tables, name, folder, report, exit, files);
        AtomicFile.WriteText(Path.Combine(folder, "front.csv"), DiscoverTable.Front(report));
        WriteCard(report, files);
        WriteJson(outcome);
        if (exit == ExitCode.Interrupted) checkpoint.Flush();
        else checkpoint.Delete();
        return outcome;
    }

    private void WriteCard(DiscoveryReport report, List<string> files)
    {
        var origin = new CardOrigin
        {
            Name = name, Version = CommandLine.Version, Hash = _hash, Seed = options.Search.Seed, Command = "discover", HeldOutNrmse = report.Chosen.HeldOutNrmse,
        };
        string card = ModelCardEmitter.Write(report.Fit, tables.Data, origin);
        AtomicFile.WriteText(Path.Combine(folder, name + ".lib"), card);
        AtomicFile.WriteText(Path.Combine(folder, "report.html"), DiscoverPage.Html(report, name, card));
        files.AddRange([name + ".lib", "report.html"]);
    }

    private void WriteJson(DiscoverOutcome outcome)
    {
        using var file = new AtomicFile(Path.Combine(folder, "discover.json"));
        using (var json = new Utf8JsonWriter(file.Stream, SummaryFile.Options)) DiscoverJson.Write(json, outcome);
        file.Stream.WriteByte((byte)'\n');
        file.Commit();
    }
}
