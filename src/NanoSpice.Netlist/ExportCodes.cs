namespace NanoSpice.Netlist;

using static Severity;

/// <summary>XPT: messages about what another simulator cannot take.</summary>
public static class ExportCodes
{
    public static readonly DiagnosticCode NoForm = new("XPT001", Error, "an element, model, function or statement that the other simulator has no form for");

    public static readonly DiagnosticCode Changed = new("XPT002", Warning, "a statement that is written in another way than it stands: a sweep at its first point, cycles=auto as a number");

    public static readonly DiagnosticCode LeftOut = new("XPT003", Warning, "a line or vector that is left out, as the other simulator has nothing like it");

    public static IReadOnlyList<DiagnosticCode> All { get; } = [NoForm, Changed, LeftOut];
}
