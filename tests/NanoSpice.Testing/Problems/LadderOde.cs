namespace NanoSpice.Testing.Problems;

/// <summary>
/// The nanoslit ladder of element U under cyclic voltammetry, written down as an ODE in the voltages of its
/// capacitors and integrated by <see cref="RadauTridiagonal"/>: an oracle that shares nothing with the engine.
/// </summary>
/// <remarks>
///   w_0: voltage of copen [V], w_k: voltage of slit k (sheet minus slit) [V]; the bulk is at 0, the sheet at v(t)
///   copen w_0' = (v - w_0)/ropen - J_1          cslit w_k' = J_k - J_(k+1),   J_(N+1) = 0
///   J_k = (w_(k-1) - w_k) / R(Q),   R(Q) = rc (1 - gamma |Q| / qmax),   Q = cslit w_1 for k = 1, cslit w_(k-1) else
///   Source [NCM] eq. 1-2. The triangle starts at its low vertex; w stays positive, so the kink of |Q| is never crossed.
/// </remarks>
public sealed record LadderOde : ITridiagonalOde
{
    /// <summary>Number of trans-slit steps N [-].</summary>
    public required int Steps { get; init; }

    /// <summary>Coefficient of the charge-set resistance [-].</summary>
    public required double Gamma { get; init; }

    /// <summary>Resistance of a step without charge [Ohm].</summary>
    public double Rc { get; init; } = 5;

    /// <summary>Charge at which R has changed by gamma [C].</summary>
    public double Qmax { get; init; } = 5e-3;

    /// <summary>Resistance of the open space [Ohm].</summary>
    public double Ropen { get; init; } = 1;

    /// <summary>Capacitance of the open space [F].</summary>
    public double Copen { get; init; } = 2e-3;

    /// <summary>Capacitance of one slit [F].</summary>
    public double Cslit { get; init; } = 10e-3;

    /// <summary>Upper vertex of the triangle [V]; the lower one is 0.</summary>
    public double Vhigh { get; init; } = 0.5;

    /// <summary>Sweep rate [V/s].</summary>
    public double SweepRate { get; init; } = 0.2;

    /// <summary>Number of CV cycles [-].</summary>
    public int Cycles { get; init; } = 2;

    /// <summary>Time of one half cycle [s].</summary>
    public double HalfPeriod => Vhigh / SweepRate;

    /// <summary>End of the last cycle [s].</summary>
    public double Stop => 2 * Cycles * HalfPeriod;

    /// <summary>Number of unknown voltages: one for each capacitor that two cycles can reach.</summary>
    public int Size => Math.Min(Steps, Reach) + 1;

    /// <summary>
    /// Steps beyond which nothing happens: the charge diffuses with at most D = 1 / (rc (1 - gamma) cslit) steps squared a
    /// second, and 8 sqrt(4 D t) deep erfc has fallen to 1e-29. A longer ladder is integrated as one of this length.
    /// </summary>
    private int Reach => (int)Math.Ceiling(8 * Math.Sqrt(4 * Stop / (Rc * (1 - Math.Max(Gamma, 0)) * Cslit)));

    /// <summary>Source voltage [V] at a time, and on a kink that of either side: it is continuous.</summary>
    public double Voltage(double t)
    {
        double phase = t % (2 * HalfPeriod);
        return SweepRate * (phase <= HalfPeriod ? phase : 2 * HalfPeriod - phase);
    }

    /// <inheritdoc/>
    public void Rate(double t, ReadOnlySpan<double> w, Span<double> f)
    {
        double inward = Step(w[0], w[1], w[1]);
        f[0] = ((Voltage(t) - w[0]) / Ropen - inward) / Copen;
        for (int k = 1; k < w.Length; k++)
        {
            double outer = inward;
            inward = k + 1 < w.Length ? Step(w[k], w[k + 1], w[k]) : 0;
            f[k] = (outer - inward) / Cslit;
        }
    }

    /// <inheritdoc/>
    public void Jacobian(double t, ReadOnlySpan<double> w, Span<double> below, Span<double> diagonal, Span<double> above)
    {
        var (da, db) = Slopes(w[0], w[1], w[1], chargeIsOuter: false);
        below[0] = 0;
        diagonal[0] = (-1 / Ropen - da) / Copen;
        above[0] = -db / Copen;
        for (int k = 1; k < w.Length; k++)
        {
            below[k] = da / Cslit;
            diagonal[k] = db / Cslit;
            (da, db) = k + 1 < w.Length ? Slopes(w[k], w[k + 1], w[k], chargeIsOuter: true) : (0, 0);
            diagonal[k] -= da / Cslit;
            above[k] = -db / Cslit;
        }
    }

    /// <summary>Integrates all cycles with <paramref name="stepsPerHalfCycle"/> steps, drawn together after each kink.</summary>
    public LadderSolution Solve(int stepsPerHalfCycle = 800)
    {
        var radau = new RadauTridiagonal(this);
        var solution = new LadderSolution(this);
        double[] w = new double[Size];
        for (int half = 0; half < 2 * Cycles; half++)
        {
            double start = half * HalfPeriod, slope = half % 2 == 0 ? SweepRate : -SweepRate;
            solution.Add(start, w, slope);
            for (int k = 0; k < stepsPerHalfCycle; k++)
            {
                double t = start + Graded(k, stepsPerHalfCycle), next = start + Graded(k + 1, stepsPerHalfCycle);
                radau.Step(t, next - t, w, smooth: k > 0);
                solution.Add(next, w, slope);
            }
        }

        return solution;
    }

    /// <summary>Mesh point k of n in a half cycle [s], quadratic: the layer after a kink starts within ropen copen,</summary>
    /// <remarks>and at gamma near 1 the charge front keeps passing slits in rc (1 - gamma) cslit until the ramp ends.</remarks>
    private double Graded(int k, int n) => HalfPeriod * ((double)k / n) * ((double)k / n);

    private double Step(double outer, double inner, double charged) => (outer - inner) / Resistance(charged);

    private double Resistance(double charged) => Rc * (1 - Gamma * Math.Abs(Cslit * charged) / Qmax);

    /// <summary>dJ/d(outer), dJ/d(inner).</summary>
    private (double Outer, double Inner) Slopes(double outer, double inner, double charged, bool chargeIsOuter)
    {
        double r = Resistance(charged), slope = -Rc * Gamma * Cslit / Qmax * (charged < 0 ? -1 : 1);
        double byCharge = -(outer - inner) / (r * r) * slope;
        return chargeIsOuter ? (1 / r + byCharge, -1 / r) : (1 / r, -1 / r + byCharge);
    }
}
