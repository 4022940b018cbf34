namespace NanoSpice.Numerics;

/// <summary>What of the error of a short step is round-off.</summary>
/// <remarks>
///   A voltage is known to eps |x| only, a charge q(x) to as much times its capacitance, and over a step h that is a current of
///   eps |x| C / h in whatever feeds the charge. Charges alone do not tell: between two nodes at 5 V a junction at rest holds none.
///   The clock ticks as well: where x moves fast it is known to its slope times eps |t| only.
///   An error test that asks for less rejects every step down to the smallest: below that floor there is nothing to be had.
/// </remarks>
internal sealed class RoundOff(IDaeSystem system, LocalError local)
{
    /// <summary>Round-off of a difference of two unknowns, in parts of them [-].</summary>
    private const double Relative = 4 * 2.2e-16;

    private const int Patterns = 4;

    private readonly double[] _near = new double[system.Size], _flow = new double[system.Size], _charge = new double[system.Size];

    private double _size;

    /// <summary>Looks at the point behind a start with steps of h, for which the factors were made.</summary>
    /// <param name="change">of x over the last of them</param>
    /// <returns>the step at which it fills the tolerance [s]</returns>
    public double Measure(double t, double h, ReadOnlySpan<double> x, ReadOnlySpan<double> q, ReadOnlySpan<double> change, StepNewton newton)
    {
        double size = newton.Noise(1 / h), tick = Relative * Math.Abs(t) / h;
        for (int k = 0; k < Patterns; k++)
        {
            // Each pattern of signs moves half of all pairs apart; what two nodes share, one pattern alone may not show.
            for (int i = 0; i < x.Length; i++)
            {
                double moved = Relative * Math.Abs(x[i]) + tick * Math.Abs(change[i]);
                _near[i] = x[i] + ((i >> k ^ i >> (k + 1)) % 2 == 0 ? moved : -moved);
            }
            system.Load(t, _near, 0, _flow, _charge, null);
            VectorMath.Subtract(_charge, _charge, q);
            size = Math.Max(size, local.Norm(1 / h, _charge, default, 0));
        }
        return _size = double.IsFinite(size) ? h * size : 0;
    }

    public void Save(BinaryWriter writer) => writer.Write(_size);

    public void Load(BinaryReader reader) => _size = reader.ReadDouble();

    /// <summary>Smallest error that a step of h can show, in tolerances, at least 1.</summary>
    public double Floor(double h) => Math.Max(1, _size / h);
}
