namespace NanoSpice.Engine.Devices;

/// <summary>Currents and charges of a bipolar transistor at one bias, with their slopes along vbe and vbc. All as of an NPN.</summary>
public struct BjtPoint
{
    /// <summary>Collector and base current without charges [A].</summary>
    public double Ic, Ib;

    /// <summary>Slopes [S].</summary>
    public double IcBe, IcBc, IbBe, IbBc;

    /// <summary>Charge between base and emitter, and base and collector, inside the base resistance [C].</summary>
    public double Qbe, Qbc;

    /// <summary>Slopes [F]; QbeBc: the transit charge depends on vbc too.</summary>
    public double QbeBe, QbeBc, QbcBc;

    /// <summary>Normalized base charge [-] and its slopes [1/V].</summary>
    public double Qb, QbBe, QbBc;

    /// <summary>Forward part If/qb of the collector current [A], which excess phase delays, and its slopes [S].</summary>
    public double Forward, ForwardBe, ForwardBc;
}

/// <summary>Gummel-Poon model of one transistor at its temperature, area and multiplicity worked in. [GP], [SPICE], as ngspice 39.</summary>
/// <remarks>
///   (1)  If = is (e^(vbe/nf VT) - 1),  Ir = is (e^(vbc/nr VT) - 1)          below -3 n VT as in DiodeLaw (2)
///   (2)  qb = q1 (1 + (1 + 4 q2)^nkf) / 2,   q1 = 1 / (1 - vbc/vaf - vbe/var),   q2 = If/ikf + Ir/ikr
///   (3)  ic = (If - Ir) / qb - Ir/br - Ilc
///   (4)  ib = If/bf + Ile + Ir/br + Ilc,     Ile = ise (e^(vbe/ne VT) - 1),   Ilc = isc (e^(vbc/nc VT) - 1)
///   (5)  qbe = tf If (1 + xtf (If/(If + itf))^2 e^(vbc/1.44 vtf)) / qb + depletion(vbe)       the bracket and qb only for vbe > 0
///   (6)  qbc = tr Ir + xcjc depletion(vbc)
/// </remarks>
public sealed class BjtLaw
{
    /// <summary>Below about this part of irb the base resistance no longer changes [-], as in SPICE.</summary>
    private const double LeastBaseCurrent = 1e-9;

    public required double Is { get; init; }

    /// <summary>nf VT, nr VT, ne VT, nc VT [V].</summary>
    public required double ForwardVt { get; init; }

    public required double ReverseVt { get; init; }

    public required double LeakEmitterVt { get; init; }

    public required double LeakCollectorVt { get; init; }

    public required double Bf { get; init; }

    public required double Br { get; init; }

    /// <summary>ise and isc [A].</summary>
    public double LeakEmitter { get; init; }

    public double LeakCollector { get; init; }

    /// <summary>1/vaf, 1/var [1/V], 1/ikf, 1/ikr [1/A]; 0: none.</summary>
    public double InverseVaf { get; init; }

    public double InverseVar { get; init; }

    public double InverseIkf { get; init; }

    public double InverseIkr { get; init; }

    /// <summary>[s]</summary>
    public double Tf { get; init; }

    public double Tr { get; init; }

    public double Xtf { get; init; }

    /// <summary>1/(1.44 vtf) [1/V]; 0: none.</summary>
    public double InverseVtf { get; init; }

    /// <summary>[A]; 0: none.</summary>
    public double Itf { get; init; }

    public required DepletionLayer Emitter { get; init; }

    /// <summary>Part of the collector's layer inside the base resistance.</summary>
    public required DepletionLayer Collector { get; init; }

    /// <summary>Part outside it, between base terminal and inner collector.</summary>
    public DepletionLayer Outer { get; init; }

    public DepletionLayer Substrate { get; init; }

    /// <summary>Saturation current of the substrate junction [A], and ns VT [V].</summary>
    public double SubstrateIs { get; init; }

    public double SubstrateVt { get; init; }

    /// <summary>Exponent of the roll-off [-]: 1/2 in the original model.</summary>
    public double Nkf { get; init; } = 0.5;

