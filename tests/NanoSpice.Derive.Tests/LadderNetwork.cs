using NanoSpice.Pnp;

namespace NanoSpice.Derive.Tests;

/// <summary>A network whose slits obey the ladder's equations exactly, in place of an mPNP run: elements known, equations written down here, not taken from the engine.</summary>
/// <remarks>
///   w_k: sheet minus node k [V], k = 0 the open space; Q_k = Q(w_k);  psi_k = phi_m - w_k
///   dQ_0/dt = (phi_m - w_0)/ropen - J_1      dQ_k/dt = J_k - J_(k+1),   J_k = (w_(k-1) - w_k) / R_k,   J_(N+1) = 0
///   R_1 = rin (1 - gammain |Q_1|/qmax),   R_k = rc (1 - gamma |Q_(k-1)|/qmax)
///   by Runge-Kutta of order 4 with a step of a quarter of ropen copen or less. Rows obey every relation between them to round-off.
/// </remarks>
internal sealed class LadderNetwork(Ladder truth)
{
    private const double Boltzmann = 1.380649e-23, ElementaryCharge = 1.602176634e-19;

    /// <summary>phi = Share psi + Offset: what the electric potential of a slit is made of.</summary>
    public const double Share = 0.9, Offset = -0.02;

    private readonly double _thermal = Boltzmann * truth.Temperature / ElementaryCharge;

    /// <summary>Set P1 in short: times and elements of its size, so that decks see the numbers they are made for.</summary>
    public static PnpSettings Settings { get; } = new() { IonSize = 0.5e-9, HalfPeriod = 20e-9, Gap = 1e-9, RampTime = 1e-6, Cycles = 2, Layers = 4, Samples = 60 };

    /// <summary>Packing fraction of the bulk of <see cref="Settings"/>, 2 a^3 c0 N_A.</summary>
    public static double Nu { get; } = 2 * Math.Pow(0.5e-9, 3) * 1000 * 6.02214076e23;

    /// <summary>Elements near those of slits of 2 nm.</summary>
    public static Ladder Truth(LadderKind kind) => new(
        Ropen: 0.2, Open: kind == LadderKind.Layer ? 1.1e-9 : 5e-8, Rin: 0.45, GammaIn: kind == LadderKind.TransmissionLine ? 0 : 0.35,
        Rc: 0.7, Gamma: kind == LadderKind.TransmissionLine ? 0 : 0.5, Slit: kind == LadderKind.Layer ? 2.3e-9 : 1e-7, Qmax: 1.3e-8, Nu: kind == LadderKind.Layer ? Nu : 0, Temperature: 298.15);

    public NetworkTable Table(PnpSettings settings) => new("ladder", settings, [.. Rows(settings)]);

    /// <summary>The table with potentials, charges and currents of the other sign.</summary>
    public static NetworkTable Mirrored(NetworkTable table) => new(
        table.Name, table.Settings with { LowPotential = -table.Settings.LowPotential, HighPotential = -table.Settings.HighPotential },
        [.. table.Rows.Select(r => r with { Potential = -r.Potential, Current = -r.Current, Charge = -r.Charge, Slits = [.. r.Slits.Select(Mirror)] })]);

    /// <summary>Stands for the mPNP solver.</summary>
    public PnpReport Run(PnpSettings settings, IPnpObserver observer, ICheckpointStore? checkpoints, CancellationToken cancellation)
    {
        int count = 0;
        foreach (var row in Rows(settings))
        {
            if (cancellation.IsCancellationRequested) return new PnpReport { Time = row.Time };
            observer.Row(row);
            count++;
        }
        return new PnpReport { Complete = true, Time = 2 * settings.Cycles * settings.RampTime, Steps = count };
    }

