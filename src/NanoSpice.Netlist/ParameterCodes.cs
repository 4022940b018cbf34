namespace NanoSpice.Netlist;

using static Severity;

/// <summary>PAR: messages about numbers, parameters and expressions.</summary>
public static class ParameterCodes
{
    public static IReadOnlyList<DiagnosticCode> All { get; } =
    [
        new("PAR001", Error, "an expression names a parameter that is not defined"),
        new("PAR002", Error, "parameters that depend on each other in a circle"),
        new("PAR003", Error, "an expression that cannot be read"),
        new("PAR004", Error, "-p names a parameter that the deck does not have"),
        new("PAR005", Error, "-p without name or value"),
        new("PAR006", Error, "a value that is infinite or undefined"),
        new("PAR007", Error, "a word where a number or {expression} belongs"),
        new("PAR008", Warning, "a number that SPICE reads otherwise than it looks: 1F, 1M, 2A, 4k7"),
        new("PAR009", Error, "a function of a name that is taken"),
        new("PAR011", Error, "a voltage, current or time where the value must be known before solving"),
        new("PAR012", Note, "random values that stand at their nominal ones"),
    ];
}
