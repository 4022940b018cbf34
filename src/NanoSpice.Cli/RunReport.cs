using System.Globalization;
using NanoSpice.Elaboration;

namespace NanoSpice.Cli;

/// <summary>What a run prints: operating points and expectations on standard output, then the files.</summary>
internal static class RunReport
{
    /// <summary>Values of an operating point printed at most; the files hold all.</summary>
    private const int ShownValues = 60;

    public static void Write(IRunOutcome run, IReadOnlyList<WrittenAnalysis> written, string folder, ConsoleReport console)
    {
        foreach (var (result, table) in run.OperatingPoints) WriteValues(result, table, console);
        foreach (var table in run.Derived) table.Print(console.Output);
        foreach (var table in run.Measured) table.Print(console.Output);
        (run as SweepRun)?.Print(console.Output);
        WriteExpectations(run.Expectations, console);
        string shown = console.ShownPath(folder);
        foreach (var one in written)
        {
            foreach (string warning in one.Warnings) console.Error.WriteLine($"{one.Table.Name}: warning: {warning}");
            string state = one.Complete ? "" : ", incomplete";
            string names = string.Join(' ', one.Files.Select(f => Path.Combine(shown, f)));
            console.Output.WriteLine($"{one.Table.Name}: {one.Rows.ToString(CultureInfo.InvariantCulture)} {(one.Rows == 1 ? "row" : "rows")}{state}{(names.Length == 0 ? "" : " -> ")}{names}");
        }
        if (run.ExitCode == ExitCode.Interrupted) console.Error.WriteLine("interrupted; what was computed is kept");
    }

    private static void WriteValues(string result, OperatingPointTable table, ConsoleReport console)
    {
        var values = table.Values.ToList();
        console.Output.WriteLine($"{result}: operating point");
        int width = values.Take(ShownValues).Max(v => v.Column.Name.Length);
        foreach (var (column, value) in values.Take(ShownValues))
            console.Output.WriteLine($"  {column.Name.PadRight(width)}  {Figure(value),14} {column.Unit}");
        if (values.Count > ShownValues) console.Output.WriteLine($"  ... and {values.Count - ShownValues} more in the files");
    }

    private static void WriteExpectations(IReadOnlyList<ExpectationOutcome> outcomes, ConsoleReport console)
    {
        if (outcomes.Count == 0) return;
        int met = outcomes.Count(o => o.Met);
        console.Output.WriteLine(met == outcomes.Count ? $"expectations: all {met} met" : $"expectations: {met} of {outcomes.Count} met");
        foreach (var o in outcomes)
        {
            string found = o.Reason ?? $"found {Figure(o.Found)}, off by {Figure(Math.Abs(o.Found - o.Expectation.Value))} where {Figure(o.Expectation.Tolerance)} is allowed";
            console.Output.WriteLine($"  {(o.Met ? "met   " : "MISSED")} {o.Expectation.Text}: {found}");
        }
    }

    private static string Figure(double value) => value.ToString("G7", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
}