    /// <summary>Delay of the forward current, ptf pi/180 tf [s].</summary>
    public double ExcessDelay { get; init; }

    /// <summary>Base resistance without bias, its least value [Ohm], and the current of half way [A]; 0: none.</summary>
    public double Rb { get; init; }

    public double Rbm { get; init; }

    public double Irb { get; init; }

    public double CriticalVoltage => Junction.CriticalVoltage(ForwardVt, Is);

    /// <summary>Everything at (vbe, vbc) [V].</summary>
    public void At(double vbe, double vbc, out BjtPoint p)
    {
        p = default;
        double f = JunctionCurrent(vbe, Is, ForwardVt, out double gf), r = JunctionCurrent(vbc, Is, ReverseVt, out double gr);
        double le = 0, gle = 0, lc = 0, glc = 0;
        if (LeakEmitter != 0) le = JunctionCurrent(vbe, LeakEmitter, LeakEmitterVt, out gle);
        if (LeakCollector != 0) lc = JunctionCurrent(vbc, LeakCollector, LeakCollectorVt, out glc);
        BaseCharge(ref p, vbe, vbc, f, gf, r, gr);
        double transport = (f - r) / p.Qb;
        p.Ic = transport - r / Br - lc;                                                    // (3)
        p.IcBe = (gf - transport * p.QbBe) / p.Qb;
        p.IcBc = (-gr - transport * p.QbBc) / p.Qb - gr / Br - glc;
        if (ExcessDelay != 0) (p.Forward, p.ForwardBe, p.ForwardBc) = (f / p.Qb, (gf - f / p.Qb * p.QbBe) / p.Qb, -f / p.Qb * p.QbBc / p.Qb);
        p.Ib = f / Bf + le + r / Br + lc;                                                  // (4)
        p.IbBe = gf / Bf + gle;
        p.IbBc = gr / Br + glc;
        Charges(ref p, vbe, vbc, f, gf, r, gr);
    }

    /// <summary>Conductance of the base resistance at a bias [S] and its slopes along vbe and vbc [S/V].</summary>
    /// <remarks>
    ///   rb = rbm + (rb0 - rbm)/qb,  with irb:  rb = rbm + 3 (rb0 - rbm) (tan z - z)/(z tan^2 z),
    ///   z = (-1 + sqrt(1 + 14.59025 ib/irb)) / (2.4317 sqrt(ib/irb)).  SPICE leaves the slopes out of its small-signal matrix.
    /// </remarks>
    public double BaseConductance(in BjtPoint p, out double be, out double bc)
    {
        double wide = Rb - Rbm;
        if (Irb == 0)
        {
            double g = 1 / (Rbm + wide / p.Qb), slope = g * g * wide / (p.Qb * p.Qb);
            (be, bc) = (slope * p.QbBe, slope * p.QbBc);
            return g;
        }
        // SPICE takes the larger of ib/irb and 1e-9; this is the same without the corner.
        double x = p.Ib / Irb, far = Math.Sqrt(x * x + 4 * LeastBaseCurrent * LeastBaseCurrent), a = x > 0 ? 0.5 * (x + far) : 2 * LeastBaseCurrent * LeastBaseCurrent / (far - x);
        double square = Math.Sqrt(a), root = Math.Sqrt(1 + 14.59025 * a), scale = 14.59025 / 2.4317;
        // The same z without the difference of -1 and the root.
        double z = scale * square / (1 + root), dz = scale * (0.5 / (square * (1 + root)) - square * 14.59025 / (2 * root * (1 + root) * (1 + root)));
        double conductance = 1 / (Rbm + 3 * wide * Spreading(z, out double bend)), dr = 3 * wide * bend;
        double along = -conductance * conductance * dr * dz * a / (far * Irb);
        (be, bc) = (along * p.IbBe, along * p.IbBc);
        return conductance;
    }

