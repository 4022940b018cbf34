using NanoSpice.Expressions;

namespace NanoSpice.Engine.Stimuli;

/// <summary>A function of drawn values: 0 at rest, on top of the DC value of its line.</summary>
public abstract class RandomStimulus : Stimulus
{
    /// <summary>DC value of the line [V or A].</summary>
    public double Offset { get; set; }

    public sealed override double Value(double t) => Offset + (t > 0 ? Drawn(t) : AtRest);

    /// <summary>Value at t = 0, above the offset.</summary>
    protected virtual double AtRest => 0;

    protected abstract double Drawn(double t);
}

/// <summary>TRNOISE(na nt nalpha namp rtsam rtscapt rtsemt): white and 1/f noise joined by straight lines, and random telegraph noise.</summary>
/// <remarks>v(k nt) = na n_k + c_k - c_0, k = 1, 2, ...; v(0) = 0; n_k standard normal, drawn by seed, source and k alone [NGSPICE]</remarks>
/// <param name="place">name of the source</param>
/// <param name="white">na, standard deviation of a sample [V or A]</param>
/// <param name="step">nt [s]; 0: no samples</param>
/// <param name="colored">c_k [V or A]; empty: none</param>
/// <param name="level">rtsam [V or A]</param>
/// <param name="switched">times at which the telegraph noise turns on, off, on ... [s]</param>
public sealed class TransientNoise(DrawSeed seed, string place, double white, double step, double[] colored, double level, double[] switched) : RandomStimulus
{
    private double _left, _right;
    private int _index = -1;

    protected override double Drawn(double t) => (step > 0 ? Between(t / step) : 0) + (Passed(t) % 2 == 1 ? level : 0);

    public override double NextBreakpoint(double t)
    {
        double sample = step > 0 ? NextOf(t, 0, step, double.PositiveInfinity, [step]) : double.PositiveInfinity;
        return Math.Min(sample, switched.Length > 0 ? NextOf(t, switched[^1], switched) : double.PositiveInfinity);
    }

    private double Between(double samples)
    {
        int k = (int)Math.Min(samples, int.MaxValue - 1);
        if (k != _index) (_index, _left, _right) = (k, Sample(k), Sample(k + 1));
        return _left + (_right - _left) * (samples - k);
    }

    private double Sample(int k)
    {
        if (k == 0) return 0;
        double value = white == 0 ? 0 : white * Distribution.Normal(seed.Uniform(place, k));
        return colored.Length == 0 ? value : value + colored[Math.Min(k, colored.Length - 1)] - colored[0];
    }

    /// <summary>How many times it has turned before t.</summary>
    private int Passed(double t)
    {
        int k = Array.BinarySearch(switched, t);
        return k >= 0 ? k : ~k;
    }
}

/// <summary>TRRANDOM(type ts td p1 p2): a new value every ts from td on; p2 before.</summary>
/// <remarks>1: p1 u + p2, u uniform in -1 .. 1;  2: p1 n + p2, n standard normal;  3: exponential of mean p1, + p2;  4: Poisson of mean p1, + p2 [NGSPICE]</remarks>
/// <param name="place">name of the source</param>
/// <param name="step">ts [s]</param>
/// <param name="delay">td [s]</param>
public sealed class SampledRandom(DrawSeed seed, string place, int type, double step, double delay, double scale, double center) : RandomStimulus
{
    /// <summary>Mean above which a Poisson variable is taken as normal: exp(-mean) is still a number.</summary>
    private const double LargePoisson = 500;

    private double _value;
    private int _index = -1;

    protected override double AtRest => center;

    protected override double Drawn(double t)
    {
        if (t <= delay) return center;
        int k = (int)Math.Min(PeriodsBefore(t, delay, step), int.MaxValue);
        if (k != _index) (_index, _value) = (k, center + One(seed.Uniform(place, k)));
        return _value;
    }

    public override double NextBreakpoint(double t) => NextOf(t, delay, step, double.PositiveInfinity, [0, step]);

    private double One(double p) => type switch
    {
        1 => scale * Distribution.Spread(p),
        2 => scale * Distribution.Normal(p),
        3 => -scale * Math.Log(p),
        _ => Poisson(p),
    };

    private double Poisson(double p)
    {
        if (scale > LargePoisson) return Math.Round(scale + Math.Sqrt(scale) * Distribution.Normal(p));
        double term = Math.Exp(-scale), sum = term;
        int k = 0;
        for (; sum < p && term > 0; sum += term) term *= scale / ++k;
        return k;
    }
}
