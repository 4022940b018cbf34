using System.Text;
using NanoSpice.Testing;

namespace NanoSpice.Fuzz;

/// <summary>What is mutated: decks to run or to export, configurations, tables, and what a batch is told: its plan, its grid, its --sweep.</summary>
public enum Subject
{
    Deck,
    Yaml,
    Csv,
    Export,
    Plan,
    Grid,
    Sweep,
}

/// <summary>A file that mutations start from.</summary>
/// <param name="Name">its path in the repository</param>
public sealed record Seed(string Name, byte[] Bytes);

/// <summary>The files of the repository that mutations start from, and the words that are put into them.</summary>
public sealed class Corpus
{
    /// <summary>Longer files are cut: a mutation of them says no more and takes longer.</summary>
    private const int Longest = 20_000;

    private Corpus(IReadOnlyList<Seed> seeds, IReadOnlyList<string> words) => (Seeds, Words) = (seeds, words);

    public IReadOnlyList<Seed> Seeds { get; }

    /// <summary>Words of the language at hand, and hostile ones of all.</summary>
    public IReadOnlyList<string> Words { get; }

    public static Corpus Of(Subject subject) => subject switch
    {
        Subject.Deck or Subject.Export => new(Read(["netlists", "models", "tests/reference/ngspice", "tests/NanoSpice.Elaboration.Tests/BadDecks", "tests/NanoSpice.Bench/circuits"], ".cir", ".lib"), [.. HostileWords.Any, .. HostileWords.Deck]),
        Subject.Yaml => new([.. Read(["netlists", "tests/NanoSpice.Cli.Tests/BadConfigs"], ".yaml"), .. HostileWords.Configurations], [.. HostileWords.Any, .. HostileWords.Yaml]),
        Subject.Plan => new([.. Read(["netlists/paper", "tests/NanoSpice.Cli.Tests/BadBatches"], ".yaml"), .. BatchWords.Plans], [.. HostileWords.Any, .. BatchWords.Plan]),
        Subject.Grid => new([.. Read(["tests/NanoSpice.Cli.Tests/BadBatches"], ".csv"), .. BatchWords.Grids], [.. HostileWords.Any, .. HostileWords.Csv]),
        Subject.Sweep => new(BatchWords.Sweeps, [.. HostileWords.Any, .. BatchWords.Sweep]),
        _ => new([.. Read(["tests/NanoSpice.Cli.Tests/BadTables", "tests/reference"], ".csv"), .. HostileWords.Tables], [.. HostileWords.Any, .. HostileWords.Csv]),
    };

    private static List<Seed> Read(string[] folders, params string[] endings)
    {
        var seeds = new List<Seed>();
        foreach (string folder in folders.Select(f => Repository.Path(f.Split('/'))).Where(Directory.Exists))
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                if (!endings.Contains(Path.GetExtension(file)) || file.Contains("/obj/", StringComparison.Ordinal) || file.Contains("/bin/", StringComparison.Ordinal)) continue;
                byte[] bytes = File.ReadAllBytes(file);
                seeds.Add(new(Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), bytes.Length > Longest ? bytes[..Longest] : bytes));
            }
        }
        return seeds;
    }

    /// <summary>A seed made here.</summary>
    internal static Seed Made(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));
}
