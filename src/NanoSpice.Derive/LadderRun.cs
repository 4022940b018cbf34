using System.Globalization;
using NanoSpice.Elaboration;
using NanoSpice.Engine;
using NanoSpice.Netlist;

namespace NanoSpice.Derive;

/// <summary>The first result of a deck that ran in memory.</summary>
/// <param name="Columns">by name in lower case, time among them</param>
/// <param name="Fault">why it did not run to its end; empty when it did</param>
public sealed record DeckResult(IReadOnlyDictionary<string, double[]> Columns, string Fault)
{
    public double[] this[string name] => Columns[name];

    /// <summary>A column at other times, straight lines between rows; the times ascend.</summary>
    public double[] At(string name, double[] times)
    {
        double[] t = Columns["time"], y = Columns[name], values = new double[times.Length];
        int k = 0;
        for (int j = 0; j < times.Length; j++)
        {
            while (k + 2 < t.Length && t[k + 1] < times[j]) k++;
            double w = Math.Clamp((times[j] - t[k]) / (t[k + 1] - t[k]), 0, 1);
            values[j] = y[k] + w * (y[k + 1] - y[k]);
        }
        return values;
    }
}

/// <summary>Runs decks in memory.</summary>
public static class LadderRun
{
    /// <summary>Relative tolerance of ladders that are compared: well below the differences that matter (0.1 %).</summary>
    public const double Tolerance = 1e-5;

    /// <summary>Runs the first analysis of a deck.</summary>
    /// <param name="name">path under which messages show it and beside which it includes</param>
    public static DeckResult Run(string deck, string name, CancellationToken cancellation = default)
    {
        var bag = new DiagnosticBag();
        var simulation = Elaborator.Elaborate(NetlistReader.ReadText(deck, name, bag), bag);
        var none = new Dictionary<string, double[]>();
        if (simulation is null) return new(none, string.Join("; ", bag.All.Where(d => d.Severity == Severity.Error).Select(d => $"{d.At.File.Path}({d.At.Line}): {d.Message}")));
        var sink = new ColumnSink();
        try
        {
            var planned = simulation.Analyses[0];
            planned.Analysis.Run(simulation.Context(planned, sink, cancellation));
        }
        catch (SimulationException e)
        {
            return new(sink.Columns(), e.Message);
        }
        cancellation.ThrowIfCancellationRequested();                 // a run that was stopped has only a part of its rows
        return new(sink.Columns(), "");
    }

    /// <summary>Current into a ladder [A/m] at the times of a table, driven as the table was.</summary>
    /// <returns>null with the reason when the ladder did not run</returns>
    public static double[]? Current(Ladder ladder, NetworkTable table, double reltol, CancellationToken cancellation, out string fault)
    {
        ArgumentNullException.ThrowIfNull(ladder);
        ArgumentNullException.ThrowIfNull(table);
        var result = Run(Ladder.Deck(table.Name, ladder.Models("cell", table.Layers), "cell", table.Settings, reltol), "ladder", cancellation);
        fault = result.Fault;
        return fault.Length > 0 ? null : [.. result.At("i(vcv)", table.Time).Select(i => -i)];
    }

    private sealed class ColumnSink : IWaveformSink
    {
        private readonly List<List<double>> _columns = [];
        private string[] _names = [];

        public void Begin(WaveformTable table)
        {
            _names = [.. table.Columns.Select(c => c.Name.ToLower(CultureInfo.InvariantCulture))];
            foreach (string _ in _names) _columns.Add([]);
        }

        public void Row(ReadOnlySpan<double> values)
        {
            for (int k = 0; k < _columns.Count; k++) _columns[k].Add(values[k]);
        }

        public void End(bool complete)
        {
        }

        public Dictionary<string, double[]> Columns()
        {
            var columns = new Dictionary<string, double[]>();
            for (int k = 0; k < _names.Length; k++) columns.TryAdd(_names[k], [.. _columns[k]]);
            return columns;
        }
    }
}