    /// <summary>Rows at even times, both vertices among them.</summary>
    public IEnumerable<PnpRow> Rows(PnpSettings s)
    {
        double[] w = new double[s.Layers + 1];
        double fastest = truth.Ropen * Capacitance(0, 0, s) / 4, spacing = s.RampTime / s.Samples;
        int inner = Math.Max(1, (int)Math.Ceiling(spacing / fastest));
        yield return Row(s, 0, w);
        for (int k = 1; k <= 2 * s.Cycles * s.Samples; k++)
        {
            double begin = (k - 1) * spacing, h = spacing / inner;
            for (int i = 0; i < inner; i++) Step(s, w, begin + i * h, h);
            yield return Row(s, k * spacing, w);
        }
    }

    private static double Potential(PnpSettings s, double t)
    {
        double phase = t / s.RampTime, whole = Math.Floor(phase / 2 + 1e-12) * 2;
        return s.LowPotential + (s.HighPotential - s.LowPotential) * (1 - Math.Abs(1 - (phase - whole)));
    }

    private static SlitState Mirror(SlitState s) => new(-s.StepPhi, -s.Current, -s.Charge, -s.Phi, -s.StepPsi, -s.Psi, s.Ions, -s.Migration, -s.Diffusion, -s.Steric);

    private void Step(PnpSettings s, double[] w, double t, double h)
    {
        double[] a = Rate(s, w, t), b = Rate(s, Moved(w, a, h / 2), t + h / 2), c = Rate(s, Moved(w, b, h / 2), t + h / 2), d = Rate(s, Moved(w, c, h), t + h);
        for (int k = 0; k < w.Length; k++) w[k] += h / 6 * (a[k] + 2 * b[k] + 2 * c[k] + d[k]);
    }

    private static double[] Moved(double[] w, double[] rate, double h) => [.. w.Select((v, k) => v + h * rate[k])];

    private double[] Rate(PnpSettings s, double[] w, double t)
    {
        double[] rate = new double[w.Length];
        double inward = (Potential(s, t) - w[0]) / truth.Ropen;
        for (int k = 0; k < w.Length; k++)
        {
            double further = k + 1 < w.Length ? (w[k] - w[k + 1]) / Resistance(k, w) : 0;
            rate[k] = (inward - further) / Capacitance(k, w[k], s);
            inward = further;
        }
        return rate;
    }

    /// <summary>Of the step from k to k + 1.</summary>
    private double Resistance(int k, double[] w) => k == 0
        ? truth.Rin * (1 - truth.GammaIn * Math.Abs(Charge(1, w[1])) / truth.Qmax)
        : truth.Rc * (1 - truth.Gamma * Math.Abs(Charge(k, w[k])) / truth.Qmax);

    private double Charge(int k, double w)
    {
        double size = k == 0 ? truth.Open : truth.Slit;
        if (truth.Nu == 0) return size * w;
        double sinh = Math.Sinh(w / (2 * _thermal));
        return size * Math.Sign(w) * Math.Sqrt(2 / truth.Nu * Math.Log(1 + 2 * truth.Nu * sinh * sinh));
    }

    /// <summary>dQ/dw; differences of a smooth function, 1e-9 exact: only the path of the charges depends on it.</summary>
    private double Capacitance(int k, double w, PnpSettings s)
    {
        double h = 1e-5 * Math.Max(Math.Abs(s.HighPotential), 0.1);
        return truth.Nu == 0 ? (k == 0 ? truth.Open : truth.Slit) : (Charge(k, w + h) - Charge(k, w - h)) / (2 * h);
    }

    private PnpRow Row(PnpSettings s, double t, double[] w)
    {
        double phi = Potential(s, t);
        var slits = new SlitState[w.Length];
        for (int k = 0; k < w.Length; k++)
        {
            bool last = k + 1 == w.Length;
            double psi = phi - w[k], step = last ? 0 : w[k] - w[k + 1], current = last ? 0 : step / Resistance(k, w), charge = Charge(k, w[k]);
            slits[k] = new(Share * step, current, charge, Share * psi + Offset, step, psi, 1e-8 + Math.Abs(charge) / 10, 0.7 * current, 0.2 * current, 0.1 * current);
        }
        double total = (phi - w[0]) / truth.Ropen;
        return new(t, phi, total, slits.Sum(q => q.Charge), new(0.7 * total, 0.2 * total, 0.1 * total), slits);
    }
}
