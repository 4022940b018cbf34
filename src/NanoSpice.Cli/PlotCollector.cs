using NanoSpice.Engine;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>Gathers what the planned plots of a table need while its rows pass by, in bounded memory.</summary>
/// <param name="plans">What to draw, from <see cref="PlotChooser"/>.</param>
public sealed class PlotCollector(IReadOnlyList<PlotPlan> plans) : IWaveformSink
{
    private readonly Trace[][] _traces = [.. plans.Select(p => p.Curves.Select(_ => new Trace()).ToArray())];
    private readonly CycleTraces?[] _cycles = [.. plans.Select(p => p.CycleColumn is null ? null : new CycleTraces(p))];
    private WaveformTable? _table;
    private double _previous, _direction;
    private long _rows;

    /// <inheritdoc/>
    public void Begin(WaveformTable table) => _table = table;

    /// <inheritdoc/>
    public void Row(ReadOnlySpan<double> values)
    {
        // A sweep that starts again for the next outer value lifts the pen.
        bool restarts = _table!.Kind == WaveformKind.DcSweep && _rows > 1 && (values[0] - _previous) * _direction < 0;
        _direction = _rows == 1 ? values[0] - _previous : _direction;
        _previous = values[0];
        double position = _table.Kind == WaveformKind.Transient ? values[0] : _rows;
        for (int p = 0; p < plans.Count; p++)
        {
            _cycles[p]?.Add(_rows, values);
            for (int k = 0; k < _traces[p].Length && _cycles[p] is null; k++)
            {
                var curve = plans[p].Curves[k];
                if (restarts)
                {
                    _traces[p][k].Main.Add(position, double.NaN, double.NaN);
                }

                if (plans[p].Form == PlotForm.Lines)
                {
                    _traces[p][k].Main.Add(position, values[plans[p].XColumn], values[curve.Column]);
                }
                else
                {
                    _traces[p][k].AddComplex(plans[p].Form, position, values[0], values[(2 * curve.Column) - 1], values[2 * curve.Column]);
                }
            }
        }

        _rows++;
    }

    /// <inheritdoc/>
    public void End(bool complete)
    {
    }

    /// <summary>The plots of the rows so far, in the order of the plans; none without rows.</summary>
    public IReadOnlyList<Plot> Plots() => _rows == 0 ? [] : [.. plans.Select(Build)];

    private Plot Build(PlotPlan plan, int index)
    {
        if (_cycles[index] is { } cycles) return cycles.ToPlot(_table!.Title);
        var traces = _traces[index];
        if (plan.Form == PlotForm.Nyquist)
        {
            return ImpedancePlots.Nyquist(plan, _table!.Title, [.. plan.Curves.Select((c, k) => traces[k].Main.ToSeries(c.Label))], [.. traces.Select(t => t.Phase.ToSeries(""))]);
        }

        var panels = plan.Form != PlotForm.Lines
            ? new List<Panel>
            {
                new(plan.Axes[0], [.. plan.Curves.Select((c, k) => traces[k].Main.ToSeries(c.Label))]) { Weight = 1.3 },
                new(plan.Axes[1], [.. plan.Curves.Select((c, k) => traces[k].Phase.ToSeries(c.Label))]),
            }
            : [.. plan.Axes.Select((a, p) => new Panel(a, [.. plan.Curves.Select((c, k) => (c, k)).Where(i => i.c.Panel == p).Select(i => traces[i.k].Main.ToSeries(i.c.Label))]))];
        return new Plot(_table!.Title, plan.X, WithOneLegend(panels)) { Note = plan.Note };
    }

    /// <summary>A Bode plot of one vector names it at the axis, not in the phase's legend as well.</summary>
    private static List<Panel> WithOneLegend(List<Panel> panels) => panels.Count == 2 && panels[0].Series.Count == 1
        && panels[1].Series.Count == 1 && panels[0].Series[0].Label == panels[1].Series[0].Label
        ? [panels[0], panels[1] with { Series = [panels[1].Series[0] with { Label = panels[1].Y.Label }] }]
        : panels;

    private sealed class Trace
    {
        private double _lastAngle = double.NaN, _turns;

        public TraceThinner Main { get; } = new();

        public TraceThinner Phase { get; } = new();

        /// <summary>Adds magnitude and phase; a jump of more than half a turn between points is a branch cut, not a signal.
        /// Of a Nyquist plot, the point, and the frequency beside its place.</summary>
        public void AddComplex(PlotForm form, double position, double frequency, double re, double im)
        {
            if (form == PlotForm.Nyquist)
            {
                Main.Add(position, re, -im);
                Phase.Add(position, position, frequency);
                return;
            }

            double angle = CsvWriter.Degrees(re, im);
            if (double.IsFinite(_lastAngle))
            {
                double jump = angle - _lastAngle;
                _turns -= jump > 180 ? 360 : jump < -180 ? -360 : 0;
            }

            _lastAngle = angle;
            Main.Add(position, frequency, form == PlotForm.Bode ? CsvWriter.Decibels(re, im) : double.Hypot(re, im));
            Phase.Add(position, frequency, angle + _turns);
        }
    }
}
