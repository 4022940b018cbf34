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

    [Fact, Oracle(OracleKind.Invariant, "kinds that share a letter differ in their model types, and X is the subcircuit's")]
    public void Kinds_can_be_told_apart()
    {
        Assert.True(Catalog.Default.OfLetter('X').IsEmpty);
        foreach (var shared in Catalog.Default.Devices.GroupBy(k => k.Letter))
        {
            var types = shared.SelectMany(k => k.ModelTypes).ToList();
            Assert.Equal(types.Count, types.Distinct().Count());
            if (shared.Count() > 1) Assert.All(shared, k => Assert.NotEmpty(k.ModelTypes));
            Assert.Equal(shared, Catalog.Default.OfLetter(char.ToLowerInvariant(shared.Key[0])).ToArray());
        }
    }

    private static IEnumerable<string> Names(IEnumerable<Type> types) => types.Select(t => t.Name).Order(StringComparer.Ordinal);
}
