namespace NanoSpice.Netlist;

/// <summary>One kind of message about a netlist.</summary>
/// <param name="Code">three letters for the area and a number</param>
/// <param name="Meaning">one line for the table of codes</param>
/// <param name="Example">a deck that gets this message; a line <c>>>> name</c> starts a further file of that name</param>
public sealed record DiagnosticCode(string Code, Severity Severity, string Meaning, string Example);

/// <summary>Every code a netlist can be answered with, by area: NET text, PAR parameters and expressions, DEV element lines, MOD models,
/// SUB subcircuits, TOP topology, ANA analyses, OPT options.</summary>
public static class DiagnosticCodes
{
    public static IReadOnlyList<DiagnosticCode> All { get; } =
    [
        .. NetlistCodes.All,
        .. ParameterCodes.All,
        .. ElementCodes.All,
        .. ModelCodes.All,
        .. SubcircuitCodes.All,
        .. TopologyCodes.All,
        .. AnalysisCodes.All,
        .. OptionCodes.All,
    ];
}
