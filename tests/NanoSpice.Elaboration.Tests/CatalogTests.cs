using NanoSpice.Engine;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Elaboration.Tests;

public class CatalogTests
{
    [Fact, Oracle(OracleKind.CrossCheck, "all concrete kinds of the assembly, by reflection")]
    public void The_list_holds_every_kind_of_the_assembly()
    {
        var types = typeof(Catalog).Assembly.GetTypes().Where(t => !t.IsAbstract).ToList();
        Assert.Equal(Names(types.Where(t => t.IsSubclassOf(typeof(DeviceKind)))), Names(Catalog.Default.Devices.Select(k => k.GetType())));
        Assert.Equal(Names(types.Where(t => t.IsSubclassOf(typeof(AnalysisKind)))), Names(Catalog.Default.Analyses.Select(k => k.GetType())));
    }

    [Fact, Oracle(OracleKind.Invariant, "a letter means one kind of element, but for N, whose two kinds differ in model type; X is the subcircuit's")]
    public void Letters_are_used_once()
    {
        Assert.Equal(["N"], Catalog.Default.Devices.GroupBy(k => k.Letter).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.All(Catalog.Default.Devices.SelectMany(k => k.ModelTypes).GroupBy(t => t), g => Assert.Single(g));
        Assert.True(Catalog.Default.OfLetter('X').IsEmpty);
        Assert.All(Catalog.Default.Devices, k => Assert.True(Catalog.Default.OfLetter(char.ToLowerInvariant(k.Letter[0])).Contains(k)));
    }

    private static IEnumerable<string> Names(IEnumerable<Type> types) => types.Select(t => t.Name).Order(StringComparer.Ordinal);
}
