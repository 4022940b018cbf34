namespace NanoSpice.Netlist;

using static Severity;

/// <summary>PNP: messages about the configuration of an mPNP run.</summary>
public static class PnpCodes
{
    public static readonly DiagnosticCode UnknownKey = new("PNP001", Error, "a key that a configuration does not have");

    public static readonly DiagnosticCode Duplicate = new("PNP002", Error, "a key given twice");

    public static readonly DiagnosticCode NotANumber = new("PNP003", Error, "a value that is not a number of the key's unit");

    public static readonly DiagnosticCode BadChoice = new("PNP004", Error, "a word that is none of the choices");

    public static readonly DiagnosticCode Nested = new("PNP005", Error, "a structure where a value or a list of values belongs");

    public static readonly DiagnosticCode NotYaml = new("PNP006", Error, "text that is not YAML of the form key: value");

    public static readonly DiagnosticCode BadTable = new("PNP007", Error, "a table of potentials that cannot be read");

    public static readonly DiagnosticCode Exclusive = new("PNP008", Error, "two keys that exclude each other");

    public static readonly DiagnosticCode OutOfRange = new("PNP009", Error, "a value that physics, grid or program rule out");

    public static readonly DiagnosticCode SameRun = new("PNP010", Error, "a list that asks for the same run twice");

    public static readonly DiagnosticCode NoEffect = new("PNP011", Warning, "a key that the program or the geometry does not use");

    public static readonly DiagnosticCode Doubtful = new("PNP012", Warning, "a value that can be run but is probably not meant");

    public static readonly DiagnosticCode TooManyRuns = new("PNP013", Error, "lists that ask for more than ten thousand runs");

    public static IReadOnlyList<DiagnosticCode> All { get; } =
        [UnknownKey, Duplicate, NotANumber, BadChoice, Nested, NotYaml, BadTable, Exclusive, OutOfRange, SameRun, NoEffect, Doubtful, TooManyRuns];
}
