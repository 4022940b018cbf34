using NanoSpice.Elaboration;
using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>A deck of a batch, read once: its points, or why it cannot be run at any.</summary>
/// <param name="Sweep">null when the deck cannot be used</param>
/// <param name="Fault">why it cannot: the reason of its one row</param>
/// <param name="Warnings">messages that elaborating it gives at any point; those of a run are the others</param>
internal sealed record BatchDeck(string Name, Deck Deck, DeckSweep? Sweep, string Fault, IReadOnlySet<string> Warnings)
{
    /// <summary>Points elaborated at most in search of one without an error.</summary>
    private const int MostProbed = 16;

    public int Points => Sweep?.Count ?? 1;

    /// <summary>Reads the decks; null with errors shown when none can be run, or when what is asked of them is wrong.</summary>
    public static IReadOnlyList<BatchDeck>? ReadAll(BatchSettings settings, ConsoleReport console)
    {
        var shown = new DiagnosticBag();
        bool isAsked = true;
        List<BatchDeck> decks = [.. settings.Decks.Select(name => Read(name, settings, console, shown, ref isAsked))];
        console.Diagnostics(shown.All);
        return isAsked && decks.Any(d => d.Fault.Length == 0) ? decks : null;
    }

    private static BatchDeck Read(BatchDeckName name, BatchSettings settings, ConsoleReport console, DiagnosticBag shown, ref bool isAsked)
    {
        var bag = new DiagnosticBag();
        if (!DeckFile.TryRead(name.Path, console, bag, out var deck))
        {
            isAsked = false;
            return new(name.Name, null!, null, "", new HashSet<string>());
        }
        DeckSweep? sweep = bag.HasErrors ? null : Elaborator.Prepare(deck, bag, settings.Parameters, settings.Axes);
        // What is wrong with a sweep or a parameter given from outside stops the batch; a deck that is wrong itself does not stop the others.
        if (bag.All.Any(d => d.Severity == Severity.Error && IsOutside(d.At.File, settings))) isAsked = false;
        if (settings.Draws > 0 && sweep is { HasDraws: false }) bag.Report(BatchCodes.NoDraws, $"{name.Name} has no random values: all {settings.Draws} draws are alike", name.At, "write gauss, agauss, unif ... where a value varies, or leave mc out");
        var probe = sweep is null ? null : Probe(sweep, settings);
        foreach (var d in bag.All.Concat(probe?.All ?? [])) shown.Add(d);
        var fault = (probe?.HasErrors == true ? probe : bag).All.FirstOrDefault(d => d.Severity == Severity.Error);
        bool isRunnable = sweep is not null && fault is null;
        return new(name.Name, deck, sweep, isRunnable ? "" : Describe(fault!), (probe?.All ?? []).Select(Describe).ToHashSet());
    }

    /// <summary>Code, message and line, as a row of the table tells it.</summary>
    public static string Describe(Diagnostic d) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{d.Code}: {d.Message} ({Path.GetFileName(d.At.File.Path)}({d.At.Line},{d.At.Column}))");

    /// <summary>The messages of the first point without an error; those of the first point when none is.</summary>
    private static DiagnosticBag Probe(DeckSweep sweep, BatchSettings settings)
    {
        DiagnosticBag? first = null;
        int probes = Math.Min(sweep.Count, MostProbed);
        for (int k = 0; k < probes; k++)
        {
            var bag = new DiagnosticBag();
            var point = sweep[probes == 1 ? 0 : (int)((long)k * (sweep.Count - 1) / (probes - 1))];
            if (sweep.At(settings.Draws > 0 ? point with { Draw = new(settings.Seed, 0) } : point, bag) is not null) return bag;
            first ??= bag;
        }
        return first!;
    }

    private static bool IsOutside(SourceFile file, BatchSettings settings) =>
        file.Path == "command line" || settings.Axes.SelectMany(a => a.Names).Any(n => ReferenceEquals(n.At.File, file));
}
