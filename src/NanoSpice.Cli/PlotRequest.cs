using NanoSpice.Netlist;

namespace NanoSpice.Cli;

/// <summary>One curve asked for: a vector, against the scale of the table or against another vector.</summary>
public sealed record PlotCurve(string Y, string? X = null);

/// <summary>One .plot line: the curves of a picture.</summary>
/// <param name="Analysis">Kind of analysis as the card names it (tran, dc, ac); empty for any.</param>
/// <param name="Curves">Curves in the order asked for.</param>
public sealed record PlotRequest(string Analysis, IReadOnlyList<PlotCurve> Curves)
{
    /// <summary>The request of a .plot card.</summary>
    public static PlotRequest From(OutputCard card)
        => new(card.Analysis?.Text.ToLowerInvariant() ?? "", [.. card.Vectors.Select(v => new PlotCurve(v.Vector.Text, v.Versus?.Text))]);

    /// <summary>True if the request is meant for a table of this name: tran for tran1, tran2, ...</summary>
    public bool IsFor(string tableName) => Analysis.Length == 0
        || string.Equals(Analysis, tableName.TrimEnd("0123456789".ToCharArray()), StringComparison.OrdinalIgnoreCase);
}
