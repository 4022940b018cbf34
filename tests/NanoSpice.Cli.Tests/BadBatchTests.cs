using System.Text.RegularExpressions;
using NanoSpice.Netlist;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

/// <summary>Every file of BadBatches gets exactly the message stored beside it, exit code 1, and leaves no file.</summary>
public class BadBatchTests
{
    public static TheoryData<string> Files => [.. Names];

    private static string[] Names => [.. Directory.GetFiles(Folder, "*.yaml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    private static string Folder { get; } = Repository.Path("tests", "NanoSpice.Cli.Tests", "BadBatches");

    [Theory, MemberData(nameof(Files)), Oracle(OracleKind.Snapshot, "BadBatches/<same name>.txt, read by a person before it was stored")]
    public void Message_is_as_stored(string name)
    {
        using var folder = new TemporaryFolder();
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        string results = Path.Combine(folder.Path, "results");
        int exit = CommandLine.Run(["batch", name, "-o", results], new ConsoleReport(output, error, false, Folder), default);
        string stored = Path.Combine(Folder, Path.ChangeExtension(name, ".txt"));
        if (Environment.GetEnvironmentVariable("NANOSPICE_ACCEPT") == "1") File.WriteAllText(stored, error.ToString());
        Assert.Equal(File.ReadAllText(stored), error.ToString());
        Assert.Equal(("", ExitCode.BadInput), (output.ToString(), exit));
        Assert.False(Directory.Exists(results));
    }

    [Fact, Oracle(OracleKind.CrossCheck, "codes of BatchCodes against those of the stored messages")]
    public void Every_code_has_a_file_whose_name_starts_with_it()
    {
        var met = Names.SelectMany(n => Regex.Matches(File.ReadAllText(Path.Combine(Folder, Path.ChangeExtension(n, ".txt"))), @": (?:error|warning) (\w{6}): ")).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.Empty(BatchCodes.All.Select(c => c.Code).Except(met));
    }
}
