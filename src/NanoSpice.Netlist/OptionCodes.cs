namespace NanoSpice.Netlist;

/// <summary>OPT: messages about options.</summary>
public static class OptionCodes
{
    public static IReadOnlyList<DiagnosticCode> All { get; } = [];
}
