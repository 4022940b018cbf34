using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Discovery;

/// <summary>Which columns are target, inputs, time and labels.</summary>
/// <param name="IsPnp">the table is one of nanospice pnp (DESIGN.md 6): slit 0 is the open space, the last slit has no step</param>
internal sealed record ColumnChoice(DataTable Table, string Target, string[] Inputs, string? Time, string? Slit, string? Rate, string? Sheet, bool IsPnp)
{
    private static readonly string[] PnpColumns = ["phi_m", "slit", "dphi", "i", "q", "phi", "dpsi", "psi", "nions", "i_migration"];

    private static readonly string[] Sheets = ["phi_m", "potential", "voltage", "v", "u", "x_e"];

    public SourceSpan At(string name) => Table.Columns.FirstOrDefault(c => c.Name == name)?.At ?? Table.Header;

    /// <summary>The roles of a table's columns; null with errors in the bag.</summary>
    public static ColumnChoice? Of(DataTable table, DataRequest request, DiagnosticBag bag)
    {
        string[] names = [.. table.Columns.Select(c => c.Name)];
        bool pnp = PnpColumns.All(names.Contains);
        if (Resolve(request.Target, names, table, bag) is not { } target) return null;
        string? time = names.FirstOrDefault(DatasetReader.IsTime), slit = names.FirstOrDefault(n => n is "slit" or "step");
        string[] inputs;
        if (request.Inputs is { } asked)
        {
            inputs = [.. asked.Select(a => Known(a, names, "input", table, bag)).OfType<string>().Distinct()];
            if (inputs.Contains(target)) bag.Report(DataCodes.MissingColumn, $"{target} is the target and cannot be an input", table.Header, "leave it out of --inputs");
        }
        else if (pnp) inputs = target == "dpsi" ? ["i", "q", "psi", "phi_m", "time"] : ["i", "q", "phi", "phi_m", "time"];
        else inputs = [.. names.Where(n => n != target && !DatasetReader.IsLabel(n))];
        if (inputs.Length == 0 && !bag.HasErrors) bag.Report(DataCodes.MissingColumn, "there is no column besides the target", table.Header, "a law needs inputs");
        string? sheet = Sheets.FirstOrDefault(names.Contains);
        if (request.Part != DataPart.All && (time is null || sheet is null))
            bag.Report(DataCodes.MissingColumn, "parts of a cycle need a column time and one of the potential", table.Header, $"the potential is called {string.Join(", ", Sheets.SkipLast(1))} or e");
        return new(table, target, inputs, time, slit, names.FirstOrDefault(n => n is "rate" or "ramp" or "run"), sheet, pnp);
    }

    private static string? Resolve(string? asked, string[] names, DataTable table, DiagnosticBag bag)
    {
        if (asked is not null) return Known(asked, names, "target", table, bag);
        if (names.FirstOrDefault(n => n is "dpsi") is { } dpsi && names.Contains("psi")) return dpsi;
        if (names.Contains("dphi")) return "dphi";
        bag.Report(DataCodes.MissingColumn, "which column is the target?", table.Header, "name it with --target, for example --target dphi");
        return null;
    }

    private static string? Known(string asked, string[] names, string role, DataTable table, DiagnosticBag bag)
    {
        string name = asked.Trim().ToLowerInvariant();
        if (names.Contains(name)) return name;
        string hint = NearestName.Of(name, names) is { } near ? $"did you mean {near}?" : $"columns are {string.Join(", ", names)}";
        bag.Report(DataCodes.MissingColumn, $"the table has no column {name} for the {role}", table.Header, hint);
        return null;
    }
}
