namespace NanoSpice.Netlist;

/// <summary>PAR: messages about parameters and expressions.</summary>
public static class ParameterCodes
{
    public static IReadOnlyList<DiagnosticCode> All { get; } = [];
}
