using System.CommandLine;
using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>The words of nanospice batch.</summary>
internal static class BatchWords
{
    private static readonly Dictionary<string, string> Short = new() { ["output"] = "-o", ["jobs"] = "-j", ["param"] = "-p" };

    /// <summary>Its options, as they are written.</summary>
    public static IEnumerable<string> Options => BatchKey.All.Skip(1).Select(k => "--" + k.Name).Concat(Short.Values);

    public static Command Command(ConsoleReport console, CancellationToken cancellation)
    {
        var decks = new Argument<string[]>("DECK") { Description = "netlist files, or one YAML file whose keys are the options below", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("batch", "Run decks at every point of a sweep, on all cores, to be resumed if need be. Example: nanospice batch deck.cir --sweep gamma=-0.9:0.9:0.1 -o out") { decks };
        var read = new List<Func<ParseResult, (string Key, string[]? Values)>>();
        foreach (var key in BatchKey.All.Skip(1))
        {
            string[] names = Short.TryGetValue(key.Name, out string? letter) ? [letter] : [];
            if (key.Word.Length == 0)
            {
                var flag = new Option<bool>("--" + key.Name, names) { Description = key.Meaning };
                command.Add(flag);
                read.Add(p => (key.Name, p.GetValue(flag) ? ["true"] : null));
                continue;
            }
            var option = new Option<string[]>("--" + key.Name, names) { Description = key.Meaning, HelpName = key.Word, AllowMultipleArgumentsPerToken = false };
            command.Add(option);
            read.Add(p => (key.Name, p.GetValue(option) is { Length: > 0 } values ? values : null));
        }
        command.SetAction(p => BatchCommand.Run(p.GetValue(decks) ?? [], Entries(read.Select(r => r(p)), console.FullPath(".")), console, cancellation));
        command.Add(Merge(console));
        return command;
    }

    private static Command Merge(ConsoleReport console)
    {
        var folders = new Argument<string[]>("DIR") { Description = "folders of the shards", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--output", "-o") { Description = "folder of the whole", HelpName = "DIR", Required = true };
        var command = new Command("merge", "Join the shards of a batch. Example: nanospice batch merge out/shard-1 out/shard-2 -o whole") { folders, output };
        command.SetAction(p => BatchMerge.Run([.. p.GetValue(folders)!.Select(console.FullPath)], console.FullPath(p.GetValue(output)!), console));
        return command;
    }

    /// <summary>Options as entries, each value with its place on a line of its own.</summary>
    private static List<ConfigEntry> Entries(IEnumerable<(string Key, string[]? Values)> given, string folder)
    {
        var all = given.Where(g => g.Values is not null).SelectMany(g => g.Values!.Select(v => (g.Key, Value: v))).ToList();
        var file = new SourceFile("command line", [.. all.Select(a => $"--{a.Key} {a.Value}")]);
        return [.. all.Select((a, line) => (a.Key, Value: new ConfigValue(a.Value, new(file, line + 1, a.Key.Length + 4, Math.Max(1, a.Value.Length)), folder)))
            .GroupBy(a => a.Key).Select(g => new ConfigEntry(g.Key, g.First().Value.At, [.. g.Select(a => a.Value)], true, false))];
    }
}
