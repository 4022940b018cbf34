using NanoSpice.Netlist;

namespace NanoSpice.Export;

/// <summary>What takes the place of a source and of a technique's statement.</summary>
/// <param name="Source">element that the technique drives</param>
/// <param name="Lines">in place of the source's line</param>
/// <param name="Analysis">in place of the statement</param>
internal sealed record Drive(ElementCard Source, IReadOnlyList<string> Lines, IReadOnlyList<string> Analysis)
{
    /// <summary>AC values of the other sources have no part in an impedance.</summary>
    public bool StripsAc { get; init; }

    /// <summary>Keyword of the analysis it became.</summary>
    public string Keyword { get; init; } = "tran";
}
