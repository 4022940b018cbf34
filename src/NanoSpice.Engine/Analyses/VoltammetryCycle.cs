namespace NanoSpice.Engine;

/// <summary>Numbers of one cycle of a voltammogram, as netlists/TECHNIQUES.md defines them.</summary>
/// <param name="window">vhigh - vlow [V]</param>
/// <param name="rate">size of the sweep rate [V/s]</param>
/// <param name="samples">points of the current a sweep; odd, so that one stands at mid-window</param>
internal sealed class VoltammetryCycle(double window, double rate, int samples) : ICellObserver
{
    private readonly double[] _up = new double[samples], _down = new double[samples];
    private readonly Extreme _peak = new(1), _trough = new(-1);
    private double _chargeUp, _chargeDown;
    private bool _rising;

    /// <summary>Largest size of the current [A].</summary>
    public double MaxCurrent => Math.Max(Math.Abs(_peak.Current), Math.Abs(_trough.Current));

    /// <summary>A sweep, or a part of one, begins.</summary>
    public void Begin(bool rising) => _rising = rising;

    /// <inheritdoc/>
    public void Restart()
    {
        _peak.Break();
        _trough.Break();
    }

    /// <inheritdoc/>
    public void Weigh(CellPoint point, double weight)
    {
        if (_rising) _chargeUp += weight * point.Current;
        else _chargeDown += weight * point.Current;
        _peak.Add(point);
        _trough.Add(point);
    }

    /// <inheritdoc/>
    public void Sample(int k, CellPoint point)
    {
        if (k < samples) (_rising ? _up : _down)[k] = point.Current;
    }

    /// <summary>rms of the difference of the currents of two cycles, against the largest of this one [-].</summary>
    public double Change(VoltammetryCycle before)
    {
        double sum = 0;
        for (int k = 0; k < samples; k++) sum += Square(_up[k] - before._up[k]) + Square(_down[k] - before._down[k]);
        return Relative(Math.Sqrt(sum / (2 * samples)));
    }

    /// <summary>The numbers that are shown.</summary>
    public IEnumerable<DerivedNumber> Numbers(int cycle)
    {
        double area = rate * (_chargeUp - _chargeDown);
        int middle = samples / 2;
        return
        [
            new("area", area, "A V", cycle),
            new("capacitance", area / (2 * rate * window), "F", cycle),
            new("peak", _peak.Current, "A", cycle),
            new("peak_potential", _peak.Potential, "V", cycle),
            new("trough", _trough.Current, "A", cycle),
            new("trough_potential", _trough.Potential, "V", cycle),
            new("asymmetry", Asymmetry(), "", cycle),
            new("ratio", Math.Abs(_up[middle] / _down[middle]), "", cycle),
            new("charge", _chargeUp, "C", cycle),
            new("efficiency", -_chargeDown / _chargeUp, "", cycle),
        ];
    }

    /// <summary>rms over the window of i_up(v) + i_down(vlow + vhigh - v): both a time after the start of their sweep.</summary>
    private double Asymmetry()
    {
        double sum = 0;
        for (int k = 0; k < samples; k++) sum += Square(_up[k] + _down[k]);
        return Relative(Math.Sqrt(sum / samples));
    }

    private double Relative(double current) => MaxCurrent > 0 ? current / MaxCurrent : 0;

    private static double Square(double x) => x * x;
}
