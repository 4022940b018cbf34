namespace NanoSpice.Netlist;

/// <summary>MOD: messages about models.</summary>
public static class ModelCodes
{
    public static IReadOnlyList<DiagnosticCode> All { get; } = [];
}
