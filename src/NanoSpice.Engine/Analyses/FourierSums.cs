using NanoSpice.Numerics;

namespace NanoSpice.Engine;

/// <summary>Fourier integrals of vectors over the end of a transient, taken from the integrator's own polynomials as it goes.</summary>
/// <remarks>
///   (1)  a_k = 2/T int x cos(k w t') dt,  b_k = 2/T int x sin(k w t') dt,  t' from the start of the window, a_0 the mean
///   Each step by Gauss's rule of eight points, in pieces of at most two radians of the highest harmonic: what is missing is below round-off.
/// </remarks>
public sealed class FourierSums(FourierOptions options) : IStepObserver
{
    private const double LargestPiece = 2;

    private static readonly (double At, double Weight)[] Gauss =
    [
        (0.18343464249564980, 0.36268378337836198), (0.52553240991632899, 0.31370664587788729),
        (0.79666647741362674, 0.22238103445337447), (0.96028985649753623, 0.10122853629037626),
    ];

    private readonly double[,] _cosine = new double[options.Vectors.Count, options.Harmonics], _sine = new double[options.Vectors.Count, options.Harmonics];
    private Circuit? _circuit;
    private double[] _x = [], _slope = [];
    private double _start, _stop, _reached;

    /// <summary>Mean and cosine parts, by vector and harmonic; the mean at 0.</summary>
    public double Cosine(int vector, int k) => _cosine[vector, k] * (k == 0 ? 1 : 2) / (_stop - _start);

    public double Sine(int vector, int k) => 2 * _sine[vector, k] / (_stop - _start);

    /// <summary>True when the transient went through the whole window.</summary>
    public bool IsComplete => _circuit is not null && _reached >= _stop;

    /// <summary>Makes ready for a transient that ends at a time [s].</summary>
    public void Begin(Circuit circuit, double stop)
    {
        (_circuit, _x, _slope) = (circuit, new double[circuit.Size], new double[circuit.Size]);
        (_stop, _start, _reached) = (stop, Math.Max(0, stop - options.PeriodsWithin(stop) / options.Frequency), 0);
        Array.Clear(_cosine);
        Array.Clear(_sine);
    }

    /// <summary>A start goes a short way beyond a kink before its first step.</summary>
    public void Started(double t, IDaeStepper stepper, bool jumped)
    {
        double left = Math.Max(_reached, _start), right = Math.Min(stepper.Time, _stop);
        if (right > left) Take(right, right - left, stepper);
        _reached = Math.Max(_reached, stepper.Time);
    }

    public void Advanced(double from, double to, IDaeStepper stepper)
    {
        _reached = to;
        double left = Math.Max(from, _start), right = Math.Min(to, _stop);
        if (right <= left) return;
        double span = 2 * Math.PI * options.Frequency * Math.Max(1, options.Harmonics - 1) * (right - left);
        int pieces = Math.Max(1, (int)Math.Ceiling(span / LargestPiece));
        double half = 0.5 * (right - left) / pieces;
        for (int p = 0; p < pieces; p++)
        {
            double middle = left + (2 * p + 1) * half;
            foreach (var (at, weight) in Gauss)
            {
                Take(middle - at * half, weight * half, stepper);
                Take(middle + at * half, weight * half, stepper);
            }
        }
    }

    private void Take(double t, double weight, IDaeStepper stepper)
    {
        var eq = _circuit!.Equations;
        stepper.Interpolate(t, _x, _slope);
        eq.SetPoint(t, _x);
        eq.SetSlope(_slope);
        double angle = 2 * Math.PI * options.Frequency * (t - _start);
        for (int v = 0; v < options.Vectors.Count; v++)
        {
            double x = weight * options.Vectors[v].Probe.Read(eq);
            for (int k = 0; k < options.Harmonics; k++)
            {
                var (sin, cos) = Math.SinCos(k * angle);
                _cosine[v, k] += x * cos;
                _sine[v, k] += x * sin;
            }
        }
    }
}
