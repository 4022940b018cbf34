using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>nanospice batch: decks and what varies in, a table of all runs out.</summary>
internal static class BatchCommand
{
    /// <param name="files">decks, or one YAML file</param>
    /// <param name="words">options of the command line</param>
    public static int Run(IReadOnlyList<string> files, IReadOnlyList<ConfigEntry> words, ConsoleReport console, CancellationToken cancellation)
    {
        if (ReadPlan(files, words, console) is not { } plan) return ExitCode.BadInput;
        string folder = plan.Settings.Output ?? console.FullPath(Path.Combine("results", DefaultName(files)));
        if (plan.Settings.SlurmTasks > 0) return SlurmScript.Write(folder, files, words, plan, console);
        return new BatchFolder(folder, plan, console).Run(cancellation);
    }

    private static string DefaultName(IReadOnlyList<string> files) => files.Count == 1 ? Path.GetFileNameWithoutExtension(files[0]) : "batch";

    /// <summary>What is to be run; null with all errors shown.</summary>
    private static BatchPlan? ReadPlan(IReadOnlyList<string> files, IReadOnlyList<ConfigEntry> words, ConsoleReport console)
    {
        var bag = new DiagnosticBag();
        if (ReadFile(files, console, bag) is not { } entries) return null;
        var settings = BatchConfiguration.Read(entries, words, console, bag);
        // A deck that is not there, or a sweep that cannot be read, hides nothing that is wrong with the others.
        bool isGood = !bag.HasErrors;
        console.Diagnostics(bag.All);
        if (settings.Decks.Count == 0)
        {
            if (isGood) console.Fail("there is no deck to run", "name one: nanospice batch deck.cir --sweep rc=1,2,5 -o out");
            return null;
        }
        if (BatchDeck.ReadAll(settings, console) is not { } decks || !isGood) return null;
        var plan = new BatchPlan(settings, decks);
        if (plan.Count <= BatchPlan.MostRuns) return plan;
        var many = new DiagnosticBag();
        many.Report(BatchCodes.TooMany, $"the batch has more than {BatchPlan.MostRuns} runs", settings.Decks[0].At, "take fewer points or draws");
        console.Diagnostics(many.All);
        return null;
    }

    /// <summary>Entries of the YAML file, or the decks as one; null when the file cannot be read.</summary>
    private static IReadOnlyList<ConfigEntry>? ReadFile(IReadOnlyList<string> files, ConsoleReport console, DiagnosticBag bag)
    {
        int yaml = files.ToList().FindIndex(f => Path.GetExtension(f).ToLowerInvariant() is ".yaml" or ".yml");
        if (yaml < 0)
        {
            var line = new SourceFile("command line", [.. files]);
            return files.Count == 0 ? [] : [new("deck", new(line, 1, 1, 1), [.. files.Select((f, k) => new ConfigValue(f, new(line, k + 1, 1, f.Length), console.FullPath(".")))], true, false)];
        }
        if (files.Count > 1)
        {
            console.Fail($"{files[yaml]} stands beside other files", "a YAML file names its decks itself: deck: [a.cir, b.cir]");
            return null;
        }
        string full = console.FullPath(files[yaml]);
        if (TextInput.Fault(full, "configuration", "YAML") is not { } fault) return ConfigReader.Read(console.ShownPath(full), File.ReadAllText(full), Path.GetDirectoryName(full)!, "nanospice batch --help lists them", bag);
        console.Fail($"{files[yaml]}: {fault.What}", fault.Advice);
        return null;
    }
}
