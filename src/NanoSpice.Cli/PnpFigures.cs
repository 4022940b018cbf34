using System.Text;
using NanoSpice.Plots;
using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>The figures of --plot.</summary>
internal static class PnpFigures
{
    /// <summary>Draws the figures of a run into its folder.</summary>
    /// <returns>names of the files written</returns>
    public static IReadOnlyList<string> Write(string folder, IReadOnlyList<PnpRow> rows, IReadOnlyList<PnpField> fields, PnpSettings settings)
    {
        var files = new List<string>();
        void Save(string name, byte[] bytes)
        {
            using var file = new AtomicFile(Path.Combine(folder, name));
            file.Stream.Write(bytes);
            file.Commit();
            files.Add(name);
        }
        void Draw(string name, Plot plot) => Save(name, Encoding.UTF8.GetBytes(SvgWriter.Write(plot)));
        Draw("currents_outside.svg", PnpCurrentFigure.OpenSpace(rows));
        if (rows[0].Slits.Count > 2) Draw("currents_slits.svg", PnpCurrentFigure.Slits(rows));
        if (fields.Count == 0) return files;
        if (settings.Reservoir > 0) Draw("profile_outside.svg", PnpFieldFigure.Profile(fields, settings, inside: false));
        if (settings.Geometry == PnpGeometry.Cell) return files;
        Draw("profile_slits.svg", PnpFieldFigure.Profile(fields, settings, inside: true));
        var maps = PnpFieldFigure.Maps(fields, settings);
        Save("field.svg", Encoding.UTF8.GetBytes(HeatWriter.Svg(maps)));
        Save("field.png", HeatWriter.Png(maps));
        return files;
    }
}
