using System.Globalization;

namespace NanoSpice.Cli;

/// <summary>Numbers as C's printf writes them.</summary>
internal static class CFormat
{
    /// <summary>%.{digits}e: 1.500000e+00, nan, -inf.</summary>
    public static string Exponent(double value, int digits)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        string text = value.ToString("e" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        int e = text.IndexOf('e') + 2;
        string power = text[e..].TrimStart('0').PadLeft(2, '0');
        return text[..e] + power;
    }

    /// <summary>%a %b %d %H:%M:%S  %Y of strftime, in ngspice's spacing.</summary>
    public static string Date(DateTime time) => time.ToString("ddd MMM dd HH:mm:ss  yyyy", CultureInfo.InvariantCulture);
}
