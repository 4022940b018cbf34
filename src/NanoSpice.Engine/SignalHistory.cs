namespace NanoSpice.Engine;

/// <summary>A sum of unknowns whose past a device reads: the wave that leaves one end of a line.</summary>
/// <param name="Slot">from DeviceRequest.Signal</param>
/// <param name="Delay">how far back it is read [s]</param>
/// <param name="Terms">unknowns with their factors</param>
/// <param name="Initial">value before the start of a run with uic; NaN: that of the unknowns</param>
public sealed record DelayedSignal(int Slot, double Delay, (Unknown Unknown, double Factor)[] Terms, double Initial = double.NaN);

/// <summary>One signal over the past of a run as cubic pieces, as far back as it is read; constant before the run.</summary>
/// <remarks>
///   A piece holds values and slopes at its two ends (Hermite). A jump lies between two pieces: at its very time the signal still has
///   the value before. Reading allocates nothing; a new piece may. Times of kinks are kept, since they come back after the delay.
/// </remarks>
public sealed class SignalHistory
{
    /// <summary>Above the round-off of time - delay in parts of time, below the starting steps behind a kink [-]: a piece is read this far past its end.</summary>
    private const double Overlap = 1e-13;

    private readonly record struct Piece(double Start, double End, double Value, double Slope, double EndValue, double EndSlope);

    private Piece[] _pieces = new Piece[16];
    private double[] _kinks = new double[4];
    private int _first, _count, _kinkCount, _last;
    private double _before;

    /// <summary>End of what is known [s]; -inf when nothing is.</summary>
    public double End => _count == 0 ? double.NegativeInfinity : this[_count - 1].End;

    /// <summary>Value and slope at the end of what is known.</summary>
    public (double Value, double Slope) Latest => _count == 0 ? (_before, 0) : (this[_count - 1].EndValue, this[_count - 1].EndSlope);

    private ref Piece this[int k] => ref _pieces[(_first + k) & (_pieces.Length - 1)];

    /// <summary>Forgets everything; the signal had that value at all times before.</summary>
    public void Reset(double value) => (_first, _count, _kinkCount, _last, _before) = (0, 0, 0, 0, value);

    /// <summary>The signal a delay before a time [s].</summary>
    public double Value(double time, double delay)
    {
        if (_count == 0) return _before;
        double t = time - delay, early = t - Overlap * Math.Abs(time);
        if (early <= this[0].Start) return _before;
        ref Piece p = ref this[Find(early)];
        double h = p.End - p.Start, u = Math.Min((t - p.Start) / h, 1), w = 1 - u;
        return w * w * ((1 + 2 * u) * p.Value + u * h * p.Slope) + u * u * ((1 + 2 * w) * p.EndValue - w * h * p.EndSlope);
    }

    /// <summary>Adds a piece; what lies further back than needed is forgotten.</summary>
    public void Append(double from, double to, (double Value, double Slope) start, (double Value, double Slope) end, double needed)
    {
        if (!(to > from)) return;
        while (_count > 1 && this[1].Start < needed)
        {
            _before = this[0].EndValue;
            _first = (_first + 1) & (_pieces.Length - 1);
            _count--;
        }
        if (_count == _pieces.Length)
        {
            var wider = new Piece[2 * _count];
            for (int k = 0; k < _count; k++) wider[k] = this[k];
            (_pieces, _first) = (wider, 0);
        }
        this[_count++] = new(from, to, start.Value, start.Slope, end.Value, end.Slope);
    }

    /// <summary>Remembers a kink at t.</summary>
    public void AddKink(double t, double needed)
    {
        int old = 0;
        while (old < _kinkCount && _kinks[old] < needed) old++;
        Array.Copy(_kinks, old, _kinks, 0, _kinkCount -= old);
        if (_kinkCount == _kinks.Length) Array.Resize(ref _kinks, 2 * _kinkCount);
        _kinks[_kinkCount++] = t;
    }

    /// <summary>First kink after t; +inf when there is none.</summary>
    public double NextKink(double t)
    {
        for (int k = 0; k < _kinkCount; k++)
            if (_kinks[k] > t) return _kinks[k];
        return double.PositiveInfinity;
    }

    /// <summary>The piece that holds t: the first one that ends at or after it; the last when none does.</summary>
    private int Find(double t)
    {
        // Reads move forward together with the run.
        if (_last < _count && this[_last].End >= t && (_last == 0 || this[_last - 1].End < t)) return _last;
        int low = 0, high = _count - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (this[middle].End >= t) high = middle;
            else low = middle + 1;
        }
        return _last = low;
    }
}
