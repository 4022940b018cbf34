using System.Globalization;
using NanoSpice.Elaboration;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>The numbers of a batch over what was swept: lines over one quantity, a matrix of colours over two.</summary>
internal sealed class BatchNumbers(BatchPageTable table, IReadOnlyList<BatchColumn> swept)
{
    /// <summary>Numbers and pairs of quantities that can be chosen.</summary>
    private const int MostNumbers = 16, MostPairs = 3;

    /// <summary>Values of a quantity up to which a matrix has a column for each.</summary>
    private const int MostLevels = 60;

    /// <summary>Curves of one picture.</summary>
    private const int MostCurves = 12;

    /// <summary>Neighbours of a quantity that is spaced by factors differ in their ratio by less than this.</summary>
    private const double SameRatio = 0.05;

    /// <summary>The numbers that some run of these has and that are no constant, those looked at first in front.</summary>
    public static IReadOnlyList<BatchColumn> Shown(IReadOnlyList<BatchColumn> numbers, IReadOnlyList<int> rows) =>
        [.. numbers.Where(n => new BatchStatistics(rows.Select(r => n.Values[r])).IsSpread).OrderBy(n => StepFigure.RankOf(n.Name[(n.Name.LastIndexOf('.') + 1)..])).Take(MostNumbers)];

    public void Write(HtmlReport page, IReadOnlyList<int> rows)
    {
        var numbers = Shown(table.Numbers, rows);
        if (numbers.Count == 0 || swept.Count == 0) return;
        if (swept.Count >= 2) page.Part("Maps").Choice("number", [.. Pairs().SelectMany(p => numbers.Select(n => Matrix(n, p.X, p.Y, rows))).OfType<(string, string, string)>()]);
        page.Part("Curves").Choice("number", [.. numbers.Select(n => Lines(n, rows))]);
    }

    private IEnumerable<(BatchColumn X, BatchColumn Y)> Pairs() =>
        Enumerable.Range(0, swept.Count).SelectMany(x => Enumerable.Range(x + 1, swept.Count - x - 1).Select(y => (swept[x], swept[y])))
            .Where(p => p.Item1.Levels.Length is > 1 and <= MostLevels && p.Item2.Levels.Length is > 1 and <= MostLevels).Take(MostPairs);

    /// <summary>Means over the runs that share the pair's values (several draws); of further quantities the first value.</summary>
    private (string, string, string)? Matrix(BatchColumn number, BatchColumn x, BatchColumn y, IReadOnlyList<int> rows)
    {
        var rest = swept.Where(q => q != x && q != y).ToList();
        var mine = rows.Where(r => rest.All(q => q.Values[r] == q.Levels[0])).ToList();
        double[] sums = new double[x.Levels.Length * y.Levels.Length];
        int[] counts = new int[sums.Length];
        foreach (int r in mine)
        {
            if (!double.IsFinite(number.Values[r])) continue;
            int cell = (Array.BinarySearch(y.Levels, y.Values[r]) * x.Levels.Length) + Array.BinarySearch(x.Levels, x.Values[r]);
            sums[cell] += number.Values[r];
            counts[cell]++;
        }
        if (counts.Count(c => c > 0) < 2) return null;
        var figure = new MatrixFigure("", new(x.Name, x.Unit), new(y.Name, y.Unit), new(number.Name, number.Unit),
            [.. x.Levels.Select(SweepPoint.Text)], [.. y.Levels.Select(SweepPoint.Text)], [.. sums.Select((s, k) => counts[k] > 0 ? s / counts[k] : double.NaN)]) { EmptyLabel = "no value: not run, or failed" };
        string at = rest.Count > 0 ? $" at {string.Join(", ", rest.Select(q => $"{q.Name}={SweepPoint.Text(q.Levels[0])}"))}" : "", mean = counts.Any(c => c > 1) ? ", mean of the runs of a cell" : "";
        string name = swept.Count > 2 ? $"{number.Name} over {x.Name} and {y.Name}" : number.Name;
        return (name, MatrixWriter.Write(figure), $"{number.Heading} over {x.Name} and {y.Name}{at}{mean}");
    }

    /// <summary>Over the first quantity, a curve for each combination of the others.</summary>
    private (string Name, string Svg, string Caption) Lines(BatchColumn number, IReadOnlyList<int> rows)
    {
        var x = swept[0];
        var groups = rows.Where(r => double.IsFinite(number.Values[r])).GroupBy(OuterOf).OrderBy(g => PointOf(g.First()).Values, Lexical).ToList();
        var shown = BatchCurves.Spread(groups, MostCurves);
        var look = new FamilyLook([.. shown.Select(g => PointOf(g.First()))], single: false);
        var series = shown.Select((g, k) =>
        {
            var points = g.GroupBy(r => x.Values[r]).OrderBy(p => p.Key).Select(p => (X: p.Key, Y: p.Average(r => number.Values[r]))).ToArray();
            return new Series(shown.Count > 1 ? look.Label(k) : "", points.Select(p => p.X).ToArray(), points.Select(p => p.Y).ToArray()) { Color = look.Color(k), Style = LineStyle.Solid, Markers = true };
        });
        string note = shown.Count < groups.Count ? string.Create(CultureInfo.InvariantCulture, $"{shown.Count} of {groups.Count} curves") : "";
        var plot = new Plot("", new(x.Name, x.Unit) { Logarithmic = IsGeometric(x.Levels) }, [new(new(number.Name, number.Unit), [.. series])]) { Note = note };
        return (number.Name, SvgWriter.Write(plot), $"{number.Heading} over {x.Name}");
    }

    /// <summary>The quantities but the first, as a key.</summary>
    private string OuterOf(int row) => string.Join('|', swept.Skip(1).Select(q => q.Values[row].ToString("R", CultureInfo.InvariantCulture)));

    private FamilyPoint PointOf(int row) => new([.. swept.Skip(1).Select(q => q.Name)], [.. swept.Skip(1).Select(q => q.Values[row])]);

    private static readonly Comparer<IReadOnlyList<double>> Lexical = Comparer<IReadOnlyList<double>>.Create((a, b) =>
        a.Zip(b, (p, q) => p.CompareTo(q)).FirstOrDefault(c => c != 0));

    /// <summary>Four values or more, all above 0, spaced by one factor of at least 1.5.</summary>
    private static bool IsGeometric(double[] levels)
    {
        if (levels.Length < 4 || levels[0] <= 0) return false;
        var ratios = levels.Skip(1).Select((v, k) => v / levels[k]).ToList();
        return ratios.Min() >= 1.5 && ratios.Max() - ratios.Min() <= SameRatio * ratios.Max();
    }
}
