using System.Numerics;

namespace NanoSpice.Engine.Devices;

/// <summary>Polynomials by their coefficients in ascending powers.</summary>
internal static class Polynomial
{
    public static Complex At(ReadOnlySpan<double> p, Complex s)
    {
        Complex value = 0;
        for (int k = p.Length - 1; k >= 0; k--) value = value * s + p[k];
        return value;
    }

    public static double[] Scale(double[] p, double factor) => [.. p.Select(c => factor * c)];

    /// <summary>a + factor b</summary>
    public static double[] Sum(double[] a, double[] b, double factor)
    {
        var sum = new double[Math.Max(a.Length, b.Length)];
        a.CopyTo(sum, 0);
        for (int k = 0; k < b.Length; k++) sum[k] += factor * b[k];
        return sum;
    }

    public static double[] Product(double[] a, double[] b)
    {
        var product = new double[a.Length + b.Length - 1];
        for (int j = 0; j < a.Length; j++)
            for (int k = 0; k < b.Length; k++) product[j + k] += a[j] * b[k];
        return product;
    }

    /// <summary>Without leading coefficients of 0.</summary>
    public static double[] Trim(double[] p)
    {
        int n = p.Length;
        while (n > 1 && p[n - 1] == 0) n--;
        return p[..n];
    }

    /// <summary>a = quotient b + remainder, the remainder of lower degree than b.</summary>
    public static (double[] Quotient, double[] Remainder) Divide(double[] a, double[] b)
    {
        double[] rest = [.. a], quotient = new double[Math.Max(a.Length - b.Length + 1, 1)];
        for (int k = a.Length - b.Length; k >= 0; k--)
        {
            quotient[k] = rest[k + b.Length - 1] / b[^1];
            for (int j = 0; j < b.Length; j++) rest[k + j] -= quotient[k] * b[j];
        }
        return (quotient, rest[..Math.Min(rest.Length, b.Length - 1)]);
    }
}
