using NanoSpice.Elaboration;
using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.House.Tests;

/// <summary>Every deck in netlists/ runs, and gives what its *expect lines say.</summary>
public class NetlistExpectTests
{
    public static TheoryData<string> Decks() => new(Directory.EnumerateFiles(Repository.Path("netlists"), "*.cir", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/')).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Decks))]
    [Oracle(OracleKind.ClosedForm, "each *expect line names its own oracle behind '; from': closed form, the ladder oracle, ngspice 39")]
    public void Deck_gives_what_it_promises(string deck)
    {
        var bag = new DiagnosticBag();
        Simulation? simulation = Elaborator.Elaborate(NetlistReader.Read(Repository.Path(deck), bag), bag);
        Assert.True(simulation is not null, string.Join('\n', bag.All.Select(d => $"{d.Code} {d.At.Line}: {d.Message}")));
        Assert.NotEmpty(simulation.Expectations);
        Assert.All(simulation.Expectations, e => Assert.StartsWith("from ", e.Origin));
        var expectations = new SweepExpectations(simulation.Expectations);
        foreach (Simulation point in simulation.AtAllPoints()) expectations.Add(Outcomes(point));
        var broken = expectations.Outcomes().Where(o => !o.Met).Select(o => $"{o.Expectation.Text}: found {o.Found:g8} {o.Reason}");
        Assert.True(!broken.Any(), string.Join('\n', broken));
    }

    private static IReadOnlyList<ExpectationOutcome> Outcomes(Simulation simulation)
    {
        var check = new ExpectationCheck([.. simulation.Expectations.Where(e => e.HoldsAt(simulation.Point))]);
        foreach (PlannedAnalysis planned in simulation.Analyses)
        {
            var context = simulation.Context(planned, check.SinkFor(planned.ResultName) ?? new Nowhere());
            planned.Analysis.Run(context);
            check.Derived(planned.ResultName, context.Derived);
            Findings.None(context.Derived.Where(n => !n.IsMeasurement).Select(n => DerivedNumber.Term(n.Quantity)).Distinct().Where(q => !Definitions.Value.Contains($"`{q}`", StringComparison.Ordinal)).Select(q => $"TECHNIQUES.md does not define {q}"));
        }

        return check.Outcomes();
    }

    [Fact, Oracle(OracleKind.Invariant, "netlists/README.md lists every deck")]
    public void The_readme_lists_every_deck()
    {
        string readme = File.ReadAllText(Repository.Path("netlists", "README.md"));
        Findings.None(Directory.EnumerateFiles(Repository.Path("netlists"), "*.cir", SearchOption.AllDirectories)
            .Select(f => Path.GetFileName(f)).Where(n => !readme.Contains(n)));
    }

    [Fact, Oracle(OracleKind.Invariant, "the first deck a newcomer reads is the one that runs: README.md holds netlists/first.cir but for its *expect lines")]
    public void The_readme_shows_the_first_deck()
    {
        var deck = File.ReadAllLines(Repository.Path("netlists", "first.cir")).Where(l => !l.StartsWith("*expect"));
        Assert.Contains(string.Join('\n', deck), File.ReadAllText(Repository.Path("README.md")).ReplaceLineEndings("\n"));
    }

    private static readonly Lazy<string> Definitions = new(() => File.ReadAllText(Repository.Path("netlists", "TECHNIQUES.md")));

    private sealed class Nowhere : IWaveformSink
    {
        public void Begin(WaveformTable table)
        {
        }

        public void Row(ReadOnlySpan<double> values)
        {
        }

        public void End(bool complete)
        {
        }
    }
}
