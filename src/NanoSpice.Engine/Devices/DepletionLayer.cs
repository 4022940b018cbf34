namespace NanoSpice.Engine.Devices;

/// <summary>Charge of the depletion layer of a junction. [SPICE]</summary>
/// <remarks>
///   (1)  v &lt; fc vj:  c = cj (1 - v/vj)^-m,     q = vj cj (1 - (1 - v/vj)^(1-m)) / (1 - m),   q(0) = 0; m = 1: q = -vj cj ln(1 - v/vj)
///   (2)  beyond:     c = cj (1-fc)^-(1+m) (1 - fc (1+m) + m v/vj), the tangent of (1)
/// </remarks>
public readonly struct DepletionLayer
{
    private readonly double _corner, _chargeAtCorner, _level, _slope;

    /// <param name="cj">capacitance at 0 V [F]</param>
    /// <param name="vj">built-in voltage [V]</param>
    /// <param name="m">grading [-]</param>
    /// <param name="fc">where the tangent takes over, in parts of vj [-], below 1</param>
    public DepletionLayer(double cj, double vj, double m, double fc)
    {
        (Cj, Vj, M, Fc) = (cj, vj, m, fc);
        double scale = cj / Math.Pow(1 - fc, 1 + m);
        (_corner, _level, _slope) = (double.PositiveInfinity, scale * (1 - fc * (1 + m)), scale * m / vj);
        _chargeAtCorner = Charge(fc * vj, out _);
        _corner = fc * vj;
    }

    public double Cj { get; }

    public double Vj { get; }

    public double M { get; }

    public double Fc { get; }

    /// <summary>The layer of a part of the area.</summary>
    public DepletionLayer Part(double share) => new(Cj * share, Vj, M, Fc);

    /// <summary>The layer with its tangent from 0 V on.</summary>
    public DepletionLayer LinearAboveZero() => new(Cj, Vj, M, 0);

    /// <summary>Charge [C] and its slope [F] at v [V].</summary>
    public double Charge(double v, out double capacitance)
    {
        if (v > _corner)
        {
            capacitance = _level + _slope * v;
            return _chargeAtCorner + (_level + 0.5 * _slope * (v + _corner)) * (v - _corner);
        }
        if (Cj == 0) return capacitance = 0;
        double z = v / Vj, left = 1 - z, part;
        if (M == 0.5)
        {
            double root = Math.Sqrt(left);
            (capacitance, part) = (Cj / root, z / (1 + root));
            return 2 * Vj * Cj * part;
        }
        // Near 0 V the difference would leave round-off of cj vj in a charge of 0, which over a short step is a current.
        bool near = Math.Abs(z) < 0.1;
        double log = near ? Junction.LogOnePlus(-z) : Elementary.Log(left), power = Elementary.Exp(-M * log);
        capacitance = Cj * power;
        if (M == 1) return -Vj * Cj * log;
        part = near ? -Junction.ExpMinusOne((1 - M) * log) : 1 - left * power;
        return Vj * Cj * part / (1 - M);
    }
}
