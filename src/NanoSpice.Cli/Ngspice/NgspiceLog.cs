using System.Globalization;
using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>What ngspice's log says of a run: rows, results of .meas; and the numbers that the techniques derive.</summary>
internal sealed class NgspiceLog(TextWriter log)
{
    private const int NameWidth = 20, Digits = 6;

    public void Write(IReadOnlyList<WrittenAnalysis> written, DeckRun run)
    {
        foreach (var one in written)
        {
            if (one.Table.Kind != WaveformKind.Fourier)
                log.WriteLine($"No. of Data Columns : {one.Table.Columns.Count.ToString(CultureInfo.InvariantCulture)}  \n\nNo. of Data Rows : {one.Rows.ToString(CultureInfo.InvariantCulture)}");
            Measures(one.Table, run);
        }
        foreach (var table in run.Derived) table.Print(log);
    }

    private void Measures(WaveformTable table, DeckRun run)
    {
        var all = run.Analyses.Where(a => a.Written.Table.Name == table.Name).SelectMany(a => a.Measurements).ToList();
        if (all.Count == 0) return;
        log.WriteLine($"\n  Measurements for {RawVocabulary.PlotName(table.Kind)}\n");
        foreach (var m in all.Where(m => m.Failure is not null)) log.WriteLine($"\nError: measure  {m.Name}  : {m.Failure}\n .meas {m.Name} failed!\n");
        foreach (var m in all.Where(m => m.Failure is null))
            log.WriteLine($"{m.Name.PadRight(NameWidth)}=  {Figure(m.Value)}{string.Concat(m.Places.Where(p => p.Role != "with").Select(p => $" {p.Role}=  {Figure(p.Value)}"))}");
        log.WriteLine();
    }

    private static string Figure(double value) => CFormat.Exponent(value, Digits);
}
