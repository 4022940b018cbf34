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

    [Theory]
    [InlineData("time[s],\"v(a,b)[V]\",\"i(v1)[mA]\"", ',', "v(a,b)")]
    [InlineData("time[s];v(a,b)[V];i(v1)[mA]", ';', "v(a,b)")]
    [InlineData("time[s]\tdelta phi (V)\ti(v1)[mA]", '\t', "delta_phi")]
    [Oracle(OracleKind.ClosedForm, "names with commas in quotes or between other separators; 1 mA is 1e-3 A")]
    public void Separators_quotes_and_units(string header, char separator, string target)
    {
        var lines = Enumerable.Range(0, 10).Select(k => $"{k}{separator}{k * k}{separator}{k}");
        var data = Read($"# a comment\n{header}\n{string.Join('\n', lines)}\n", new DiagnosticBag(), target)!;
        Assert.Equal(["i(v1)"], data.Inputs.Select(c => c.Name).Where(n => n != "time"));
        Assert.Equal(9e-3, data.Find("i(v1)")!.Values[9], 1e-17);
        Assert.Equal("A", data.Find("i(v1)")!.UnitText);
        Assert.Equal(81, data.Target.Values[9]);
    }

    [Fact]
    [Oracle(OracleKind.Invariant, "numbers at the end of names are slits only where the target has them")]
    public void Numbered_inputs_of_a_plain_target_stay_apart()
    {
        var lines = Enumerable.Range(0, 10).Select(k => $"{k},{k * k},{k * k * k}");
        var data = Read("x1,x2,y\n" + string.Join('\n', lines), new DiagnosticBag(), "y")!;
        Assert.Equal(["x1", "x2"], data.Inputs.Select(c => c.Name));
        Assert.Equal(new RowGroup(0, 0, 0, 0, 10), Assert.Single(data.Groups));
    }

    [Fact]
    [Oracle(OracleKind.Invariant, "slit number before the closing bracket, as NanoSpice writes nodes of a stack")]
    public void Vectors_of_a_circuit_are_a_wide_table()
    {
        var lines = Enumerable.Range(0, 10).Select(k => $"{k},{k},{2 * k},{k * k},{k * k + 1}");
        var data = Read("time,v(x.1),v(x.2),i(x.r1),i(x.r2)\n" + string.Join('\n', lines), new DiagnosticBag(), "v(x)")!;
        Assert.Equal([1, 2], data.Groups.Select(g => g.Slit));
        Assert.Equal(18, data.Target.Values[^1]);
        Assert.Equal(82, data.Find("i(x.r)")!.Values[^1]);
    }

    [Theory]
    [InlineData(DataPart.FirstRamp, 0), InlineData(DataPart.Discharge, 1)]
    [Oracle(OracleKind.Invariant, "a cycle has one ramp up and one down; the way back has the turning point behind it")]
    public void Parts_are_half_cycles(DataPart part, int half)
    {
        var table = LadderTable.Make(0.5, 0, 1, times: 40);
        var data = DatasetReader.Read([new("data.csv", table.ToCsv(), "data", [])], new(null, ["i", "q"], [2, 5], part), new DiagnosticBag())!;
        Assert.Equal([(2, half), (5, half)], data.Groups.Select(g => (g.Slit, g.HalfCycle)));
        Assert.Equal(20, data.Groups[0].Count);
    }
}
