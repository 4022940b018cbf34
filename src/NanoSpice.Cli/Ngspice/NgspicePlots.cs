using NanoSpice.Elaboration;
using NanoSpice.Engine;

namespace NanoSpice.Cli;

/// <summary>The tables of a run as plots of one raw file; without a file as what .print asks for.</summary>
internal sealed class NgspicePlots(Simulation simulation, NgspiceRawFile? raw, NgspiceTables printed) : IRunFiles
{
    private readonly NgspiceVectors _vectors = new(simulation);
    private readonly List<WrittenAnalysis> _written = [];
    private WaveformTable _table = null!;
    private bool _isOpen;
    private long _rows;

    public IReadOnlyList<WrittenAnalysis> Written => _written;

    /// <summary>A raw file that cannot be written ends the run as it does in ngspice.</summary>
    public Exception? Fault => null;

    public void Begin(WaveformTable table)
    {
        (_table, _rows) = (table, 0);
        // ngspice has no plot of .four.
        _isOpen = raw is not null && table.Kind != WaveformKind.Fourier;
        if (raw is null) printed.Begin(table);
        if (!_isOpen) return;
        string point = simulation.Point is { } p ? $" ({p.Label})" : "";
        raw!.Begin(table.Title, RawVocabulary.PlotName(table.Kind) + point, table.IsComplex, _vectors.Of(table));
    }

    public void Row(ReadOnlySpan<double> values)
    {
        _rows++;
        if (_isOpen) raw!.Row(values);
        else if (raw is null) printed.Row(values);
    }

    public void End(bool complete)
    {
        if (_isOpen) raw!.End();
        _written.Add(new(_table, _rows, complete, [], []));
    }

    /// <summary>The numbers of cycles go to the log.</summary>
    public void WriteCycles(DerivedTable derived)
    {
    }

    /// <summary>The plot of integrated noise, which follows that of the densities.</summary>
    public void WriteNumbers(IReadOnlyList<DerivedNumber> numbers)
    {
        if (raw is null || _table.Kind != WaveformKind.Noise) return;
        var sorted = numbers.Where(n => !n.IsMeasurement).OrderBy(t => NgspiceNoise.Place(simulation, t.Name["onoise_total".Length..].TrimStart('_'))).ToList();
        if (sorted.Count == 0) return;
        raw.Begin(simulation.Title, "Integrated Noise", false, [.. sorted.Select((t, k) => new NgspiceVector($"{(t.Unit == "A" ? 'i' : 'v')}({t.Name})", RawVocabulary.TypeOf(t.Unit), k))]);
        raw.Row([.. sorted.Select(t => t.Value)]);
        raw.End();
    }
}