    /// <summary>Coefficients of (tan z - z)/(z tan^2 z) in powers of z^2; below 0.4 what is left out is under 1e-13.</summary>
    private static readonly double[] Series =
        [1.0 / 3, -4.0 / 45, -4.0 / 315, -8.0 / 4725, -4.0 / 18711, -5528.0 / 212837625, -8.0 / 2606175, -57872.0 / 162820783125];

    /// <summary>(tan z - z)/(z tan^2 z) and its slope.</summary>
    private static double Spreading(double z, out double slope)
    {
        if (z < 0.4)
        {
            double sum = 0, bend = 0, z2 = z * z;
            for (int k = Series.Length - 1; k >= 0; k--) (bend, sum) = (bend * z2 + sum, sum * z2 + Series[k]);
            slope = 2 * z * bend;
            return sum;
        }
        double tan = Math.Tan(z), square = tan * tan;
        slope = (square * z * square - (tan - z) * (square + 2 * z * tan * (1 + square))) / (z * z * square * square);
        return (tan - z) / (z * square);
    }

    private void BaseCharge(ref BjtPoint p, double vbe, double vbc, double f, double gf, double r, double gr)
    {
        double q1 = 1 / (1 - InverseVaf * vbc - InverseVar * vbe);                         // (2)
        if (InverseIkf == 0 && InverseIkr == 0)
        {
            (p.Qb, p.QbBe, p.QbBc) = (q1, q1 * q1 * InverseVar, q1 * q1 * InverseVaf);
            return;
        }
        double argument = Math.Max(0, 1 + 4 * (InverseIkf * f + InverseIkr * r)), root = 1, slope = 1;
        if (argument > 0 && Nkf == 0.5) slope = 1 / (root = Math.Sqrt(argument));
        else if (argument > 0) slope = 2 * Nkf * (root = Math.Pow(argument, Nkf)) / argument;
        p.Qb = q1 * (1 + root) / 2;
        p.QbBe = q1 * (p.Qb * InverseVar + InverseIkf * gf * slope);
        p.QbBc = q1 * (p.Qb * InverseVaf + InverseIkr * gr * slope);
    }

    private void Charges(ref BjtPoint p, double vbe, double vbc, double f, double gf, double r, double gr)
    {
        p.Qbe = Emitter.Charge(vbe, out p.QbeBe);
        p.Qbc = Tr * r + Collector.Charge(vbc, out double c);   // (6)
        p.QbcBc = Tr * gr + c;
        if (Tf == 0) return;
        if (vbe <= 0)
        {
            p.Qbe += Tf * f;
            p.QbeBe += Tf * gf;
            return;
        }
        double more = 0, slope = 0, along = 0;                                             // bracket of (5): 1 + more; d(f more)/df; d more/dvbc
        if (Xtf != 0)
        {
            more = slope = Xtf * Elementary.Exp(Math.Min(vbc * InverseVtf, 600));
            if (Itf != 0)
            {
                double part = f / (f + Itf);
                more *= part * part;
                slope = more * (3 - 2 * part);
            }
            along = more * InverseVtf;
        }
        double charge = f * (1 + more) / p.Qb;                                             // (5)
        p.Qbe += Tf * charge;
        p.QbeBe += Tf * (gf * (1 + slope) - charge * p.QbBe) / p.Qb;
        p.QbeBc += Tf * (f * along - charge * p.QbBc) / p.Qb;
    }

    /// <summary>Current of the substrate junction and its conductance.</summary>
    public double SubstrateCurrent(double v, out double g)
    {
        g = 0;
        return SubstrateIs == 0 ? 0 : JunctionCurrent(v, SubstrateIs, SubstrateVt, out g);
    }

    private static double JunctionCurrent(double v, double isat, double vt, out double g)
    {
        if (v >= -3 * vt)
        {
            double x = Math.Min(v / vt, 600), e = Elementary.Exp(x);
            g = isat * e / vt;
            // Beyond the range of the exponential it goes on as its tangent.
            return isat * (e - 1) + g * (v - x * vt);
        }
        double a = 3 * vt / (v * Math.E), cube = a * a * a;
        g = 3 * isat * cube / v;
        return -isat * (1 + cube);
    }
}
