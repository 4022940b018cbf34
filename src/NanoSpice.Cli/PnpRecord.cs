using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>Rows and snapshots of a run so far, from its checkpoint and from the solver.</summary>
internal sealed class PnpRecord(Action<double>? progress) : IPnpObserver
{
    private readonly List<PnpRow> _rows = [];
    private readonly List<PnpField> _fields = [];

    public IReadOnlyList<PnpRow> Rows => _rows;

    public IReadOnlyList<PnpField> Fields => _fields;

    public void Row(PnpRow row) => _rows.Add(row);

    public void Snapshot(PnpField field) => _fields.Add(field);

    public void Progress(double share) => progress?.Invoke(share);

    /// <summary>Writes the first so many rows and snapshots.</summary>
    public void Save(BinaryWriter to, int rows, int fields)
    {
        to.Write(rows);
        foreach (var row in _rows.Take(rows)) Save(to, row);
        to.Write(fields);
        foreach (var f in _fields.Take(fields))
        {
            to.Write(f.Time);
            to.Write(f.Potential);
            foreach (double[] values in Arrays(f)) Save(to, values);
        }
    }

    /// <summary>Takes what <see cref="Save(BinaryWriter, int, int)"/> wrote in place of what is here.</summary>
    public void Load(BinaryReader from)
    {
        _rows.Clear();
        _fields.Clear();
        for (int n = from.ReadInt32(); n > 0; n--) _rows.Add(LoadRow(from));
        for (int n = from.ReadInt32(); n > 0; n--)
        {
            double time = from.ReadDouble(), potential = from.ReadDouble();
            double[][] a = [.. Enumerable.Range(0, 8).Select(_ => LoadArray(from))];
            _fields.Add(new(time, potential, a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]));
        }
    }

    private static double[][] Arrays(PnpField f) => [f.XFaces, f.YFaces, f.Phi, f.Cation, f.Anion, f.Psi, f.CurrentX, f.CurrentY];

    private static void Save(BinaryWriter to, double[] values)
    {
        to.Write(values.Length);
        foreach (double v in values) to.Write(v);
    }

    private static double[] LoadArray(BinaryReader from)
    {
        double[] values = new double[from.ReadInt32()];
        for (int i = 0; i < values.Length; i++) values[i] = from.ReadDouble();
        return values;
    }

    private static void Save(BinaryWriter to, PnpRow row)
    {
        Save(to, [row.Time, row.Potential, row.Current, row.Charge, row.Outside.Migration, row.Outside.Diffusion, row.Outside.Steric]);
        to.Write(row.Slits.Count);
        foreach (var s in row.Slits) Save(to, [s.StepPhi, s.Current, s.Charge, s.Phi, s.StepPsi, s.Psi, s.Ions, s.Migration, s.Diffusion, s.Steric]);
    }

    private static PnpRow LoadRow(BinaryReader from)
    {
        double[] r = LoadArray(from);
        var slits = new SlitState[from.ReadInt32()];
        for (int i = 0; i < slits.Length; i++)
        {
            double[] s = LoadArray(from);
            slits[i] = new(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8], s[9]);
        }
        return new(r[0], r[1], r[2], r[3], new(r[4], r[5], r[6]), slits);
    }
}
