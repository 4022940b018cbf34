using NanoSpice.Engine;

namespace NanoSpice.House.Tests;

/// <summary>The list of elements and analyses is written out for start-up time; reflection finds what it forgets.</summary>
public class CatalogTests
{
    [Fact, Oracle(OracleKind.CrossCheck, "reflection over the engine assembly")]
    public void Every_device_kind_is_in_the_catalogue()
        => Assert.Equal(Names<DeviceKind>(), Catalog.Default.Devices.Select(d => d.GetType().Name).Order());

    [Fact, Oracle(OracleKind.CrossCheck, "reflection over the engine assembly")]
    public void Every_analysis_kind_is_in_the_catalogue()
        => Assert.Equal(Names<AnalysisKind>(), Catalog.Default.Analyses.Select(a => a.GetType().Name).Order());

    [Fact, Oracle(OracleKind.Snapshot, "the letters and words of issue 2: R C L K V I E F G H B D S W N U, .op .dc .ac .tran")]
    public void The_catalogue_is_what_the_manual_promises()
    {
        Assert.Equal("BCDEFGHIKLNRSUVW", string.Concat(Catalog.Default.Devices.Select(d => d.Letter.ToUpperInvariant()).Distinct().Order()));
        Assert.Equal("ac dc op tran", string.Join(' ', Catalog.Default.Analyses.Select(a => a.Keyword).Order()));
    }

    [Fact, Oracle(OracleKind.Invariant, "help text is made of these: every parameter says its meaning")]
    public void Every_parameter_has_a_meaning()
        => Findings.None(Catalog.Default.Devices.SelectMany(d => d.Parameters.All.Where(p => string.IsNullOrWhiteSpace(p.Meaning)).Select(p => $"{d.GetType().Name} {p.Name}")));

    private static IEnumerable<string> Names<T>() => typeof(T).Assembly.GetTypes()
        .Where(t => t.IsSubclassOf(typeof(T)) && !t.IsAbstract).Select(t => t.Name).Order();
}
