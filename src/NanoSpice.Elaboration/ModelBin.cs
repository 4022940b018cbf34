using NanoSpice.Netlist;

namespace NanoSpice.Elaboration;

/// <summary>Sizes that one card of a binned model is for: lmin &lt;= l &lt; lmax and wmin &lt;= w &lt; wmax [m], as SPICE chooses.</summary>
internal sealed record ModelBin(double LengthMin, double LengthMax, double WidthMin, double WidthMax)
{
    /// <summary>What round-off may take a size off an edge, in parts of the edge [-].</summary>
    private const double RoundOff = 1e-9;

    private static readonly string[] Names = ["lmin", "lmax", "wmin", "wmax"];

    /// <summary>The bin of a card; null when it does not state all four edges, or one of them has no value.</summary>
    public static ModelBin? Of(ModelEntry entry, ValueReader values)
    {
        double[] edges = new double[Names.Length];
        for (int k = 0; k < Names.Length; k++)
        {
            if (entry.Card.Parameters.FirstOrDefault(a => a.Name.Text.Equals(Names[k], StringComparison.OrdinalIgnoreCase)) is not { } given) return null;
            edges[k] = values.Read(given.Value, entry.Scope, bare: true);
        }
        return edges.Any(double.IsNaN) ? null : new(edges[0], edges[1], edges[2], edges[3]);
    }

    public bool Contains(double length, double width) => Within(length, LengthMin, LengthMax) && Within(width, WidthMin, WidthMax);

    private static bool Within(double value, double min, double max) => value >= min * (1 - RoundOff) && value < max * (1 - RoundOff);
}
