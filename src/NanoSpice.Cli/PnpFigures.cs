using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>The figures of --plot.</summary>
internal static class PnpFigures
{
    /// <summary>Draws the figures of a run into its folder.</summary>
    /// <returns>names of the files written</returns>
    public static IReadOnlyList<string> Write(string folder, IReadOnlyList<PnpRow> rows, IReadOnlyList<PnpField> fields, PnpSettings settings) => [];
}
