using System.Globalization;
using NanoSpice.Engine;
using NanoSpice.Plots;

namespace NanoSpice.Cli;

/// <summary>The two pictures of an impedance table: Nyquist and Bode.</summary>
internal static class ImpedancePlots
{
    /// <summary>The column of Z.</summary>
    public const int Column = 1;

    /// <summary>A Nyquist plot ends at this multiple of the largest |Re Z|: a capacitor's rise would shrink everything else to a point.</summary>
    private const double Tallest = 2;

    /// <summary>Free share of a frame below the lowest point [-].</summary>
    private const double Margin = 0.045;

    /// <summary>Nyquist, then Bode.</summary>
    public static IReadOnlyList<PlotPlan> Of(WaveformTable table)
    {
        var z = table.Columns[Column];
        PlannedCurve[] curve = [new("Z", Column, 0)];
        var frequency = new Axis(table.Columns[0].Name, table.Columns[0].Unit) { Tight = true, Logarithmic = true };
        return
        [
            new PlotPlan(new Axis("Re Z", z.Unit), 0, [new Axis("\u2212Im Z", z.Unit)], curve, PlotForm.Nyquist, ""),
            new PlotPlan(frequency, 0, [new Axis("|Z|", z.Unit) { Logarithmic = true }, new Axis("phase", "deg")], [curve[0] with { Label = "|Z|" }], PlotForm.Magnitude, ""),
        ];
    }

    /// <summary>The Nyquist plot of what was collected.</summary>
    /// <param name="frequencies">beside each point of a curve its frequency, as ordinate</param>
    public static Plot Nyquist(PlotPlan plan, string title, IReadOnlyList<Series> curves, IReadOnlyList<Series> frequencies)
    {
        double right = Largest(curves.Select(c => c.X), Math.Abs), top = Largest(curves.Select(c => c.Y), v => v);
        bool cut = right > 0 && top > Tallest * right;
        string note = cut ? "low frequencies rise beyond the frame; " : "";
        var decades = Decades(curves[0], frequencies[0], out string named);
        Series[] shown = decades.Count > 0 ? [.. curves, decades] : [.. curves];
        // A margin as AxisScale leaves one about data, of the frame that is left.
        var y = cut ? plan.Axes[0] with { Minimum = -Math.Max(0, Largest(curves.Select(c => c.Y), v => -v)) - (Margin * Tallest * right), Maximum = Tallest * right } : plan.Axes[0];
        return new Plot(title, plan.X, [new Panel(y, shown)]) { Note = note + named, EqualAspect = true, Width = 560, Height = 520 };
    }

    /// <summary>The spectra of a run in one Nyquist and one Bode plot; none for fewer than two.</summary>
    public static IReadOnlyList<Plot> Together(IReadOnlyList<WrittenAnalysis> spectra)
    {
        WrittenAnalysis[] drawn = [.. spectra.Where(s => s.Figures.Count >= 2 && s.Figures[0].EqualAspect)];
        return drawn.Length < 2 ? [] : [Overlay([.. drawn.Select(s => (s.Table.Name, s.Figures[0]))]), Overlay([.. drawn.Select(s => (s.Table.Name, s.Figures[1]))])];
    }

    /// <summary>The first curve of every panel of the plots, named by their result.</summary>
    private static Plot Overlay(IReadOnlyList<(string Name, Plot Plot)> plots)
    {
        var first = plots[0].Plot;
        return first with
        {
            Note = "",
            Panels = [.. first.Panels.Select((panel, k) => panel with
            {
                Series = [.. plots.Select(p => p.Plot.Panels[k].Series[0] with { Label = p.Name })],
                Y = panel.Y with
                {
                    Minimum = plots.Min(p => p.Plot.Panels[k].Y.Minimum),
                    Maximum = plots.All(p => p.Plot.Panels[k].Y.Maximum is not null) ? plots.Max(p => p.Plot.Panels[k].Y.Maximum) : null,
                },
            })],
        };
    }

    private static double Largest(IEnumerable<ReadOnlyMemory<double>> all, Func<double, double> view)
    {
        double largest = 0;
        foreach (var values in all)
        {
            foreach (double v in values.Span)
            {
                largest = double.IsFinite(v) ? Math.Max(largest, view(v)) : largest;
            }
        }

        return largest;
    }

    /// <summary>The point nearest to each power of ten of the frequency, where one is within a tenth of a decade.</summary>
    private static Series Decades(Series curve, Series frequencies, out string named)
    {
        const double near = 0.1;
        double[] x = curve.X.ToArray(), y = curve.Y.ToArray(), f = frequencies.Y.ToArray();
        var best = new SortedDictionary<int, (int Point, double Off)>();
        for (int k = 0; k < Math.Min(x.Length, f.Length); k++)
        {
            double decade = Math.Log10(f[k]), off = Math.Abs(decade - Math.Round(decade));
            if (off < near && (!best.TryGetValue((int)Math.Round(decade), out var known) || off < known.Off))
            {
                best[(int)Math.Round(decade)] = (k, off);
            }
        }

        named = best.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"dots: decades from {UnitScale.Text(Math.Pow(10, best.First().Key), "Hz")} to {UnitScale.Text(Math.Pow(10, best.Last().Key), "Hz")}");
        var (dotX, dotY) = (new List<double>(), new List<double>());
        foreach (var (point, _) in best.Values)
        {
            // A gap behind each point: dots, not a line.
            dotX.AddRange([x[point], double.NaN]);
            dotY.AddRange([y[point], double.NaN]);
        }

        return new Series("decades of frequency", dotX.ToArray(), dotY.ToArray()) { Markers = true, Color = "#d55e00" };
    }
}
