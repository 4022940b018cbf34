using System.Numerics;

namespace NanoSpice.Engine.Devices;

/// <summary>Frequencies over which a transient has to keep to an impedance, and how closely.</summary>
/// <param name="Low">[Hz]</param>
/// <param name="High">[Hz]</param>
/// <param name="Tolerance">largest |Y - Y exact| / |Y exact| [-]</param>
public readonly record struct FrequencyBand(double Low, double High, double Tolerance);

/// <summary>One relaxation: a conductance in series with a capacitance,  Y = g s / (s + rate).</summary>
/// <param name="Conductance">g [S]</param>
/// <param name="Rate">1 / (R C) [1/s]</param>
public readonly record struct Relaxation(double Conductance, double Rate)
{
    public double Capacitance => Conductance / Rate;

    public Complex Admittance(Complex s) => Conductance * s / (s + Rate);
}

/// <summary>An admittance that is no ratio of polynomials, with its decomposition into relaxations.</summary>
/// <remarks>Y(s) = Conductance + s Capacitance + sum over relaxations g s / (s + rate)</remarks>
public abstract class DiffusionLaw
{
    /// <summary>Y(s) [S].</summary>
    public abstract Complex Admittance(Complex s);

    /// <summary>Part that conducts at DC [S].</summary>
    public virtual double Conductance => 0;

    /// <summary>Part that is a capacitor [F].</summary>
    public virtual double Capacitance => 0;

    /// <summary>The fewest relaxations found that keep to the admittance in the band; rates ascend.</summary>
    public abstract IReadOnlyList<Relaxation> Relaxations(FrequencyBand band);

    /// <summary>Largest relative error of the decomposition in the band [-], at 60 frequencies a decade.</summary>
    public double Error(IReadOnlyList<Relaxation> relaxations, FrequencyBand band) => Error(relaxations, band.Low, band.High, 60);

    /// <summary>The same between two frequencies [Hz].</summary>
    protected double Error(IReadOnlyList<Relaxation> relaxations, double low, double high, double pointsPerDecade)
    {
        int n = Math.Max(2, (int)Math.Ceiling(pointsPerDecade * Math.Log10(high / low)));
        double worst = 0;
        for (int k = 0; k <= n; k++)
        {
            Complex s = new(0, 2 * Math.PI * low * Math.Pow(high / low, (double)k / n)), y = Conductance + s * Capacitance, exact = Admittance(s);
            foreach (var r in relaxations) y += r.Admittance(s);
            worst = Math.Max(worst, ((y - exact) / exact).Magnitude);
        }
        return worst;
    }

    /// <summary>One relaxation in place of many, right in the first two terms of their series in s (fast ones) or 1/s (slow ones).</summary>
    /// <param name="capacitance">sum of g / rate</param>
    /// <param name="second">sum of g / rate^2</param>
    protected static Relaxation Fast(double capacitance, double second) => new(capacitance * capacitance / second, capacitance / second);
}

/// <summary>Constant-phase element, Y = Q s^alpha; alpha = 1/2 is Warburg's semi-infinite diffusion.</summary>
/// <remarks>
///   s^a = sin(a pi)/pi  Int_0^inf  s/(s + p) p^(a-1) dp,   0 &lt; a &lt; 1
///   With p = e^u the trapezoidal rule of step h is off by  2 sin(a pi) e^(-pi^2/h)  relative at s = j w, at all w (Poisson's sum; the
///   integrand's nearest poles lie pi/2 off the axis): a rate per factor e^h, about two a decade for 1e-3. The rule's two
///   ends beyond the band, geometric series, go into one relaxation each.
/// </remarks>
public sealed class ConstantPhaseLaw(double q, double alpha) : DiffusionLaw
{
    /// <summary>Widest spacing of rates, in ln [-].</summary>
    private const double WidestStep = 3;

    public override double Capacitance => alpha == 1 ? q : 0;

    public override Complex Admittance(Complex s) => alpha == 1 ? q * s : q * Complex.Pow(s, alpha);

    public override IReadOnlyList<Relaxation> Relaxations(FrequencyBand band)
    {
        if (alpha == 1) return [];
        double low = 2 * Math.PI * band.Low, high = 2 * Math.PI * band.High;
        // Half of the tolerance for the rule, half for its ends.
        double ratio = 4 * Math.Sin(alpha * Math.PI) / band.Tolerance;
        double h = Math.PI * Math.PI / Math.Max(Math.Log(ratio), Math.PI * Math.PI / WidestStep);
        int below = 0, above = 0, most = (int)(60 / h);
        double middle = Math.Sqrt(low * high), inner = Math.Floor(Math.Max(0, Math.Log(high / low) - 4) / 2 / h);
        IReadOnlyList<Relaxation> Try() => Rule(middle, h, (int)inner + below, (int)inner + above);
        double edge = Math.Min(band.High, 10 * band.Low);
        while (below < most && Error(Try(), band.Low, edge, 30) > band.Tolerance) below++;
        edge = Math.Max(band.Low, band.High / 10);
        while (above < most && Error(Try(), edge, band.High, 30) > band.Tolerance) above++;
        return Try();
    }

