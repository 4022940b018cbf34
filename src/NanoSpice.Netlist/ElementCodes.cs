namespace NanoSpice.Netlist;

/// <summary>DEV: messages about element lines.</summary>
public static class ElementCodes
{
    public static IReadOnlyList<DiagnosticCode> All { get; } = [];
}
