using System.Numerics;
using NanoSpice.Expressions;

namespace NanoSpice.Engine.Stimuli;

/// <summary>Samples of noise with a spectrum that falls as f^-alpha.</summary>
/// <remarks>
///   x = h * w on a circle, w white of standard deviation s, h_0 = 1, h_k = h_{k-1} (alpha/2 + k - 1) / k: the impulse response of
///   (1 - 1/z)^(-alpha/2). Source: N. J. Kasdin, Proc. IEEE 83 (1995) 802; on a circle as [NGSPICE].
/// </remarks>
internal static class ColoredNoise
{
    /// <summary>Most samples: 16 bytes each while they are made.</summary>
    public const int Most = 1 << 22;

    /// <param name="count">samples at least</param>
    public static double[] Samples(DrawSeed seed, string place, int count, double deviation, double alpha)
    {
        int n = (int)BitOperations.RoundUpToPowerOf2((uint)count);
        Complex[] response = new Complex[n], white = new Complex[n];
        double h = 1;
        for (int k = 0; k < n; k++)
        {
            if (k > 0) h *= (alpha / 2 + k - 1) / k;
            (response[k], white[k]) = (h, deviation * Distribution.Normal(seed.Uniform(place, k)));
        }
        Transform(response, -1);
        Transform(white, -1);
        for (int k = 0; k < n; k++) white[k] *= response[k] / n;
        Transform(white, 1);
        return [.. white.Select(x => x.Real)];
    }

    /// <summary>Fourier transform in place of a power of two of values, by halving (Cooley and Tukey).</summary>
    /// <param name="sign">of the exponent: -1 forward, 1 back (without 1/n)</param>
    private static void Transform(Complex[] x, int sign)
    {
        int n = x.Length;
        for (int i = 1, j = 0; i < n; i++)
        {
            int bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1) j ^= bit;
            j ^= bit;
            if (i < j) (x[i], x[j]) = (x[j], x[i]);
        }
        for (int length = 2; length <= n; length *= 2)
        {
            var turns = Enumerable.Range(0, length / 2).Select(k => Complex.FromPolarCoordinates(1, sign * 2 * Math.PI * k / length)).ToArray();
            for (int start = 0; start < n; start += length)
            {
                for (int k = 0; k < length / 2; k++)
                {
                    Complex even = x[start + k], odd = turns[k] * x[start + k + length / 2];
                    (x[start + k], x[start + k + length / 2]) = (even + odd, even - odd);
                }
            }
        }
    }
}
