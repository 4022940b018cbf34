using NanoSpice.Plots;
using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>Ionic currents split into migration, diffusion and steric part over the program: Fig. 2c and 2f of the paper. [NCM]</summary>
internal static class PnpCurrentFigure
{
    private static readonly string[] Colors = ["#0072b2", "#d55e00", "#7b3294"];

    /// <summary>In the open space, through the plane just outside the first sheet.</summary>
    public static Plot OpenSpace(IReadOnlyList<PnpRow> rows) =>
        Draw("Ionic current just outside the electrode", rows, [("outside", r => r.Outside)]);

    /// <summary>From slit to slit: the first opening between slits, the middle one and the last.</summary>
    public static Plot Slits(IReadOnlyList<PnpRow> rows)
    {
        int last = rows[0].Slits.Count - 2;
        int[] openings = [.. new[] { 1, (last + 1) / 2, last }.Where(i => i >= 1).Distinct()];
        return Draw("Ionic current from slit to slit", rows, [.. openings.Select(i => ($"slit {i} to {i + 1}", (Func<PnpRow, CurrentParts>)(r => Parts(r.Slits[i]))))]);
    }

    private static CurrentParts Parts(SlitState s) => new(s.Migration, s.Diffusion, s.Steric);

    private static Plot Draw(string title, IReadOnlyList<PnpRow> rows, (string Name, Func<PnpRow, CurrentParts> Parts)[] planes)
    {
        double[] time = [.. rows.Select(r => r.Time)];
        double scale = rows.Max(r => Math.Abs(r.Current));
        if (!(scale > 0)) scale = 1;
        Series Curve(string label, Func<CurrentParts, double> part, Func<PnpRow, CurrentParts> parts, int color) =>
            new(label, time, rows.Select(r => part(parts(r)) / scale).ToArray()) { Color = Colors[color], Style = LineStyle.Solid };
        var panels = planes.Select(p => new Panel(new Axis($"I / max |I_m|, {p.Name}"),
        [
            Curve("migration", c => c.Migration, p.Parts, 0),
            Curve("diffusion", c => c.Diffusion, p.Parts, 1),
            Curve("steric", c => c.Steric, p.Parts, 2),
        ])).ToList();
        panels.Add(new Panel(new Axis("phi_m", "V"), [new Series("phi_m", time, rows.Select(r => r.Potential).ToArray()) { Color = "#333333", Style = LineStyle.Solid }]) { Weight = 0.5 });
        return new Plot(title, new Axis("time", "s") { Tight = true }, panels)
        {
            Note = FormattableString.Invariant($"positive: out of the electrode; max |I_m| = {scale:g4} A/m"),
            Bands = Halves(rows),
        };
    }

    /// <summary>Stretches of rising and of falling potential.</summary>
    private static Band[] Halves(IReadOnlyList<PnpRow> rows)
    {
        var bands = new List<Band>();
        int start = 0;
        for (int i = 1; i < rows.Count; i++)
        {
            int now = Math.Sign(rows[i].Potential - rows[i - 1].Potential), next = i + 1 < rows.Count ? Math.Sign(rows[i + 1].Potential - rows[i].Potential) : 2;
            if (next == now) continue;
            if (now != 0) bands.Add(new Band(rows[start].Time, rows[i].Time, now > 0 ? "charging" : "discharging") { Color = now > 0 ? "#e3eef8" : "#fdf3dc" });
            start = i;
        }
        // Many cycles: shades say enough, names would lie on each other.
        return bands.Count <= 8 ? [.. bands] : [.. bands.Select(b => b with { Label = "" })];
    }
}
