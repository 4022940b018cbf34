using static NanoSpice.Plots.SvgText;

namespace NanoSpice.Plots;

/// <summary>Draws a <see cref="Plot"/> as a standalone SVG; the same plot gives the same bytes.</summary>
public static class SvgWriter
{
    private const string Ink = "#222", GridColor = "#e4e4e4", ZeroColor = "#b0b0b0";

    /// <summary>The picture as SVG text.</summary>
    public static string Write(Plot plot)
    {
        var layout = PlotLayout.Of(plot);
        var svg = new SvgText();
        svg.Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{plot.Width}\" height=\"{layout.Height}\" viewBox=\"0 0 {plot.Width} {layout.Height}\" role=\"img\" font-family=\"Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\" font-size=\"{PlotLayout.FontSize}\" fill=\"{Ink}\">");
        svg.Line($"<title>{new Words(plot.Title)}</title>");
        svg.Line($"<rect width=\"{plot.Width}\" height=\"{layout.Height}\" fill=\"#fff\"/>");
        WriteHeading(svg, plot, layout);
        for (int i = 0; i < layout.Panels.Count; i++)
        {
            var panel = layout.Panels[i];
            BandWriter.Write(svg, plot.Bands, panel);
            WriteGrid(svg, panel);
            BandWriter.WriteNames(svg, i == 0 ? plot.Bands : [], panel);
            WriteCurves(svg, panel, i);
            WriteFrame(svg, panel);
            WriteYAxis(svg, panel);
            WriteLegend(svg, panel);
        }

