namespace NanoSpice.Netlist;

/// <summary>One kind of message about a netlist.</summary>
/// <param name="Code">three letters for the area and a number</param>
/// <param name="Meaning">one line for the table of codes</param>
/// <param name="Example">a deck that gets this message; a line <c>>>> name</c> starts a further file of that name</param>
public sealed record DiagnosticCode(string Code, Severity Severity, string Meaning, string Example = "")
{
    /// <summary>Reads the example as deck demo.cir, with its further files beside it.</summary>
    public Deck ReadExample(DiagnosticBag bag)
    {
        var files = new Dictionary<string, string>();
        var parts = Example.Split(">>> ");
        foreach (string part in parts.Skip(1))
        {
            int end = part.IndexOf('\n');
            files[part[..end].Trim()] = part[(end + 1)..];
        }

        return NetlistReader.ReadText(parts[0], "demo.cir", bag, files.GetValueOrDefault);
    }
}

/// <summary>Every code that a netlist, a configuration or a table can be answered with, by area: NET text, PAR parameters and expressions, ELM and others element lines, MOD models,
/// SUB subcircuits, TOP topology, ANA analyses, MEA measurements, STP sweeps, OPT options, PNP configurations of mPNP runs, DAT tables of numbers, BAT batches, XPT what other simulators cannot take.</summary>
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
        .. MeasureCodes.All,
        .. StepCodes.All,
        .. OptionCodes.All,
        .. PnpCodes.All,
        .. DeriveCodes.All,
        .. DataCodes.All,
        .. BatchCodes.All,
        .. ExportCodes.All,
    ];
}
