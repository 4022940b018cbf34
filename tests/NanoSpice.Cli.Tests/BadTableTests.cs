using System.Text.RegularExpressions;
using NanoSpice.Netlist;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

/// <summary>
/// Every table of BadTables gets exactly the message stored beside it, exit code 1, and leaves no file. A first line
/// "# discover ..." holds further words of the command, @ before those that name a table.
/// </summary>
public class BadTableTests
{
    public static TheoryData<string> Tables => [.. Names];

    private static string[] Names => [.. Directory.GetFiles(Folder, "*.csv").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static string Folder { get; } = Find();

    [Theory, MemberData(nameof(Tables)), Oracle(OracleKind.Snapshot, "BadTables/<same name>.txt, read by a person before it was stored")]
    public void Message_is_as_stored(string name)
    {
        using var folder = new TemporaryFolder();
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        string results = Path.Combine(folder.Path, "results"), first = File.ReadLines(Path.Combine(Folder, name)).First();
        string[] words = first.StartsWith("# discover ", StringComparison.Ordinal) ? [.. first.Split(' ').Skip(2).Select(w => w.TrimStart('@'))] : [];
        int exit = CommandLine.Run(["discover", name, .. words, "--no-evolution", "-o", results], new ConsoleReport(output, error, false, Folder), default);
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, Path.ChangeExtension(name, ".txt"))), error.ToString());
        Assert.Equal(("", ExitCode.BadInput), (output.ToString(), exit));
        Assert.False(Directory.Exists(results));
    }

    [Fact, Oracle(OracleKind.CrossCheck, "codes of DataCodes against those of the stored messages, both ways")]
    public void Every_code_is_met_by_a_table_and_every_name_starts_with_its_code()
    {
        var met = new HashSet<string>();
        foreach (string name in Names)
        {
            var codes = Regex.Matches(File.ReadAllText(Path.Combine(Folder, Path.ChangeExtension(name, ".txt"))), @": (?:error|warning|note) (\w{6}): ").Select(m => m.Groups[1].Value).ToList();
            Assert.Contains(name[..6], codes);
            met.UnionWith(codes);
        }
        Assert.Equal(DataCodes.All.Select(c => c.Code).Order(), met.Order());
    }

    private static string Find()
    {
        string? at = AppContext.BaseDirectory;
        while (at is not null && !File.Exists(Path.Combine(at, "NanoSpice.sln"))) at = Path.GetDirectoryName(at);
        return Path.Combine(at ?? throw new InvalidOperationException("the solution folder was not found"), "tests", "NanoSpice.Cli.Tests", "BadTables");
    }
}