        WriteXAxis(svg, plot, layout);
        svg.Line("</svg>");
        return svg.ToString();
    }

    private static void WriteHeading(SvgText svg, Plot plot, PlotLayout layout)
    {
        var box = layout.Panels[0].Box;
        double middle = box.Left + (box.Width / 2);
        double room = 2 * Math.Min(middle, plot.Width - middle) - 12;
        if (plot.Title.Length > 0)
        {
            string title = TextWidth.Fit(plot.Title, PlotLayout.TitleSize * 1.06, room);
            svg.Line($"<text x=\"{middle}\" y=\"22\" text-anchor=\"middle\" font-size=\"{PlotLayout.TitleSize}\" font-weight=\"600\">{new Words(title)}</text>");
        }

        if (plot.Note.Length > 0)
        {
            svg.Line($"<text x=\"{middle}\" y=\"{box.Top - 7}\" text-anchor=\"middle\" font-size=\"{PlotLayout.NoteSize}\" fill=\"#666\">{new Words(plot.Note)}</text>");
        }
    }

    private static void WriteGrid(SvgText svg, PanelLayout panel)
    {
        var box = panel.Box;
        svg.Line($"<g stroke=\"{GridColor}\" stroke-width=\"0.8\" fill=\"none\">");
        var strokes = new List<PixelPoint>();
        foreach (double v in GridLines(panel.X, panel.XTicks))
        {
            double x = box.Left + (panel.X.Map(v) * box.Width);
            strokes.AddRange([new(x, box.Top), new(x, box.Bottom), PixelPoint.Break]);
        }

        foreach (double v in GridLines(panel.Y, panel.YTicks))
        {
            double y = box.Bottom - (panel.Y.Map(v) * box.Height);
            strokes.AddRange([new(box.Left, y), new(box.Right, y), PixelPoint.Break]);
        }

        svg.Path(strokes, "");
        svg.Path(ZeroLines(panel), $"stroke=\"{ZeroColor}\"");
        svg.Line("</g>");
    }

    /// <summary>Labelled ticks; on a logarithmic axis the minor ones as well, whose crowding shows the scale.</summary>
    private static IEnumerable<double> GridLines(AxisScale scale, TickSet ticks)
        => scale.Axis.Logarithmic ? ticks.Values.Concat(ticks.Minor) : ticks.Values;

    private static List<PixelPoint> ZeroLines(PanelLayout panel)
    {
        var box = panel.Box;
        var strokes = new List<PixelPoint>();
        if (!panel.Y.Axis.Logarithmic && panel.Y.Low < 0 && panel.Y.High > 0)
        {
            double y = box.Bottom - (panel.Y.Map(0) * box.Height);
            strokes.AddRange([new(box.Left, y), new(box.Right, y), PixelPoint.Break]);
        }

        if (!panel.X.Axis.Logarithmic && panel.X.Low < 0 && panel.X.High > 0)
        {
            double x = box.Left + (panel.X.Map(0) * box.Width);
            strokes.AddRange([new(x, box.Top), new(x, box.Bottom)]);
        }

        return strokes;
    }

    private static void WriteCurves(SvgText svg, PanelLayout panel, int index)
    {
        var box = panel.Box;
        double id = index;
        svg.Line($"<clipPath id=\"panel{id}\"><rect x=\"{box.Left}\" y=\"{box.Top}\" width=\"{box.Width}\" height=\"{box.Height}\"/></clipPath>");
        svg.Line($"<g clip-path=\"url(#panel{id})\" fill=\"none\" stroke-width=\"1.5\" stroke-linejoin=\"round\" stroke-linecap=\"round\">");
        for (int i = 0; i < panel.Curves.Count; i++)
        {
            svg.Path(panel.Curves[i], StrokeOf(panel.Panel.Series[i], i));
            WriteDots(svg, panel, i);
        }

        svg.Line("</g>");
    }

    /// <summary>Dots at each point where the series asks for them, else at points that no line reaches.</summary>
    private static void WriteDots(SvgText svg, PanelLayout panel, int index)
    {
        var curve = panel.Curves[index];
        var series = panel.Panel.Series[index];
        string color = series.Color ?? Palette.Color(index);
        for (int i = 0; i < curve.Count; i++)
        {
            bool isLone = (i == 0 || curve[i - 1].IsBreak) && (i == curve.Count - 1 || curve[i + 1].IsBreak);
            if (!curve[i].IsBreak && (series.Markers || isLone))
            {
                svg.Line($"<circle cx=\"{curve[i].X}\" cy=\"{curve[i].Y}\" r=\"2.5\" fill=\"{new Words(color)}\"/>");
            }
        }
    }

    private static string StrokeOf(Series series, int index)
    {
        string dashes = Palette.Dashes(series.Style ?? Palette.Style(index));
        string stroke = $"stroke=\"{Escape(series.Color ?? Palette.Color(index))}\"";
        return dashes.Length == 0 ? stroke : $"{stroke} stroke-dasharray=\"{dashes}\" stroke-linecap=\"butt\"";
    }

    private static void WriteFrame(SvgText svg, PanelLayout panel)
    {
        var box = panel.Box;
        svg.Line($"<rect x=\"{box.Left}\" y=\"{box.Top}\" width=\"{box.Width}\" height=\"{box.Height}\" fill=\"none\" stroke=\"{Ink}\"/>");
        var strokes = new List<PixelPoint>();
        foreach (var (ticks, length) in new[] { (panel.XTicks.Values, 4.0), (panel.XTicks.Minor, 2.2) })
        {
            foreach (double v in ticks)
            {
                double x = box.Left + (panel.X.Map(v) * box.Width);
                strokes.AddRange([new(x, box.Bottom), new(x, box.Bottom + length), PixelPoint.Break]);
            }
        }

        foreach (var (ticks, length) in new[] { (panel.YTicks.Values, 4.0), (panel.YTicks.Minor, 2.2) })
        {
            foreach (double v in ticks)
            {
                double y = box.Bottom - (panel.Y.Map(v) * box.Height);
                strokes.AddRange([new(box.Left, y), new(box.Left - length, y), PixelPoint.Break]);
            }
        }

        svg.Path(strokes, $"fill=\"none\" stroke=\"{Ink}\" stroke-width=\"0.9\"");
    }

    private static void WriteYAxis(SvgText svg, PanelLayout panel)
    {
        var box = panel.Box;
        svg.Line($"<g text-anchor=\"end\">");
        foreach (double v in panel.YTicks.Values)
        {
            double y = box.Bottom - (panel.Y.Map(v) * box.Height);
            svg.Line($"<text x=\"{box.Left - 7}\" y=\"{y + 4.2}\">{new Words(PlotLayout.Label(panel.Y, v, panel.YTicks.Step, panel.YExponent))}</text>");
        }

        svg.Line("</g>");
        string text = UnitScale.AxisText(panel.Y.Axis.Label, panel.Y.Axis.Unit, panel.YExponent);
        text = TextWidth.Fit(text, PlotLayout.FontSize + 0.5, box.Height);
        double middle = box.Top + (box.Height / 2);
        svg.Line($"<text x=\"21\" y=\"{middle}\" transform=\"rotate(-90 21 {middle})\" text-anchor=\"middle\">{new Words(text)}</text>");
    }

    private static void WriteXAxis(SvgText svg, Plot plot, PlotLayout layout)
    {
        var panel = layout.Panels[^1];
        var box = panel.Box;
        svg.Line("<g text-anchor=\"middle\">");
        foreach (double v in panel.XTicks.Values)
        {
            double x = box.Left + (panel.X.Map(v) * box.Width);
            svg.Line($"<text x=\"{x}\" y=\"{box.Bottom + 18}\">{new Words(PlotLayout.Label(panel.X, v, panel.XTicks.Step, layout.XExponent))}</text>");
        }

        string text = UnitScale.AxisText(plot.X.Label, plot.X.Unit, layout.XExponent);
        svg.Line($"<text x=\"{box.Left + (box.Width / 2)}\" y=\"{box.Bottom + 37}\">{new Words(text)}</text>");
        svg.Line("</g>");
    }

    private static void WriteLegend(SvgText svg, PanelLayout panel)
    {
        if (panel.Legend is not { } legend)
        {
            return;
        }

        var box = legend.Box;
        if (legend.IsInside)
        {
            svg.Line($"<rect x=\"{box.Left}\" y=\"{box.Top}\" width=\"{box.Width}\" height=\"{box.Height}\" rx=\"2\" fill=\"#fff\" fill-opacity=\"0.9\" stroke=\"#ccc\" stroke-width=\"0.8\"/>");
        }

        double x = box.Left + Legend.Padding, y = box.Top + Legend.Padding + (Legend.RowHeight / 2) - 1.5;
        var named = Legend.Named(panel.Panel);
        foreach (var (series, i) in named.Take(legend.Rows))
        {
            string label = TextWidth.Fit(series.Label, PlotLayout.FontSize, Legend.MaxLabelWidth);
            svg.Path([new(x, y), new(x + Legend.SampleWidth, y)], $"fill=\"none\" stroke-width=\"1.8\" {StrokeOf(series, i)}");
            if (series.Markers)
            {
                svg.Line($"<circle cx=\"{x + (Legend.SampleWidth / 2)}\" cy=\"{y}\" r=\"2.5\" fill=\"{new Words(series.Color ?? Palette.Color(i))}\"/>");
            }

            svg.Line($"<text x=\"{x + Legend.SampleWidth + Legend.Padding}\" y=\"{y + 4.2}\">{new Words(label)}</text>");
            y += Legend.RowHeight;
        }

        if (legend.Rows < named.Count)
        {
            double more = named.Count - legend.Rows;
            svg.Line($"<text x=\"{x}\" y=\"{y + 4.2}\" fill=\"#666\">and {more} more</text>");
        }
    }
}
