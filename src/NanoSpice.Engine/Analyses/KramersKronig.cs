using System.Numerics;
using NanoSpice.Numerics;

namespace NanoSpice.Engine;

/// <summary>The linear Kramers-Kronig test of an impedance spectrum [Boukamp, LinKK].</summary>
/// <remarks>
///   (1)  Z(w) = R0 + j w L + 1/(j w C) + sum_k R_k / (1 + j w tau_k),   tau_k on a logarithmic grid, R_k of either sign:
///        every term obeys the relations, so a spectrum that no such sum can follow does not.
///   (2)  least squares of (Z - Z_fit)/|Z|, real and imaginary parts alike.
///   (3)  mu = 1 - sum |R_k &lt; 0| / sum |R_k >= 0|: elements are added until mu falls to 0.85, where neighbours begin to cancel.
///   The grid is never coarser than 4 a decade: there a single relaxation between two grid points is still met to 5e-4 of |Z|, and
///   mu says nothing, as the interpolation itself takes both signs. It ends half a decade outside the band, for relaxations whose
///   flanks reach into it.
/// </remarks>
public static class KramersKronig
{
    /// <summary>mu below which more elements fit noise [-]; of [LinKK].</summary>
    private const double MuLimit = 0.85;

    /// <summary>Elements a decade, at least and at most [-].</summary>
    private const int Coarsest = 4, Finest = 7;

    /// <summary>Decades that the grid reaches beyond the band on either side [-].</summary>
    private const double Beyond = 0.5;

    /// <summary>Unknowns for each frequency at most [-]; each frequency gives two equations.</summary>
    private const double MostUnknowns = 1.5;

    /// <summary>Rows used at most; of longer spectra every second, third ... row.</summary>
    private const int MostRows = 1000;

    /// <summary>Outcome of the test.</summary>
    /// <param name="Residual">largest |Z - Z_fit|/|Z| of the rows [-]</param>
    /// <param name="Elements">number of relaxations</param>
    /// <param name="Mu">see (3)</param>
    public sealed record Outcome(double Residual, int Elements, double Mu);

    /// <summary>Tests a spectrum [Hz, Ohm]; null when it has too few frequencies in its band to be told from a fit of itself.</summary>
    public static Outcome? Test(ReadOnlySpan<double> frequencies, ReadOnlySpan<Complex> spectrum)
    {
        if (frequencies.Length != spectrum.Length) throw new ArgumentException($"{frequencies.Length} frequencies but {spectrum.Length} impedances", nameof(spectrum));
        int every = (frequencies.Length + MostRows - 1) / MostRows, rows = every == 0 ? 0 : (frequencies.Length + every - 1) / every;
        var (omega, z) = (new double[rows], new Complex[rows]);
        for (int i = 0; i < rows; i++) (omega[i], z[i]) = (2 * Math.PI * frequencies[i * every], spectrum[i * every]);
        if (rows < 2 || z.Any(v => v == 0 || !Complex.IsFinite(v))) return null;
        double decades = Math.Log10(omega.Max() / omega.Min()) + 2 * Beyond;
        Outcome? last = null;
        for (int density = Coarsest; density <= Finest && !(last?.Mu <= MuLimit); density++)
        {
            int elements = (int)Math.Round(density * decades) + 1;
            if (elements + 3 > MostUnknowns * rows) break;
            last = Fit(omega, z, elements);
        }
        return last;
    }

    private static Outcome Fit(double[] omega, Complex[] z, int elements)
    {
        double shortest = Math.Pow(10, -Beyond) / omega.Max(), span = Math.Pow(10, 2 * Beyond) * omega.Max() / omega.Min();
        var terms = new List<double[]>();
        for (int k = 0; k < elements; k++)
        {
            double tau = shortest * Math.Pow(span, k / (elements - 1.0));
            terms.Add(Weighted(omega, z, w => 1 / new Complex(1, w * tau)));
        }
        terms.Add(Weighted(omega, z, _ => 1));
        terms.Add(Weighted(omega, z, w => new Complex(0, w)));
        terms.Add(Weighted(omega, z, w => new Complex(0, -1 / w)));
        double[] measured = [.. z.Select(v => v.Real / v.Magnitude), .. z.Select(v => v.Imaginary / v.Magnitude)];
        double[] x = OrthogonalFit.Solve([.. terms.Select(t => (double[])t.Clone())], [.. measured]);
        double negative = x.Take(elements).Sum(r => Math.Max(0, -r)), positive = x.Take(elements).Sum(r => Math.Max(0, r));
        return new(Largest(terms, x, measured), elements, positive > 0 ? 1 - negative / positive : 0);
    }

    /// <summary>A term over |Z|: real parts of all frequencies, then imaginary parts.</summary>
    private static double[] Weighted(double[] omega, Complex[] z, Func<double, Complex> term)
    {
        int n = omega.Length;
        var column = new double[2 * n];
        for (int i = 0; i < n; i++)
        {
            var value = term(omega[i]) / z[i].Magnitude;
            (column[i], column[n + i]) = (value.Real, value.Imaginary);
        }
        return column;
    }

    private static double Largest(List<double[]> terms, double[] x, double[] measured)
    {
        int n = measured.Length / 2;
        double largest = 0;
        for (int i = 0; i < n; i++)
        {
            double re = measured[i], im = measured[n + i];
            for (int k = 0; k < x.Length; k++) (re, im) = (re - x[k] * terms[k][i], im - x[k] * terms[k][n + i]);
            largest = Math.Max(largest, double.Hypot(re, im));
        }
        return largest;
    }
}
