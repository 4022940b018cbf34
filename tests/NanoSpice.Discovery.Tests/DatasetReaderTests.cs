using NanoSpice.Netlist;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Discovery.Tests;

/// <summary>CSV text to datasets.</summary>
public class DatasetReaderTests
{
    private static Dataset? Read(string text, DiagnosticBag bag, string? target = null) =>
        DatasetReader.Read([new("data.csv", text, "data", [])], new(target, null, null, DataPart.All), bag);

    [Fact]
    [Oracle(OracleKind.Invariant, "writing and reading a table changes nothing; two half cycles for each of six slits")]
    public void Table_of_a_ladder_comes_back()
    {
        var table = LadderTable.Make(0.5, 0, 1);
        var bag = new DiagnosticBag();
        var data = Read(table.ToCsv(), bag)!;
        Assert.Empty(bag.All);
        Assert.Equal(["i", "q", "phi", "phi_m", "time"], data.Inputs.Select(c => c.Name));
        Assert.Equal(table.Column("dphi"), data.Target.Values);
        Assert.Equal(LadderData.Of(table).Groups, data.Groups);
        Assert.Equal("C", data.Inputs[1].UnitText);
    }

    [Fact]
    [Oracle(OracleKind.Invariant, "the same table with one column a slit")]
    public void Wide_table_is_the_long_one()
    {
        var table = LadderTable.Make(0.5, 0, 1, times: 20);
        string header = "time[s],phi_m[V]," + string.Join(',', Enumerable.Range(1, 6).Select(s => $"i_{s}[A],q_{s}[C],phi_{s}[V],dphi_{s}[V]"));
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        var lines = Enumerable.Range(0, 20).Select(r => string.Join(',', new[] { table.Column("time")[r], table.Column("phi_m")[r] }
            .Concat(Enumerable.Range(0, 6).SelectMany(s => new[] { "i", "q", "phi", "dphi" }.Select(n => table.Column(n)[(20 * s) + r]))).Select(v => v.ToString("R", invariant))));
        var bag = new DiagnosticBag();
        var data = Read(header + "\n" + string.Join('\n', lines), bag)!;
        Assert.Empty(bag.All);
        Assert.Equal(table.Column("dphi"), data.Target.Values);
        Assert.Equal(table.Column("q"), data.Find("q")!.Values);
        Assert.Equal(LadderData.Of(table).Groups, data.Groups);
    }

    [Theory]
    [InlineData("mV", 1e-3, "V"), InlineData("A/m", 1, "A/m"), InlineData("C/m", 1, "C/m"), InlineData("Ohm m", 1, "Ohm m"), InlineData("m2/s", 1, "m2/s")]
    [InlineData("uA", 1e-6, "A"), InlineData("mol/l", 1000, "mol/m3"), InlineData("nm", 1e-9, "m"), InlineData("1/C", 1, "1/C"), InlineData("kOhm", 1e3, "Ohm"), InlineData("-", 1, "")]
    [Oracle(OracleKind.ClosedForm, "SI prefixes and derived units")]
    public void Units_are_read_and_printed(string text, double factor, string si)
    {
        var (size, unit) = UnitText.Parse(text)!.Value;
        Assert.Equal(factor, size, 1e-15 * factor);
        var again = UnitText.Parse(UnitText.Print(unit))!.Value;
        Assert.Equal(unit, again.Unit);
        Assert.Equal(UnitText.Parse(si)!.Value.Unit, unit);
    }
}
