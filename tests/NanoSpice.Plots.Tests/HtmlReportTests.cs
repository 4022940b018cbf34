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

    [Fact, Oracle(OracleKind.Invariant, "a name is unique in a page, and every reference has its target in the same picture")]
    public void Pictures_keep_their_own_frames()
    {
        string svg = SvgWriter.Write(new Plot("t", new Axis("x"), [new Panel(new Axis("y"), [new Series("s", new double[] { 1, 2 }, new double[] { 3, 4 })])]));
        string page = new HtmlReport("two").Figure(svg, "one").Figure(svg, "two").ToString();
        var body = XDocument.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..].Replace("</html>", "")).Root!;
        string[] names = [.. body.Descendants().Attributes("id").Select(a => a.Value)];
        Assert.NotEmpty(names);
        Assert.Equal(names.Distinct(), names);
        foreach (var figure in body.Elements("figure"))
        {
            var own = figure.Descendants().Attributes("id").Select(a => $"url(#{a.Value})").ToHashSet();
            Assert.All(figure.Descendants().Attributes("clip-path"), a => Assert.Contains(a.Value, own));
        }
    }

    [Fact, Oracle(OracleKind.Invariant, "numbers right, words left; a lack of a number is no word")]
    public void Columns_of_words_stand_left()
    {
        string page = new HtmlReport("t").Table("c", [["law", "error", "remark"], ["a*i", "12 %", "worse"], ["b*i", "-", "-"]]).ToString();
        Assert.Contains("<th class=\"words\">law</th><th>error</th><th class=\"words\">remark</th>", page);
        Assert.Contains("<td class=\"words\">b*i</td><td>-</td><td class=\"words\">-</td>", page);
    }

    [Fact, Oracle(OracleKind.Invariant, "a page with script is well-formed too, has its script once, and all of it stands there without script")]
    public void Pages_that_sort_and_choose()
    {
        string svg = SvgWriter.Write(new Plot("t", new Axis("x"), [new Panel(new Axis("y"), [new Series("s", new double[] { 1, 2 }, new double[] { 3, 4 })])]));
        string page = new HtmlReport("t").SortableTable("runs", [["run", "c[F]"], ["1", "2"], ["2", "-"]], ["runs/1/", ""]).SortableTable("more", [["a"], ["b"]])
            .Choice("number", [("one", svg, "first"), ("two", svg, "second")]).Grid([svg, svg, svg], 2, "small").ToString();
        var body = XDocument.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..].Replace("</html>", "")).Root!;
        Assert.Single(body.Elements("script"));
        Assert.Equal(["runs/1/"], body.Descendants("td").Elements("a").Select(a => a.Attribute("href")!.Value));
        Assert.Equal(["one", "two"], body.Descendants("figure").Select(f => f.Attribute("data-name")?.Value).OfType<string>());
        string[] names = [.. body.Descendants().Attributes("id").Select(a => a.Value)];
        Assert.Equal(5, names.Distinct().Count(n => n.EndsWith("panel0", StringComparison.Ordinal)));
    }
}
