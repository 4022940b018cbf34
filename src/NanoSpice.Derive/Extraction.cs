using NanoSpice.Engine.Devices;
using NanoSpice.Pnp;

namespace NanoSpice.Derive;

/// <summary>Which potential of a slit drives the current.</summary>
public enum SlitPotential
{
    /// <summary>psi = (mu+ - mu-)/2e, zero in equilibrium with the bulk: what a ladder is built from.</summary>
    Charge,

    /// <summary>phi at mid-slit: what the paper shows; not zero in equilibrium where double layers overlap.</summary>
    Electric,
}

/// <summary>From the table of a run to the elements of the ladder: linear least squares on the first charging ramp (DESIGN.md 5a).</summary>
/// <remarks>
///   (1)  step i -> i+1:      dpsi_i = I_i rc (1 - beta |Q_i|)          i = 1 .. N-1, all rows together
///   (2)  open space -> 1:    dpsi_0 = I_0 rin (1 - betain |Q_1|)
///   (3)  bulk -> open space: psi_0 = I ropen                          I: current into the electrode
///   (4)  slit:               Q_i = cslit (phi_m - psi_i), or qs k(phi_m - psi_i) with k of the double layer [KBA]
///   No fit to the voltammogram enters.
/// </remarks>
public static class Extraction
{
    private const double ElementaryCharge = 1.602176634e-19, Avogadro = 6.02214076e23, Boltzmann = 1.380649e-23, VacuumPermittivity = 8.8541878128e-12;

