using System.Text.RegularExpressions;

namespace NanoSpice.House.Tests;

/// <summary>Every test states where its expected value comes from (STYLE 3.7); read from the sources, so that none is missed.</summary>
public partial class OracleTests
{
    public static TheoryData<string> Files() => new(Directory.EnumerateFiles(Repository.Path("tests"), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Replace('\\', '/').Contains("/obj/"))
        .Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/')).Where(f => Test().IsMatch(File.ReadAllText(Repository.Path(f)))).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Files))]
    [Oracle(OracleKind.Invariant, "STYLE 3.7: a fact without oracle fails here")]
    public void Every_test_states_its_oracle(string file)
    {
        string[] lines = File.ReadAllLines(Repository.Path(file));
        var missing = new List<string>();
        for (int k = 0; k < lines.Length; k++)
        {
            if (!Test().IsMatch(lines[k])) continue;
            int first = k, last = k;
            while (first > 0 && IsAttribute(lines[first - 1])) first--;
            while (last + 1 < lines.Length && !Method().IsMatch(lines[last])) last++;
            if (!Stated().IsMatch(string.Join(' ', lines[first..(last + 1)]))) missing.Add($"{file}({k + 1})");
        }

        Findings.None(missing);
    }

    private static bool IsAttribute(string line) => line.TrimStart().StartsWith('[');

    [GeneratedRegex(@"^\s*\[(Skippable)?(Fact|Theory|Property)\b", RegexOptions.Multiline)]
    private static partial Regex Test();

    [GeneratedRegex(@"^\s*public\s+(async\s+)?[\w<>?]+\s+\w+\s*\(")]
    private static partial Regex Method();

    /// <summary>A kind and a reason of at least five characters.</summary>
    [GeneratedRegex(@"Oracle\(OracleKind\.\w+,\s*(\$?""[^""]{5,}""|\w)")]
    private static partial Regex Stated();
}
