using System.Runtime.CompilerServices;

namespace NanoSpice.Engine.Devices;

/// <summary>Resistance of a trans-slit step as a function of stored charge (DESIGN.md 2.1, [NCM] eq. 1-2).</summary>
/// <remarks>
///   (1)  R(Q) = rc F(u),   u = 1 - gamma f(Q) / qmax
///   (2)  law = signed:  f = Q.      law = abs:  f = |Q| for |Q| >= w,  f = a^2 (2 - a) w  with a = |Q| / w  below, w = 1e-6 qmax.
///        f and f' are continuous at w; f(0) = 0 and f = |Q| beyond w hold exactly, so R(0) = rc.
///   (3)  F(u) = u for u >= 2 rmin,   rmin + u^2 / (4 rmin) for 0 &lt; u &lt; 2 rmin,   rmin for u &lt;= 0.
///        F and F' are continuous; F >= rmin always, F >= u, and F = u exactly above the knee 2 rmin.
/// </remarks>
public sealed class ChargeLaw
{
    /// <summary>Width of the rounded corner of |Q| in parts of qmax [-].</summary>
    private const double RelativeWidth = 1e-6;

    private readonly double _rc, _beta, _slope, _width, _perWidth, _rmin, _knee;

    /// <param name="rc">resistance at zero charge [Ohm], above 0</param>
    /// <param name="gamma">strength of the charge dependence [-]; positive: charge opens the slit</param>
    /// <param name="qmax">charge at which R = rc (1 - gamma) [C], above 0; may be infinite when gamma is 0</param>
    /// <param name="signed">f = Q in place of |Q|</param>
    /// <param name="rmin">smallest R / rc [-], between 0 and 0.5</param>
    public ChargeLaw(double rc, double gamma, double qmax, bool signed = false, double rmin = 1e-3)
    {
        if (!(rc > 0 && qmax > 0 && rmin > 0 && rmin < 0.5)) throw new ArgumentException("rc, qmax and rmin must be positive, rmin below 0.5");
        (Rc, Gamma, Qmax, IsSigned, Rmin) = (rc, gamma, qmax, signed, rmin);
        (_rc, _rmin, _knee) = (rc, rmin, 2 * rmin);
        _beta = gamma == 0 ? 0 : gamma / qmax;
        _slope = rc * _beta;
        // With gamma = 0 there is no corner to round; the signed law never takes the short path of |Q| >= w.
        _width = signed ? double.PositiveInfinity : _beta == 0 ? 0 : RelativeWidth * qmax;
        _perWidth = 1 / _width;
    }

    /// <summary>Resistance at zero charge [Ohm].</summary>
    public double Rc { get; }

    public double Gamma { get; }

    /// <summary>Charge scale [C].</summary>
    public double Qmax { get; }

    public bool IsSigned { get; }

    public double Rmin { get; }

    /// <summary>Smallest resistance [Ohm].</summary>
    public double Floor => _rc * _rmin;

    /// <summary>m of these side by side: total resistance against total charge.</summary>
    public ChargeLaw Parallel(double m) => m == 1 ? this : new(Rc / m, Gamma, Qmax * m, IsSigned, Rmin);

    /// <summary>True where the linear law would fall below rmin rc.</summary>
    public bool IsAtFloor(double q) => 1 - _beta * (IsSigned ? q : Math.Abs(q)) < _rmin;

    /// <summary>R(q) [Ohm] and slope = dR/dq [Ohm/C].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Resistance(double q, out double slope)
    {
        double size = Math.Abs(q), u = 1 - _beta * size;
        if (size < _width) return IsSigned ? Elsewhere(q, out slope) : Corner(q, out slope);
        if (u < _knee) return Elsewhere(q, out slope);
        slope = q > 0 ? -_slope : _slope;
        return _rc * u;
    }

    /// <summary>The rounded corner of |Q|: where most slits of a long ladder are until the front arrives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Corner(double q, out double slope)
    {
        double a = Math.Abs(q) * _perWidth, u = 1 - _beta * (a * a * (2 - a) * _width);
        if (u < _knee) return Elsewhere(q, out slope);
        slope = (q > 0 ? -_slope : _slope) * (a * (4 - 3 * a));
        return _rc * u;
    }

    /// <summary>The signed law, the corner at zero charge, and the floor.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private double Elsewhere(double q, out double slope)
    {
        var (f, df) = (q, 1.0);
        if (!IsSigned)
        {
            (f, df) = (Math.Abs(q), q > 0 ? 1 : -1);
            if (f < _width)
            {
                double a = f / _width;
                (f, df) = (a * a * (2 - a) * _width, df * a * (4 - 3 * a));
            }
        }
        double u = 1 - _beta * f;
        if (u >= _knee)
        {
            slope = -_slope * df;
            return _rc * u;
        }
        u = Math.Max(u, 0);
        slope = -_slope * df * u / _knee;
        return _rc * (_rmin + u * u / (2 * _knee));
    }
}
