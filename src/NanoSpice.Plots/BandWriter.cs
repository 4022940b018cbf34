using static NanoSpice.Plots.SvgText;

namespace NanoSpice.Plots;

/// <summary>Shades stretches of the X axis behind the curves of a panel.</summary>
internal static class BandWriter
{
    /// <summary>The bands, cut to the box of the panel.</summary>
    public static void Write(SvgText svg, IReadOnlyList<Band> bands, PanelLayout panel)
    {
        foreach (var (band, left, width) in Places(bands, panel))
        {
            svg.Line($"<rect x=\"{left}\" y=\"{panel.Box.Top}\" width=\"{width}\" height=\"{panel.Box.Height}\" fill=\"{new Words(band.Color)}\"/>");
        }
    }

    /// <summary>Their names at the top, where there is room; a rim of the colour of the band keeps them legible on the grid.</summary>
    public static void WriteNames(SvgText svg, IReadOnlyList<Band> bands, PanelLayout panel)
    {
        foreach (var (band, left, width) in Places(bands, panel))
        {
            if (band.Label.Length > 0 && TextWidth.Of(band.Label, PlotLayout.NoteSize) < width)
            {
                svg.Line($"<text x=\"{left + (width / 2)}\" y=\"{panel.Box.Top + 14}\" text-anchor=\"middle\" font-size=\"{PlotLayout.NoteSize}\" fill=\"#555\" stroke=\"{new Words(band.Color)}\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\">{new Words(band.Label)}</text>");
            }
        }
    }

    private static IEnumerable<(Band Band, double Left, double Width)> Places(IReadOnlyList<Band> bands, PanelLayout panel)
    {
        foreach (var band in bands)
        {
            double from = Math.Clamp(panel.X.Map(band.From), 0, 1), to = Math.Clamp(panel.X.Map(band.To), 0, 1);
            if (to > from)
            {
                yield return (band, panel.Box.Left + (from * panel.Box.Width), (to - from) * panel.Box.Width);
            }
        }
    }
}
