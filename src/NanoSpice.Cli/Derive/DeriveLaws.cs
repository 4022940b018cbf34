using System.Text.Json;
using NanoSpice.Discovery;

namespace NanoSpice.Cli;

/// <summary>The steps discover and fit of a derivation: the law in a table, sought and fitted.</summary>
internal sealed class DeriveLaws(string folder, DerivePlan plan, ConsoleReport console, CancellationToken cancellation)
{
    /// <summary>Without sine and cosine: in a ramp that passes no period they only bend a curve, and say nothing about slits.</summary>
    private static readonly string[] Functions = ["+", "-", "*", "/", "sqrt", "exp", "ln", "abs"];

    /// <summary>Evaluations of the evolution: enough for laws of two terms; who wants more runs nanospice discover.</summary>
    private const long Evaluations = 150_000;

    /// <summary>What the paper lets the search choose from, and the potential of the electrode.</summary>
    private static readonly string[] Inputs = ["i", "q", "phi", "phi_m"];

    /// <summary>Seeks the law of dphi in the first ramp of a run; done before, it is read back.</summary>
    public LawFound? Discover(DeriveCase run, string tables)
    {
        string own = Path.Combine(folder, "laws", run.Word), csv = Path.Combine(tables, "slits.csv");
        var search = new SearchOptions { Seed = plan.Seed, MaxEvaluations = Evaluations, Functions = Functions, Threads = Environment.ProcessorCount };
        var options = new DiscoverOptions { Search = search };
        var step = new StepKey(Path.Combine(own, "step.txt"), CommandLine.Version, StepKey.HashOf(csv), string.Join(',', DiscoverJson.OptionsOf(options)), string.Join(',', Inputs));
        string json = Path.Combine(own, "discover.json");
        if (!step.IsDone(json))
        {
            if (Case(csv, run, new("dphi", Inputs, null, DataPart.FirstRamp)) is not { } data) return null;
            step.Begin();
            var outcome = new DiscoverMember(data, run.Word, own, options, Discoverer.Discover, console).Run(cancellation);
            if (outcome.ExitCode == ExitCode.Done) step.Done();
        }
        return ReadBack(json);
    }

    /// <summary>The law of element N, with intervals.</summary>
    /// <param name="target">dpsi or dphi</param>
    public FinalFit? Fit(DeriveCase run, string tables, string target) =>
        Case(Path.Combine(tables, "slits.csv"), run, new(target, ["i", "q"], null, DataPart.FirstRamp)) is { } data
            ? Discoverer.FitNanoslit(data.Data, "i", "q", absolute: true, plan.Seed) : null;

    private TableCase? Case(string csv, DeriveCase run, DataRequest request)
    {
        var bag = new Netlist.DiagnosticBag();
        if (TableInput.Load([csv], console) is not { } tables) return null;
        var table = tables[0] with { Recorded = $"{run.Name}/slits.csv" };
        if (DatasetReader.Read([table.File], request, bag) is { } data) return new(run.Word, "", [table], data);
        console.Diagnostics(bag.All);
        return null;
    }

    private static LawFound? ReadBack(string path)
    {
        if (!File.Exists(path)) return null;
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = json.RootElement;
        static double Number(JsonElement of, string name) => of.TryGetProperty(name, out var e) && e.ValueKind == JsonValueKind.Number ? e.GetDouble() : double.NaN;
        var error = root.GetProperty("nrmse");
        return new(root.GetProperty("form").GetString()!, Number(error, "in_sample"), Number(error, "out_of_sample"));
    }
}
