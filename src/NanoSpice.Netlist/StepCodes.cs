namespace NanoSpice.Netlist;

using static Severity;

/// <summary>STP: messages about .step and lists of .temp.</summary>
public static class StepCodes
{
    public static IReadOnlyList<DiagnosticCode> All { get; } =
    [
        new("STP001", Error, ".step that lacks what to step or its values"),
        new("STP002", Error, ".step of a parameter that the deck does not use"),
        new("STP003", Error, ".step of an element or model that does not exist"),
        new("STP004", Error, ".step of an element without a value, or of a parameter that element or model does not have"),
        new("STP005", Error, "an increment of .step that never gets to the end"),
        new("STP006", Error, "limits or points of .step that make no decades or octaves"),
        new("STP007", Error, "a sweep of more than a million points"),
        new("STP008", Error, "a quantity that is stepped twice"),
        new("STP009", Error, "a file of .step that cannot be used"),
        new("STP010", Error, "a stepped temperature at or below absolute zero"),
        new("STP011", Warning, "a stepped parameter that no line uses"),
        new("STP012", Note, "a parameter that -p gives and .step leaves alone"),
        new("STP013", Note, "the point of a sweep at which an error comes up"),
        new("STP014", Note, "a stepped parameter that counts runs of random values"),
    ];
}
