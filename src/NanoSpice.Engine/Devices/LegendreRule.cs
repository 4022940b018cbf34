namespace NanoSpice.Engine.Devices;

/// <summary>Gauss's rule on -1 .. 1: nodes are the zeros of Legendre's polynomial, found by Newton from Chebyshev's.</summary>
internal static class LegendreRule
{
    public static (double[] Nodes, double[] Weights) Of(int n)
    {
        var (nodes, weights) = (new double[n], new double[n]);
        for (int k = 0; k < n; k++)
        {
            double x = -Math.Cos(Math.PI * (k + 0.75) / (n + 0.5)), slope = 1;
            for (int i = 0; i < 20; i++)
            {
                (double value, slope) = Legendre(n, x);
                double change = value / slope;
                x -= change;
                if (Math.Abs(change) < 1e-15) break;
            }
            (nodes[k], weights[k]) = (x, 2 / ((1 - x * x) * slope * slope));
        }
        return (nodes, weights);
    }

    private static (double Value, double Slope) Legendre(int n, double x)
    {
        double before = 1, value = x;
        for (int j = 2; j <= n; j++) (before, value) = (value, ((2 * j - 1) * x * value - (j - 1) * before) / j);
        return (value, n * (x * value - before) / (x * x - 1));
    }
}
