namespace NanoSpice.Engine.Devices;

/// <summary>Roots of x^4 + a x^3 + b x^2 + c x + d by way of its resolvent cubic (Ferrari).</summary>
internal static class Quartic
{
    /// <summary>The least root above 0; NaN when there is none.</summary>
    public static double LeastPositive(double a, double b, double c, double d)
    {
        double y = CubicRoot(-b, a * c - 4 * d, -d * (a * a - 4 * b) - c * c);
        double p = Math.Sqrt(Math.Max(0, a * a / 4 - b + y)), q = Math.Sqrt(Math.Max(0, y * y / 4 - d)), least = double.NaN;
        foreach (int sign in (ReadOnlySpan<int>)[1, -1])
        {
            // x^2 + u x + v with the two signs tied so that the linear terms give c.
            double u = a / 2 + sign * p, other = a / 2 - sign * p, v = y / 2 + q, w = y / 2 - q;
            if (Math.Abs(other * v + u * w - c) > Math.Abs(other * w + u * v - c)) v = w;
            double inside = u * u / 4 - v;
            if (inside < 0) continue;
            foreach (int branch in (ReadOnlySpan<int>)[1, -1])
            {
                double x = -u / 2 + branch * Math.Sqrt(inside);
                if (x > 0 && !(x >= least)) least = x;
            }
        }
        return double.IsNaN(least) ? least : Polish(least, a, b, c, d);
    }

    private static double Polish(double x, double a, double b, double c, double d)
    {
        for (int k = 0; k < 3; k++)
        {
            double step = ((((x + a) * x + b) * x + c) * x + d) / (((4 * x + 3 * a) * x + 2 * b) * x + c);
            if (!(Math.Abs(step) < 0.5 * x)) break;
            x -= step;
        }
        return x;
    }

    /// <summary>The largest real root of y^3 + p y^2 + q y + r.</summary>
    private static double CubicRoot(double p, double q, double r)
    {
        double m = (3 * q - p * p) / 9, n = (2 * p * p * p - 9 * p * q + 27 * r) / 54, discriminant = n * n + m * m * m;
        if (discriminant < 0) return 2 * Math.Sqrt(-m) * Math.Cos(Math.Acos(Math.Clamp(-n / Math.Sqrt(-m * m * m), -1, 1)) / 3) - p / 3;
        double root = Math.Sqrt(discriminant);
        return Math.Cbrt(-n + root) + Math.Cbrt(-n - root) - p / 3;
    }
}
