using System.Reflection;
using System.Xml.Linq;

namespace NanoSpice.House.Tests;

/// <summary>Who may depend on whom (STYLE 5): read from the assemblies as built, and from the project files.</summary>
public class ArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Numerics"] = [],
        ["Expressions"] = ["Numerics"],
        ["Plots"] = [],
        ["Netlist"] = ["Expressions"],
        ["Engine"] = ["Numerics", "Expressions"],
        ["Elaboration"] = ["Netlist", "Engine", "Numerics", "Expressions"],
        ["Pnp"] = ["Numerics"],
        ["Discovery"] = ["Numerics", "Expressions", "Netlist"],
        ["Derive"] = ["Numerics", "Expressions", "Netlist", "Engine", "Elaboration", "Pnp"],
        ["Cli"] = ["Numerics", "Expressions", "Plots", "Netlist", "Engine", "Elaboration", "Pnp", "Discovery", "Derive"],
    };

    /// <summary>Package or system assembly -> the projects that may use it.</summary>
    private static readonly Dictionary<string, string[]> Reserved = new()
    {
        ["Sprache"] = ["Netlist", "Expressions"],
        ["Spectre.Console"] = ["Cli"],
        ["System.CommandLine"] = ["Cli"],
        ["System.Console"] = ["Cli"],
    };

    public static TheoryData<string> Projects() => new(Directory.GetDirectories(Repository.Path("src"))
        .Where(d => File.Exists(Path.Combine(d, Path.GetFileName(d) + ".csproj")))
        .Select(d => Path.GetFileName(d)["NanoSpice.".Length..]).Order());

    [Theory, MemberData(nameof(Projects))]
    [Oracle(OracleKind.Invariant, "the arrows of STYLE 5; elaboration sees what its two neighbours expose")]
    public void Assembly_depends_only_along_the_arrows(string project)
    {
        string file = project == "Cli" ? "nanospice" : "NanoSpice." + project;
        string path = Path.Combine(AppContext.BaseDirectory, file + ".dll");
        Assert.True(File.Exists(path), $"{file} is not among what the command line ships");
        string[] used = Assembly.LoadFrom(path).GetReferencedAssemblies().Select(a => a.Name!).ToArray();
        Findings.None(used.Where(u => u.StartsWith("NanoSpice.")).Select(u => u["NanoSpice.".Length..]).Except(Allowed[project]));
        Findings.None(used.Where(u => Reserved.TryGetValue(u, out string[]? who) && !who.Contains(project)));
    }

    [Theory, MemberData(nameof(Projects))]
    [Oracle(OracleKind.Invariant, "the arrows of STYLE 5, in the project files: what is referenced can be used tomorrow")]
    public void Project_refers_only_along_the_arrows(string project)
    {
        XDocument text = XDocument.Load(Repository.Path("src", "NanoSpice." + project, $"NanoSpice.{project}.csproj"));
        string[] Names(string element) => text.Descendants(element).Select(e => e.Attribute("Include")!.Value).ToArray();
        var projects = Names("ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p.Replace('\\', '/'))["NanoSpice.".Length..]);
        Findings.None(projects.Except(Allowed[project]));
        Findings.None(Names("PackageReference").Where(p => Reserved.TryGetValue(p, out string[]? who) && !who.Contains(project)));
    }
}
