namespace NanoSpice.Plots;

/// <summary>Colours for values from 0 to 1: evenly spaced anchors, straight in sRGB between them.</summary>
public sealed class ColorMap
{
    private readonly Rgb[] _anchors;

    private ColorMap(params int[] anchors) => _anchors = [.. anchors.Select(Rgb.Of)];

    /// <summary>For data of one sign: even steps look even, also with any common colour vision and in grey. Every 17th entry of [Viridis].</summary>
    public static ColorMap Sequential { get; } = new(
        0x440154, 0x481a6c, 0x472f7d, 0x414487, 0x39568c, 0x31688e, 0x2a788e, 0x23888e,
        0x1f988b, 0x22a884, 0x35b779, 0x54c568, 0x7ad151, 0xa5db36, 0xd2e21b, 0xfde725);

    /// <summary>For data about zero: blue below, red above, light in the middle. Every second entry of table 2 of [Moreland].</summary>
    public static ColorMap Diverging { get; } = new(
        0x3b4cc0, 0x4e68d8, 0x6282ea, 0x779af7, 0x8db0fe, 0xa3c2ff, 0xb8d0f9, 0xccd9ee, 0xdddddd,
        0xecd3c6, 0xf5c4ad, 0xf7b194, 0xf49a7b, 0xec7f63, 0xde614d, 0xcb3e38, 0xb40426);

    /// <summary>The colour of a value; below 0 and above 1 that of the end.</summary>
    public Rgb At(double value)
    {
        double place = Math.Clamp(value, 0, 1) * (_anchors.Length - 1);
        int below = Math.Min((int)place, _anchors.Length - 2);
        return _anchors[below].Towards(_anchors[below + 1], place - below);
    }
}
