namespace NanoSpice.Plots;

/// <summary>Positions of labelled ticks, of minor ticks, and the step between labelled ones.</summary>
/// <param name="Values">Labelled positions, ascending, inside the range.</param>
/// <param name="Minor">Unlabelled positions, ascending, inside the range.</param>
/// <param name="Step">Distance of labelled ticks; 0 on a logarithmic axis with decade labels.</param>
public sealed record TickSet(IReadOnlyList<double> Values, IReadOnlyList<double> Minor, double Step);

/// <summary>Round positions for axis labels: steps of 1, 2 or 5 times a power of ten.</summary>
public static class Ticks
{
    /// <summary>Slack when a range end is itself a tick, in steps; far above round-off, far below a pixel.</summary>
    private const double Slack = 1e-9;

    private static readonly double[] DegreeSteps = [15, 30, 45, 90, 180, 360, 720, 1440, 2880];

    /// <summary>Ticks of a linear axis, 3 to 12 of them.</summary>
    /// <param name="low">Lower end of the range, finite.</param>
    /// <param name="high">Upper end of the range, finite, above <paramref name="low"/>.</param>
    /// <param name="target">Number of intervals aimed at, 3 to 10.</param>
    public static TickSet Linear(double low, double high, int target = 6)
    {
        CheckRange(low, high);
        double wanted = (high - low) / Math.Clamp(target, 3, 10);
        int exponent = (int)Math.Floor(Math.Log10(wanted));
        int mantissa = 1;
        while (Scaled(mantissa, exponent) < wanted * (1 - Slack))
        {
            (mantissa, exponent) = Coarser(mantissa, exponent);
        }

        if (Between(low, high, mantissa, exponent).Count < 3)
        {
            (mantissa, exponent) = Finer(mantissa, exponent);
        }

        var (minor, minorExponent) = mantissa == 2 ? (5, exponent - 1) : Finer(mantissa, exponent);
        return new TickSet(
            Between(low, high, mantissa, exponent), Between(low, high, minor, minorExponent), Scaled(mantissa, exponent));
    }

    /// <summary>Ticks of an angle in degrees: 15, 30, 45, 90, ... where the range allows, else as <see cref="Linear"/>.</summary>
    public static TickSet Degrees(double low, double high, int target = 6)
    {
        CheckRange(low, high);
        foreach (double step in DegreeSteps)
        {
            if ((high - low) / step > target)
            {
                continue;
            }

            var values = Multiples(low, high, k => k * step, step);
            return values.Count < 3 ? Linear(low, high, target) : new TickSet(values, [], step);
        }

        return Linear(low, high, target);
    }

    /// <summary>Ticks of a logarithmic axis: decades, 1-2-5 within up to three decades, or linear ones inside a decade.</summary>
    /// <param name="low">Lower end of the range, above 0.</param>
    /// <param name="high">Upper end of the range, finite.</param>
    /// <param name="target">Intervals between labelled decades not to exceed, 6 to 11; with fewer, two labels could be all.</param>
    public static TickSet Logarithmic(double low, double high, int target = 10)
    {
        CheckRange(low, high);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(low);
        int first = (int)Math.Floor(Math.Log10(low)), last = (int)Math.Ceiling(Math.Log10(high));
        double decades = Math.Log10(high / low);
        if (decades < 1)
        {
            return Linear(low, high, 5);
        }

        int stride = Math.Max(1, (int)Math.Ceiling(decades / Math.Clamp(target, 6, 11)));
        var labelled = new List<double>();
        var minor = new List<double>();
        for (int e = first; e <= last; e++)
        {
            bool decadeLabel = Modulo(e, stride) == 0;
            for (int m = 1; m <= 9; m++)
            {
                bool isLabel = decadeLabel && (m == 1 || (decades < 3 && m is 2 or 5));
                double value = Scaled(m, e);
                if (value >= low * (1 - Slack) && value <= high * (1 + Slack) && (stride == 1 || m == 1))
                {
                    (isLabel ? labelled : minor).Add(Math.Clamp(value, low, high));
                }
            }
        }

        return new TickSet(labelled, minor, 0);
    }

    /// <summary>mantissa * 10^exponent, correctly rounded for the exponents of an axis.</summary>
    internal static double Scaled(double mantissa, int exponent)
        => exponent < 0 ? mantissa / PowerOfTen(-exponent) : mantissa * PowerOfTen(exponent);

    /// <summary>10^exponent, exact up to 10^22.</summary>
    internal static double PowerOfTen(int exponent)
    {
        double power = 1;
        if (exponent > 22)
        {
            return Math.Pow(10, exponent);
        }

        for (int i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }

    private static List<double> Between(double low, double high, int mantissa, int exponent)
        => Multiples(low, high, k => Scaled(k * mantissa, exponent), Scaled(mantissa, exponent));

    private static List<double> Multiples(double low, double high, Func<double, double> tick, double step)
    {
        double first = Math.Ceiling((low / step) - Slack), last = Math.Floor((high / step) + Slack);
        var values = new List<double>();
        for (int i = 0; i <= last - first; i++)
        {
            values.Add(Math.Clamp(tick(first + i), low, high));
        }

        return values;
    }

    private static (int Mantissa, int Exponent) Coarser(int mantissa, int exponent)
        => mantissa switch { 1 => (2, exponent), 2 => (5, exponent), _ => (1, exponent + 1) };

    private static (int Mantissa, int Exponent) Finer(int mantissa, int exponent)
        => mantissa switch { 5 => (2, exponent), 2 => (1, exponent), _ => (5, exponent - 1) };

    private static int Modulo(int a, int b) => ((a % b) + b) % b;

    private static void CheckRange(double low, double high)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high) || !(low < high))
        {
            throw new ArgumentException($"an axis needs a finite range of positive length, not {low} to {high}");
        }
    }
}
