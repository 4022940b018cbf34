using System.Text;
using System.Text.Json;
using NanoSpice.Discovery;

namespace NanoSpice.Cli;

/// <summary>What nanospice fit was asked for.</summary>
/// <param name="CardFile">null: results/[name]/[name].lib</param>
/// <param name="Current">column that is I</param>
/// <param name="Charge">column that is Q</param>
/// <param name="IsSigned">f(Q) = Q in place of |Q|</param>
public sealed record FitRequest(TableRequest Table, string Name, string? CardFile, string Current, string Charge, bool IsSigned, ulong Seed, bool Json);

/// <summary>One fit that was made.</summary>
internal sealed record FitOutcome(TableCase Case, string Name, string Folder, FinalFit Fit, IReadOnlyList<string> Files);

/// <summary>nanospice fit: tables in, the card of element N with intervals out; no law is sought.</summary>
public static class FitCommand
{
    /// <returns>exit code; nothing is written when a table or an option is at fault</returns>
    public static int Run(FitRequest request, ConsoleReport console)
    {
        if (TableCase.Read(request.Table, console) is not { } cases) return ExitCode.BadInput;
        string card = console.FullPath(request.CardFile ?? Path.Combine("results", request.Name, request.Name + ".lib"));
        if (Directory.Exists(card))
        {
            console.Fail($"{console.ShownPath(card)} is a folder, not a card", "name the file with -o FILE.lib");
            return ExitCode.BadInput;
        }
        var fits = cases.Select(c => Fit(c, request, console)).ToList();
        if (fits.Any(f => f is null)) return ExitCode.BadInput;
        var outcomes = new List<FitOutcome>();
        for (int k = 0; k < cases.Count; k++)
        {
            string name = request.Table.Each ? TableCase.Word($"{request.Name}_{cases[k].Name}") : request.Name;
            string folder = Path.Combine(Path.GetDirectoryName(card)!, cases[k].Folder);
            outcomes.Add(Write(new(cases[k], name, folder, fits[k]!, []), request, Path.GetFileName(card)));
            if (request.Json) continue;
            if (request.Table.Each) console.Error.WriteLine($"{cases[k].Name}:");
            DiscoverConsole.WriteFit(cases[k].Data, fits[k]!, console.Error);
            console.Error.WriteLine($"-> {string.Join(' ', outcomes[^1].Files.Select(f => Path.Combine(console.ShownPath(folder), f)))}");
        }
        if (request.Json) Print(outcomes, request, console);
        return ExitCode.Done;
    }

    /// <summary>The fit of one case; null with the reason shown.</summary>
    private static FinalFit? Fit(TableCase tables, FitRequest request, ConsoleReport console)
    {
        foreach (string name in (string[])[request.Current, request.Charge])
        {
            if (tables.Data.Find(name) is not null) continue;
            console.Fail($"{tables.Name}: the column {name} never changes or repeats another: there is nothing to fit", "name others with --current and --charge");
            return null;
        }
        var fit = Discoverer.FitNanoslit(tables.Data, request.Current, request.Charge, !request.IsSigned, request.Seed);
        if (fit.Nanoslit is not null) return fit;
        console.Fail($"{tables.Name}: {request.Current} and {request.Charge} are not a current and a charge", "write their units in the header, as i[A/m] and q[C/m], or call them i and q");
        return null;
    }

    private static FitOutcome Write(FitOutcome outcome, FitRequest request, string card)
    {
        List<string> files = [];
        WriteCard(outcome, request, card, files);
        files.Add("fit.json");
        outcome = outcome with { Files = files };
        using var file = new AtomicFile(Path.Combine(outcome.Folder, "fit.json"));
        using (var json = new Utf8JsonWriter(file.Stream, SummaryFile.Options)) WriteJson(json, outcome, request);
        file.Stream.WriteByte((byte)'\n');
        file.Commit();
        return outcome;
    }

    private static void WriteCard(FitOutcome outcome, FitRequest request, string card, List<string> files)
    {
        string hash = outcome.Case.Hash([new("law", "nanoslit"), new("current", request.Current), new("charge", request.Charge), new("signed", request.IsSigned ? "yes" : "no")]);
        var origin = new CardOrigin { Name = outcome.Name, Version = CommandLine.Version, Hash = hash, Seed = request.Seed, Command = "fit" };
        files.Add(card);
        AtomicFile.WriteText(Path.Combine(outcome.Folder, card), ModelCardEmitter.Write(outcome.Fit, outcome.Case.Data, origin));
    }

    private static void Print(List<FitOutcome> outcomes, FitRequest request, ConsoleReport console)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, SummaryFile.Options))
        {
            if (request.Table.Each) json.WriteStartArray();
            foreach (var outcome in outcomes) WriteJson(json, outcome, request);
            if (request.Table.Each) json.WriteEndArray();
        }
        console.Output.WriteLine(Encoding.UTF8.GetString(memory.ToArray()));
    }

    private static void WriteJson(Utf8JsonWriter json, FitOutcome outcome, FitRequest request)
    {
        json.WriteStartObject();
        DiscoverJson.WriteHead(json, outcome.Name, ExitCode.Done, outcome.Case.Data);
        DiscoverJson.WriteFit(json, outcome.Case.Data, outcome.Fit);
        json.WriteNumber("nrmse", outcome.Fit.Nrmse);
        DiscoverJson.WriteResiduals(json, outcome.Fit);
        json.WriteNumber("seed", request.Seed);
        DiscoverJson.WriteData(json, outcome.Case);
        DiscoverJson.Texts(json, "files", outcome.Files);
        json.WriteEndObject();
    }
}
