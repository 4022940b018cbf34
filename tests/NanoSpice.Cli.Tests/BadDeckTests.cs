using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

/// <summary>Every deck of BadDecks gets exactly the message stored beside it, exit code 1, and leaves no file.</summary>
public class BadDeckTests
{
    public static TheoryData<string> Decks => [.. Names];

    private static string[] Names => [.. Directory.GetFiles(Folder, "*.cir").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static string Folder { get; } = Find();

    [Theory, MemberData(nameof(Decks)), Oracle(OracleKind.Snapshot, "BadDecks/<same name>.txt, read by a person before it was stored")]
    public void Message_is_as_stored(string deck)
    {
        using var folder = new TemporaryFolder();
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        string results = Path.Combine(folder.Path, "results");
        int exit = CommandLine.Run(["run", deck, "-o", results], new ConsoleReport(output, error, false, Folder), default);
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, Path.ChangeExtension(deck, ".txt"))), error.ToString());
        Assert.Equal("", output.ToString());
        Assert.Equal(ExitCode.BadInput, exit);
        Assert.False(Directory.Exists(results));
    }

    [Fact, Oracle(OracleKind.Invariant, "the name of a bad deck starts with the code it is about")]
    public void Every_name_starts_with_its_code()
    {
        foreach (string name in Names)
            Assert.Contains($"error {name[..name.IndexOf('-')]}: ", File.ReadAllText(Path.Combine(Folder, Path.ChangeExtension(name, ".txt"))), StringComparison.Ordinal);
        Assert.True(Names.Length >= 60);
    }

    private static string Find()
    {
        string? at = AppContext.BaseDirectory;
        while (at is not null && !File.Exists(Path.Combine(at, "NanoSpice.sln"))) at = Path.GetDirectoryName(at);
        return Path.Combine(at ?? throw new InvalidOperationException("the solution folder was not found"), "tests", "NanoSpice.Elaboration.Tests", "BadDecks");
    }
}
