namespace NanoSpice.Expressions;

/// <summary>
/// |x|^y: the meaning of x^y, x**y and pow(x, y) in ngspice's B source, whatever the exponent; so (-2)^3 is 8.
/// </summary>
internal static class Power
{
    public static double Value(double x, double y)
    {
        if (y == 2)
            return x * x;
        return y == 1 ? Math.Abs(x) : Math.Pow(Math.Abs(x), y);
    }

    /// <summary>Derivatives by x and by y. At x = 0 the curve is symmetric: its slope by x is 0.</summary>
    public static (double X, double Y) Slopes(double x, double y)
    {
        if (x == 0)
            return (0, 0);
        double size = Math.Abs(x), sign = x < 0 ? -1 : 1;
        double bySize = y == 2 ? 2 * size : y == 1 ? 1 : y == 0 ? 0 : y * Math.Pow(size, y - 1);
        return (sign * bySize, Value(x, y) * Math.Log(size));
    }

    /// <summary>Derivative by x alone, for constant exponents.</summary>
    public static double SlopeX(double x, double y)
    {
        if (y == 2)
            return 2 * x;
        if (x == 0 || y == 0)
            return 0;
        double size = Math.Abs(x);
        return (x < 0 ? -y : y) * (y == 1 ? 1 : y == 3 ? size * size : Math.Pow(size, y - 1));
    }
}
