using System.Globalization;
using System.Xml.Linq;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Plots.Tests;

public sealed class MatrixWriterTests
{
    private static readonly XNamespace Ns = "http://www.w3.org/2000/svg";

    private static readonly MatrixFigure Six = new("capacitance", new Axis("gamma"), new Axis("rc", "Ohm"), new Axis("c", "F"), ["-0.9", "0", "0.9"], ["1", "10"], [1e-3, 2e-3, 3e-3, 4e-3, double.NaN, 6e-3]);

    [Fact, Oracle(OracleKind.ClosedForm, "least and greatest cell have the ends of the colour scale; the first row lies at the foot, the empty cell is grey")]
    public void Cells_lie_where_their_values_are()
    {
        var cells = XDocument.Parse(MatrixWriter.Write(Six)).Descendants(Ns + "rect").Skip(1).Take(6).Select(r => (X: Number(r, "x"), Y: Number(r, "y"), Fill: r.Attribute("fill")!.Value)).ToList();
        Assert.Equal(ColorMap.Sequential.At(0).Hex, cells[0].Fill);
        Assert.Equal(ColorMap.Sequential.At(0.4).Hex, cells[2].Fill);
        Assert.Equal(ColorMap.Sequential.At(1).Hex, cells[5].Fill);
        Assert.Equal("#dddddd", cells[4].Fill);
        Assert.True(cells[0].Y > cells[3].Y && cells[0].X == cells[3].X && cells[0].X < cells[1].X);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "0.001 to 0.006 F read 1 to 6 mF, in cells wide enough; names of all rows and columns")]
    public void Numbers_and_names_are_written()
    {
        var texts = XDocument.Parse(MatrixWriter.Write(Six)).Descendants(Ns + "text").Select(t => t.Value).ToList();
        Assert.Superset(new HashSet<string> { "capacitance", "gamma", "rc [Ω]", "c [mF]", "1", "2", "3", "4", "6", "-0.9", "0", "0.9", "10", "no value" }, texts.ToHashSet());
    }

    [Fact, Oracle(OracleKind.ClosedForm, "names do not run into each other: four digits of Helvetica at 12 px are 4 x 0.556 x 12 px wide")]
    public void Many_columns_keep_their_distance()
    {
        string[] columns = [.. Enumerable.Range(0, 60).Select(k => (1000 + k).ToString(CultureInfo.InvariantCulture))];
        var figure = Six with { Columns = columns, Rows = ["1"], Values = [.. Enumerable.Range(0, 60).Select(k => (double)k)] };
        var named = XDocument.Parse(MatrixWriter.Write(figure)).Descendants(Ns + "text").Where(t => columns.Contains(t.Value)).Select(t => Number(t, "x")).ToList();
        Assert.InRange(named.Count, 5, 30);
        Assert.True(named.Zip(named.Skip(1), (a, b) => b - a).Min() > 4 * 0.556 * 12);
    }

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
