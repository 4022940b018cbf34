using System.Globalization;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>The numbers of a Monte Carlo batch as distributions: histogram beside the normal law of the same mean and deviation, and a table.</summary>
internal sealed class BatchDistributions(BatchPageTable table, IReadOnlyList<BatchColumn> swept, IReadOnlyList<BatchColumn> drawn)
{
    /// <summary>Fewest values that make a histogram; points of a sweep drawn; rows of the table.</summary>
    private const int Fewest = 8, MostPoints = 4, MostRows = 200;

    /// <summary>Reach of the normal law drawn, in deviations, and its points.</summary>
    private const double Reach = 4;

    private const int CurvePoints = 121;

    public void Write(HtmlReport page, IReadOnlyList<int> rows)
    {
        var numbers = BatchNumbers.Shown(table.Numbers, rows);
        var points = rows.GroupBy(r => string.Join(", ", swept.Select(q => $"{q.Name}={Elaboration.SweepPoint.Text(q.Values[r])}"))).Where(g => g.Count() >= Fewest).ToList();
        if (numbers.Count == 0 || points.Count == 0) return;
        page.Part("Distributions");
        page.Choice("number", [.. numbers.Select(n => Figure(n, [.. BatchCurves.Spread(points, MostPoints).Select(p => (p.Key, new BatchStatistics(p.Select(r => n.Values[r]))))]))]);
        string[] head = ["number", .. swept.Count > 0 ? ["at"] : Array.Empty<string>(), "runs", "mean", "sd", "sd/mean %", "skewness", "least", "5 %", "median", "95 %", "greatest"];
        var all = numbers.SelectMany(n => points.Select(p => (n, p))).Take(MostRows).Select(x => Row(x.n, x.p.Key, new(x.p.Select(r => x.n.Values[r]))));
        page.SortableTable("Samples of the runs that are done", [head, .. all]);
        Influence(page, numbers, rows);
    }

    /// <summary>Which of the drawn quantities a number follows: Spearman's rank correlation.</summary>
    private void Influence(HtmlReport page, IReadOnlyList<BatchColumn> numbers, IReadOnlyList<int> rows)
    {
        if (drawn.Count == 0) return;
        var lines = numbers.Select(n =>
        {
            int[] own = [.. rows.Where(r => double.IsFinite(n.Values[r]))];
            return (string[])[n.Heading, .. drawn.Select(d => Correlation.Spearman(own.Select(r => d.Values[r]), own.Select(r => n.Values[r])).ToString("F3", CultureInfo.InvariantCulture))];
        });
        page.SortableTable("Rank correlation of numbers with drawn quantities: 1 and -1 follow them in all runs, 0 not at all", [["number", .. drawn.Select(d => d.Heading)], .. lines]);
    }

    private IReadOnlyList<string> Row(BatchColumn number, string point, BatchStatistics s) =>
        [number.Heading, .. swept.Count > 0 ? [point] : Array.Empty<string>(), s.Count.ToString(CultureInfo.InvariantCulture), Text(s.Mean), Text(s.Deviation),
            s.Mean == 0 ? "" : (100 * s.Deviation / Math.Abs(s.Mean)).ToString("G3", CultureInfo.InvariantCulture), s.Skewness.ToString("G3", CultureInfo.InvariantCulture),
            Text(s.Least), Text(s.Quantile(0.05)), Text(s.Quantile(0.5)), Text(s.Quantile(0.95)), Text(s.Greatest)];

    private static (string, string, string) Figure(BatchColumn number, IReadOnlyList<(string Point, BatchStatistics Sample)> samples)
    {
        var x = new Axis(number.Name, number.Unit);
        var panels = samples.Where(s => s.Sample.IsSpread).Select(s => new Panel(new Axis(s.Point.Length > 0 ? $"density, {s.Point}" : "probability density", number.Unit.Length > 0 ? $"1/{number.Unit}" : ""),
            [Bars(s.Sample) with { Label = "runs", Color = Palette.Color(0) }, Normal(s.Sample) with { Label = "normal law", Color = Palette.Color(1), Style = LineStyle.Dash }])).ToList();
        string caption = $"{number.Heading}: {string.Join("; ", samples.Select(s => $"{(s.Point.Length > 0 ? s.Point + ": " : "")}mean {Text(s.Sample.Mean)}, standard deviation {Text(s.Sample.Deviation)}, {s.Sample.Count} runs"))}";
        if (panels.Count == 0) panels.Add(new Panel(new Axis("probability density"), [new Series("", Array.Empty<double>(), Array.Empty<double>())]));
        return (number.Name, SvgWriter.Write(new Plot("", x, panels)), caption);
    }

    /// <summary>The outline of the bars.</summary>
    private static Series Bars(BatchStatistics sample)
    {
        var (edges, density) = sample.Histogram();
        List<double> x = [edges[0]], y = [0];
        for (int k = 0; k < density.Length; k++)
        {
            x.AddRange([edges[k], edges[k + 1]]);
            y.AddRange([density[k], density[k]]);
            if (k + 1 < density.Length) { x.AddRange([edges[k + 1], edges[k + 1]]); y.AddRange([0, 0]); }
        }
        x.Add(edges[^1]);
        y.Add(0);
        return new("", x.ToArray(), y.ToArray());
    }

    private static Series Normal(BatchStatistics sample)
    {
        var law = new Normal(sample.Mean, sample.Deviation);
        double[] x = [.. Enumerable.Range(0, CurvePoints).Select(k => sample.Mean + (sample.Deviation * Reach * ((2.0 * k / (CurvePoints - 1)) - 1)))];
        return new("", x, x.Select(law.Density).ToArray());
    }

    private static string Text(double value) => StepTable.Figure(value);
}
