namespace NanoSpice.House.Tests;

/// <summary>Sizes and names of STYLE 4: files to 300 lines, functions to 40, the central loops to 60.</summary>
public class SizeTests
{
    private const int FileLimit = 300, FunctionLimit = 40, LoopLimit = 60;

    /// <summary>The files whose central loop may take 60 lines (STYLE 2).</summary>
    private static readonly string[] CentralLoops = ["DaeIntegrator.cs", "Newton.cs", "SparseLu.cs", "Search.cs", "Elaborator.cs"];

    /// <summary>File, or file and member -> why it may be longer.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["src/NanoSpice.Numerics/ColumnLu.Refactor.cs Eliminate"] = "the inner loop of SparseLu, which is one of the five",
    };

    private static readonly string[] BannedWords = ["Manager", "Helper", "Utils", "Base"];

    [Fact, Oracle(OracleKind.Invariant, "STYLE 4.2: file <= 300 lines")]
    public void Files_are_short()
    {
        var tooLong = Sources("src", "tests").Select(f => (Name: Relative(f), Lines: File.ReadAllLines(f).Length))
            .Where(f => f.Lines > FileLimit && !Exceptions.ContainsKey(f.Name)).Select(f => $"{f.Name}: {f.Lines} lines");
        Findings.None(tooLong);
    }

    [Fact, Oracle(OracleKind.Invariant, "STYLE 4.2: function <= 40 lines, in the files of the five named loops <= 60")]
    public void Functions_are_short()
    {
        var tooLong = new List<string>();
        var unused = Exceptions.Keys.Where(k => k.Contains(' ')).ToHashSet();
        foreach (string file in Sources("src", "tests"))
        {
            int limit = CentralLoops.Contains(Path.GetFileName(file)) ? LoopLimit : FunctionLimit;
            foreach (Member member in MemberScan.Of(File.ReadAllText(file)))
                if (member.Lines > limit && !unused.Remove($"{Relative(file)} {NameOf(member.Declaration)}"))
                    tooLong.Add($"{Relative(file)}({member.Line}): {member.Lines} lines: {member.Declaration}");
        }

        Findings.None(tooLong.Concat(unused.Select(k => $"{k}: the exception is no longer needed")));
    }

    [Fact, Oracle(OracleKind.Invariant, "STYLE 4.1: no two files share a name in src")]
    public void File_names_are_unique()
        => Findings.None(Sources("src").GroupBy(f => Path.GetFileName(f), StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key));

    [Fact, Oracle(OracleKind.Invariant, "STYLE 4.1: no Manager, Helper, Utils, Base")]
    public void File_names_say_what_is_inside()
        => Findings.None(Sources("src", "tests").Select(f => Path.GetFileNameWithoutExtension(f)).Where(n => BannedWords.Any(w => n.EndsWith(w))));

    [Fact, Oracle(OracleKind.Invariant, "nothing unfinished is delivered")]
    public void Nothing_is_left_to_do()
    {
        string[] marks = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception"];
        Findings.None(Sources("src", "tests").Where(f => marks.Any(File.ReadAllText(f).Contains)).Select(Relative));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "counted by hand in the text below")]
    public void The_scan_counts_lines_of_members_only()
    {
        const string text = """
            namespace N;
            class A(int x)
            {
                private int[] _b = { 1, 2 };
                public int C { get; } = 3;
                public string D() => $"{(x > 0 ? "}" : "{")}";
                void E()
                {
                    if (x == '{') { }
                }
                record struct F(int G);
                int H => x switch
                {
                    1 => 2,
                    _ => 3,
                };
            }
            """;
        var lines = MemberScan.Of(text).ToDictionary(m => m.Declaration, m => m.Lines);
        Assert.Equal(1, lines["public string D()"]);
        Assert.Equal(4, lines["void E()"]);
        Assert.Equal(5, lines["int H"]);
    }

    private static IEnumerable<string> Sources(params string[] folders) => folders
        .SelectMany(f => Directory.EnumerateFiles(Repository.Path(f), "*.cs", SearchOption.AllDirectories))
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}") && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}"))
        .Order(StringComparer.Ordinal);

    /// <summary>The word before the parameters.</summary>
    private static string NameOf(string declaration) => declaration.Split('(')[^(declaration.Contains('(') ? 2 : 1)].Split(' ', '\n')[^1];

    private static string Relative(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');
}
