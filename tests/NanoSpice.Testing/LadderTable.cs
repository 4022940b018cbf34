namespace NanoSpice.Testing;

/// <summary>
/// Transients of a nanoslit ladder of seven slits, six steps, under a triangular potential: the table that discovery is
/// measured on. Each step obeys dphi_i = I_i Rc (1 - gamma Q_i/Qmax) exactly; noise is added to dphi alone.
/// </summary>
/// <remarks>
///   Q_i = C (phi_m - phi_i),   dQ_i/dt = I_{i-1} - I_i,   I_0 = phi_1 / Rin  (phi of the bulk 0; I is positive while the slits fill),
///   by Runge-Kutta of order 4, steps of 0.5 ms or less: Q to 1e-9, and dphi = I R(Q) to round-off, by construction.
/// </remarks>
public sealed class LadderTable
{
    public const double Rc = 5, Capacitance = 10e-3, Qmax = 5e-3, Inlet = 4, Window = 0.5;
    private const int Slits = 7;

    private LadderTable(string[] names, string[] units, double[][] columns) => (Names, Units, Columns) = (names, units, columns);

    /// <summary>slit, i, q, phi, phi_m, time, dphi; with several rates rate as well.</summary>
    public string[] Names { get; }

    public string[] Units { get; }

    /// <summary>One array a column.</summary>
    public double[][] Columns { get; }

    public int Rows => Columns[0].Length;

    public double[] Column(string name) => Columns[Array.IndexOf(Names, name)];

    /// <summary>a and b of dphi = i (a + b q) in the units of this table.</summary>
    public required (double A, double B) Truth { get; init; }

    /// <param name="noise">standard deviation over the rms of dphi</param>
    /// <param name="times">rows of each step</param>
    /// <param name="normalised">every column divided by its largest magnitude, without units</param>
    /// <param name="rates">ramps [V/s]; one cycle each</param>
    public static LadderTable Make(double gamma, double noise, int seed, int times = 84, bool normalised = false, params double[] rates)
    {
        if (rates.Length == 0) rates = [0.2];
        var rows = rates.SelectMany(rate => Run(gamma, rate, times)).ToArray();
        var columns = Enumerable.Range(0, 8).Select(k => rows.Select(r => r[k]).ToArray()).ToArray();
        AddNoise(columns[6], noise, new Random(seed));
        string[] names = ["slit", "i", "q", "phi", "phi_m", "time", "dphi", "rate"], units = ["", "A", "C", "V", "V", "s", "V", "V/s"];
        double a = Rc, b = -Rc * gamma / Qmax;
        if (normalised)
        {
            double[] largest = [.. columns.Select(c => c.Max(Math.Abs))];
            for (int k = 1; k < 7; k++)
                for (int r = 0; r < rows.Length; r++) columns[k][r] /= largest[k];
            (a, b) = (a * largest[1] / largest[6], b * largest[1] * largest[2] / largest[6]);
            units = ["", "", "", "", "", "", "", ""];
        }
        int used = rates.Length > 1 ? 8 : 7;
        return new(names[..used], units[..used], columns[..used]) { Truth = (a, b) };
    }

    /// <summary>The table as CSV text, header with units unless they are empty.</summary>
    public string ToCsv()
    {
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        var text = new System.Text.StringBuilder();
        text.Append(string.Join(',', Names.Zip(Units, (n, u) => u.Length > 0 ? $"{n}[{u}]" : n))).Append('\n');
        for (int r = 0; r < Rows; r++)
            text.Append(string.Join(',', Columns.Select(c => c[r].ToString("R", invariant)))).Append('\n');
        return text.ToString();
    }

    private static IEnumerable<double[]> Run(double gamma, double rate, int times)
    {
        double half = Window / rate, end = 2 * half;
        var samples = new double[times][];
        double[] q = new double[Slits];
        double t = 0;
        for (int s = 0; s < times; s++)
        {
            double target = end * (s + 1) / times;
            while (t < target - 1e-12)
            {
                double stop = t < half - 1e-12 ? Math.Min(half, target) : target, h = Math.Min(0.0005 * half / 2.5, stop - t);
                Step(q, t, h, half, rate, gamma);
                t += h;
            }
            samples[s] = [.. q];
        }
        for (int i = 0; i < Slits - 1; i++)
        {
            for (int s = 0; s < times; s++)
            {
                double time = end * (s + 1) / times, sheet = Sheet(time, half, rate), charge = samples[s][i];
                double phi = sheet - (charge / Capacitance), next = sheet - (samples[s][i + 1] / Capacitance);
                double resistance = Rc * (1 - (gamma * charge / Qmax));
                yield return [i + 1, (next - phi) / resistance, charge, phi, sheet, time, next - phi, rate];
            }
        }
    }

    private static double Sheet(double t, double half, double rate) => t <= half ? rate * t : rate * ((2 * half) - t);

    private static void Step(double[] q, double t, double h, double half, double rate, double gamma)
    {
        double[] k1 = Slope(q, t), k2 = Slope(Ahead(k1, h / 2), t + (h / 2)), k3 = Slope(Ahead(k2, h / 2), t + (h / 2)), k4 = Slope(Ahead(k3, h), t + h);
        for (int i = 0; i < Slits; i++) q[i] += h / 6 * (k1[i] + (2 * k2[i]) + (2 * k3[i]) + k4[i]);

        double[] Ahead(double[] k, double by) => [.. q.Zip(k, (a, b) => a + (by * b))];

        double[] Slope(double[] charge, double time)
        {
            double sheet = Sheet(time, half, rate);
            double Phi(int i) => sheet - (charge[i] / Capacitance);
            var current = new double[Slits + 1];
            current[0] = Phi(0) / Inlet;
            for (int i = 1; i < Slits; i++) current[i] = (Phi(i) - Phi(i - 1)) / (Rc * (1 - (gamma * charge[i - 1] / Qmax)));
            return [.. Enumerable.Range(0, Slits).Select(i => current[i] - current[i + 1])];
        }
    }

    private static void AddNoise(double[] values, double noise, Random random)
    {
        double rms = Math.Sqrt(values.Average(v => v * v));
        for (int r = 0; r < values.Length && noise > 0; r++)
        {
            double u = 1 - random.NextDouble(), v = random.NextDouble();
            values[r] += noise * rms * Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v);
        }
    }
}
