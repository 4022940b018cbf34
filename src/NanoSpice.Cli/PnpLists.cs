using NanoSpice.Netlist;
using NanoSpice.Pnp;

namespace NanoSpice.Cli;

/// <summary>The keys whose values are lists.</summary>
internal static class PnpLists
{
    public static Func<PnpSettings, PnpSettings>? Times(ListKey key, IReadOnlyList<ConfigValue> values, SourceSpan at, DiagnosticBag bag) =>
        Numbers(key, values, bag) is { } times ? s => s with { Snapshots = [.. times.Order()] } : null;

    /// <summary>t v t v ..., or the name of a file.</summary>
    public static Func<PnpSettings, PnpSettings>? Table(ListKey key, IReadOnlyList<ConfigValue> values, SourceSpan at, DiagnosticBag bag)
    {
        if (values is [var only] && only.Text.Length > 0 && !char.IsAsciiDigit(only.Text[0])) return FromFile(only, bag);
        if (Numbers(key, values, bag) is not { } numbers) return null;
        if (numbers.Count % 2 == 0) return s => s with { Table = [.. numbers.Chunk(2).Select(p => (p[0], p[1]))] };
        bag.Report(PnpCodes.BadTable, $"the last time of the table has no potential: {numbers.Count} values", values.Count > 0 ? values[^1].At : at, "times and potentials by turns: [0, 0, 200n, 0.15]");
        return null;
    }

    private static Func<PnpSettings, PnpSettings>? FromFile(ConfigValue name, DiagnosticBag bag)
    {
        string path = Path.GetFullPath(name.Text, name.Folder);
        if (TextInput.Fault(path, "table", "a table") is { } fault)
        {
            bag.Report(PnpCodes.BadTable, $"{name.Text}: {fault.What}", name.At, fault.Advice);
            return null;
        }
        try
        {
            var table = CsvFile.Read(path);
            if (table.Values.Any(v => !v.All(double.IsFinite)))
            {
                bag.Report(PnpCodes.BadTable, $"{name.Text} holds a value that is empty or infinite", name.At, "each line is a time and a potential");
                return null;
            }
            if (table.Values.Count == 2) return s => s with { Table = [.. table.Values[0].Zip(table.Values[1])] };
            bag.Report(PnpCodes.BadTable, $"{name.Text} has {table.Values.Count} columns", name.At, "a table has two columns, time[s],potential[V]");
        }
        catch (ResultFileException e)
        {
            bag.Report(PnpCodes.BadTable, e.Message, name.At, "a header line time[s],potential[V], then two numbers a line");
        }
        return null;
    }

    private static List<double>? Numbers(ListKey key, IReadOnlyList<ConfigValue> values, DiagnosticBag bag)
    {
        var numbers = new List<double>();
        foreach (var value in values)
            if (ConfigNumber.Read(key with { Unit = "" }, value, bag) is { } number) numbers.Add(number);
        return numbers.Count == values.Count ? numbers : null;
    }
}
