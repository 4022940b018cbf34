using System.Xml.Linq;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Plots.Tests;

/// <summary>Pages that open offline.</summary>
public class HtmlReportTests
{
    [Fact, Oracle(OracleKind.Invariant, "well-formed but for meta; what was put in is there as text; nothing is fetched from elsewhere")]
    public void Page_is_whole_and_escaped()
    {
        string svg = SvgWriter.Write(new Plot("t", new Axis("x"), [new Panel(new Axis("y"), [new Series("s", new double[] { 1, 2 }, new double[] { 3, 4 })])]));
        string page = new HtmlReport("a < b & c").Section("one").Text("x > \"y\"").Key("i*(a + b*q)").Listing("* <card>")
            .Figure(svg, "a line").Table("numbers", [["name", "value"], ["a,b", "1"]]).ToString();
        var body = XDocument.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..].Replace("</html>", "")).Root!;
        Assert.Equal("a < b & c", body.Element("h1")!.Value);
        Assert.Contains("* <card>", body.Elements("pre").Single().Value);
        Assert.Equal(2, body.Element("table")!.Elements("tr").Count());
        string link = body.Descendants("a").Single().Attribute("href")!.Value;
        Assert.Equal("name,value\n\"a,b\",1\n", Uri.UnescapeDataString(link["data:text/csv;charset=utf-8,".Length..]));
        Assert.DoesNotContain("src=", page);
        Assert.DoesNotContain("<script", page);
    }
}
