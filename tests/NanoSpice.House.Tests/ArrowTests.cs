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
        // The library: decks for programs. It knows nothing of files of results, figures or commands, and the program does without it.
        ["NanoSpice"] = ["Numerics", "Expressions", "Netlist", "Engine", "Elaboration"],
        ["Pnp"] = ["Numerics"],
        ["Discovery"] = ["Numerics", "Expressions", "Netlist"],
        ["Derive"] = ["Numerics", "Expressions", "Netlist", "Engine", "Elaboration", "Pnp"],
        // Writes cards in another dialect: the elaborated circuit tells it types, layers and durations.
        ["Export"] = ["Numerics", "Expressions", "Netlist", "Engine", "Elaboration"],
        ["Cli"] = ["Numerics", "Expressions", "Plots", "Netlist", "Engine", "Elaboration", "Pnp", "Discovery", "Derive", "Export"],
    };

    /// <summary>Needs a package that does not restore everywhere: it is not shipped, and nothing refers to it.</summary>
    private const string OutsideSolution = "NanoSpice.SpiceSharp";

    /// <summary>Package or system assembly -> the projects that may use it.</summary>
    private static readonly Dictionary<string, string[]> Reserved = new()
    {
        ["Sprache"] = ["Netlist", "Expressions", "NanoSpice"], // the package of the library names what the assemblies inside it need
        ["Spectre.Console"] = ["Cli"],
        ["System.CommandLine"] = ["Cli"],
        ["System.Console"] = ["Cli"],
    };

    public static TheoryData<string> Projects() => new(Directory.GetDirectories(Repository.Path("src"))
        .Where(d => File.Exists(Path.Combine(d, Path.GetFileName(d) + ".csproj")) && Path.GetFileName(d) != OutsideSolution)
        .Select(d => Short(Path.GetFileName(d))).Order());

    private static string Short(string project) => project == "NanoSpice" ? project : project["NanoSpice.".Length..];

    [Theory, MemberData(nameof(Projects))]
    [Oracle(OracleKind.Invariant, "the arrows of STYLE 5; elaboration sees what its two neighbours expose")]
    public void Assembly_depends_only_along_the_arrows(string project)
    {
        string file = project switch { "Cli" => "nanospice", "NanoSpice" => "NanoSpice.Library", _ => "NanoSpice." + project };
        string path = Path.Combine(AppContext.BaseDirectory, file + ".dll");
        Assert.True(File.Exists(path), $"{file} is not among what is shipped");
        string[] used = Assembly.LoadFrom(path).GetReferencedAssemblies().Select(a => a.Name!).ToArray();
        Findings.None(used.Where(u => u.StartsWith("NanoSpice.")).Select(u => u["NanoSpice.".Length..]).Except(Allowed[project]));
        Findings.None(used.Where(u => Reserved.TryGetValue(u, out string[]? who) && !who.Contains(project)));
    }

    [Theory, MemberData(nameof(Projects))]
    [Oracle(OracleKind.Invariant, "the arrows of STYLE 5, in the project files: what is referenced can be used tomorrow")]
    public void Project_refers_only_along_the_arrows(string project)
    {
        string name = project == "NanoSpice" ? project : "NanoSpice." + project;
        XDocument text = XDocument.Load(Repository.Path("src", name, $"{name}.csproj"));
        string[] Names(string element) => text.Descendants(element).Select(e => e.Attribute("Include")!.Value).ToArray();
        var projects = Names("ProjectReference").Select(p => Short(Path.GetFileNameWithoutExtension(p.Replace('\\', '/'))));
        Findings.None(projects.Except(Allowed[project]));
        Findings.None(Names("PackageReference").Where(p => Reserved.TryGetValue(p, out string[]? who) && !who.Contains(project)));
    }
}
