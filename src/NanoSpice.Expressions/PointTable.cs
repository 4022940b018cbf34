namespace NanoSpice.Expressions;

/// <summary>Straight lines between points (x1, y1), (x2, y2) ... with ascending x: the functions table and pwl.</summary>
/// <remarks>Arguments: x, x1, y1, x2, y2 ...    y = y_k + w (y_k+1 - y_k),   w = (x - x_k) / (x_k+1 - x_k)</remarks>
internal static class PointTable
{
    public static double Value(ReadOnlySpan<double> a, bool extend)
    {
        double x = a[0];
        int last = (a.Length - 3) / 2;
        if (last == 0)
            return a[2];
        if (!extend && x <= a[1])
            return a[2];
        if (!extend && x >= a[1 + 2 * last])
            return a[2 + 2 * last];
        int k = 1 + 2 * Interval(a, x);
        double w = (x - a[k]) / (a[k + 2] - a[k]);
        return a[k + 1] + w * (a[k + 3] - a[k + 1]);
    }

    public static void Slopes(ReadOnlySpan<double> a, Span<double> slopes, bool extend)
    {
        slopes.Clear();
        double x = a[0];
        int last = (a.Length - 3) / 2;
        if (last == 0 || (!extend && x < a[1]))
        {
            slopes[2] = 1;
            return;
        }
        if (!extend && x > a[1 + 2 * last])
        {
            slopes[2 + 2 * last] = 1;
            return;
        }
        int k = 1 + 2 * Interval(a, x);
        double slope = (a[k + 3] - a[k + 1]) / (a[k + 2] - a[k]), w = (x - a[k]) / (a[k + 2] - a[k]);
        slopes[0] = slope;
        slopes[k] = -slope * (1 - w);
        slopes[k + 1] = 1 - w;
        slopes[k + 2] = -slope * w;
        slopes[k + 3] = w;
    }

    /// <summary>The last interval whose left end is not above x; the first one for x before all points.</summary>
    private static int Interval(ReadOnlySpan<double> a, double x)
    {
        int low = 0, high = (a.Length - 3) / 2;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (a[1 + 2 * middle] <= x)
                low = middle;
            else
                high = middle;
        }
        return low;
    }
}
