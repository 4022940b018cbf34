namespace NanoSpice.Engine.Stimuli;

/// <summary>PWL(t1 v1 t2 v2 ...) [r=] [td=]: straight lines between points, constant outside.</summary>
/// <remarks>With a repeat time r, the part from r to the last time is repeated for ever; all times are shifted by td.</remarks>
public sealed class PiecewiseLinear : Stimulus
{
    private readonly double[] _times, _values, _repeated;
    private readonly double _delay, _repeatFrom, _period, _end;

    /// <param name="times">ascending [s]</param>
    /// <param name="values">[V or A]</param>
    /// <param name="delay">td [s]</param>
    /// <param name="repeatFrom">r: 0, or a time below the last [s]; NaN for no repetition</param>
    public PiecewiseLinear(IReadOnlyList<double> times, IReadOnlyList<double> values, double delay = 0, double repeatFrom = double.NaN)
    {
        (_times, _values, _delay, _repeatFrom, _end) = ([.. times], [.. values], delay, repeatFrom, times[^1]);
        _period = _end - repeatFrom;
        _repeated = double.IsNaN(repeatFrom) ? [] : [.. _times.Where(s => s > repeatFrom).Select(s => s - repeatFrom)];
    }

    public override double Value(double t)
    {
        double s = t - _delay;
        if (s > _end && _repeated.Length > 0)
        {
            s = s - _repeatFrom - PeriodsBefore(s, _repeatFrom, _period) * _period + _repeatFrom;
        }
        if (s <= _times[0]) return _values[0];
        if (s >= _end) return _values[^1];
        int k = Array.BinarySearch(_times, s);
        if (k >= 0) return _values[k];
        k = ~k;
        return _values[k - 1] + (_values[k] - _values[k - 1]) * ((s - _times[k - 1]) / (_times[k] - _times[k - 1]));
    }

    public override double NextBreakpoint(double t)
    {
        double s = t - _delay, margin = Margin(t, _end);
        if (s + margin < _end)
        {
            int k = Array.BinarySearch(_times, s + margin);
            k = k >= 0 ? k + 1 : ~k;
            if (k < _times.Length) return _delay + _times[k];
        }
        return _repeated.Length > 0 ? NextOf(t, _delay + _repeatFrom, _period, double.PositiveInfinity, _repeated) : double.PositiveInfinity;
    }
}
