namespace NanoSpice.Expressions;

/// <summary>LTspice's uplim(x, b, z) and dnlim(x, b, z): x as far as z before the bound b, then an exponential that never meets b; C1.</summary>
/// <remarks>uplim = x for x below b - z, else b - z exp((b - z - x) / z);   dnlim(x, b, z) = -uplim(-x, -b, z);   z = 0: a sharp corner</remarks>
internal static class SoftLimit
{
    public static double Upper(ReadOnlySpan<double> a) => Value(a[0], a[1], a[2]);

    public static void UpperSlopes(ReadOnlySpan<double> a, Span<double> slopes) => Slopes(a[0], a[1], a[2], slopes);

    public static double Lower(ReadOnlySpan<double> a) => -Value(-a[0], -a[1], a[2]);

    public static void LowerSlopes(ReadOnlySpan<double> a, Span<double> slopes)
    {
        Slopes(-a[0], -a[1], a[2], slopes);
        slopes[2] = -slopes[2];
    }

    private static double Value(double x, double bound, double width) =>
        width <= 0 ? Math.Min(x, bound) : x <= bound - width ? x : bound - width * Math.Exp((bound - width - x) / width);

    private static void Slopes(double x, double bound, double width, Span<double> slopes)
    {
        slopes.Clear();
        if (width <= 0 ? x <= bound : x <= bound - width)
        {
            slopes[0] = 1;
            return;
        }
        double near = width <= 0 ? 0 : Math.Exp((bound - width - x) / width);
        (slopes[0], slopes[1]) = (near, 1 - near);
        slopes[2] = width <= 0 ? 0 : -near * (1 - (bound - x) / width);
    }
}
