using System.Globalization;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>Curves of a table that runs in cycles, one a cycle: the first and the last ones when there are many.</summary>
internal sealed class CycleTraces(PlotPlan plan)
{
    /// <summary>Cycles drawn at most.</summary>
    private const int Most = 6;

    private readonly List<(int Cycle, TraceThinner Points)> _cycles = [];
    private (double X, double Y) _last;
    private int _count;

    /// <summary>The next row of the table.</summary>
    public void Add(long row, ReadOnlySpan<double> values)
    {
        int cycle = (int)values[plan.CycleColumn!.Value];
        double x = values[plan.XColumn], y = values[plan.Curves[0].Column];
        if (_cycles.Count == 0 || _cycles[^1].Cycle != cycle)
        {
            if (_cycles.Count == Most) _cycles.RemoveAt(1);
            _cycles.Add((cycle, new TraceThinner()));
            // A cycle starts where the one before ends.
            if (_count++ > 0) _cycles[^1].Points.Add(row - 1, _last.X, _last.Y);
        }

        _cycles[^1].Points.Add(row, x, y);
        _last = (x, y);
    }

    /// <summary>The picture.</summary>
    public Plot ToPlot(string title)
    {
        var series = _cycles.Select(c => c.Points.ToSeries($"cycle {c.Cycle.ToString(CultureInfo.InvariantCulture)}"));
        string note = _count > _cycles.Count ? $"the first and the last {_cycles.Count - 1} of {_count} cycles" : plan.Note;
        return new Plot(title, plan.X, [new Panel(plan.Axes[0], [.. series])]) { Note = note };
    }
}
