using NanoSpice.Elaboration;
using NanoSpice.Engine;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>The kept curves of a batch: overlaid, and as a grid of small pictures over two swept quantities.</summary>
internal sealed class BatchCurves(BatchPageTable table, IReadOnlyList<BatchColumn> swept, string folder, BatchCrew crew)
{
    /// <summary>Rows and columns of the grid, curves of a picture and pictures at most.</summary>
    private const int MostAcross = 5, MostDown = 5, MostCurves = 60, MostInner = 12, MostAnalyses = 4;

    private const double SmallWidth = 240, SmallHeight = 190;

    /// <summary>The pictures of the runs of one deck.</summary>
    /// <param name="rows">rows of the runs</param>
    public void Write(HtmlReport page, IReadOnlyList<int> rows)
    {
        int[] kept = [.. rows.Where(r => Directory.Exists(FolderOf(r)))];
        if (kept.Length == 0) return;
        foreach (string analysis in Analyses(kept[0]))
        {
            (string Svg, string Caption)[] together = [];
            (string[] Pictures, int Across, string Caption)? apart = null;
            crew.Both(() => together = Together(kept, analysis), () => apart = swept.Count >= 2 ? Grid(kept, analysis) : null);
            foreach (var (svg, caption) in together) page.Figure(svg, caption);
            if (apart is var (pictures, across, words)) page.Grid(pictures, across, words);
        }
    }

    /// <summary>All curves, or some in even strides, in one picture.</summary>
    private (string Svg, string Caption)[] Together(int[] kept, string analysis)
    {
        StoredTable[] drawn = [.. crew.Map(Chosen(kept), r => Read(r, analysis)).OfType<StoredTable>()];
        if (drawn.Length == 0) return [];
        return [.. StoredFamily.Plots(drawn, [], _ => { }).Select(plot => (SvgWriter.Write(plot with { Title = "" }),
            $"{analysis}: {string.Join(" and ", plot.Panels.Select(p => p.Y.Label.Split(", ")[0]).Distinct())} against {plot.X.Label}, {Words(drawn.Length, kept.Length)}"))];
    }

    /// <summary>Runs drawn together: all, of many those on a grid over the first two quantities, or else some in even strides.</summary>
    private IReadOnlyList<int> Chosen(int[] kept)
    {
        if (kept.Length <= MostCurves || swept.Count < 2) return Spread(kept, MostCurves);
        var (inner, outer) = (Spread(Levels(swept[0], kept), MostInner).ToHashSet(), Spread(Levels(swept[1], kept), MostCurves / MostInner).ToHashSet());
        int[] grid = [.. kept.Where(r => inner.Contains(swept[0].Values[r]) && outer.Contains(swept[1].Values[r]) && swept.Skip(2).All(q => q.Values[r] == q.Values[kept[0]]))];
        return grid.Length > MostInner && grid.Length <= MostCurves ? grid : Spread(kept, MostCurves);
    }

    /// <summary>Folder of a run.</summary>
    private string FolderOf(int row) => Path.Combine(folder, table.FolderOf(row));

    /// <summary>Results of a run that have curves, techniques first.</summary>
    private IEnumerable<string> Analyses(int row) => Directory.GetFiles(FolderOf(row), "*.csv").Select(f => Path.GetFileNameWithoutExtension(f)!)
        .Where(n => !n.EndsWith("-cycles", StringComparison.Ordinal) && !n.StartsWith("op", StringComparison.Ordinal))
        .OrderBy(n => n.StartsWith("cv", StringComparison.Ordinal) ? 0 : 1).ThenBy(n => n, StringComparer.Ordinal).Take(MostAnalyses);

    private StoredTable? Read(int row, string analysis)
    {
        string path = Path.Combine(FolderOf(row), analysis + ".csv");
        if (!File.Exists(path)) return null;
        // With nothing swept the runs differ by their draws; their number is the name.
        var point = swept.Count > 0 ? new FamilyPoint([.. swept.Select(q => q.Name)], [.. swept.Select(q => q.Values[row])]) : new FamilyPoint(["run"], [row + 1]);
        var stored = CsvFile.ReadAll(path)[0];
        return stored.Rows == 0 ? null : stored with { Point = point };
    }

