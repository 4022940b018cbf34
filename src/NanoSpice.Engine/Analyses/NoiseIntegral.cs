namespace NanoSpice.Engine;

/// <summary>Integrals over frequency of power densities at the output, and of the same over the squared gain, source by source.</summary>
/// <remarks>
///   Between two frequencies a density is a power law, a straight line in logarithms:  S = S1 (f/f1)^p,
///   integral = (f2 S2 - f1 S1)/(p + 1),  S1 f1 ln(f2/f1) for p = -1. Exact for white, flicker and their slopes beyond a pole. [SPICE]
/// </remarks>
public sealed class NoiseIntegral(int sources)
{
    private readonly double[] _density = new double[sources];
    private double _frequency = double.NaN, _gain;

    /// <summary>At the output [V^2 or A^2].</summary>
    public double[] Output { get; } = new double[sources];

    /// <summary>Referred to the input [V^2 or A^2].</summary>
    public double[] Input { get; } = new double[sources];

    /// <summary>Takes the densities at the next frequency.</summary>
    /// <param name="gain">squared gain from the input</param>
    public void Add(double frequency, ReadOnlySpan<double> density, double gain)
    {
        if (!double.IsNaN(_frequency))
            for (int s = 0; s < density.Length; s++)
            {
                Output[s] += Piece(_frequency, _density[s], frequency, density[s]);
                Input[s] += Piece(_frequency, _density[s] / _gain, frequency, density[s] / gain);
            }
        density.CopyTo(_density);
        (_frequency, _gain) = (frequency, gain);
    }

    /// <summary>Integral of the power law through (f1, s1) and (f2, s2); of a straight line when one of them is 0.</summary>
    public static double Piece(double f1, double s1, double f2, double s2)
    {
        if (!(s1 > 0 && s2 > 0)) return 0.5 * (s1 + s2) * (f2 - f1);
        double span = Math.Log(f2 / f1), p = Math.Log(s2 / s1) / span, x = (p + 1) * span;
        // (e^x - 1)/x without cancellation: the two ends differ by less than round-off for small x.
        double rise = Math.Abs(x) < 1e-4 ? 1 + x * (0.5 + x / 6) : (Math.Exp(x) - 1) / x;
        return s1 * f1 * span * rise;
    }
}