    public static Elements Run(NetworkTable table, SlitPotential potential = SlitPotential.Charge)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(table.Layers, 2);
        var s = table.Settings;
        double nu = 2 * Math.Pow(s.IonSize, 3) * s.Concentration * Avogadro;
        var (first, last) = table.Ramps[0];
        double[] Step(SlitColumns c) => potential == SlitPotential.Charge ? c.StepPsi : c.StepPhi;
        double[] Level(SlitColumns c) => potential == SlitPotential.Charge ? c.Psi : c.Phi;
        var between = Rows(table, first, last, 1, table.Layers - 1);
        double[] d = [.. between.Select(r => Step(r.Slit)[r.Row])], i = [.. between.Select(r => r.Slit.Current[r.Row])], q = [.. between.Select(r => r.Slit.Charge[r.Row])];
        var entry = Rows(table, first, last, 0, 0);
        double[] d0 = [.. entry.Select(r => Step(r.Slit)[r.Row])], i0 = [.. entry.Select(r => r.Slit.Current[r.Row])], q1 = [.. entry.Select(r => table.Slits[1].Charge[r.Row])];
        double[] level0 = [.. entry.Select(r => Level(r.Slit)[r.Row])], current = [.. entry.Select(r => table.Current[r.Row])];
        var slits = Rows(table, first, last, 1, table.Layers);
        double[] v = [.. slits.Select(r => table.Potential[r.Row] - Level(r.Slit)[r.Row])], charge = [.. slits.Select(r => r.Slit.Charge[r.Row])];
        double[] v0 = [.. entry.Select(r => table.Potential[r.Row] - Level(r.Slit)[r.Row])], charge0 = [.. entry.Select(r => r.Slit.Charge[r.Row])];
        var open = Proportional(current, level0);
        return new()
        {
            Name = table.Name, Qmax = table.LargestCharge, Nu = nu, Temperature = s.Temperature, SlitLayerTheory = LayerCharge(s) * 2 * s.HalfPeriod,
            Step = Law(i, q, d), Entry = Law(i0, q1, d0), OhmStep = Ohm(i, d), OhmEntry = Ohm(i0, d0), Ropen = open.Value, RopenNrmse = open.Nrmse,
            Slit = Proportional(v, charge), Open = Proportional(v0, charge0),
            SlitLayer = Layer(v, charge, nu, s.Temperature), OpenLayer = Layer(v0, charge0, nu, s.Temperature),
        };
    }

    /// <summary>The law of single steps, each fitted by itself: how far it is the same in all slits.</summary>
    public static IReadOnlyList<StepLaw> StepByStep(NetworkTable table, SlitPotential potential = SlitPotential.Charge)
    {
        ArgumentNullException.ThrowIfNull(table);
        var (first, last) = table.Ramps[0];
        var laws = new List<StepLaw>();
        for (int k = 1; k < table.Layers; k++)
        {
            var slit = table.Slits[k];
            double[] step = potential == SlitPotential.Charge ? slit.StepPsi : slit.StepPhi;
            laws.Add(Law(slit.Current[first..(last + 1)], slit.Charge[first..(last + 1)], step[first..(last + 1)]));
        }
        return laws;
    }

    /// <summary>Error of the law on steps that its fit has not seen, each left out in turn, over the rms of all [-].</summary>
    public static double LeftOut(NetworkTable table, SlitPotential potential)
    {
        ArgumentNullException.ThrowIfNull(table);
        var (first, last) = table.Ramps[0];
        double left = 0, all = 0;
        for (int skipped = 1; skipped < table.Layers; skipped++)
        {
            var others = Rows(table, first, last, 1, table.Layers - 1).Where(r => r.Slit != table.Slits[skipped]).ToArray();
            if (others.Length == 0) return double.NaN;
            double[] Step(SlitColumns c) => potential == SlitPotential.Charge ? c.StepPsi : c.StepPhi;
            var law = Law([.. others.Select(r => r.Slit.Current[r.Row])], [.. others.Select(r => r.Slit.Charge[r.Row])], [.. others.Select(r => Step(r.Slit)[r.Row])]);
            var slit = table.Slits[skipped];
            for (int k = first; k <= last; k++)
            {
                double misfit = Step(slit)[k] - slit.Current[k] * law.Rc * (1 - law.Beta * Math.Abs(slit.Charge[k]));
                left += misfit * misfit;
                all += Step(slit)[k] * Step(slit)[k];
            }
        }
        return Math.Sqrt(left / all);
    }

    private static (SlitColumns Slit, int Row)[] Rows(NetworkTable table, int first, int last, int from, int to) =>
        [.. Enumerable.Range(from, to - from + 1).SelectMany(s => Enumerable.Range(first, last - first + 1).Select(r => (table.Slits[s], r)))];

    /// <summary>d = rc i - rc beta i |q| by normal equations; the columns are scaled, so that two of them lose no digits that matter.</summary>
    private static StepLaw Law(double[] i, double[] q, double[] d)
    {
        double scale = q.Max(Math.Abs), aa = 0, ab = 0, bb = 0, ad = 0, bd = 0;
        if (scale == 0) return Ohm(i, d);
        for (int k = 0; k < d.Length; k++)
        {
            double a = i[k], b = i[k] * Math.Abs(q[k]) / scale;
            aa += a * a;
            ab += a * b;
            bb += b * b;
            ad += a * d[k];
            bd += b * d[k];
        }
        double determinant = aa * bb - ab * ab, rc = (bb * ad - ab * bd) / determinant, slope = (aa * bd - ab * ad) / determinant;
        double left = 0, all = 0;
        for (int k = 0; k < d.Length; k++)
        {
            double misfit = d[k] - i[k] * (rc + slope * Math.Abs(q[k]) / scale);
            left += misfit * misfit;
            all += d[k] * d[k];
        }
        return new(rc, -slope / (rc * scale), Math.Sqrt(left / all));
    }

    private static StepLaw Ohm(double[] i, double[] d)
    {
        var fit = Proportional(i, d);
        return new(fit.Value, 0, fit.Nrmse);
    }

    private static CapacitorFit Proportional(double[] x, double[] y)
    {
        double xx = 0, xy = 0, yy = 0;
        for (int k = 0; k < x.Length; k++)
        {
            xx += x[k] * x[k];
            xy += x[k] * y[k];
            yy += y[k] * y[k];
        }
        double slope = xy / xx;
        return new(slope, Math.Sqrt(Math.Max(0, (yy - slope * xy) / yy)));
    }

    private static CapacitorFit Layer(double[] v, double[] charge, double nu, double temperature)
    {
        if (nu == 0) return new(double.NaN, double.NaN);
        var unit = SlitCapacitor.DoubleLayer(1, nu, temperature);
        return Proportional([.. v.Select(unit.Charge)], charge);
    }

    /// <summary>2 e c0 lambda_D [C/m2].</summary>
    private static double LayerCharge(PnpSettings s)
    {
        double thermal = Boltzmann * s.Temperature / ElementaryCharge;
        double debye = Math.Sqrt(s.Permittivity * VacuumPermittivity * thermal / (2 * ElementaryCharge * Avogadro * s.Concentration));
        return 2 * ElementaryCharge * Avogadro * s.Concentration * debye;
    }
}
