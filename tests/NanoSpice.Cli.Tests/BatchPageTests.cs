using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MathNet.Numerics.Distributions;
using NanoSpice.Testing;
using Xunit;

namespace NanoSpice.Cli.Tests;

/// <summary>report.html of a batch.</summary>
public sealed class BatchPageTests : IDisposable
{
    private static readonly double[] Gammas = [-0.9, -0.5, 0, 0.5, 0.9], Rcs = [1, 2, 5, 10];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact, Oracle(OracleKind.Invariant, "what the folder was made of: 20 runs, one of them failed, a cell a run in the maps, a small picture a run")]
    public void A_sweep_shows_curves_maps_and_failures()
    {
        var body = Body(SweepPage());
        Assert.Equal("Batch: cell.cir", body.Element("h1")!.Value);
        Assert.Equal("20 runs: 19 done, 1 failed.", body.Elements("p").First().Value);
        Assert.Equal(["Results", "Failures", "Warnings", "Runs"], body.Elements("h2").Select(h => h.Value));
        Assert.Equal(20, body.Descendants("div").Single(d => Class(d) == "grid").Elements().Count());
        var choices = body.Elements("div").Where(d => Class(d) == "choice").ToList();
        Assert.Equal(2, choices.Count);
        Assert.All(choices, c => Assert.Equal(["cv1.capacitance", "cv1.peak"], c.Elements("figure").Select(f => f.Attribute("data-name")!.Value)));
        var tables = body.Descendants("table").Where(t => Class(t) == "sortable").ToList();
        Assert.Equal([1, 20], tables.Select(t => t.Element("tbody")!.Elements("tr").Count()));
        Assert.Equal(["20", "cell.cir", "0.9", "10", "failed", "cv1: no convergence at t = 0.1 s, <n3>"], tables[0].Element("tbody")!.Element("tr")!.Elements("td").Select(c => c.Value));
        Assert.Equal("runs/000001/", tables[1].Descendants("a").First().Attribute("href")!.Value);
    }

    [Fact, Oracle(OracleKind.Invariant, "the same folder gives the same bytes, and nothing is fetched")]
    public void The_page_is_whole_and_the_same_each_time()
    {
        string first = SweepPage(), second = SweepPage();
        Assert.Equal(first, second);
        Assert.DoesNotMatch("(src|href)=\"(https?:|//)", first);
        Assert.DoesNotContain("@import", first, StringComparison.Ordinal);
    }

    [Fact, Oracle(OracleKind.ClosedForm, "tau = R C with C exact: it has the mean and deviation of R times C and follows R in all runs; 5 standard errors at 1000 draws")]
    public void A_monte_carlo_batch_shows_its_distribution()
    {
        SampleBatch.MonteCarlo(_folder.Path, 1000);
        BatchPage.Write(_folder.Path, jobs: 2);
        var tables = Body(File.ReadAllText(_folder["report.html"])).Descendants("table").Where(t => Class(t) == "sortable").ToList();
        string[] sample = [.. tables[0].Element("tbody")!.Element("tr")!.Elements("td").Select(c => c.Value)];
        Assert.Equal(("tran1.tau[s]", "1000"), (sample[0], sample[1]));
        Assert.Equal(1e-3, Number(sample[2]), 5 * 5e-5 / Math.Sqrt(1000));
        Assert.Equal(5e-5, Number(sample[3]), 5 * 5e-5 / Math.Sqrt(2 * 999));
        Assert.Equal(["tran1.tau[s]", "1.000"], tables[1].Element("tbody")!.Element("tr")!.Elements("td").Select(c => c.Value));
    }

    [Fact, Oracle(OracleKind.ClosedForm, "the sample is the quantiles of a normal law: mean and median its mean, deviation its own, 5 % quantile at -1.6449; the bars hold all of it")]
    public void Statistics_of_a_normal_sample()
    {
        const int n = 9999;
        var law = new Normal(3, 0.5);
        var sample = new BatchStatistics(Enumerable.Range(1, n).Select(k => law.InverseCumulativeDistribution(k / (n + 1.0))));
        // Quantiles at k/(n+1) leave out the tails beyond 1/(n+1): the deviation is low by about their second moment.
        Assert.Equal(3, sample.Mean, 1e-12);
        Assert.Equal(3, sample.Quantile(0.5), 1e-12);
        Assert.Equal(0.5, sample.Deviation, 0.5 * 17.0 / n);
        Assert.Equal(law.InverseCumulativeDistribution(0.05), sample.Quantile(0.05), 0.5 / (n * 0.103));
        Assert.Equal(0, sample.Skewness, 1e-9);
        var (edges, density) = sample.Histogram();
        Assert.Equal(1, density.Select((d, k) => d * (edges[k + 1] - edges[k])).Sum(), 1e-12);
    }

    [Fact, Oracle(OracleKind.Invariant, "no spread: no bars, no division by zero")]
    public void Statistics_of_one_value()
    {
        var sample = new BatchStatistics([2, 2, 2, double.NaN]);
        Assert.Equal((3, 2.0, 0.0, false), (sample.Count, sample.Mean, sample.Deviation, sample.IsSpread));
        Assert.Empty(sample.Histogram().Edges);
        Assert.Equal(0, new BatchStatistics([]).Count);
    }

    /// <summary>A script of the test clicks in the page and writes what it sees into attributes, which --dump-dom prints.</summary>
    [SkippableFact, Oracle(OracleKind.Invariant, "in a browser: no error, a click on a heading sorts by number, a second click turns the order, the chooser shows one figure")]
    public void The_page_works_in_Chromium()
    {
        string? chromium = Ngspice.Find("chromium") ?? Ngspice.Find("chromium-browser") ?? Ngspice.Find("google-chrome");
        Skip.If(chromium is null, "Chromium is not installed");
        const string before = "<head><script>window.faults=[];window.onerror=m=>{window.faults.push(m)};</script>";
        const string after = """
            <script>
            const all = document.querySelectorAll('table.sortable'), table = all[all.length - 1], heads = [...table.tHead.rows[0].cells];
            const column = heads.findIndex(h => h.textContent === 'cv1.peak[A]'), seen = () => [...table.tBodies[0].rows].map(r => r.cells[column].textContent).join(' ');
            const out = document.body.dataset;
            heads[column].click(); out.up = seen();
            heads[column].click(); out.down = seen();
            const choice = document.querySelector('div.choice'), shown = () => [...choice.querySelectorAll('figure')].filter(f => f.getBoundingClientRect().height > 0).map(f => f.dataset.name).join(' ');
            out.first = shown(); choice.querySelector('select').selectedIndex = 1; choice.querySelector('select').dispatchEvent(new Event('change')); out.second = shown();
            out.fetched = performance.getEntriesByType('resource').length;
            out.faults = window.faults.join('|');
            </script></body>
            """;
        string page = SweepPage().Replace("<head>", before, StringComparison.Ordinal).Replace("</body>", after, StringComparison.Ordinal);
        File.WriteAllText(_folder["driven.html"], page);
        string dom = Run(chromium!, "--headless", "--no-sandbox", "--disable-gpu", $"--user-data-dir={_folder["profile"]}", "--dump-dom", new Uri(_folder["driven.html"]).AbsoluteUri);
        string Seen(string name) => Regex.Match(dom, $" data-{name}=\"([^\"]*)\"").Groups[1].Value;
        double[] up = [.. Seen("up").Split(' ').SkipLast(1).Select(Number)], down = [.. Seen("down").Split(' ').SkipLast(1).Select(Number)];
        Assert.Equal(19, up.Length);
        Assert.Equal(up.Order(), up);
        Assert.Equal(up.Reverse(), down);
        Assert.Equal(("cv1.capacitance", "cv1.peak"), (Seen("first"), Seen("second")));
        Assert.Equal(("0", ""), (Seen("fetched"), Seen("faults")));
    }

    private string SweepPage()
    {
        SampleBatch.Sweep(_folder.Path, Gammas, Rcs);
        BatchPage.Write(_folder.Path, jobs: 2);
        return File.ReadAllText(_folder["report.html"]);
    }

    private static XElement Body(string page) => XDocument.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..].Replace("</html>", "", StringComparison.Ordinal)).Root!;

    private static string? Class(XElement element) => element.Attribute("class")?.Value;

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text;
    }
}
