using System.Globalization;

namespace NanoSpice.Elaboration;

/// <summary>Numbers inside messages.</summary>
internal static class Figures
{
    /// <summary>Six significant digits, as 1e-06 or 0.15.</summary>
    public static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
}
