using System.Globalization;
using System.Text;

namespace NanoSpice.Plots;

/// <summary>The power of ten taken out of the tick labels and put before the unit: 0.002 s reads 2 on an axis "time [ms]".</summary>
public static class UnitScale
{
    private static readonly string[] Prefixes = ["a", "f", "p", "n", "µ", "m", "", "k", "M", "G", "T"];

    private static readonly HashSet<string> Prefixable =
        ["V", "A", "s", "Hz", "Ohm", "Ω", "W", "F", "C", "H", "S", "J", "N", "Pa", "g", "m", "eV", "Wb", "T", "VA"];

    /// <summary>Exponent to take out, a multiple of three, for values up to <paramref name="largest"/> in magnitude.</summary>
    public static int Exponent(string unit, double largest)
    {
        if (largest == 0 || !double.IsFinite(largest))
        {
            return 0;
        }

        // Slack: 999.9999999999 is a rounded 1000.
        double decades = Math.Log10(largest) + 1e-9;
        bool prefixable = TakesPrefix(unit);
        double keepBelow = prefixable ? (unit == "s" ? 4 : 3) : 5;
        double keepFrom = prefixable ? -1 : -3;
        return decades >= keepFrom && decades < keepBelow ? 0 : 3 * (int)Math.Floor(decades / 3);
    }

    /// <summary>Exponent to take out so that the largest label lies between 1 and 1000, where the unit takes a prefix: 0.15 V reads 150 mV.</summary>
    internal static int Engineering(string unit, double largest) => TakesPrefix(unit) && largest > 0 && double.IsFinite(largest)
        ? 3 * (int)Math.Floor((Math.Log10(largest) + 1e-9) / 3)
        : Exponent(unit, largest);

    /// <summary>Text of an axis: quantity and, in brackets, prefixed unit.</summary>
    public static string AxisText(string label, string unit, int exponent)
    {
        string shown = Symbol(unit);
        if (exponent != 0)
        {
            int prefix = (exponent / 3) + 6;
            shown = TakesPrefix(unit) && prefix >= 0 && prefix < Prefixes.Length
                ? Prefixes[prefix] + shown
                : $"10{Superscript(exponent)} {shown}".TrimEnd();
        }

        return shown.Length == 0 ? label : $"{label} [{shown}]";
    }

    /// <summary>A value with its unit in running text: 100 ns, 75 mV.</summary>
    public static string Text(double value, string unit)
    {
        int exponent = Engineering(unit, Math.Abs(value)), prefix = (exponent / 3) + 6;
        string shown = exponent == 0 ? unit : TakesPrefix(unit) && prefix >= 0 && prefix < Prefixes.Length ? Prefixes[prefix] + unit : $"10{Superscript(exponent)} {unit}";
        return $"{Scale(value, exponent).ToString("G4", CultureInfo.InvariantCulture)} {shown}".TrimEnd();
    }

    /// <summary>Label of a tick on a linear axis, with the digits its step needs and a true minus sign.</summary>
    public static string TickText(double value, double step, int exponent)
    {
        double scaledStep = Scale(step, exponent);
        int decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(scaledStep) - 1e-9), 0, 15);
        if (Math.Abs(Math.Round(scaledStep, decimals) - scaledStep) > 1e-6 * scaledStep && decimals < 15)
        {
            decimals++;
        }

        string text = Scale(value, exponent).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        bool isZero = text.All(c => c is '-' or '0' or '.');
        return isZero ? text.TrimStart('-') : text.Replace('-', '\u2212');
    }

    /// <summary>Label of a tick on a logarithmic axis: 10, 200, 1k, 5M, or a power of ten outside the prefixes.</summary>
    public static string LogTickText(double value, string unit)
    {
        double decades = Math.Log10(value) + 1e-9;
        int group = (int)Math.Floor(decades / 3);
        double mantissa = Scale(value, 3 * group);
        if (!TakesPrefix(unit) && decades is > -3.5 and < 4)
        {
            return value.ToString("0.######", CultureInfo.InvariantCulture);
        }

        if (!TakesPrefix(unit) || group + 6 < 0 || group + 6 >= Prefixes.Length)
        {
            int exponent = (int)Math.Floor(decades);
            double lead = Math.Round(Scale(value, exponent), 3);
            string power = "10" + Superscript(exponent);
            return lead == 1 ? power : lead.ToString("0.###", CultureInfo.InvariantCulture) + "·" + power;
        }

        return mantissa.ToString("0.###", CultureInfo.InvariantCulture) + Prefixes[group + 6];
    }

    /// <summary>True for units that a prefix may precede; not for dB, degrees, kelvin, or squared units such as V^2/Hz.</summary>
    public static bool TakesPrefix(string unit)
    {
        int end = 0;
        while (end < unit.Length && char.IsLetter(unit[end]))
        {
            end++;
        }

        return Prefixable.Contains(unit[..end]) && (end == unit.Length || unit[end] is '/' or '*' or '·');
    }

    /// <summary>Written form of a unit: Ohm as its letter, deg as a degree sign, powers as superscripts.</summary>
    public static string Symbol(string unit) => unit switch
    {
        "-" or "1" => "",
        "deg" => "°",
        _ => unit.Replace("Ohm", "Ω").Replace("^2", "²").Replace("^3", "³"),
    };

    private static double Scale(double value, int exponent) => Ticks.Scaled(value, -exponent);

    private static string Superscript(int exponent)
    {
        const string digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        var text = new StringBuilder();
        foreach (char c in exponent.ToString(CultureInfo.InvariantCulture))
        {
            text.Append(c == '-' ? '⁻' : digits[c - '0']);
        }

        return text.ToString();
    }
}
