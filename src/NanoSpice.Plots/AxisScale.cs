namespace NanoSpice.Plots;

/// <summary>The range of an axis and the map from a value to a position between 0 and 1.</summary>
internal sealed class AxisScale
{
    /// <summary>A range shorter than this share of its magnitude is noise about a constant: shown flat.</summary>
    private const double FlatShare = 1e-9;

    /// <summary>Margin on either side of the data, as a share of its range.</summary>
    private const double Margin = 0.045;

    private readonly double _origin, _length;

    private AxisScale(Axis axis, double low, double high)
    {
        (Axis, Low, High) = (axis, low, high);
        _origin = Bend(low);
        _length = Bend(high) - _origin;
    }

    public Axis Axis { get; }

    public double Low { get; }

    public double High { get; }

    /// <summary>Position of a value, 0 at the lower and 1 at the upper end; not finite where the value cannot be shown.</summary>
    public double Map(double value) => (Bend(value) - _origin) / _length;

    /// <summary>The scale for data, with the range asked for by the axis where it says so.</summary>
    public static AxisScale For(Axis axis, IEnumerable<ReadOnlyMemory<double>> data)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (var values in data)
        {
            foreach (double v in values.Span)
            {
                if (double.IsFinite(v) && (v > 0 || !axis.Logarithmic))
                {
                    low = Math.Min(low, v);
                    high = Math.Max(high, v);
                }
            }
        }

        if (low > high)
        {
            (low, high) = axis.Logarithmic ? (1, 10) : (0, 1);
        }

        (low, high) = axis.Logarithmic ? WidenLogarithmic(low, high, axis.Tight) : WidenLinear(low, high, axis.Tight);
        low = axis.Minimum ?? low;
        high = axis.Maximum ?? high;
        return new AxisScale(axis, low, high > low ? high : low + Math.Max(1, Math.Abs(low)));
    }

    /// <summary>The same axis over another range.</summary>
    public AxisScale Over(double low, double high) => new(Axis, low, high);

    /// <summary>Ticks for an axis of the given length [px].</summary>
    public TickSet Ticks(double length, double spacing)
    {
        int target = Math.Clamp((int)(length / spacing), 3, 8);
        return Axis switch
        {
            { Logarithmic: true } => Plots.Ticks.Logarithmic(Low, High, Math.Max(target, 5)),
            { Unit: "deg" } => Plots.Ticks.Degrees(Low, High, target),
            _ => Plots.Ticks.Linear(Low, High, target),
        };
    }

    private double Bend(double value) => Axis.Logarithmic ? Math.Log10(value) : value;

    private static (double Low, double High) WidenLinear(double low, double high, bool tight)
    {
        double size = Math.Max(Math.Abs(low), Math.Abs(high));
        if (high - low <= FlatShare * size)
        {
            double half = size == 0 ? 1 : 0.1 * size;
            return (((low + high) / 2) - half, ((low + high) / 2) + half);
        }

        double margin = tight ? 0 : Margin * (high - low);
        return (low - margin, high + margin);
    }

    private static (double Low, double High) WidenLogarithmic(double low, double high, bool tight)
    {
        if (high / low < 1 + FlatShare)
        {
            return (low / 2, high * 2);
        }

        double factor = tight ? 1 : Math.Pow(high / low, Margin);
        return (low / factor, high * factor);
    }
}
