namespace NanoSpice.Netlist;

using static Severity;

/// <summary>DER: messages about the configuration of a derivation.</summary>
public static class DeriveCodes
{
    public static readonly DiagnosticCode BadValue = new("DER001", Error, "a value that a key of nanospice derive does not take");

    public static readonly DiagnosticCode NoFile = new("DER002", Error, "a file or folder that nanospice derive is told to use and that is not there");

    public static readonly DiagnosticCode BadRun = new("DER003", Error, "runs from which no ladder can be derived");

    public static IReadOnlyList<DiagnosticCode> All { get; } = [BadValue, NoFile, BadRun];
}
