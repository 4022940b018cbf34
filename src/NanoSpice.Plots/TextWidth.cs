namespace NanoSpice.Plots;

/// <summary>Estimated width of a text, from the advance widths of Helvetica with room for wider substitutes.</summary>
internal static class TextWidth
{
    /// <summary>Advance widths of the characters 32 to 126, in thousandths of the font size (Adobe font metrics of Helvetica).</summary>
    private static readonly short[] Advance =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <summary>DejaVu Sans, the usual substitute on Linux, runs an eighth wider.</summary>
    private const double Slack = 1.12;

    /// <summary>Width [px] of <paramref name="text"/> at a font size [px].</summary>
    public static double Of(string text, double size)
    {
        int sum = 0;
        foreach (char c in text)
        {
            sum += c is >= ' ' and <= '~' ? Advance[c - ' '] : c is >= '⁰' and <= '⁹' or '⁻' ? 340 : c > 0x2E80 ? 1000 : 600;
        }

        return Slack * sum * size / 1000;
    }

    /// <summary>The text, shortened with an ellipsis to fit a width [px].</summary>
    public static string Fit(string text, double size, double width)
    {
        if (Of(text, size) <= width)
        {
            return text;
        }

        int keep = text.Length;
        while (keep > 1 && Of(text[..keep] + "…", size) > width)
        {
            keep--;
        }

        return text[..keep] + "…";
    }
}
