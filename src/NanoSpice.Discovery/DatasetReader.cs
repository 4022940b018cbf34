using System.Globalization;
using NanoSpice.Expressions;
using NanoSpice.Netlist;

namespace NanoSpice.Discovery;

/// <summary>A file to read.</summary>
/// <param name="Path">as the user would write it</param>
/// <param name="Name">label of the run</param>
/// <param name="Conditions">what the run was made with, as far as known</param>
public sealed record DataFile(string Path, string Text, string Name, IReadOnlyList<KeyValuePair<string, string>> Conditions);

/// <summary>Rows of a cycle that count.</summary>
public enum DataPart
{
    /// <summary>All rows.</summary>
    All,

    /// <summary>The first ramp, up to the first turning point of the potential.</summary>
    FirstRamp,

    /// <summary>Ramps on which the potential moves away from where it started.</summary>
    Charge,

    /// <summary>Ramps on which it comes back.</summary>
    Discharge,
}

/// <summary>What to make of the tables.</summary>
/// <param name="Target">column to explain; null: dpsi or dphi</param>
/// <param name="Inputs">columns a law may use; null: all that remain</param>
/// <param name="Slits">slits that count; null: all that are steps between slits</param>
/// <param name="Part">half cycles that count</param>
public sealed record DataRequest(string? Target, IReadOnlyList<string>? Inputs, IReadOnlyList<int>? Slits, DataPart Part);

/// <summary>Tables to a <see cref="Dataset"/>: columns chosen, rows ordered into groups of slit, half cycle and run.</summary>
public static class DatasetReader
{
    /// <summary>A table needs this many rows, and twice as many as it has inputs.</summary>
    private const int FewestRows = 8;

    private static readonly string[] Times = ["time", "t"];

    private static readonly string[] Labels = ["slit", "step", "cycle", "half", "half_cycle", "rate", "ramp", "run"];

    /// <summary>Reads all tables; null when there are errors, which are in the bag.</summary>
    public static Dataset? Read(IReadOnlyList<DataFile> files, DataRequest request, DiagnosticBag bag)
    {
        DataTable[] tables = [.. files.Select(f => LongForm.Of(DataTable.Read(f.Path, f.Text, bag), request.Target))];
        CompareHeaders(tables, bag);
        if (bag.HasErrors) return null;
        var columns = ColumnChoice.Of(tables[0], request, bag);
        if (bag.HasErrors || columns is null) return null;
        CheckSlits(tables, columns, bag);
        if (bag.HasErrors) return null;
        var rows = new RowOrder(tables, files, columns, request);
        var data = rows.Build(bag);
        if (!bag.HasErrors) CheckRows(data, columns, bag);
        var useful = data.Rows > 0 ? DropUseless(data, columns, bag) : null;
        return bag.HasErrors ? null : useful;
    }

    internal static bool IsTime(string name) => Times.Contains(name);

    internal static bool IsLabel(string name) => Labels.Contains(name);

    private static void CompareHeaders(DataTable[] tables, DiagnosticBag bag)
    {
        foreach (var table in tables.Skip(1))
        {
            if (table.Columns.Count == 0 || tables[0].Columns.Count == 0) continue;
            if (!Signature(table).SequenceEqual(Signature(tables[0])))
                bag.Report(DataCodes.OtherHeader, "the columns or units differ from those of the first table", table.Header, "tables of one search need the same header");
        }
    }

    /// <summary>Slits are counted: 1.5 would fall in with slit 1 unseen.</summary>
    private static void CheckSlits(DataTable[] tables, ColumnChoice columns, DiagnosticBag bag)
    {
        foreach (var column in tables.Select(t => t.Columns.FirstOrDefault(c => c.Name == columns.Slit)).OfType<TableColumn>())
        {
            int row = column.Values.FindIndex(v => v != Math.Round(v) || Math.Abs(v) > int.MaxValue);
            if (row >= 0)
                bag.Report(DataCodes.BadSlit, string.Create(CultureInfo.InvariantCulture, $"the {column.Name} of row {row + 1} is {column.Values[row]:g6}, which is no whole number"), column.At, "slits are numbered 0, 1, 2 ...; rename the column if it holds something else");
        }
    }

    private static IEnumerable<(string, UnitVector?)> Signature(DataTable table) =>
        table.Columns.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => (c.Name, c.Unit));

    private static void CheckRows(Dataset data, ColumnChoice columns, DiagnosticBag bag)
    {
        int least = Math.Max(FewestRows, 2 * data.Inputs.Count);
        if (data.Rows < least)
            bag.Report(DataCodes.TooFewRows, $"{data.Rows} row{(data.Rows == 1 ? "" : "s")} for {data.Inputs.Count} input{(data.Inputs.Count == 1 ? "" : "s")}; at least {least} are needed", columns.Table.Header);
        else if (IsConstant(data.Target.Values))
            bag.Report(DataCodes.ConstantTarget, $"the target {data.Target.Name} never changes", columns.At(data.Target.Name), "there is nothing to explain");
    }

    private static Dataset? DropUseless(Dataset data, ColumnChoice columns, DiagnosticBag bag)
    {
        var kept = new List<DataColumn>();
        foreach (var input in data.Inputs)
        {
            if (IsConstant(input.Values)) bag.Report(DataCodes.ConstantInput, $"the input {input.Name} never changes: it is left out", columns.At(input.Name));
            else if (kept.FirstOrDefault(k => k.Values.AsSpan().SequenceEqual(input.Values)) is { } same)
                bag.Report(DataCodes.EqualInputs, $"the input {input.Name} has the same values as {same.Name}: it is left out", columns.At(input.Name));
            else kept.Add(input);
        }
        if (kept.Count == 0)
        {
            bag.Report(DataCodes.MissingColumn, "no input is left that changes", columns.At(data.Target.Name), "name others with --inputs");
            return null;
        }
        return new Dataset { Target = data.Target, Inputs = kept, Others = data.Others, Groups = data.Groups, Runs = data.Runs, Time = data.Time };
    }

    private static bool IsConstant(double[] values) => values.Max() - values.Min() <= 1e-14 * values.Max(Math.Abs);
}
