namespace NanoSpice.Netlist;

/// <summary>ANA: messages about analyses.</summary>
public static class AnalysisCodes
{
    public static IReadOnlyList<DiagnosticCode> All { get; } = [];
}
