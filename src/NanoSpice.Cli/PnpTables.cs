using NanoSpice.Engine;
using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>slits.csv and cell.csv.</summary>
internal static class PnpTables
{
    private static readonly WaveformColumn[] SlitColumns =
    [
        new("time", "s"), new("phi_m", "V"), new("slit", ""), new("dphi", "V"), new("i", "A/m"), new("q", "C/m"), new("phi", "V"), new("dpsi", "V"),
        new("psi", "V"), new("nions", "C/m"), new("i_migration", "A/m"), new("i_diffusion", "A/m"), new("i_steric", "A/m"),
    ];

    private static readonly WaveformColumn[] CellColumns =
    [
        new("time", "s"), new("phi_m", "V"), new("i", "A/m"), new("q", "C/m"), new("outside_migration", "A/m"), new("outside_diffusion", "A/m"), new("outside_steric", "A/m"),
    ];

    /// <summary>One line for each time and slit, the open space as slit 0.</summary>
    public static void WriteSlits(string path, IReadOnlyList<PnpRow> rows) => Write(path, SlitColumns, rows.SelectMany(r => r.Slits.Select((s, i) =>
        new[] { r.Time, r.Potential, i, s.StepPhi, s.Current, s.Charge, s.Phi, s.StepPsi, s.Psi, s.Ions, s.Migration, s.Diffusion, s.Steric })));

    /// <summary>One line for each time.</summary>
    public static void WriteCell(string path, IReadOnlyList<PnpRow> rows) => Write(path, CellColumns, rows.Select(r =>
        new[] { r.Time, r.Potential, r.Current, r.Charge, r.Outside.Migration, r.Outside.Diffusion, r.Outside.Steric }));

    private static void Write(string path, WaveformColumn[] columns, IEnumerable<double[]> lines)
    {
        using var csv = new CsvWriter(path);
        csv.Begin(new WaveformTable(Path.GetFileNameWithoutExtension(path), WaveformKind.Transient, "", columns, false));
        foreach (double[] line in lines) csv.Row(line);
        csv.End(complete: true);
    }
}
