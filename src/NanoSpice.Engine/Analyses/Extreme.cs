namespace NanoSpice.Engine;

/// <summary>The largest current over pieces of smooth curve, and the potential where it flows; a parabola through three points finds it between them.</summary>
/// <param name="sign">1 for the largest, -1 for the smallest</param>
internal sealed class Extreme(int sign)
{
    private CellPoint _first, _second;
    private int _count;
    private double _best = double.NegativeInfinity;

    /// <summary>[A]; NaN without points.</summary>
    public double Current => double.IsNegativeInfinity(_best) ? double.NaN : sign * _best;

    /// <summary>[V]</summary>
    public double Potential { get; private set; } = double.NaN;

    /// <summary>What follows is another piece of curve.</summary>
    public void Break() => _count = 0;

    /// <summary>The next point of the curve.</summary>
    public void Add(CellPoint p)
    {
        Take(sign * p.Current, p.Potential);
        if (_count >= 2 && sign * _second.Current > Math.Max(sign * _first.Current, sign * p.Current)) Refine(p);
        if (_count > 0 && p.Time <= _second.Time) return;
        (_first, _second, _count) = (_second, p, _count + 1);
    }

    private void Refine(CellPoint third)
    {
        double left = (_second.Current - _first.Current) / (_second.Time - _first.Time), right = (third.Current - _second.Current) / (third.Time - _second.Time);
        double bend = (right - left) / (third.Time - _first.Time);
        // i' = left + bend (2 t - t1 - t2) = 0
        double t = 0.5 * (_first.Time + _second.Time - left / bend);
        if (!(t > _first.Time && t < third.Time)) return;
        double value = _first.Current + (left + bend * (t - _second.Time)) * (t - _first.Time);
        // Of points that round-off moves, a parabola may rise anywhere.
        if (sign * value > 2 * sign * _second.Current - Math.Min(sign * _first.Current, sign * third.Current)) return;
        var (a, b) = t < _second.Time ? (_first, _second) : (_second, third);
        Take(sign * value, a.Potential + (b.Potential - a.Potential) * ((t - a.Time) / (b.Time - a.Time)));
    }

    private void Take(double value, double potential)
    {
        if (!(value > _best)) return;
        (_best, Potential) = (value, potential);
    }
}