    /// <summary>Rates middle e^(kh), k from -below to above, and the ends.</summary>
    private List<Relaxation> Rule(double middle, double h, int below, int above)
    {
        double density = q * h * Math.Sin(alpha * Math.PI) / Math.PI, first = middle * Math.Exp(-h * below), last = middle * Math.Exp(h * above);
        double slow = density * Math.Pow(first, alpha) / ExpLessOne(alpha * h);                   // sum of g, and of g p, below the first
        double slower = density * Math.Pow(first, alpha + 1) / ExpLessOne((alpha + 1) * h);
        List<Relaxation> rates = [new(slow, slower / slow)];
        for (int k = -below; k <= above; k++)
        {
            double p = middle * Math.Exp(h * k);
            rates.Add(new(density * Math.Pow(p, alpha), p));
        }
        rates.Add(Fast(density * Math.Pow(last, alpha - 1) / ExpLessOne((1 - alpha) * h), density * Math.Pow(last, alpha - 2) / ExpLessOne((2 - alpha) * h)));
        return rates;
    }

    /// <summary>e^x - 1 without cancellation.</summary>
    private static double ExpLessOne(double x) => 2 * Math.Exp(0.5 * x) * Math.Sinh(0.5 * x);
}

/// <summary>Diffusion over a finite length with diffusion time tau, x = sqrt(s tau): open, Z = r coth(x)/x, or short, Z = r tanh(x)/x.</summary>
/// <remarks>
///   open   r Y = x tanh x     = 2 sum_{k>=1} s / (s + (k - 1/2)^2 pi^2 / tau)
///   short  r Y = x coth x = 1 + 2 sum_{k>=1} s / (s + k^2 pi^2 / tau)
///   The first modes are taken as they are; further out, where the sum over k is an integral up to (1/24)/(k^2 pi/2) relative (Euler and
///   Maclaurin), Gauss's rule of n points an octave of k; beyond the band one relaxation. n is the smallest that meets the tolerance.
/// </remarks>
public sealed class FiniteDiffusionLaw(double r, double tau, bool open) : DiffusionLaw
{
    private const int MostPoints = 8, MostOctaves = 60;

    /// <summary>Below this |x|^2 the series is exact to round-off.</summary>
    private const double Small = 1e-3;

    public override double Conductance => open ? 0 : 1 / r;

    public override Complex Admittance(Complex s)
    {
        Complex z = s * tau;
        if (z.Magnitude < Small)
            return (open ? z * (1 - z * (1.0 / 3 - z * (2.0 / 15 - z * 17 / 315))) : 1 + z * (1.0 / 3 - z * (1.0 / 45 - z * (2.0 / 945 - z / 4725)))) / r;
        Complex x = Complex.Sqrt(z), decay = Complex.Exp(-2 * x);
        return x * (open ? (1 - decay) / (1 + decay) : (1 + decay) / (1 - decay)) / r;
    }

    public override IReadOnlyList<Relaxation> Relaxations(FrequencyBand band)
    {
        int exact = Math.Max(3, (int)Math.Ceiling(Math.Sqrt(0.06 / band.Tolerance)));
        List<Relaxation> best = [];
        for (int n = 2; n <= MostPoints; n++)
        {
            double error = double.PositiveInfinity;
            for (int octaves = 0; octaves <= MostOctaves; octaves++)
            {
                var trial = Decompose(exact, octaves, n);
                double last = error;
                error = Error(trial, band.Low, band.High, 30);
                if (error >= last) break;
                best = trial;
                if (error <= band.Tolerance) return best;
            }
        }
        return best;
    }

    private List<Relaxation> Decompose(int exact, int octaves, int n)
    {
        double shift = open ? 0.5 : 0;
        List<Relaxation> modes = [];
        for (int k = 1; k <= exact; k++) modes.Add(Mode(k - shift, 1));
        double from = exact + 0.5 - shift;
        var (nodes, weights) = LegendreRule.Of(n);
        for (int octave = 0; octave < octaves; octave++, from *= 2)
            for (int j = 0; j < n; j++) modes.Add(Mode(from * (1.5 + 0.5 * nodes[j]), 0.5 * from * weights[j]));
        // Int_from^inf of g/rate and g/rate^2 over k
        double unit = tau / (Math.PI * Math.PI), g = 2 / r;
        modes.Add(Fast(g * unit / from, g * unit * unit / (3 * from * from * from)));
        return modes;
    }

    private Relaxation Mode(double k, double weight) => new(2 * weight / r, k * k * Math.PI * Math.PI / tau);
}
