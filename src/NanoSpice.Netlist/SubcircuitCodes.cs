namespace NanoSpice.Netlist;

/// <summary>SUB: messages about subcircuits.</summary>
public static class SubcircuitCodes
{
    public static IReadOnlyList<DiagnosticCode> All { get; } = [];
}
