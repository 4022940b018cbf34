using NanoSpice.Testing;

namespace NanoSpice.Export.Tests;

/// <summary>Text for LTspice and Xyce, neither of which is at hand: it is kept as it was when it was read through.</summary>
/// <remarks>tests/snapshots/export holds the files; NANOSPICE_RECORD=1 writes them again.</remarks>
public class DialectTextTests
{
    private const string Origin = "tests/snapshots/export, read beside the manuals of LTspice and Xyce when stored";

    [Theory, Oracle(OracleKind.Snapshot, Origin)]
    [InlineData("paper/n-by-hand-equals-u.cir", Target.Ltspice), InlineData("paper/n-by-hand-equals-u.cir", Target.Xyce)]
    [InlineData("paper/gamma-rc-sweep.cir", Target.Ltspice), InlineData("paper/gamma-rc-sweep.cir", Target.Xyce)]
    [InlineData("techniques/eis-nanoslit.cir", Target.Ltspice), InlineData("techniques/eis-nanoslit.cir", Target.Xyce)]
    [InlineData("techniques/cv-cpe.cir", Target.Ltspice), InlineData("techniques/cv-cpe.cir", Target.Xyce)]
    [InlineData("techniques/gcd-nanoslit.cir", Target.Ltspice), InlineData("coupled/ldo-load-step.cir", Target.Ltspice)]
    [InlineData("coupled/rectifier-cell.cir", Target.Xyce)]
    public void Text_is_as_it_was_read(string deck, Target target)
    {
        var run = ExportedRun.Of(Repository.Path("netlists", deck), target);
        string text = string.Join('\n', run.Decks.Select(d => $"==== {d.Name}: {string.Join(", ", d.Analyses)}\n{Undated(d.Text)}").Concat(run.Messages.Where(m => m.Code.StartsWith("XPT", StringComparison.Ordinal)).Select(m => $"{m.Code}: {m.Message}")));
        string file = Repository.Path("tests", "snapshots", "export", $"{Path.GetFileNameWithoutExtension(deck)}.{target.ToString().ToLowerInvariant()}.txt");
        if (Environment.GetEnvironmentVariable("NANOSPICE_RECORD") == "1") File.WriteAllText(file, text);
        Assert.Equal(File.ReadAllText(file), text);
    }

    [Theory, Oracle(OracleKind.Snapshot, "read beside Xyce's reference guide: LIST, TEMP, DEVICE:PARAMETER, MODEL:PARAMETER, the first line innermost")]
    [InlineData(".param r=1 twice={2*r}\n.step param r 1 3 1\n", ".global_param r=1 twice={2*r}\n*\n.step r LIST 1 2 3\n")]
    [InlineData(".step R1 list 1k 2k\n.temp 0 50\n", "*\n.step r1 LIST 1000 2000\n*\n.step TEMP LIST 0 50\n")]
    [InlineData(".step temp 0 50 25\n", "*\n.step TEMP LIST 0 25 50\n")]
    [InlineData("D1 a 0 dd\n.model dd D(is=1e-14)\n.step D dd(is) list 1e-14 1e-13\n", "*\n.step dd:is LIST 1e-14 1e-13\n")]
    [InlineData("D1 a 0 dd area=1\n.model dd D(is=1e-14)\n.step D1(area) list 1 2\n", "*\n.step d1:area LIST 1 2\n")]
    public void Sweeps_are_steps_of_Xyce(string lines, string expected)
    {
        var run = ExportedRun.OfText($"Deck\nV1 a 0 1\nR1 a 0 1k\n{lines}.op\n.end\n", Target.Xyce);
        Assert.DoesNotContain(run.Messages, m => m.Code.StartsWith("XPT", StringComparison.Ordinal));
        var found = run.Decks[0].Text.Split('\n').Where(l => l.StartsWith("* .step", StringComparison.Ordinal) || l.StartsWith(".step", StringComparison.Ordinal) || l.StartsWith(".global", StringComparison.Ordinal));
        Assert.Equal(expected, string.Concat(found.Select(l => (l[0] == '*' ? "*" : l) + "\n")));
    }

    /// <summary>Without the hash of the deck, which any change of its comments changes.</summary>
    private static string Undated(string text) => string.Join('\n', text.Split('\n').Where(l => !l.StartsWith("* sha256", StringComparison.Ordinal)));
}
