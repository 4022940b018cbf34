using NanoSpice.Elaboration;
using NanoSpice.Netlist;
using NanoSpice.Pnp;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

public class PnpConfigurationTests
{
    [Theory, Oracle(OracleKind.Invariant, "nothing given is P0")]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("---\n")]
    [InlineData("preset: p0\n")]
    public void Nothing_given_is_P0(string text) => Assert.Equal(new PnpSettings(), Single(text));

    [Fact, Oracle(OracleKind.Invariant, "DESIGN 5a: P1 is P0 with five other values; keys given override it wherever it stands")]
    public void A_preset_goes_before_the_keys()
    {
        Assert.Equal(new PnpSettings { IonSize = 0.5e-9, HalfPeriod = 20e-9, Gap = 1e-9, RampTime = 1000e-9, Cycles = 3 }, Single("preset: p1\n"));
        Assert.Equal(Single("preset: p1\n") with { Cycles = 2 }, Single("cycles: 2\npreset: P1\n"));
    }

    [Theory, Oracle(OracleKind.ClosedForm, "SPICE suffixes; ramp = 0.3 V / (1e6 V/s)")]
    [InlineData("slit: 3n", 3e-9)]
    [InlineData("slit: 3nm", 3e-9)]
    [InlineData("slit: 3e-9", 3e-9)]
    [InlineData("slit: '3n'", 3e-9)]
    [InlineData("SLIT: 3000p", 3e-9)]
    public void Numbers_are_read(string text, double width) => Assert.Equal(width, Single(text).SlitWidth);

    [Fact, Oracle(OracleKind.ClosedForm, "ramp = 0.3 V / (1e6 V/s), whatever the order of the keys")]
    public void A_rate_sets_the_ramp() => Assert.Equal(0.3 / 1e6, Single("rate: 1meg\nv_high: 0.3\n").RampTime, 1e-20);

    [Fact, Oracle(OracleKind.Invariant, "an override replaces the key of the file, and may be a list by nature")]
    public void Overrides_replace()
    {
        var s = Single("slit: [2n, 3n]\nprogram: table\n", new("slit", "5n"), new("table", "0,0,100n,0.1"), new("snapshots", "50n,10n"));
        Assert.Equal(5e-9, s.SlitWidth);
        Assert.Equal([(0, 0), (100e-9, 0.1)], s.Table);
        Assert.Equal([10e-9, 50e-9], s.Snapshots!);
    }

    [Fact, Oracle(OracleKind.Invariant, "pairs in brackets, a flat list and a file give the same table")]
    public void A_table_may_be_flat_nested_or_a_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["ramp.csv"], "time[s],potential[V]\n0,0\n1e-7,0.1\n");
        string from = folder["x.yaml"];
        Assert.Equal([(0, 0), (1e-7, 0.1)], Read("program: table\ntable: ramp.csv\n", Path.GetDirectoryName(from)!)[0].Settings.Table);
        Assert.Equal([(0, 0), (1e-7, 0.1)], Single("program: table\ntable: [[0, 0], [100n, 0.1]]\n").Table);
    }

    [Fact, Oracle(OracleKind.Invariant, "every key of the contract is there once, says what it means, and its default reads back to P0")]
    public void Keys_are_complete()
    {
        string[] names = ["c0", "temperature", "eps_r", "d_plus", "d_minus", "ion_size", "stern", "geometry", "slit", "layers", "half_period", "gap", "sheet", "reservoir", "length",
            "program", "preset", "v_start", "v_low", "v_high", "ramp", "rate", "cycles", "hold", "current", "table", "samples", "snapshots", "refine", "reltol"];
        Assert.Equal(names.Order(), PnpKeys.All.Select(k => k.Name).Order());
        string all = string.Concat(PnpKeys.All.Where(k => k.DefaultText is null).Select(k => $"{k.Name}: {k.Default}\n"));
        var s = Read(all, "/")[0].Settings;
        Assert.Equal(PnpKeys.Canonical(new PnpSettings()), PnpKeys.Canonical(s));
    }

    [Fact, Oracle(OracleKind.Snapshot, "the table of README.md is that of PnpKeys")]
    public void The_readme_lists_the_keys()
    {
        string? at = AppContext.BaseDirectory;
        while (at is not null && !File.Exists(Path.Combine(at, "NanoSpice.sln"))) at = Path.GetDirectoryName(at);
        string[] lines = File.ReadAllLines(Path.Combine(at!, "README.md"));
        string[] expected = [.. PnpKeys.All.Select(k => $"| `{k.Name}` | {k.Default} | {k.Unit} | {k.Meaning} |")];
        Assert.Equal(expected, lines.SkipWhile(l => l != "| key | default | unit | meaning |").Skip(2).Take(expected.Length));
    }

    private static PnpSettings Single(string text, params ParameterOverride[] overrides) => Assert.Single(Read(text, "/", overrides)).Settings;

    private static IReadOnlyList<PnpCase> Read(string text, string folder, params ParameterOverride[] overrides)
    {
        var bag = new DiagnosticBag();
        var cases = PnpConfiguration.Read(ConfigReader.Read("demo.yaml", text, folder, "nanospice pnp --keys lists them", bag), PnpConfiguration.Entries(overrides, folder), bag);
        Assert.Equal("", DiagnosticPrinter.Print([.. bag.All.Where(d => d.Severity == Severity.Error)]));
        return cases;
    }
}
