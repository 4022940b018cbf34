namespace NanoSpice.Netlist;

using static Severity;

/// <summary>DAT: messages about tables of numbers that laws are sought in.</summary>
public static class DataCodes
{
    public static readonly DiagnosticCode NoHeader = new("DAT001", Error, "a table whose first line is not a header of column names");

    public static readonly DiagnosticCode RowLength = new("DAT002", Error, "a row with more or fewer values than the header has names");

    public static readonly DiagnosticCode NotANumber = new("DAT003", Error, "a field that is empty, no finite number, or above 1e70");

    public static readonly DiagnosticCode DuplicateColumn = new("DAT004", Error, "a column name that stands twice in a header");

    public static readonly DiagnosticCode MissingColumn = new("DAT005", Error, "a target or input that the table does not have");

    public static readonly DiagnosticCode BadUnit = new("DAT006", Error, "a unit that is not known");

    public static readonly DiagnosticCode TooFewRows = new("DAT007", Error, "too few rows for the number of inputs");

    public static readonly DiagnosticCode ConstantTarget = new("DAT008", Error, "a target that never changes");

    public static readonly DiagnosticCode ConstantInput = new("DAT009", Warning, "an input that never changes, left out");

    public static readonly DiagnosticCode EqualInputs = new("DAT010", Warning, "an input with the same values as another, left out");

    public static readonly DiagnosticCode LeftOut = new("DAT011", Note, "rows that are left out, and why");

    public static readonly DiagnosticCode Renamed = new("DAT012", Note, "a column whose name is changed to one that a formula can hold");

    public static readonly DiagnosticCode OtherHeader = new("DAT013", Error, "tables of one search with different columns or units");

    public static readonly DiagnosticCode MissingSlit = new("DAT014", Error, "a slit that the table does not have");

    public static readonly DiagnosticCode BadSlit = new("DAT015", Error, "a slit that is no whole number");

    public static IReadOnlyList<DiagnosticCode> All { get; } =
        [NoHeader, RowLength, NotANumber, DuplicateColumn, MissingColumn, BadUnit, TooFewRows, ConstantTarget, ConstantInput, EqualInputs, LeftOut, Renamed, OtherHeader, MissingSlit, BadSlit];
}
