using NanoSpice.Discovery;

namespace NanoSpice.Cli;

/// <summary>What nanospice discover was asked for.</summary>
/// <param name="OutputDirectory">null: results/[name]</param>
/// <param name="Name">of the card; null: from the name of the table</param>
/// <param name="Json">the result on standard output as JSON</param>
public sealed record DiscoverRequest(TableRequest Table, DiscoverOptions Options, string? OutputDirectory, string? Name, bool Json);

/// <summary>From a table to a law: <see cref="Discoverer.Discover"/>, or what a test puts in its place.</summary>
public delegate DiscoveryReport LawFinder(Dataset data, DiscoverOptions options, ISearchStore? store, Action<SearchProgress>? progress, CancellationToken cancellation);

/// <summary>nanospice discover: tables in; a law, its figures, a page and a card out.</summary>
public static class DiscoverCommand
{
    /// <returns>exit code; nothing is written when a table or an option is at fault</returns>
    public static int Run(DiscoverRequest request, ConsoleReport console, CancellationToken cancellation, LawFinder? finder = null)
    {
        if (TableCase.Read(request.Table, console) is not { } cases) return ExitCode.BadInput;
        string name = TableCase.Word(request.Name ?? (cases.Count == 1 ? cases[0].Name : "discover"));
        string folder = console.FullPath(request.OutputDirectory ?? Path.Combine("results", name));
        if (File.Exists(folder))
        {
            console.Fail($"{console.ShownPath(folder)} is a file; results need a folder", "name another with -o DIR");
            return ExitCode.BadInput;
        }
        if (request.Options.Search.Units && cases.Any(c => c.Data.Target.Unit is null || c.Data.Inputs.All(i => i.Unit is null)))
            console.Error.WriteLine("note: --units tells nothing where the header names no units, such as i[A]");
        var outcomes = new List<DiscoverOutcome>();
        foreach (var one in cases)
        {
            if (outcomes.Count > 0 && cancellation.IsCancellationRequested) break;
            string own = request.Table.Each ? TableCase.Word($"{request.Name ?? "law"}_{one.Name}") : name;
            var member = new DiscoverMember(one, own, Path.Combine(folder, one.Folder), request.Options, finder ?? Discoverer.Discover, console);
            outcomes.Add(member.Run(cancellation));
            if (!request.Json) DiscoverConsole.Write(outcomes[^1], console, request.Table.Each);
        }
        if (request.Table.Each) AtomicFile.WriteText(Path.Combine(folder, "report.html"), DiscoverPage.Series(name, outcomes));
        if (request.Table.Each) DiscoverTable.Write(Path.Combine(folder, "laws.csv"), outcomes, request.Json ? null : console);
        if (request.Json) DiscoverJson.Print(outcomes, request.Table.Each, console);
        if (outcomes.Any(o => o.ExitCode == ExitCode.Interrupted))
            console.Error.WriteLine("interrupted; the best law so far is written, and the same command resumes the search");
        return outcomes.Max(o => o.ExitCode);
    }
}
