namespace NanoSpice.Netlist;

using static Severity;

/// <summary>BAT: messages about what a batch is asked for.</summary>
public static class BatchCodes
{
    public static readonly DiagnosticCode UnknownKey = new("BAT001", Error, "a key that the file of a batch does not have");

    public static readonly DiagnosticCode Duplicate = new("BAT002", Error, "a key given twice");

    public static readonly DiagnosticCode BadValue = new("BAT003", Error, "a value that the key or option cannot have");

    public static readonly DiagnosticCode BadSweep = new("BAT004", Error, "a --sweep that cannot be read, or that never ends");

    public static readonly DiagnosticCode BadGrid = new("BAT005", Error, "a grid of points that cannot be read");

    public static readonly DiagnosticCode NoDeck = new("BAT006", Error, "a batch without a deck, or with a deck that is not there");

    public static readonly DiagnosticCode TooMany = new("BAT007", Error, "a batch of more than ten million runs");

    public static readonly DiagnosticCode NoDraws = new("BAT008", Warning, "draws of a deck that has no random values");

    public static IReadOnlyList<DiagnosticCode> All { get; } = [UnknownKey, Duplicate, BadValue, BadSweep, BadGrid, NoDeck, TooMany, NoDraws];
}
