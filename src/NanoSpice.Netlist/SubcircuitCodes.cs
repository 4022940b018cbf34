namespace NanoSpice.Netlist;

using static Severity;

/// <summary>SUB: messages about subcircuits.</summary>
public static class SubcircuitCodes
{
    public static IReadOnlyList<DiagnosticCode> All { get; } =
    [
        new("SUB001", Error, "a subcircuit that does not exist"),
        new("SUB002", Error, "an instance with too few or too many nodes"),
        new("SUB003", Error, "a subcircuit that contains itself"),
        new("SUB004", Warning, "a parameter that the subcircuit does not have"),
        new("SUB005", Error, "two subcircuits of one name"),
        new("SUB006", Error, "X without the name of a subcircuit"),
        new("SUB007", Warning, "a line that has no effect inside a subcircuit"),
        new("SUB008", Error, "a number of copies that is not positive"),
        new("SUB009", Error, "subcircuits that contain each other too deeply"),
        new("SUB010", Error, "a circuit of too many elements"),
    ];
}
