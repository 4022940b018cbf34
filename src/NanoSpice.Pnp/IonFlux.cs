using System.Runtime.CompilerServices;

namespace NanoSpice.Pnp;

/// <summary>Flux of one ion over a face with its derivatives to the concentrations at both sides and to the drive.</summary>
public readonly record struct FluxSlopes(double Flux, double ToLeft, double ToRight, double ToDrive);

/// <summary>The three parts of a flux.</summary>
public readonly record struct FluxParts(double Migration, double Diffusion, double Steric);

/// <summary>Two-point flux of an ion from left to right, after Scharfetter and Gummel. [SG69] [KBA]</summary>
/// <remarks>
///   J = D g [B(del) c_L - B(-del) c_R],   del = z (phi_R - phi_L) + (m_R - m_L),   g = area / distance.
///   0 to round-off where mu is uniform, for then c_L / c_R = e^del.
///   Split: diffusion -D g dc, migration -D g c z dphi, steric -D g c dm, with the c that makes them add up to J:
///   c = c_R + dc (B(del) - 1)/del, which is the mean of both sides at del = 0.
/// </remarks>
public static class IonFlux
{
    public static FluxSlopes WithSlopes(double conductance, double drive, double left, double right)
    {
        Bernoulli.Evaluate(drive, out double b, out double slope);
        return WithSlopes(conductance, drive, b, slope, left, right);
    }

    /// <param name="b">B(drive)</param>
    /// <param name="slope">B'(drive)</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FluxSlopes WithSlopes(double conductance, double drive, double b, double slope, double left, double right) =>
        new(conductance * (b * left - (b + drive) * right), conductance * b, -conductance * (b + drive), conductance * (slope * left - (slope + 1) * right));

    public static double Value(double conductance, double drive, double left, double right)
    {
        double b = Bernoulli.Value(drive);
        return conductance * (b * left - (b + drive) * right);
    }

    /// <param name="field">z (phi_R - phi_L)</param>
    /// <param name="crowding">m_R - m_L</param>
    public static FluxParts Parts(double conductance, double field, double crowding, double left, double right)
    {
        double change = right - left, mean = right + change * Bernoulli.Lean(field + crowding);
        return new(-conductance * mean * field, -conductance * change, -conductance * mean * crowding);
    }
}
