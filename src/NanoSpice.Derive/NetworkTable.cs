using NanoSpice.Pnp;

namespace NanoSpice.Derive;

/// <summary>What one slit did over a run: one value a row, as in slits.csv (DESIGN.md 6). Index 0 of a network is the open space.</summary>
/// <param name="StepPhi">phi of the next slit inwards minus phi of this one [V]</param>
/// <param name="Current">ionic current through the opening to the next slit, positive outwards [A/m]</param>
/// <param name="Charge">[C/m]</param>
/// <param name="Phi">potential at mid-slit [V]</param>
/// <param name="StepPsi">as StepPhi, of psi [V]</param>
/// <param name="Psi">potential of charge, (mu+ - mu-)/2e [V]</param>
/// <param name="Ions">e times the number of ions [C/m]</param>
/// <param name="Migration">part of Current [A/m]</param>
/// <param name="Diffusion">part of Current [A/m]</param>
/// <param name="Steric">part of Current [A/m]</param>
public sealed record SlitColumns(
    double[] StepPhi, double[] Current, double[] Charge, double[] Phi, double[] StepPsi, double[] Psi, double[] Ions, double[] Migration, double[] Diffusion, double[] Steric)
{
    /// <summary>Columns of one slit out of the rows of a run.</summary>
    public static SlitColumns From(IReadOnlyList<PnpRow> rows, int slit)
    {
        double[] Column(Func<SlitState, double> value) => [.. rows.Select(r => value(r.Slits[slit]))];
        return new(
            Column(s => s.StepPhi), Column(s => s.Current), Column(s => s.Charge), Column(s => s.Phi), Column(s => s.StepPsi), Column(s => s.Psi),
            Column(s => s.Ions), Column(s => s.Migration), Column(s => s.Diffusion), Column(s => s.Steric));
    }
}

/// <summary>The table of one mPNP run under cyclic voltammetry, by columns.</summary>
public sealed class NetworkTable
{
    private readonly Lazy<IReadOnlyList<(int First, int Last)>> _ramps;

    /// <param name="name">of the run: slit=1.5n</param>
    /// <param name="settings">conditions of the run; what a table of one's own does not tell is taken from the configuration</param>
    public NetworkTable(string name, PnpSettings settings, IReadOnlyList<PnpRow> rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows.Count, 3);
        (Name, Settings, Rows) = (name, settings, rows);
        (Time, Potential) = ([.. rows.Select(r => r.Time)], [.. rows.Select(r => r.Potential)]);
        Current = [.. rows.Select(r => r.Current)];
        Slits = [.. Enumerable.Range(0, rows[0].Slits.Count).Select(s => SlitColumns.From(rows, s))];
        _ramps = new(FindRamps);
    }

    public string Name { get; }

    public PnpSettings Settings { get; }

    public IReadOnlyList<PnpRow> Rows { get; }

    /// <summary>[s]</summary>
    public double[] Time { get; }

    /// <summary>Potential of the electrode, phi_m [V].</summary>
    public double[] Potential { get; }

    /// <summary>Current into the electrode [A/m].</summary>
    public double[] Current { get; }

    /// <summary>The open space (0) and the slits 1 .. N from outside.</summary>
    public IReadOnlyList<SlitColumns> Slits { get; }

    /// <summary>Number of slits N.</summary>
    public int Layers => Slits.Count - 1;

    /// <summary>Half cycles: rows from the first after one vertex to the next vertex. Row 0 belongs to none; a half cycle that breaks off is left out.</summary>
    public IReadOnlyList<(int First, int Last)> Ramps => _ramps.Value;

    /// <summary>Whole cycles in the table.</summary>
    public int Cycles => Ramps.Count / 2;

    /// <summary>Largest charge of a slit over the run, Qmax [C/m].</summary>
    public double LargestCharge => Slits.Skip(1).Max(s => s.Charge.Max(Math.Abs));

    /// <summary>Rows of cycle 1, 2, ...</summary>
    public (int First, int Last) Cycle(int number) => (Ramps[2 * number - 2].First, Ramps[2 * number - 1].Last);

    /// <summary>A vertex whose row is missing, or is there twice, leaves two equal potentials: one for each side.</summary>
    private List<(int First, int Last)> FindRamps()
    {
        var ramps = new List<(int First, int Last)>();
        int first = 1, moved = 0;
        double before = 0;
        for (int k = 1; k < Potential.Length; k++)
        {
            double now = Potential[k] - Potential[k - 1];
            if (now * before < 0)
            {
                ramps.Add((first, moved));
                first = moved + 1;
            }
            if (now != 0) (before, moved) = (now, k);
        }
        ramps.Add((first, Potential.Length - 1));
        if (ramps.Count > 1 && !IsWhole(ramps[^1], ramps[^2])) ramps.RemoveAt(ramps.Count - 1);
        return ramps;
    }

    /// <summary>Whether the table goes on to the vertex: two rows short of it are a row that is missing.</summary>
    private bool IsWhole((int First, int Last) ramp, (int First, int Last) before)
    {
        double span = Potential[before.Last] - Potential[before.First - 1], spacing = span / (before.Last - before.First + 1);
        return Math.Abs(Potential[ramp.Last] - Potential[ramp.First - 1]) >= Math.Abs(span) - 2.5 * Math.Abs(spacing);
    }
}
