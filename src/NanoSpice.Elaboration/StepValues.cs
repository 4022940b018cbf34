using System.Globalization;

namespace NanoSpice.Elaboration;

/// <summary>The values of a .step by increment or by points a decade.</summary>
public static class StepValues
{
    /// <summary>Points of a sweep at most.</summary>
    public const int Most = 1_000_000;

    /// <summary>start, start + step, ... up to stop, which counts as met within a millionth of a step.</summary>
    public static double[] Linear(double start, double stop, double step)
    {
        double last = Math.Floor((stop - start) / step + 1e-6), quantum = Math.Max(Math.Abs(start), Math.Abs(stop));
        if (!(last < Most)) return new double[Most + 1];      // too many, whatever they are
        var values = new double[(int)last + 1];
        // Decimal steps stay decimal: -0.9 + 9 * 0.1 is 0, not 1.1e-16.
        int digit = quantum == 0 ? 0 : (int)Math.Floor(Math.Log10(quantum)) - 14;
        for (int k = 0; k < values.Length; k++) values[k] = Rounded(start + k * step, digit);
        return values;
    }

    /// <summary>n points a factor of base from start to stop, which counts as met within a thousandth of a step.</summary>
    public static double[] Logarithmic(double start, double stop, double n, double unit)
    {
        double last = Math.Floor(n * Math.Abs(Math.Log(stop / start)) / Math.Log(unit) + 1e-3);
        if (!(last < Most)) return new double[Most + 1];
        var values = new double[(int)last + 1];
        int sign = Math.Abs(stop) < Math.Abs(start) ? -1 : 1;
        for (int k = 0; k < values.Length; k++)
        {
            double v = start * Math.Pow(unit, sign * k / n);
            values[k] = Rounded(v, (int)Math.Floor(Math.Log10(Math.Abs(v))) - 14);
        }
        return values;
    }

    /// <summary>Rounded to a power of ten.</summary>
    private static double Rounded(double value, int digit)
    {
        double whole = Math.Round(value / Math.Pow(10, digit)) + 0.0;      // -0 is 0
        return !double.IsFinite(whole) || Math.Abs(digit) > 290 ? value
            : double.Parse(string.Create(CultureInfo.InvariantCulture, $"{whole:F0}e{digit}"), CultureInfo.InvariantCulture);
    }
}
