namespace NanoSpice.Engine.Devices;

/// <summary>Charge of an electrode wall against its voltage: constant capacitance, or the double layer with ions of finite size.</summary>
/// <remarks>
///   (1)  constant:  Q = c v
///   (2)  [KBA]:     Q = qs sgn(v) sqrt((2/nu) L),   L = ln(1 + s),   s = 2 nu sinh^2 y,   y = v / (2 VT),   VT = kT/e
///   (3)             dQ/dv = qs^2 sinh(2y) / (VT (1 + s) Q);   at v = 0: qs / VT.   Far out Q -> qs sgn(v) sqrt((2/nu) (|v|/VT + ln(nu/2))).
///   VT is taken at the device's temperature; qs and nu hold as given (in theory qs = 2 e c0 lambda_D and nu = 2 a^3 c0, per area of wall).
/// </remarks>
public sealed class SlitCapacitor
{
    /// <summary>Below this |y| the series is exact to round-off: its first missing term is of order y^6.</summary>
    private const double SeriesLimit = 1e-3;

    /// <summary>Above this |y| e^-2y is nothing beside 1, and sinh^2 is not far from overflow.</summary>
    private const double ExponentialLimit = 150;

    private readonly double _thermal;

    private SlitCapacitor(double capacitance, double qs, double nu, double thermal) =>
        (Capacitance, Qs, Nu, _thermal) = (capacitance, qs, nu, thermal);

    /// <summary>dQ/dv at v = 0 [F].</summary>
    public double Capacitance { get; }

    /// <summary>Charge scale of the double layer [C]; NaN for a constant capacitance.</summary>
    public double Qs { get; }

    /// <summary>Packing fraction of the bulk [-]; NaN for a constant capacitance.</summary>
    public double Nu { get; }

    public bool IsConstant => double.IsNaN(Qs);

    public static SlitCapacitor Constant(double capacitance) => new(capacitance, double.NaN, double.NaN, double.NaN);

    /// <param name="qs">charge scale [C], above 0</param>
    /// <param name="nu">packing fraction of the bulk [-], above 0</param>
    /// <param name="temperature">[K]</param>
    public static SlitCapacitor DoubleLayer(double qs, double nu, double temperature)
    {
        double thermal = ThermalVoltage.At(temperature);
        return new(qs / thermal, qs, nu, thermal);
    }

    /// <summary>m of these side by side.</summary>
    public SlitCapacitor Parallel(double m) => m == 1 ? this : new(m * Capacitance, m * Qs, Nu, _thermal);

    /// <summary>Q(v) [C].</summary>
    public double Charge(double v) => Charge(v, out _);

    /// <summary>Q(v) [C] and dQ/dv [F].</summary>
    public double Charge(double v, out double slope)
    {
        if (IsConstant)
        {
            slope = Capacitance;
            return Capacitance * v;
        }
        double y = Math.Abs(v) / (2 * _thermal), charge;
        if (y < SeriesLimit) (charge, slope) = Series(y);
        else if (y > ExponentialLimit) (charge, slope) = FarOut(y);
        else (charge, slope) = Between(y);
        return v < 0 ? -charge : charge;
    }

    /// <summary>Q = 2 qs y (1 + a y^2 + b y^4), from L / (2 nu y^2) = 1 + (1/3 - nu) y^2 + (2/45 - 2 nu/3 + 4 nu^2/3) y^4.</summary>
    private (double Charge, double Slope) Series(double y)
    {
        double first = 1.0 / 3 - Nu, second = 2.0 / 45 - 2 * Nu / 3 + 4 * Nu * Nu / 3, y2 = y * y;
        double a = first / 2, b = second / 2 - first * first / 8;
        return (2 * Qs * y * (1 + y2 * (a + y2 * b)), Capacitance * (1 + y2 * (3 * a + y2 * 5 * b)));
    }

    private (double Charge, double Slope) Between(double y)
    {
        double sinh = Math.Sinh(y), s = 2 * Nu * sinh * sinh;
        double charge = Qs * Math.Sqrt(2 / Nu * LogOnePlus(s));
        return (charge, Qs * Qs * 2 * sinh * Math.Sqrt(1 + sinh * sinh) / (_thermal * (1 + s) * charge));
    }

    /// <summary>s = (nu/2) e^2y to round-off; 1 beside s may still count when nu is tiny.</summary>
    private (double Charge, double Slope) FarOut(double y)
    {
        double e = 2 * y + Math.Log(Nu / 2);                     // ln s
        double log = e > 40 ? e : LogOnePlus(Math.Exp(e));
        double charge = Qs * Math.Sqrt(2 / Nu * log);
        return (charge, Qs * Qs / (_thermal * Nu * (1 + Math.Exp(-e)) * charge));
    }

    /// <summary>ln(1 + s) without loss for small s: the rounding of 1 + s cancels in s / (u - 1).</summary>
    private static double LogOnePlus(double s)
    {
        double u = 1 + s;
        return u == 1 ? s : double.IsInfinity(u) ? u : Math.Log(u) * (s / (u - 1));
    }
}
