namespace NanoSpice.Engine.Devices;

/// <summary>One branch of a diode: the bottom, or a sidewall with an emission coefficient of its own.</summary>
/// <param name="Isat">saturation current [A]</param>
/// <param name="Vte">emission coefficient times thermal voltage [V]</param>
public readonly record struct DiodeBranch(double Isat, double Vte);

/// <summary>Recombination in the depletion layer: isr (e^(v/vtr) - 1) ((1 - v/vj)^2 + 0.005)^(m/2).</summary>
public readonly record struct Recombination(double Isr, double Vtr, double Vj, double M);

/// <summary>Static current and charge of a junction at one temperature, areas and multiplicity worked in. [SPICE], level 1 of ngspice 39.</summary>
/// <remarks>
///   (1)  v >= -3 vte          i = is (e^(v/vte) - 1)
///   (2)  -bv &lt;= v &lt; -3 vte    i = -is (1 + (3 vte / (v e))^3)            continuous with (1), value and slope
///   (3)  v &lt; -bv              i = -is e^(-(bv + v)/vtb)                    bv: matched so that i(-BV) = -ibv
///   (4)  high injection       i -> i / (1 + sqrt(i/ikf)) for i > 0, likewise with ikr in reverse
///   (5)  charge               q = tt i + depletion charge of bottom and sidewall
/// </remarks>
public sealed class DiodeLaw
{
    /// <summary>Beyond e^MaxExponent the exponential goes on as its tangent, so that nothing overflows.</summary>
    private const double MaxExponent = 600;

    /// <summary>Below e^-Vanished the exponential is lost in e - 1, which is -1 to the last bit.</summary>
    private const double Vanished = 40;

    private static readonly double Third = 3 / Math.E;

    public required DiodeBranch Bottom { get; init; }

    /// <summary>Isat = 0: none of its own.</summary>
    public DiodeBranch Sidewall { get; init; }

    /// <summary>(1) at every voltage, without (2) and (3): bulk junctions of MOS transistors of levels 1 and 2.</summary>
    public bool IsIdeal { get; init; }

    public required DepletionLayer BottomLayer { get; init; }

    public DepletionLayer SidewallLayer { get; init; }

    /// <summary>Isr = 0: none.</summary>
    public Recombination Recombination { get; init; }

    /// <summary>Voltage at which the breakdown exponential starts, matched [V]; +inf: none.</summary>
    public double Breakdown { get; init; } = double.PositiveInfinity;

    /// <summary>nbv VT [V].</summary>
    public double BreakdownVte { get; init; }

    /// <summary>Knee currents [A]; +inf: none.</summary>
    public double ForwardKnee { get; init; } = double.PositiveInfinity;

    public double ReverseKnee { get; init; } = double.PositiveInfinity;

    /// <summary>[s]</summary>
    public double TransitTime { get; init; }

    public double CriticalVoltage => Junction.CriticalVoltage(Bottom.Vte, Bottom.Isat + Sidewall.Isat);

    public bool HasCharge => TransitTime != 0 || BottomLayer.Cj != 0 || SidewallLayer.Cj != 0;

    /// <summary>Voltage to evaluate at in place of v (Junction.Limit), mirrored about -bv in breakdown.</summary>
    public double Limit(double v, double last) => v < Math.Min(0, -Breakdown + 10 * BreakdownVte)
        ? -(Junction.Limit(-(v + Breakdown), -(last + Breakdown), BreakdownVte, CriticalVoltage) + Breakdown)
        : Junction.Limit(v, last, Bottom.Vte, CriticalVoltage);

    /// <summary>Current [A] and conductance [S], without gmin.</summary>
    public double Current(double v, out double g)
    {
        double i = Branch(v, Bottom, out g);
        if (Sidewall.Isat != 0)
        {
            i += Branch(v, Sidewall, out double side);
            g += side;
        }
        if (Recombination.Isr != 0)
        {
            i += RecombinationCurrent(v, out double generation);
            g += generation;
        }
        bool forward = v >= -3 * Bottom.Vte;
        if (forward && i > 0 && ForwardKnee < double.PositiveInfinity) return Knee(i, ForwardKnee, ref g);
        if (!forward && i < 0 && ReverseKnee < double.PositiveInfinity) return -Knee(-i, ReverseKnee, ref g);
        return i;
    }

    /// <summary>Charge [C] and capacitance [F] at v, where the current is i and the conductance g.</summary>
    public double Charge(double v, double i, double g, out double capacitance)
    {
        double charge = TransitTime * i;
        capacitance = TransitTime * g;
        if (BottomLayer.Cj != 0)
        {
            charge += BottomLayer.Charge(v, out double c);
            capacitance += c;
        }
        if (SidewallLayer.Cj != 0)
        {
            charge += SidewallLayer.Charge(v, out double c);
            capacitance += c;
        }
        return charge;
    }

    /// <summary>Voltage bv for (3), from BV and ibv: i(-BV) = -ibv with (1) and (2) below it joined by the term BV/VT.</summary>
    public static double MatchBreakdown(double bv, double ibv, double isat, double thermal, double nbv)
    {
        if (ibv < isat * bv / thermal) return bv;
        double x = bv - nbv * thermal * Math.Log(1 + ibv / isat);
        for (int k = 0; k < 100; k++)
        {
            double next = bv - nbv * thermal * Math.Log(ibv / isat + 1 - x / thermal);
            if (Math.Abs(next - x) <= 1e-15 * bv) return next;
            x = next;
        }
        return x;
    }

    private double Branch(double v, DiodeBranch d, out double g)
    {
        if (v >= -3 * d.Vte || IsIdeal)
        {
            if (v < -Vanished * d.Vte)
            {
                g = 0;
                return -d.Isat;
            }
            double e = Exp(v / d.Vte, out double slope);
            g = d.Isat * slope / d.Vte;
            return d.Isat * (e - 1);
        }
        if (v >= -Breakdown)
        {
            double a = Third * d.Vte / v, cube = a * a * a;
            g = 3 * d.Isat * cube / v;
            return -d.Isat * (1 + cube);
        }
        double rise = Exp(-(Breakdown + v) / BreakdownVte, out double steep);
        g = d.Isat * steep / BreakdownVte;
        return -d.Isat * rise;
    }

    /// <summary>Below -3 vte it keeps the value it has there, so that it is continuous (ngspice 39 drops it).</summary>
    private double RecombinationCurrent(double v, out double g)
    {
        var r = Recombination;
        double at = Math.Max(v, -3 * Bottom.Vte);
        double e = Exp(at / r.Vtr, out double slope), i = r.Isr * (e - 1), gap = 1 - at / r.Vj;
        double sum = gap * gap + 0.005, factor = Math.Pow(sum, r.M / 2);
        g = v < at ? 0 : r.Isr * slope / r.Vtr * factor - i * r.M * gap / r.Vj * factor / sum;
        return i * factor;
    }

    private static double Knee(double i, double knee, ref double g)
    {
        double root = Math.Sqrt(i / knee), one = 1 + root;
        g *= (1 + root / 2) / (one * one);
        return i / one;
    }

    private static double Exp(double x, out double slope)
    {
        slope = Math.Exp(Math.Min(x, MaxExponent));
        return x <= MaxExponent ? slope : slope * (1 + x - MaxExponent);
    }
}
