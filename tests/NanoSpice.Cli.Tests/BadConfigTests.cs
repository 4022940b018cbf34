using System.Text.RegularExpressions;
using NanoSpice.Netlist;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

/// <summary>Every configuration of BadConfigs gets exactly the message stored beside it, exit code 1, and leaves no file.</summary>
public class BadConfigTests
{
    public static TheoryData<string> Configurations => [.. Names];

    private static string[] Names => [.. Directory.GetFiles(Folder, "*.yaml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static string Folder { get; } = Find();

    [Theory, MemberData(nameof(Configurations)), Oracle(OracleKind.Snapshot, "BadConfigs/<same name>.txt, read by a person before it was stored")]
    public void Message_is_as_stored(string name)
    {
        using var folder = new TemporaryFolder();
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        string results = Path.Combine(folder.Path, "results");
        int exit = CommandLine.Run(["pnp", name, "-o", results], new ConsoleReport(output, error, false, Folder), default);
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, Path.ChangeExtension(name, ".txt"))), error.ToString());
        Assert.Equal(("", ExitCode.BadInput), (output.ToString(), exit));
        Assert.False(Directory.Exists(results));
    }

    [Fact, Oracle(OracleKind.CrossCheck, "codes of PnpCodes against those of the stored messages, both ways")]
    public void Every_code_has_a_configuration_whose_name_starts_with_it()
    {
        var met = new HashSet<string>();
        foreach (string name in Names)
        {
            var codes = Regex.Matches(File.ReadAllText(Path.Combine(Folder, Path.ChangeExtension(name, ".txt"))), @": (?:error|warning) (\w{6}): ").Select(m => m.Groups[1].Value).ToList();
            Assert.Contains(name[..6], codes);
            met.UnionWith(codes);
        }
        Assert.Equal(PnpCodes.All.Select(c => c.Code).Order(), met.Order());
    }

    private static string Find()
    {
        string? at = AppContext.BaseDirectory;
        while (at is not null && !File.Exists(Path.Combine(at, "NanoSpice.sln"))) at = Path.GetDirectoryName(at);
        return Path.Combine(at ?? throw new InvalidOperationException("the solution folder was not found"), "tests", "NanoSpice.Cli.Tests", "BadConfigs");
    }
}
