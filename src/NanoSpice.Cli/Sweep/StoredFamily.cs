using NanoSpice.Engine;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>Plots of tables that belong to the points of a sweep.</summary>
internal static class StoredFamily
{
    /// <summary>Operating points as tables over the innermost quantity, one for each combination of the others.</summary>
    public static IReadOnlyList<StoredTable> OverInner(WaveformTable heading, WaveformColumn inner, IReadOnlyList<(FamilyPoint Point, double[] Row)> rows)
    {
        var table = heading with { Kind = WaveformKind.DcSweep, Columns = [inner, .. heading.Columns] };
        return [.. rows.GroupBy(r => r.Point.Outer.Label).Select(g =>
        {
            var mine = g.ToList();
            var columns = Enumerable.Range(0, table.Columns.Count).Select(c => mine.Select(r => c == 0 ? r.Point.Values[0] : r.Row[c - 1]).ToArray());
            return new StoredTable(table, [.. columns]) { Point = mine[0].Point.Outer };
        })];
    }

    /// <summary>One figure a plan, a curve a table.</summary>
    public static IReadOnlyList<Plot> Plots(IReadOnlyList<StoredTable> tables, IReadOnlyList<PlotRequest> requests, Action<string> warn, bool logarithmic = false)
    {
        var plans = PlotChooser.Choose(tables[0].Heading, requests, warn).Select(p => logarithmic && p.XColumn == 0 ? p with { X = p.X with { Logarithmic = true } } : p).ToList();
        var members = new List<(FamilyPoint Point, IReadOnlyList<Plot> Plots)>();
        for (int k = 0; k < tables.Count; k++)
        {
            if (!FamilyFigure.IsDrawn(k, tables.Count) || tables[k].Rows == 0) continue;
            var collector = new PlotCollector(k == 0 || tables[k].Heading.Columns.SequenceEqual(tables[0].Heading.Columns) ? plans : PlotChooser.Choose(tables[k].Heading, requests, warn));
            tables[k].SendTo(collector);
            members.Add((tables[k].Point ?? new([], []), collector.Plots()));
        }
        return [.. plans.Select((plan, k) => FamilyFigure.Of([.. members.Where(m => k < m.Plots.Count).Select(m => (m.Point, m.Plots[k]))], plan, tables.Count))];
    }
}
