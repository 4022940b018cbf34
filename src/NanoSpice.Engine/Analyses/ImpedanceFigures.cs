using System.Numerics;

namespace NanoSpice.Engine;

/// <summary>Numbers derived from an impedance spectrum; defined in netlists/TECHNIQUES.md.</summary>
public static class ImpedanceFigures
{
    /// <summary>Phases closer than this to a real axis are round-off [-]: no capacitance is read from them.</summary>
    private const double RealShare = 1e-12;

    /// <summary>All figures of a spectrum, given in any order of frequency [Hz, Ohm].</summary>
    public static IReadOnlyList<DerivedNumber> Of(ReadOnlySpan<double> frequencies, ReadOnlySpan<Complex> spectrum)
    {
        if (frequencies.Length != spectrum.Length) throw new ArgumentException($"{frequencies.Length} frequencies but {spectrum.Length} impedances", nameof(spectrum));
        if (frequencies.Length == 0) return [];
        double[] f = frequencies.ToArray();
        Complex[] z = spectrum.ToArray();
        Array.Sort(f, z);
        double omega = 2 * Math.PI * f[0];
        var figures = new List<DerivedNumber> { new("series_resistance", SeriesResistance(z), "Ohm"), new("resistance_low", z[0].Real, "Ohm") };
        if (-z[0].Imaginary > RealShare * z[0].Magnitude)
        {
            figures.Add(new("capacitance", -1 / (omega * z[0].Imaginary), "F"));
            figures.Add(new("capacitance_parallel", (1 / z[0]).Imaginary / omega, "F"));
        }
        if (KramersKronig.Test(f, z) is { } test)
        {
            figures.Add(new("kk_residual", test.Residual, ""));
            figures.Add(new("kk_elements", test.Elements, ""));
        }
        return figures;
    }

    /// <summary>Re Z where Im Z first changes from inductive to capacitive on the way down from the highest frequency; Re Z there when it never does.</summary>
    private static double SeriesResistance(Complex[] rising)
    {
        for (int k = rising.Length - 1; k > 0 && rising[k].Imaginary > 0; k--)
        {
            var (high, low) = (rising[k], rising[k - 1]);
            if (low.Imaginary <= 0) return high.Real + (low.Real - high.Real) * high.Imaginary / (high.Imaginary - low.Imaginary);
        }
        return rising[^1].Real;
    }
}
