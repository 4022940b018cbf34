namespace NanoSpice.Netlist;

/// <summary>TOP: messages about the circuit's topology.</summary>
public static class TopologyCodes
{
    public static IReadOnlyList<DiagnosticCode> All { get; } = [];
}
