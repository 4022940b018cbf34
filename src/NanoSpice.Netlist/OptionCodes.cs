namespace NanoSpice.Netlist;

using static Severity;

/// <summary>OPT: messages about options.</summary>
public static class OptionCodes
{
    public static IReadOnlyList<DiagnosticCode> All { get; } =
    [
        new("OPT001", Warning, "an option that is not known"),
        new("OPT002", Note, "an option of other programs that has no effect"),
        new("OPT003", Error, "a value of an option outside its range"),
    ];
}
