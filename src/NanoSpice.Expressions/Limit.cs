namespace NanoSpice.Expressions;

/// <summary>limit(x, a, b): the middle one of the three, so the bounds may come in either order.</summary>
internal static class Limit
{
    public static double Value(ReadOnlySpan<double> a) => Math.Min(Math.Max(a[0], Math.Min(a[1], a[2])), Math.Max(a[1], a[2]));

    /// <summary>One for the argument that is the value; x itself on a bound.</summary>
    public static void Slopes(ReadOnlySpan<double> a, Span<double> slopes)
    {
        slopes.Clear();
        double value = Value(a);
        slopes[value == a[0] ? 0 : value == a[1] ? 1 : 2] = 1;
    }
}
