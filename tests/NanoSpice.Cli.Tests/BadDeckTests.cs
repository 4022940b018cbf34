using NanoSpice.Netlist;
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

    /// <summary>Not from a deck alone (PAR004, PAR005: the command line), not met while no table asks for it, or slow (SUB010: HostileDeckTests).</summary>
    private static readonly string[] WithoutDeck = ["PAR004", "PAR005", "ELM004", "ELM006", "MOD005", "ANA002", "ANA005", "ANA006", "DEV001", "DEV004", "NET030", "NST005", "SUB010"];

    [Fact, Oracle(OracleKind.CrossCheck, "codes of DiagnosticCodes against those of the stored messages, both ways")]
    public void Every_error_code_has_a_deck_and_every_code_is_listed()
    {
        string stored = string.Concat(Names.Select(n => File.ReadAllText(Path.Combine(Folder, Path.ChangeExtension(n, ".txt")))));
        var met = System.Text.RegularExpressions.Regex.Matches(stored, @": (?:error|warning|note) (\w{6}): ").Select(m => m.Groups[1].Value).ToHashSet();
        var listed = DiagnosticCodes.All.Select(c => c.Code).ToList();
        Assert.Equal(listed.Count, listed.Distinct().Count());
        Assert.Empty(met.Except(listed));
        var errors = DiagnosticCodes.All.Except(PnpCodes.All).Except(DataCodes.All).Except(DeriveCodes.All).Except(BatchCodes.All).Except(ExportCodes.All).Where(c => c.Severity == Severity.Error).Select(c => c.Code);
        Assert.Empty(errors.Except(met).Except(WithoutDeck));
    }

    [Fact, Oracle(OracleKind.Snapshot, "netlists/MESSAGES.md holds the codes as DiagnosticCodes lists them")]
    public void The_page_of_messages_is_up_to_date()
    {
        string page = Path.Combine(Folder, "..", "..", "..", "netlists", "MESSAGES.md");
        string[] rows = [.. DiagnosticCodes.All.Select(c => $"| {c.Code} | {c.Severity.ToString().ToLowerInvariant()} | {c.Meaning} |")];
        Assert.Equal(rows, File.ReadAllLines(page).Where(l => l.StartsWith("| ", StringComparison.Ordinal) && char.IsDigit(l[7])));
    }

    private static string Find()
    {
        string? at = AppContext.BaseDirectory;
        while (at is not null && !File.Exists(Path.Combine(at, "NanoSpice.sln"))) at = Path.GetDirectoryName(at);
        return Path.Combine(at ?? throw new InvalidOperationException("the solution folder was not found"), "tests", "NanoSpice.Elaboration.Tests", "BadDecks");
    }
}