    /// <summary>Small pictures: the first swept quantity across, the second downwards, all on the same scales.</summary>
    private (string[] Pictures, int Across, string Caption)? Grid(IReadOnlyList<int> rows, string analysis)
    {
        double[] across = [.. Spread(Levels(swept[0], rows), MostAcross)], down = [.. Spread(Levels(swept[1], rows), MostDown)];
        if (across.Length < 2 || down.Length < 2) return null;
        // Of further quantities the first value.
        var first = rows.Where(r => swept.Skip(2).All(q => q.Values[r] == q.Values[rows[0]])).ToList();
        var cells = crew.Map([.. down.SelectMany(y => across.Select(x => (X: x, Y: y)))], at =>
        {
            int row = first.FirstOrDefault(r => swept[0].Values[r] == at.X && swept[1].Values[r] == at.Y, -1);
            var stored = row < 0 ? null : Read(row, analysis);
            return (at.X, at.Y, Plot: stored is null ? null : StoredFamily.Plots([stored], [], _ => { }).FirstOrDefault(p => p.Panels.Count == 1) is { } plot ? LastCycle(plot, stored) : null);
        });
        if (cells.Count(c => c.Plot is not null) < 2) return null;
        Plot[] alike = [.. Alike([.. cells.Select(c => c.Plot)]).Select((plot, k) => plot with { Title = $"{Name(0, cells[k].X)}, {Name(1, cells[k].Y)}", Width = SmallWidth, Height = SmallHeight, Note = "" })];
        string rest = swept.Count > 2 ? $", at {string.Join(", ", Enumerable.Range(2, swept.Count - 2).Select(k => Name(k, swept[k].Values[rows[0]])))}" : "";
        return (crew.Map(alike, SvgWriter.Write), across.Length, $"{analysis}: {swept[0].Name} across, {swept[1].Name} downwards{rest}; the same scales in all pictures");
    }

    /// <summary>Values that runs with curves have.</summary>
    private static double[] Levels(BatchColumn quantity, IReadOnlyList<int> rows) => [.. rows.Select(r => quantity.Values[r]).Where(double.IsFinite).Distinct().Order()];

    /// <summary>Of cycles the last, as in the large picture; there is no room for names.</summary>
    private static Plot LastCycle(Plot plot, StoredTable stored) =>
        stored.Heading.Kind != WaveformKind.Voltammetry ? plot : plot with { Panels = [plot.Panels[0] with { Series = [plot.Panels[0].Series[^1] with { Color = Palette.Color(0) }] }] };

    private string Name(int quantity, double value) => $"{swept[quantity].Name}={SweepPoint.Text(value)}";

    /// <summary>The plots over one range of either axis; an empty one where there is none.</summary>
    private static IEnumerable<Plot> Alike(IReadOnlyList<Plot?> plots)
    {
        var model = plots.First(p => p is not null)!;
        var all = plots.Where(p => p is not null).SelectMany(p => p!.Panels[0].Series).ToList();
        var (x, y) = (Over(model.X, all.Select(s => s.X)), Over(model.Panels[0].Y, all.Select(s => s.Y)));
        foreach (var plot in plots)
        {
            // Names of curves have no room; their order of colours is that of the large picture.
            var series = plot is null ? [new Series("", Array.Empty<double>(), Array.Empty<double>())] : plot.Panels[0].Series.Select(s => s with { Label = "", Markers = false }).ToArray();
            yield return model with { X = x, Panels = [new Panel(y, series)], Bands = [], EqualAspect = false };
        }
    }

    private static Axis Over(Axis axis, IEnumerable<ReadOnlyMemory<double>> data)
    {
        var values = data.SelectMany(d => d.ToArray()).Where(v => double.IsFinite(v) && (v > 0 || !axis.Logarithmic)).ToList();
        if (values.Count == 0) return axis;
        double low = values.Min(), high = values.Max(), air = axis.Logarithmic || axis.Tight ? 0 : 0.05 * (high - low);
        return axis with { Minimum = axis.Minimum ?? low - air, Maximum = axis.Maximum ?? high + air };
    }

    /// <summary>At most so many, evenly spread, the first and the last among them.</summary>
    public static IReadOnlyList<T> Spread<T>(IReadOnlyList<T> all, int most) =>
        all.Count <= most ? all : [.. Enumerable.Range(0, most).Select(k => all[(int)((long)k * (all.Count - 1) / (most - 1))])];

    private static string Words(int drawn, int all) => drawn < all ? FormattableString.Invariant($"{drawn} of {all} runs") : FormattableString.Invariant($"{all} {(all == 1 ? "run" : "runs")}");
}
