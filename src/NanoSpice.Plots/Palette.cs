namespace NanoSpice.Plots;

/// <summary>Line colours told apart with any common colour vision, and the dashes that follow when they run out.</summary>
/// <remarks>Okabe and Ito's set without its yellow, which is too faint on white. Source [OkabeIto] in SOURCES.md.</remarks>
public static class Palette
{
    /// <summary>The colours in the order they are handed out.</summary>
    public static IReadOnlyList<string> Colors { get; } =
        ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"];

    /// <summary>Colour of the series at a place in its panel.</summary>
    public static string Color(int index) => Colors[index % Colors.Count];

    /// <summary>Line style of the series at a place in its panel: solid until the colours run out.</summary>
    public static LineStyle Style(int index) => (LineStyle)(index / Colors.Count % 4);

    /// <summary>Dash pattern as SVG writes it [px]; empty for a solid line.</summary>
    public static string Dashes(LineStyle style) => style switch
    {
        LineStyle.Dash => "7 3.5",
        LineStyle.Dot => "1.6 2.8",
        LineStyle.DashDot => "8 3 1.8 3",
        _ => "",
    };
}
