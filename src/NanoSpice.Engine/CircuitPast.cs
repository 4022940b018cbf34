using NanoSpice.Numerics;

namespace NanoSpice.Engine;

/// <summary>Keeps the past of the signals that devices read back, step by step of a run.</summary>
internal sealed class CircuitPast
{
    /// <summary>Pieces a step [-]: the error of Hermite's cubic, h^4/384 of the fourth derivative, is then below that of the step.</summary>
    private const int PiecesPerStep = 2;

    /// <summary>A kink is one when it moves the signal by this part of its tolerance within the delay [-].</summary>
    private const double KinkShare = 0.01;

    private readonly DelayedSignal[] _signals;
    private readonly SignalHistory[] _past;
    private readonly SimulationOptions _options;
    private readonly int[] _needed;
    private readonly double[] _x, _slope, _scale;
    private bool _fromInitial;

    public CircuitPast(IEnumerable<Device> devices, int unknowns, SimulationOptions options)
    {
        _signals = [.. devices.SelectMany(d => d.Signals)];
        _past = new SignalHistory[_signals.Length == 0 ? 0 : 1 + _signals.Max(s => s.Slot)];
        for (int k = 0; k < _past.Length; k++) _past[k] = new SignalHistory();
        _options = options;
        _needed = [.. _signals.SelectMany(s => s.Terms).Where(t => !t.Unknown.IsGround).Select(t => t.Unknown.Index).Distinct().Order()];
        (_x, _slope, _scale) = (new double[unknowns], new double[unknowns], new double[_signals.Length]);
    }

    public bool IsEmpty => _signals.Length == 0;

    /// <summary>By slot.</summary>
    public SignalHistory[] Signals => _past;

    /// <summary>The next run starts from initial conditions in place of a solution (uic).</summary>
    public void StartFromInitial() => _fromInitial = true;

    /// <summary>A run begins at t with x: anew, unless the past leads up to there, as in a technique of several phases.</summary>
    public void Begin(double t, ReadOnlySpan<double> x)
    {
        bool initial = _fromInitial;
        _fromInitial = false;
        for (int k = 0; k < _signals.Length; k++)
        {
            var past = _past[_signals[k].Slot];
            if (t > 0 && Math.Abs(past.End - t) <= 1e-9 * t) continue;
            past.Reset(initial && !double.IsNaN(_signals[k].Initial) ? _signals[k].Initial : Sum(_signals[k], x));
            _scale[k] = Math.Abs(past.Latest.Value);
        }
    }

    /// <summary>The run started, or started again behind a kink, at t; the stepper stands just behind.</summary>
    public void Started(double t, IDaeStepper stepper)
    {
        double after = stepper.Time;
        stepper.Interpolate(after, _x, _slope, _needed);
        for (int k = 0; k < _signals.Length; k++)
        {
            var past = _past[_signals[k].Slot];
            var (value, slope) = past.Latest;
            var (newValue, newSlope) = (Sum(_signals[k], _x), Sum(_signals[k], _slope));
            double delay = _signals[k].Delay, first = newValue - newSlope * (after - t);
            _scale[k] = Math.Max(_scale[k], Math.Abs(newValue));
            double tolerance = KinkShare * (_options.RelativeTolerance * _scale[k] + _options.VoltageTolerance);
            if (Math.Abs(first - value) > tolerance || Math.Abs(newSlope - slope) * delay > tolerance) past.AddKink(t, t - 2 * delay);
            past.Append(t, after, (first, newSlope), (newValue, newSlope), t - 2 * delay);
        }
    }

    /// <summary>The solution is known on (from, to].</summary>
    public void Advanced(double from, double to, IDaeStepper stepper)
    {
        double start = from;
        for (int piece = 1; piece <= PiecesPerStep; piece++)
        {
            double end = piece == PiecesPerStep ? to : from + (to - from) * piece / PiecesPerStep;
            stepper.Interpolate(end, _x, _slope, _needed);
            for (int k = 0; k < _signals.Length; k++)
            {
                var past = _past[_signals[k].Slot];
                (double Value, double Slope) after = (Sum(_signals[k], _x), Sum(_signals[k], _slope));
                past.Append(start, end, past.Latest, after, from - 2 * _signals[k].Delay);      // goes on smoothly: what reads it back has an error control too
                _scale[k] = Math.Max(_scale[k], Math.Abs(after.Value));
            }
            start = end;
        }
    }

    /// <summary>First time after t at which a kink comes back.</summary>
    public double NextBreakpoint(double t)
    {
        double next = double.PositiveInfinity;
        foreach (var s in _signals)
        {
            // Kinks that come back within the clock's round-off are the one the run stands at.
            double kink = _past[s.Slot].NextKink(t - s.Delay + 1e-12 * Math.Abs(t));
            next = Math.Min(next, kink + s.Delay);
        }
        return next;
    }

    private static double Sum(DelayedSignal signal, ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (var (unknown, factor) in signal.Terms)
            if (!unknown.IsGround) sum += factor * x[unknown.Index];
        return sum;
    }
}
