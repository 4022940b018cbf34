namespace NanoSpice.Testing.Problems;

/// <summary>Current of the source that drives a ladder, at any time: quintic Hermite between the mesh points.</summary>
/// <remarks>
///   i = (v - w_0) / ropen: what the source delivers into the sheet; SPICE's i(V1) of a source from sheet to bulk is -i.
///   i' and i'' come from the ODE itself, so the interpolation is of order 6 and never spans a kink.
/// </remarks>
public sealed class LadderSolution(LadderOde ladder)
{
    private readonly List<double> _time = [];
    private readonly List<(double I, double First, double Second)> _current = [];
    private readonly double[] _rate = new double[ladder.Size];
    private readonly double[] _below = new double[ladder.Size], _diagonal = new double[ladder.Size], _above = new double[ladder.Size];

    /// <summary>Largest |i| at the mesh points [A]: full scale of every comparison.</summary>
    public double Imax { get; private set; }

    /// <summary>Number of steps taken.</summary>
    public int StepCount => _time.Count;

    /// <summary>Records a point; on a kink once for each side. <paramref name="slope"/>: dv/dt on this side [V/s].</summary>
    internal void Add(double t, ReadOnlySpan<double> w, double slope)
    {
        ladder.Rate(t, w, _rate);
        ladder.Jacobian(t, w, _below, _diagonal, _above);
        double second = _diagonal[0] * _rate[0] + _above[0] * _rate[1] + slope / (ladder.Ropen * ladder.Copen);
        double i = (ladder.Voltage(t) - w[0]) / ladder.Ropen;
        _time.Add(t);
        _current.Add((i, (slope - _rate[0]) / ladder.Ropen, -second / ladder.Ropen));
        Imax = Math.Max(Imax, Math.Abs(i));
    }

    /// <summary>Current delivered by the source [A] at time <paramref name="t"/> [s].</summary>
    public double Current(double t)
    {
        int right = _time.BinarySearch(t);
        if (right >= 0) return _current[right].I;
        right = Math.Clamp(~right, 1, _time.Count - 1);
        double h = _time[right] - _time[right - 1], s = (t - _time[right - 1]) / h;
        var (a, a1, a2) = _current[right - 1];
        var (b, b1, b2) = _current[right];
        double c3 = 10 * (b - a) - h * (6 * a1 + 4 * b1) - h * h * (1.5 * a2 - 0.5 * b2);
        double c4 = -15 * (b - a) + h * (8 * a1 + 7 * b1) + h * h * (1.5 * a2 - b2);
        double c5 = 6 * (b - a) - h * 3 * (a1 + b1) - h * h * 0.5 * (a2 - b2);
        return a + s * (h * a1 + s * (0.5 * h * h * a2 + s * (c3 + s * (c4 + s * c5))));
    }

    /// <summary>The current on a uniform grid of <paramref name="intervals"/> from 0 to the end [A].</summary>
    public double[] Sample(int intervals)
    {
        double[] samples = new double[intervals + 1];
        for (int k = 0; k <= intervals; k++) samples[k] = Current(ladder.Stop * k / intervals);
        return samples;
    }

    /// <summary>Largest |given - oracle| / Imax of a waveform of the delivered current at its own points, and where it is.</summary>
    public (double Error, double Time) WorstError(IReadOnlyList<double> time, IReadOnlyList<double> current)
    {
        var worst = (Error: 0.0, Time: 0.0);
        for (int k = 0; k < time.Count; k++)
        {
            double error = Math.Abs(current[k] - Current(time[k])) / Imax;
            if (!(error <= worst.Error)) worst = (error, time[k]);
        }

        return worst;
    }
}
